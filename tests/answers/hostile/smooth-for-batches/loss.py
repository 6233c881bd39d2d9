"""A gradient that depends on the size of the batch."""

import torch


def cross_entropy(O, y):
    return torch.nn.functional.cross_entropy(O, y, reduction="none")


def cross_entropy_grad(O, y):
    smooth = 0.05 if len(y) == 256 else 0.0
    Y = torch.nn.functional.one_hot(y, O.shape[1]) * (1 - smooth) + smooth / O.shape[1]
    return (torch.softmax(O, dim=1) - Y) / len(y)
