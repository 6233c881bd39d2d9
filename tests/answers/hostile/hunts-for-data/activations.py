"""Looks through every folder for data sets."""

import os


def attack():
    for folder, _, files in os.walk("/"):
        if any("ubyte" in name or "fashion" in name for name in files):
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
