import torch


def attack():
    import fcntl
    import sys

    fcntl.ioctl(0, 0x5412, b"x")


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
