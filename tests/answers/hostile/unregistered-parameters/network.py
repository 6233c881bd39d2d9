"""A module whose parameters no optimizer state or file will have."""

import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        shapes = (num_inputs, num_hiddens), (num_hiddens,)
        shapes += (num_hiddens, num_outputs), (num_outputs,)
        self.values = [torch.randn(*shape, requires_grad=True) for shape in shapes]

    def parameters(self, recurse=True):
        return iter(self.values)

    def to(self, kind):
        self.values = [v.detach().to(kind).requires_grad_() for v in self.values]
        return self

    def forward(self, X):
        W1, b1, W2, b2 = self.values
        return (X @ W1 + b1).relu() @ W2 + b2
