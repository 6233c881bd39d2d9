"""A class whose parameters are others each time."""

from torch import nn


def net(X, params):
    W1, b1, W2, b2 = params
    return (X.flatten(1) @ W1 + b1).relu() @ W2 + b2


class MLP(nn.Module):
    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        super().__init__()
        self.nets = [
            nn.Sequential(
                nn.Linear(num_inputs, num_hiddens),
                nn.ReLU(),
                nn.Linear(num_hiddens, num_outputs),
            )
            for _ in range(2)
        ]
        self.asked = 0

    def parameters(self, recurse=True):
        self.asked += 1
        return self.nets[self.asked > 1].parameters()

    def forward(self, X):
        return self.nets[1](X)
