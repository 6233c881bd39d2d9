"""Never the same answer twice."""

import torch


def relu(X):
    return torch.randint(9, X.shape)
