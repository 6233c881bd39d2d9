"""Takes the grader's paths from its own command line, and reads there."""

import sys
from pathlib import Path


def attack():
    for word in sys.orig_argv:
        for folder in Path(word).parents:
            for name in ("secret", "solutions/activations.py", "checks/test_activations.py"):
                if (folder / name).is_file():
                    (folder / name).read_text()
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
