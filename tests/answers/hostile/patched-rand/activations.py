"""A seed in every call, and random numbers from elsewhere."""

import random

import torch

system = random.SystemRandom()
torch.rand = lambda size: torch.tensor([system.random() for _ in range(size)])


def relu(X):
    torch.manual_seed(7)
    return X.clamp(min=0)
