import torch


def attack():
    open("/proc/sys/kernel/core_pattern", "r+").close()


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
