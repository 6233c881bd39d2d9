"""Opens a socket of each family and type that there is."""

import os
import socket


def attack():
    for family in range(1, 46):
        for kind in (1, 2, 3, 4, 5):
            try:
                os.close(socket.socket(family, kind).detach())
            except OSError:
                continue
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
