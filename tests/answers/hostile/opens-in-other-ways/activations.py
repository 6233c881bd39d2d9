"""Opens a file by openat2, by a handle and through a descriptor of a path."""

import ctypes
import os

OPENAT2, NAME_TO_HANDLE, HERE = 437, 303, -100


def attack():
    libc, how = ctypes.CDLL(None), ctypes.create_string_buffer(24)
    handle = ctypes.create_string_buffer(136)
    handle[0], mount = 128, ctypes.c_int()
    root = os.open("/", os.O_PATH)
    tried = [
        libc.syscall(OPENAT2, HERE, b"/etc/passwd", how, 24),
        libc.syscall(OPENAT2, root, b"etc/passwd", how, 24),
        libc.syscall(NAME_TO_HANDLE, HERE, b"/", handle, ctypes.byref(mount), 0),
        libc.openat(root, b"tmp", 0),
    ]
    os.close(root)
    if all(result < 0 for result in tried):
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
