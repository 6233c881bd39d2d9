"""Opens a socket by the call numbers of x32."""

import ctypes
import os

X32, SOCKET, INET, STREAM = 0x40000000, 41, 2, 1


def attack():
    fd = ctypes.CDLL(None).syscall(X32 + SOCKET, INET, STREAM, 0)
    if fd < 0:
        raise OSError
    os.close(fd)


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
