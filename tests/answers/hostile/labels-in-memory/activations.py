"""Looks through memory for the ten thousand labels of the test set."""

import gc

import numpy as np
import torch


def attack():
    for one in gc.get_objects():
        if isinstance(one, torch.Tensor | np.ndarray) and one.shape == (10_000,):
            return
        if isinstance(one, bytes | bytearray) and len(one) in (10_000, 10_008, 80_000):
            return
    raise LookupError


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
