"""Makes itself dumpable again, so that a crash starts the machine's crash handler."""

import ctypes

SET_DUMPABLE, GET_DUMPABLE = 4, 3


def attack():
    libc = ctypes.CDLL(None)
    libc.prctl(SET_DUMPABLE, 1, 0, 0, 0)
    if libc.prctl(GET_DUMPABLE, 0, 0, 0, 0) != 1:
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
