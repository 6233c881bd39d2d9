"""Sets a limit of its parent, to what it is."""

import os
import resource


def attack():
    parent, kind = os.getppid(), resource.RLIMIT_CORE
    resource.prlimit(parent, kind, resource.prlimit(parent, kind))


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
