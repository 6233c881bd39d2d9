"""Asks for the semaphores and the queues of the machine."""

import ctypes

SEMCTL, MSGCTL, SEM_INFO, MSG_INFO = 66, 71, 19, 12


def attack():
    libc, info = ctypes.CDLL(None), ctypes.create_string_buffer(256)
    semaphores = libc.syscall(SEMCTL, 0, 0, SEM_INFO, info)
    queues = libc.syscall(MSGCTL, 0, MSG_INFO, info)
    if semaphores < 0 and queues < 0:
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
