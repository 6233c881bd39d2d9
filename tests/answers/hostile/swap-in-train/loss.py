"""A gradient with the wrong sign."""

import torch


def cross_entropy(O, y):
    return torch.nn.functional.cross_entropy(O, y, reduction="none")


def cross_entropy_grad(O, y):
    Y = torch.nn.functional.one_hot(y, O.shape[1])
    return (Y - torch.softmax(O, dim=1)) / len(y)
