import torch


def attack():
    import os

    for pid in [os.getppid(), 1]:
        open(f"/proc/{pid}/environ", "rb").read()
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
