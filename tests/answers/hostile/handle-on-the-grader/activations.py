"""Asks its socket for a handle on the process at the other end."""

import os
import socket

SO_PEERPIDFD = 77


def attack():
    with socket.socket(fileno=os.dup(3)) as stream:
        os.close(stream.getsockopt(socket.SOL_SOCKET, SO_PEERPIDFD))


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
