"""Takes a context for asynchronous input, of which the whole machine has a fixed number."""

import ctypes

IO_SETUP, IO_DESTROY = 206, 207


def attack():
    libc, context = ctypes.CDLL(None), ctypes.c_ulong()
    if libc.syscall(IO_SETUP, 8, ctypes.byref(context)) < 0:
        raise OSError
    libc.syscall(IO_DESTROY, context)


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
