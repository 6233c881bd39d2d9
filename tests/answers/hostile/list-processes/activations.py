import torch


def attack():
    import os

    for name in os.listdir("/proc"):
        if name.isdigit() and int(name) != os.getpid():
            open(f"/proc/{name}/cmdline", "rb").read()
            return
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
