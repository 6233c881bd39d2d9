"""Differentiates by machine, in a string."""

import torch

TEXT = """
with torch.inference_mode(False), torch.enable_grad():
    X = X.detach().clone().requires_grad_()
    answer, = torch.autograd.grad(torch.tanh(X).sum(), X)
"""


def tanh_grad(X):
    scope = {"torch": torch, "X": X}
    exec(TEXT, scope)
    return scope["answer"]
