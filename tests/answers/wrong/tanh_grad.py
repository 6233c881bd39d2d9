# === dtanh-nosquare: forgets the square of tanh
import torch


def tanh_grad(X):
    return 1 - torch.tanh(X)
# === dtanh-arg: squares the argument, not the tanh
import torch


def tanh_grad(X):
    return 1 - torch.tanh(X ** 2)
# === dtanh-sig: uses the sigmoid's formula T (1 - T)
import torch


def tanh_grad(X):
    T = torch.tanh(X)
    return T * (1 - T)
# === dtanh-of-x: squares the input and not its tanh
def tanh_grad(X):
    return 1 - X ** 2
# === dtanh-value: returns tanh itself
import torch


def tanh_grad(X):
    return torch.tanh(X)
# === dtanh-sign: has the opposite sign
import torch


def tanh_grad(X):
    return torch.tanh(X) ** 2 - 1
# === dtanh-plus: adds the square in place of subtracting it
import torch


def tanh_grad(X):
    return 1 + torch.tanh(X) ** 2
# === dtanh-half: is the derivative of tanh(X / 2)
import torch


def tanh_grad(X):
    return (1 - torch.tanh(X / 2) ** 2) / 2
# === dtanh-chain: uses 2 sigmoid(2 X) - 1 and forgets one of the two factors 2
import torch


def tanh_grad(X):
    S = torch.sigmoid(2 * X)
    return 2 * S * (1 - S)
# === dtanh-sigmoid: is the derivative of the sigmoid
import torch


def tanh_grad(X):
    S = torch.sigmoid(X)
    return S * (1 - S)
# === dtanh-twice: applies the derivative to tanh(X) again
import torch


def tanh_grad(X):
    return 1 - torch.tanh(torch.tanh(X)) ** 2
# === dtanh-sech: forgets to square 1 / cosh
import torch


def tanh_grad(X):
    return 1 / torch.cosh(X)
# === dtanh-overflow: writes 4 / (exp(X) + exp(-X))**2 with the fraction expanded, inf / inf for large inputs
import torch


def tanh_grad(X):
    e = torch.exp(2 * X)
    return 4 * e / (e + 1) ** 2
# === dtanh-overflow-own: builds on a tanh of its own that is NaN for large inputs
import torch


def tanh_grad(X):
    T = (torch.exp(X) - torch.exp(-X)) / (torch.exp(X) + torch.exp(-X))
    return 1 - T ** 2
# === dtanh-hard: is the slope of a clamp to -1..1
def tanh_grad(X):
    return (X.abs() < 1).to(X.dtype)
# === dtanh-difference: uses a difference quotient with a step that is too large
import torch


def tanh_grad(X):
    h = 1e-2
    return (torch.tanh(X + h) - torch.tanh(X - h)) / (2 * h)
# === dtanh-autograd: lets autograd compute the derivative
import torch


def tanh_grad(X):
    with torch.enable_grad():
        Z = X.detach().clone().requires_grad_(True)
        return torch.autograd.grad(torch.tanh(Z).sum(), Z)[0]
# === dtanh-leave-inference: leaves inference mode to let autograd compute the derivative
import torch


def tanh_grad(X):
    with torch.inference_mode(False), torch.enable_grad():
        Z = X.clone().requires_grad_(True)
        return torch.autograd.grad(torch.tanh(Z).sum(), Z)[0].detach()
# === dtanh-forward-ad: lets forward-mode differentiation compute the derivative
import torch
import torch.autograd.forward_ad as fwAD


def tanh_grad(X):
    with fwAD.dual_level():
        Z = fwAD.make_dual(X.clone(), torch.ones_like(X))
        return fwAD.unpack_dual(torch.tanh(Z)).tangent.clone()
# === dtanh-aten: calls torch's ready-made backward of tanh
import torch


def tanh_grad(X):
    return torch.ops.aten.tanh_backward(torch.ones_like(X), torch.tanh(X))
# === dtanh-dtype: returns float32 for float64 input
import torch


def tanh_grad(X):
    return 1 - torch.tanh(X.float()) ** 2
# === dtanh-inplace: overwrites the caller's tensor with its tanh
import torch


def tanh_grad(X):
    with torch.no_grad():
        return 1 - X.tanh_() ** 2
# === dtanh-squeeze: drops the first axis when it has size 1
import torch


def tanh_grad(X):
    return (1 - torch.tanh(X) ** 2).squeeze(0)
