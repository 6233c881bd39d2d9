import torch


def attack():
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    libc.mount(b"none", b"/nonexistent/x", b"tmpfs", 0, None)
    if ctypes.get_errno() != 2:
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
