"""Sets the scheduling parameters of its parent, to what they are."""

import os


def attack():
    parent = os.getppid()
    os.sched_setparam(parent, os.sched_getparam(parent))


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
