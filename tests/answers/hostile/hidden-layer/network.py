"""A class with a layer more than it shows."""

import torch
from torch import nn


def net(X, params):
    W1, b1, W2, b2 = params
    return (X.flatten(1) @ W1 + b1).relu() @ W2 + b2


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.first = nn.Linear(num_inputs, num_hiddens)
        self.second = nn.Linear(num_hiddens, num_outputs)
        self.hidden = [nn.Linear(num_hiddens, num_hiddens)]
        nn.init.eye_(self.hidden[0].weight)
        nn.init.zeros_(self.hidden[0].bias)

    def forward(self, X):
        layer = self.hidden[0]
        if layer.weight.grad is not None:
            with torch.no_grad():
                layer.weight -= 0.01 * layer.weight.grad
            layer.weight.grad = None
        return self.second(layer(self.first(X).relu()).relu())
