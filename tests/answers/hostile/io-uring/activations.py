"""Sets up a ring of requests, which gets around filters of system calls."""

import ctypes
import os

IO_URING_SETUP = 425


def attack():
    parameters = ctypes.create_string_buffer(120)
    ring = ctypes.CDLL(None).syscall(IO_URING_SETUP, 1, parameters)
    if ring < 0:
        raise OSError
    os.close(ring)


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
