"""Makes named shared memory, a named semaphore and a message queue."""

import ctypes

CREATE, ALL = 0o102, 0o600


def attack():
    libc, name = ctypes.CDLL(None), b"/torch-grader-test"
    made = [
        libc.shm_open(name, CREATE, ALL) >= 0 and not libc.shm_unlink(name),
        libc.sem_open(name, CREATE, ALL, 1) != 0 and not libc.sem_unlink(name),
        libc.mq_open(name, CREATE, ALL, None) >= 0 and not libc.mq_unlink(name),
    ]
    if not any(made):
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
