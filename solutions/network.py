"""The multilayer perceptron, from tensors and from `torch.nn` layers.

One hidden layer: X -> Z = X W1 + b1 -> H = relu(Z) -> O = H W2 + b2. Each row of X is
one image, each row of O holds one score a class. The scores are called logits; the
softmax that turns them into probabilities belongs to the loss, not to the network.

Shapes: B is the batch size; a weight is (inputs, outputs), so that X @ W works.
"""

import torch
from torch import nn

from activations import relu


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    """Return the start values [W1, b1, W2, b2] of a network with one hidden layer.

    W1: (num_inputs, num_hiddens)     b1: (num_hiddens,)
    W2: (num_hiddens, num_outputs)    b2: (num_outputs,)

    Weights are drawn from a normal distribution with mean 0 and standard deviation std,
    biases are 0. Two calls give different weights: do not set a seed. Each of the four
    is a leaf tensor of torch's default dtype with requires_grad, so that an optimizer
    takes it; a tensor that was computed from one with requires_grad is not a leaf.

    Why random: with equal weights all hidden units compute the same, get the same
    gradient and stay the same for ever.

    Source: Dive into Deep Learning, "Implementation of Multilayer Perceptrons",
    https://d2l.ai/chapter_multilayer-perceptrons/mlp-implementation.html
    """
    # BEGIN SOLUTION
    # nn.Parameter makes a leaf with requires_grad of the values, once they are scaled.
    W1 = nn.Parameter(std * torch.randn(num_inputs, num_hiddens))
    b1 = nn.Parameter(torch.zeros(num_hiddens))
    W2 = nn.Parameter(std * torch.randn(num_hiddens, num_outputs))
    b2 = nn.Parameter(torch.zeros(num_outputs))
    return [W1, b1, W2, b2]
    # END SOLUTION


def net(X, params):
    """Return the logits of flatten -> linear -> ReLU -> linear.

    X: (B, 1, 28, 28), (B, 28, 28) or (B, 784); for a network of another size any shape
    whose axes after the first multiply to num_inputs. B may be 1.
    params: [W1, b1, W2, b2] as from `init_params`, of any sizes that fit.
    Result: (B, num_outputs).

        O = relu(X W1 + b1) W2 + b2

    No softmax and no ReLU at the end. Autograd must be able to go through it to params.
    Use `relu` of activations.py.

    Source: Dive into Deep Learning, "Implementation of Multilayer Perceptrons",
    https://d2l.ai/chapter_multilayer-perceptrons/mlp-implementation.html
    """
    # BEGIN SOLUTION
    W1, b1, W2, b2 = params
    X = X.reshape(len(X), -1)  # (B, num_inputs)
    H = relu(X @ W1 + b1)  # (B, num_hiddens)
    return H @ W2 + b2  # (B, num_outputs)
    # END SOLUTION


def init_weights(module):
    """Give an `nn.Linear` its start values, in place: weights normal(0, 0.01), bias 0.

    module: any `nn.Module`. If it is an `nn.Linear`, fill its weight with draws from a
    normal distribution with mean 0 and standard deviation 0.01, and its bias with 0, in
    the same Parameter objects. Leave every other module as it is.

    Used as `net.apply(init_weights)`, which calls it for every module inside net.

    Source: the documentation of `torch.nn.Module.apply`,
    https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html
    """
    # BEGIN SOLUTION
    if isinstance(module, nn.Linear):
        nn.init.normal_(module.weight, mean=0.0, std=0.01)  # (outputs, inputs)
        nn.init.zeros_(module.bias)  # (outputs,)
    # END SOLUTION


def mlp(*sizes):
    """Return an `nn.Sequential` of Flatten, Linear and ReLU for the sizes given.

    sizes: two or more numbers: of inputs, of units in each hidden layer, of outputs.

        mlp(784, 256, 10)       Flatten, Linear(784, 256), ReLU, Linear(256, 10)
        mlp(784, 256, 128, 10)  the same with a second hidden layer of 128

    Every Linear has a bias. There is no ReLU after the last Linear. Input: (B, ...)
    whose axes after the first multiply to sizes[0]. Output: (B, sizes[-1]).

    Source: Dive into Deep Learning, "Implementation of Multilayer Perceptrons",
    https://d2l.ai/chapter_multilayer-perceptrons/mlp-implementation.html
    """
    # BEGIN SOLUTION
    layers = [nn.Flatten()]
    for i in range(1, len(sizes)):
        layers += [nn.Linear(sizes[i - 1], sizes[i]), nn.ReLU()]
    return nn.Sequential(*layers[:-1])  # without the ReLU after the last Linear
    # END SOLUTION


class MLP(nn.Module):
    """A network with one hidden layer: Linear -> ReLU -> Linear, both with bias.

    `MLP(784, 128, 10)(X)` gives the logits (B, 10) of a flat X: (B, 784). Nothing else
    happens: no softmax, no dropout, no ReLU at the end. The layers are attributes, so
    that `parameters()` finds their weights; a plain Python list would hide them.

    Source: the documentation of `torch.nn.Module`,
    https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html
    """

    def __init__(self, num_inputs=784, num_hiddens=128, num_outputs=10):
        """Create the two linear layers."""
        super().__init__()
        # BEGIN SOLUTION
        self.hidden = nn.Linear(num_inputs, num_hiddens)
        self.output = nn.Linear(num_hiddens, num_outputs)
        # END SOLUTION

    def forward(self, X):
        """Return the logits (B, num_outputs) of a flat X: (B, num_inputs)."""
        # BEGIN SOLUTION
        H = relu(self.hidden(X))  # (B, num_hiddens)
        return self.output(H)  # (B, num_outputs)
        # END SOLUTION


def collapse(params):
    """Return (W, b), one linear layer that equals two linear layers without ReLU.

    params: [W1, b1, W2, b2] as from `init_params`, of any sizes that fit.
    W: (num_inputs, num_outputs), b: (num_outputs,), such that for every X

        X W + b = (X W1 + b1) W2 + b2

    It shows why the activation between the layers matters: without it a second layer
    adds parameters, but nothing that one layer could not do.

    Source: Dive into Deep Learning, "Multilayer Perceptrons", from linear to nonlinear,
    https://d2l.ai/chapter_multilayer-perceptrons/mlp.html
    """
    # BEGIN SOLUTION
    W1, b1, W2, b2 = params
    W = W1 @ W2  # (num_inputs, num_outputs)
    b = b1 @ W2 + b2  # (num_outputs,)
    return W, b
    # END SOLUTION
