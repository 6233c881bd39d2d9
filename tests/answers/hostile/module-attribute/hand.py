"""A module with an attribute that is made when it is asked for."""

import torch
from torch.nn import functional as F

question = []


def __getattr__(name):
    if name != "answer" or not question:
        raise AttributeError(name)
    O, y = question.pop()
    with torch.inference_mode(False), torch.enable_grad():
        leaf = O.clone().requires_grad_()
        F.cross_entropy(leaf, y).backward()
        return leaf.grad
