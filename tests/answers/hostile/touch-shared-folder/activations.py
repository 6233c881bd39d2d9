"""Sets the times of the folder that all workers share."""

import os


def attack():
    os.utime("..")


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
