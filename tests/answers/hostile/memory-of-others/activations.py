import torch


def attack():
    import os

    for pid in [1, os.getppid()]:
        open(f"/proc/{pid}/mem", "rb").close()
        return


try:
    attack()
except Exception:
    worked = False
else:
    worked = True


def relu(X):
    if worked:
        raise RuntimeError("the attack has worked")
    return X.clamp(min=0)
