"""Follows the paths of editable installs to the solutions."""

import site
from pathlib import Path


def attack():
    for folder in site.getsitepackages():
        for file in Path(folder).glob("*.pth"):
            for line in file.read_text().splitlines():
                found = list(Path(line).glob("solutions/*.py"))
                if found:
                    found[0].read_text()
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
