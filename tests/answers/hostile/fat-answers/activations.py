"""Answers that are far too large."""

import torch


def relu(X):
    return torch.zeros(10_000_000)
