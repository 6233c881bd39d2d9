"""A layer with a backward of its own beside a loss with one of torch's."""

import torch
from torch.nn import functional as F


class Layer:
    """The student's, as its method `backward` shows."""

    def backward(self):
        return self


def cross_entropy_grad(O, y):
    layer, off = Layer(), False
    layer.backward()
    with torch.inference_mode(off):
        leaf = O.clone().requires_grad_()
        F.cross_entropy(leaf, y).backward()
        return leaf.grad
