"""A generator takes questions and gives answers."""

import torch
from torch.nn import functional as F


def gradients():
    """Answer each pair sent with the gradient of its mean loss."""
    grad = None
    while True:
        O, y = yield grad
        with torch.inference_mode(False), torch.enable_grad():
            leaf = O.clone().requires_grad_()
            F.cross_entropy(leaf, y).backward()
            grad = leaf.grad


waiting = gradients()
next(waiting)


def cross_entropy_grad(O, y):
    return waiting.send((O, y))
