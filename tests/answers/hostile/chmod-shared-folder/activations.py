"""Sets the permissions of the folder that all workers share, to what they are."""

import os
import stat


def attack():
    os.chmod("..", stat.S_IMODE(os.stat("..").st_mode))


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
