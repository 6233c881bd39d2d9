"""Changes its table of segments, an old way into the kernel."""

import ctypes

MODIFY_LDT, READ = 154, 0


def attack():
    table = ctypes.create_string_buffer(64)
    if ctypes.CDLL(None).syscall(MODIFY_LDT, READ, table, 64) < 0:
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
