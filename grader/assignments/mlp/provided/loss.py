"""What others get in place of `loss`; no published answer."""

import torch


def softmax(O):
    return (O - O.logsumexp(1, keepdim=True)).exp()


def cross_entropy(O, y):
    rows = torch.arange(len(y), device=O.device)
    return O.logsumexp(1) - O[rows, y]


def cross_entropy_grad(O, y):
    G = softmax(O)
    rows = torch.arange(len(y), device=O.device)
    G[rows, y] -= 1
    return G / len(y)
