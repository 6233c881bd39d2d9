"""Puts a file beside a library, for the next one who imports it."""

from pathlib import Path

import torch


def attack():
    for folder in (Path(torch.__file__).parent, Path(torch.__file__).parent / "__pycache__"):
        try:
            path = folder / "torch-grader-test.pth"
            path.touch(exist_ok=False)
        except OSError:
            continue
        path.unlink()
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
