"""Activation functions and their derivatives.

Without an activation function between them, two linear layers are one linear layer.
The bend of an activation is what lets a network draw a line that is not straight; its
derivative tells backpropagation how much of the error passes through each unit.

All functions here work elementwise: the result has the shape, the dtype and the device
of `X`, which may have any shape (a single number included) and need not be contiguous.
`X` itself is not changed.
"""

import torch


def relu(X):
    """Return max(X, 0), elementwise.

    X: any shape, also 0-d and empty. Result: the shape of X.

        relu(torch.tensor([-2.0, 0.0, 3.0]))  ->  tensor([0., 0., 3.])

    Autograd must be able to go through it: the gradient is 1 where X > 0 and 0 where
    X < 0. At exactly 0 the function has a corner, and any gradient in [0, 1] is right.

    Source: Nair and Hinton, "Rectified linear units improve restricted Boltzmann
    machines", ICML 2010; Dive into Deep Learning, "Multilayer Perceptrons",
    https://d2l.ai/chapter_multilayer-perceptrons/mlp.html
    """
    # BEGIN SOLUTION
    return X.clamp(min=0)  # max(x, 0), the shape of X
    # END SOLUTION


def relu_grad(X):
    """Return the derivative of relu at X, elementwise: 1 where X > 0, 0 where X < 0.

    X: any shape. Result: the shape and the dtype of X (numbers, not True and False).

        relu_grad(torch.tensor([-2.0, 3.0]))  ->  tensor([0., 1.])

    By hand: do not use autograd. At exactly 0 any value from 0 to 1 is right. It is the
    derivative at X, the input of relu, not at its output.

    Source: Dive into Deep Learning, "Multilayer Perceptrons",
    https://d2l.ai/chapter_multilayer-perceptrons/mlp.html
    """
    # BEGIN SOLUTION
    return (X > 0).to(X.dtype)  # 1 or 0, the shape of X
    # END SOLUTION


def sigmoid(X):
    """Return 1 / (1 + exp(-X)), elementwise: a number between 0 and 1.

    X: any shape. Result: the shape of X.

        sigmoid(torch.tensor([-2.0, 0.0, 2.0]))  ->  tensor([0.1192, 0.5000, 0.8808])

    A check of its own asks for X up to 1e4 and -1e4: the result must be right there,
    with no nan and no inf. Mind that exp(1e4) is inf.

    Source: Dive into Deep Learning, "Multilayer Perceptrons",
    https://d2l.ai/chapter_multilayer-perceptrons/mlp.html
    """
    # BEGIN SOLUTION
    # 1 / (1 + e^-x) = e^x / (e^x + 1). Above and below are divided by e^m, where m is
    # the larger of x and 0, so no exponent is above 0 and nothing overflows. The value
    # does not depend on m, so autograd need not look at it (detach).
    m = X.detach().clamp(min=0)
    return torch.exp(X - m) / (torch.exp(X - m) + torch.exp(-m))  # the shape of X
    # END SOLUTION


def sigmoid_grad(X):
    """Return the derivative of sigmoid at X: sigmoid(X) * (1 - sigmoid(X)).

    X: any shape, the input of sigmoid, not its output. Result: the shape of X.

        sigmoid_grad(torch.tensor([-2.0, 0.0, 2.0]))
            ->  tensor([0.1050, 0.2500, 0.1050])

    By hand: do not use autograd. A check of its own asks for X up to 1e4 and -1e4,
    where the derivative is 0, not nan.

    Source: Dive into Deep Learning, "Multilayer Perceptrons",
    https://d2l.ai/chapter_multilayer-perceptrons/mlp.html
    """
    # BEGIN SOLUTION
    S = sigmoid(X)
    return S * (1 - S)  # the shape of X
    # END SOLUTION


def tanh(X):
    """Return (exp(X) - exp(-X)) / (exp(X) + exp(-X)), elementwise: between -1 and 1.

    X: any shape. Result: the shape of X.

        tanh(torch.tensor([-1.0, 0.0, 1.0]))  ->  tensor([-0.7616, 0.0000, 0.7616])

    A check of its own asks for X up to 1e4 and -1e4, where the result is 1 and -1. The
    formula as it stands gives inf / inf = nan there.

    Source: Dive into Deep Learning, "Multilayer Perceptrons",
    https://d2l.ai/chapter_multilayer-perceptrons/mlp.html
    """
    # BEGIN SOLUTION
    # Above and below are divided by e^|x|: no exponent is above 0, nothing overflows.
    # The value does not depend on |x| here, so autograd need not look at it (detach).
    m = X.detach().abs()
    P, N = torch.exp(X - m), torch.exp(-X - m)  # e^x and e^-x, both divided by e^|x|
    return (P - N) / (P + N)  # the shape of X
    # END SOLUTION


def tanh_grad(X):
    """Return the derivative of tanh at X: 1 - tanh(X) ** 2.

    X: any shape, the input of tanh, not its output. Result: the shape of X.

        tanh_grad(torch.tensor([-1.0, 0.0, 1.0]))  ->  tensor([0.4200, 1.0000, 0.4200])

    By hand: do not use autograd. A check of its own asks for X up to 1e4 and -1e4,
    where the derivative is 0, not nan.

    Source: Dive into Deep Learning, "Multilayer Perceptrons",
    https://d2l.ai/chapter_multilayer-perceptrons/mlp.html
    """
    # BEGIN SOLUTION
    return 1 - tanh(X) ** 2  # the shape of X
    # END SOLUTION


def prelu(X, a):
    """Return X where X > 0, and a * X elsewhere: a ReLU whose other side has slope a.

    X: any shape. a: a number, or a tensor that broadcasts from the last axis of X, for
    example one slope a column. a may be negative or above 1. Result: the shape of X.

        prelu(torch.tensor([-2.0, 3.0]), 0.25)  ->  tensor([-0.5000, 3.0000])

    Autograd must be able to go through it, to X and, where a is a tensor, to a: the
    slope is learned. Gradients at exactly 0 are not tested.

    Source: He et al., "Delving deep into rectifiers", ICCV 2015,
    https://arxiv.org/abs/1502.01852
    """
    # BEGIN SOLUTION
    return torch.where(X > 0, X, X * a)  # the shape of X
    # END SOLUTION


def hard_sigmoid(X, lower=-3.0, upper=3.0):
    """Return 0 below lower, 1 above upper, and a straight line between, elementwise.

    X: any shape. lower, upper: numbers, lower < upper. Result: the shape of X.
    Between the two: (X - lower) / (upper - lower).

        hard_sigmoid(torch.tensor([-4.0, 0.0, 1.5, 9.0]))
            ->  tensor([0.0000, 0.5000, 0.7500, 1.0000])

    It is a sigmoid made of three straight lines, cheap because it needs no exp.

    Source: the documentation of `torch.nn.Hardsigmoid` (from -3 to 3),
    https://docs.pytorch.org/docs/stable/generated/torch.nn.Hardsigmoid.html
    """
    # BEGIN SOLUTION
    return ((X - lower) / (upper - lower)).clamp(0, 1)  # the shape of X
    # END SOLUTION
