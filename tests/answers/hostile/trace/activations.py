import torch


def attack():
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    # Nobody has this number: who may trace is told that it is not there.
    libc.ptrace(16, 2**30, 0, 0)
    if ctypes.get_errno() != 3:
        raise OSError(ctypes.get_errno())


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
