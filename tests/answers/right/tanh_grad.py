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

# === sech-squared: cosh to the power -2; where cosh is inf this is the right 0
import torch

def tanh_grad(X):
    return torch.cosh(X).pow(-2)

# === two-factors: (1 - t)(1 + t) through lerp from 1 + t to 0
import torch

def tanh_grad(X):
    t = torch.tanh(X)
    return torch.lerp(1 + t, torch.zeros_like(t), t)

# === sigmoid-product: 4 s(2x) s(-2x)
import torch

def tanh_grad(X):
    return 4 * torch.sigmoid(2 * X) * torch.sigmoid(-2 * X)

# === decaying-exponential: 4 e / (1 + e)^2 with e = exp(-2|x|), in a class with a static helper
import torch

class _Sech2:
    @staticmethod
    def decay(X):
        return torch.exp(-2 * X.abs())

    def __call__(self, X):
        e = self.decay(X)
        return 4 * e / torch.square(1 + e)

tanh_grad = _Sech2()

# === einsum-square: the square by einsum of t with itself
import torch

def tanh_grad(X):
    t = torch.tanh(X)
    return 1 - torch.einsum("...,...->...", t, t)

# === log-of-square: -expm1(2 log|t|), where log 0 = -inf gives the right 1
import torch

def tanh_grad(X):
    return -torch.expm1(2 * torch.tanh(X).abs().log())

# === numpy-double: numpy with float64 inside, cast to the dtype of X at the end
import numpy as np
import torch

def tanh_grad(X):
    t = np.tanh(X.detach().cpu().numpy().astype(np.float64))
    return torch.as_tensor(1.0 - t**2, dtype=X.dtype, device=X.device)

# === filled-chunk-by-chunk: writes the result piece by piece into a new flat tensor
import torch

def _pieces(flat, size=5):
    for start in range(0, flat.numel(), size):
        yield start, flat[start : start + size]

def tanh_grad(X):
    flat = X.reshape(-1)
    out = torch.empty(flat.numel(), dtype=X.dtype, device=X.device)
    for start, piece in _pieces(flat):
        t = torch.tanh(piece.detach())
        out[start : start + piece.numel()] = 1 - t * t
    return out.reshape(X.shape)
