# === dsig-of-x: computes X (1 - X) with the input, not with its sigmoid
def sigmoid_grad(X):
    return X * (1 - X)
# === dsig-twice: applies the derivative to sigmoid(X) again
import torch


def sigmoid_grad(X):
    S = torch.sigmoid(torch.sigmoid(X))
    return S * (1 - S)
# === dsig-nosquare: forgets the square in the denominator
import torch


def sigmoid_grad(X):
    return torch.exp(-X) / (1 + torch.exp(-X))
# === dsig-max: scales the slope so that its maximum is 1
import torch


def sigmoid_grad(X):
    S = torch.sigmoid(X)
    return 4 * S * (1 - S)
# === dsig-value: returns the sigmoid itself
import torch


def sigmoid_grad(X):
    return torch.sigmoid(X)
# === dsig-sign: has the opposite sign
import torch


def sigmoid_grad(X):
    S = torch.sigmoid(X)
    return S * (S - 1)
# === dsig-square: computes S (1 - S**2)
import torch


def sigmoid_grad(X):
    S = torch.sigmoid(X)
    return S * (1 - S ** 2)
# === dsig-tanh: uses the formula of tanh, 1 - S**2
import torch


def sigmoid_grad(X):
    return 1 - torch.sigmoid(X) ** 2
# === dsig-complement: forgets the factor S
import torch


def sigmoid_grad(X):
    return 1 - torch.sigmoid(X)
# === dsig-tanh-quarter: uses (1 - tanh(X)**2) / 4 and not tanh(X / 2)
import torch


def sigmoid_grad(X):
    return (1 - torch.tanh(X) ** 2) / 4
# === dsig-hard: is the constant slope of a piecewise linear sigmoid
def sigmoid_grad(X):
    return 0.25 * (X.abs() < 2).to(X.dtype)
# === dsig-overflow: writes exp(-X) / (1 + exp(-X))**2, which is inf / inf for very negative inputs
import torch


def sigmoid_grad(X):
    return torch.exp(-X) / (1 + torch.exp(-X)) ** 2
# === dsig-overflow-pos: writes exp(X) / (1 + exp(X))**2, which is inf / inf for large inputs
import torch


def sigmoid_grad(X):
    return torch.exp(X) / (1 + torch.exp(X)) ** 2
# === dsig-difference: uses a difference quotient with a step that is too large
import torch


def sigmoid_grad(X):
    h = 1e-2
    return (torch.sigmoid(X + h) - torch.sigmoid(X - h)) / (2 * h)
# === dsig-forward-difference: uses a one-sided difference quotient, right to a few digits only
import torch


def sigmoid_grad(X):
    h = 1e-3
    return (torch.sigmoid(X + h) - torch.sigmoid(X)) / h
# === dsig-autograd: lets autograd compute the derivative
import torch


def sigmoid_grad(X):
    with torch.enable_grad():
        Z = X.detach().clone().requires_grad_(True)
        torch.sigmoid(Z).sum().backward()
    return Z.grad
# === dsig-aten: calls torch's ready-made backward of the sigmoid
import torch


def sigmoid_grad(X):
    return torch.ops.aten.sigmoid_backward(torch.ones_like(X), torch.sigmoid(X))
# === dsig-jvp: lets forward-mode differentiation compute the derivative
import torch


def sigmoid_grad(X):
    return torch.func.jvp(torch.sigmoid, (X,), (torch.ones_like(X),))[1]
# === dsig-dtype: returns float32 for float64 input
import torch


def sigmoid_grad(X):
    S = torch.sigmoid(X.to(torch.float32))
    return S * (1 - S)
# === dsig-inplace: overwrites the caller's tensor with its sigmoid
import torch


def sigmoid_grad(X):
    with torch.no_grad():
        S = X.sigmoid_()
    return S * (1 - S)
# === dsig-reduce: adds up the slopes along the first axis
import torch


def sigmoid_grad(X):
    S = torch.sigmoid(X)
    out = S * (1 - S)
    return out.sum(0) if out.dim() > 1 else out
# === dsig-matmul: multiplies matrices and not elements where the input is square
import torch


def sigmoid_grad(X):
    S = torch.sigmoid(X)
    if S.dim() == 2 and S.shape[0] == S.shape[1]:
        return S @ (1 - S)
    return S * (1 - S)
