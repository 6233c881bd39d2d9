# Right answers for activations.tanh_grad(X).

# === textbook: one minus tanh squared
import torch


def tanh_grad(X):
    return 1 - torch.tanh(X) ** 2

# === product: (1 - t)(1 + t)
import torch


def tanh_grad(X):
    t = torch.tanh(X)
    return (1 - t) * (1 + t)

# === cosh: one over cosh squared
import torch


def tanh_grad(X):
    return 1 / torch.cosh(X) ** 2

# === sech: the square of the reciprocal of cosh
def tanh_grad(X):
    sech = X.cosh().reciprocal()
    return sech * sech

# === sigmoid: four times the slope of the sigmoid at 2x
import torch


def tanh_grad(X):
    s = torch.sigmoid(2 * X)
    return 4 * s * (1 - s)

# === mirrored-sigmoids: the product of the two mirrored sigmoids
def tanh_grad(X):
    return 4 * (2 * X).sigmoid() * (-2 * X).sigmoid()

# === exponential: with exp(-2|x|)
import torch


def tanh_grad(X):
    e = torch.exp(-2 * X.abs())
    return 4 * e / (1 + e) ** 2

# === own-tanh: a helper computes tanh
import torch


def _tanh(X):
    e = torch.exp(-2 * torch.abs(X))
    return torch.sign(X) * (1 - e) / (1 + e)


def tanh_grad(X):
    return 1.0 - _tanh(X).square()

# === numpy: numpy, back in torch
import numpy as np
import torch


def tanh_grad(X):
    t = np.tanh(X.detach().cpu().numpy())
    return torch.as_tensor(1 - t * t, dtype=X.dtype, device=X.device)

# === addcmul: ones minus t times t
import torch


def tanh_grad(X):
    t = X.tanh()
    return torch.addcmul(torch.ones_like(t), t, t, value=-1)

# === lambda: a lambda with pow
tanh_grad = lambda X: X.tanh().pow(2).neg().add(1)

# === rsub: torch.rsub and torch.square
import torch


def tanh_grad(X):
    return torch.rsub(torch.square(torch.tanh(X)), 1)

# === in-place: in-place steps on a tensor of its own
import torch


def tanh_grad(X):
    g = torch.tanh(X)
    g *= g
    g *= -1
    g += 1
    return g

# === class-with-method: the bound method of an object
import torch


class Tanh:
    def value(self, X):
        return torch.tanh(X)

    def slope(self, X):
        return 1 - self.value(X) * self.value(X)


_layer = Tanh()
tanh_grad = _layer.slope

# === math-loop: plain numbers
import math

import torch


def tanh_grad(X):
    out = []
    for x in X.flatten().tolist():
        t = math.tanh(x)
        out.append(1 - t * t)
    return X.new_tensor(out).reshape(X.shape)
