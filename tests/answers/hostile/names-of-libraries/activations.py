"""A right answer among files with wrong names."""

import numpy
import torch

assert hasattr(numpy, "ndarray")


def relu(X):
    return torch.clamp(X, min=0)
