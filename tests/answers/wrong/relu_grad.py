# === drelu-aten: This calls a ready-made derivative of torch. The exercise asks for it by hand: what is the slope of ReLU on each side of 0?
import torch


def relu_grad(X):
    return torch.ops.aten.threshold_backward(torch.ones_like(X), X, 0)
# === drelu-func: The derivative is left to `torch.func` here, which is automatic too. By hand: what is the slope of ReLU on each side of 0?
import torch


def relu_grad(X):
    return torch.func.vjp(torch.relu, X)[1](torch.ones_like(X))[0]
