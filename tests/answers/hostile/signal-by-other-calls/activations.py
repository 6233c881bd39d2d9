"""Sends signals that do nothing by the calls that are not kill."""

import ctypes
import os

TKILL, TGKILL, QUEUE, QUEUE_TO_THREAD = 200, 234, 129, 297


def attack():
    libc, pid = ctypes.CDLL(None), os.getppid()
    info = ctypes.create_string_buffer(128)
    tried = [
        libc.syscall(TKILL, pid, 0),
        libc.syscall(TGKILL, pid, pid, 0),
        libc.syscall(QUEUE, pid, 0, info),
        libc.syscall(QUEUE_TO_THREAD, pid, pid, 0, info),
    ]
    if all(result < 0 for result in tried):
        raise OSError(tried)


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
