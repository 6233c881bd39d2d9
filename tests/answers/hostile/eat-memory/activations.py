import torch


def relu(X):
    return torch.ones(1 << 33)
