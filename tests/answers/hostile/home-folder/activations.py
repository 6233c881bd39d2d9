import torch


def attack():
    import os

    found = os.listdir("/root") + os.listdir("/home")
    if not found:
        raise OSError


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
