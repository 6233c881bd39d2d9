# === dsig-aten: This calls a ready-made derivative of torch. The exercise asks for it by hand: how can you write it with the value of the sigmoid?
import torch


def sigmoid_grad(X):
    return torch.ops.aten.sigmoid_backward(torch.ones_like(X), torch.sigmoid(X))
# === dsig-jvp: The derivative is left to `torch.func` here, which is automatic too. By hand: how can you write it with the value of the sigmoid?
import torch


def sigmoid_grad(X):
    return torch.func.jvp(torch.sigmoid, (X,), (torch.ones_like(X),))[1]
