"""Looks for compiled checks and solutions beside every library."""

import sys
from pathlib import Path


def attack():
    for folder in sys.path:
        if found := list(Path(folder).glob("grader/**/*.pyc")):
            found[0].read_bytes()
            return
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
