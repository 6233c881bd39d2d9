# Right answers for activations.tanh(X).

# === builtin: torch.tanh
import torch


def tanh(X):
    return torch.tanh(X)

# === imported-name: imported from torch under its own name
from torch import tanh

# === method: the method, in a lambda
tanh = lambda X: X.tanh()

# === sigmoid: twice the sigmoid of 2x, minus one
import torch


def tanh(X):
    return 2 * torch.sigmoid(2 * X) - 1

# === one-minus: one minus two over exp(2x) plus one, where infinity does no harm
import torch


def tanh(X):
    return 1 - 2 / (torch.exp(2 * X) + 1)

# === stable-formula: exponentials of -2|x| only, and the sign
import torch


def tanh(X):
    e = torch.exp(-2 * X.abs())
    return X.sign() * (1 - e) / (1 + e)

# === expm1: expm1 keeps small values exact
import torch


def tanh(X):
    t = torch.expm1(-2 * X.abs())
    return torch.copysign(-t / (t + 2), X)

# === two-branches: where over the textbook formula for either sign
import torch


def tanh(X):
    a = torch.exp(-2 * X.clamp(min=0))
    b = torch.exp(2 * X.clamp(max=0))
    return torch.where(X >= 0, (1 - a) / (1 + a), (b - 1) / (b + 1))

# === clamped-textbook: the textbook quotient on arguments clamped where tanh is already one
import torch


def tanh(X):
    X = X.clamp(-40, 40)
    p, m = torch.exp(X), torch.exp(-X)
    return (p - m) / (p + m)

# === module: an nn.Tanh object
import torch.nn as nn

tanh = nn.Tanh()

# === functional: torch.nn.functional
import torch.nn.functional as F


def tanh(X):
    return F.tanh(X)

# === numpy: numpy's tanh
import numpy as np
import torch


def tanh(X):
    return torch.as_tensor(np.tanh(X.detach().cpu().numpy()), device=X.device)

# === math-list: math.tanh on a list of numbers
import math

import torch


def tanh(X):
    return torch.tensor([math.tanh(v) for v in X.flatten().tolist()],
                        dtype=X.dtype, device=X.device).reshape(X.shape)

# === softmax-difference: the difference of the softmax of x and -x
import torch


def tanh(X):
    P = torch.softmax(torch.stack([X, -X]), dim=0)
    return P[0] - P[1]

# === in-place-on-clone: tanh_ on a clone
def tanh(X):
    return X.clone().tanh_()

# === out-argument: writes into a tensor of its own, without a graph
import torch


def tanh(X):
    result = torch.empty_like(X, requires_grad=False)
    with torch.no_grad():
        torch.tanh(X, out=result)
    return result

# === two-sigmoid: 2 s(2x) - 1
import torch

def tanh(X):
    return torch.sigmoid(X + X).mul(2).sub(1)

# === copysign-expm1: expm1 on -2|x|, the sign given back by copysign
import torch

def tanh(X):
    d = torch.expm1(-2 * X.abs())
    return torch.copysign(-d / (2 + d), X)

# === softmax-difference-2: the difference of the two probabilities of the pair (x, -x)
import torch

def tanh(X):
    p = torch.softmax(torch.stack([X, -X]), dim=0)
    return p[0] - p[1]

# === clamped-sinh-cosh: sinh / cosh after clamping to [-20, 20], where tanh is 1 to all digits
import torch

def tanh(X):
    Z = X.clamp(-20.0, 20.0)
    return torch.sinh(Z) / torch.cosh(Z)

# === numpy-tanh: numpy, no graph, 0-d and strides taken care of
import numpy as np
import torch

def tanh(X):
    y = np.tanh(X.detach().cpu().numpy())
    return torch.as_tensor(np.ascontiguousarray(y), device=X.device).reshape(X.shape)

# === math-per-element: math.tanh on each element of a copy, no graph
import math

import torch

def tanh(X):
    flat = [math.tanh(v) for v in X.detach().flatten().tolist()]
    return X.new_tensor(flat).view(X.shape)

# === sequential-module: an nn.Sequential instance in place of a function
from torch import nn

tanh = nn.Sequential(nn.Identity(), nn.Tanh())

# === angle-half: by the half-angle law from t = tanh(x / 2), 2 t / (1 + t^2)
import torch

def tanh(X):
    t = torch.tanh(X / 2)
    return 2 * t / torch.addcmul(torch.ones_like(t), t, t)
