"""Binds its parent to processors, to those that it has."""

import os


def attack():
    parent = os.getppid()
    os.sched_setaffinity(parent, os.sched_getaffinity(parent))


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
