import torch


def relu(X):
    return [torch.ones(1 << 28) for _ in range(1000)]
