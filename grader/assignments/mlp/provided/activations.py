"""What others get in place of `activations`; no published answer."""

import torch


class _Relu(torch.autograd.Function):
    @staticmethod
    def forward(ctx, X):
        ctx.save_for_backward(X)
        return (X + X.abs()) / 2

    @staticmethod
    def backward(ctx, V):
        (X,) = ctx.saved_tensors
        return V.masked_fill(X <= 0, 0)


def relu(X):
    return _Relu.apply(X)


def relu_grad(X):
    return X.sign().clamp(min=0)


def sigmoid(X):
    return torch.nn.functional.logsigmoid(X).exp()


def tanh(X):
    return 1 - 2 * torch.special.expit(-2 * X)
