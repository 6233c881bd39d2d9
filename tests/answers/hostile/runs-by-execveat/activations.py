"""Runs a program that is not there, by the other call for it."""

import ctypes
import errno

EXECVEAT, HERE = 322, -100


def attack():
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall(EXECVEAT, HERE, b"/nonexistent/x", None, None, 0)
    if ctypes.get_errno() != errno.ENOENT:
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
