"""Opens its memory maps as files, for writing."""

import os
from pathlib import Path


def attack():
    for path in Path("/proc/self/map_files").iterdir():
        os.close(os.open(path, os.O_RDWR))
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
