# === sig-sign: has the wrong sign in the exponent, so the curve falls
import torch


def sigmoid(X):
    return 1 / (1 + torch.exp(X))
# === sig-nodenom1: forgets the 1 in the denominator
import torch


def sigmoid(X):
    return 1 / torch.exp(-X)
# === sig-tanh: is tanh
import torch


def sigmoid(X):
    return torch.tanh(X)
# === sig-softmax: normalises over the last axis, so each value depends on its neighbours
import torch


def sigmoid(X):
    return torch.softmax(X, dim=-1) if X.dim() else torch.sigmoid(X)
# === sig-hard: is a piecewise linear sigmoid
def sigmoid(X):
    return (X / 4 + 0.5).clamp(0, 1)
# === sig-algebraic: is another S-shaped curve, x / (1 + |x|) moved to 0..1
def sigmoid(X):
    return 0.5 * (1 + X / (1 + X.abs()))
# === sig-tanh-arg: writes it with tanh(X) and not tanh(X / 2), so the curve is too steep
import torch


def sigmoid(X):
    return 0.5 * (1 + torch.tanh(X))
# === sig-tanh-noshift: forgets to move tanh(X / 2) to the range 0 to 1
import torch


def sigmoid(X):
    return torch.tanh(X / 2)
# === sig-base2: uses powers of 2 and not of e
def sigmoid(X):
    return 1 / (1 + 2 ** (-X))
# === sig-e: uses 2.718 for e
def sigmoid(X):
    return 1 / (1 + 2.718 ** (-X))
# === sig-log: returns the logarithm of the sigmoid
import torch.nn.functional as F


def sigmoid(X):
    return F.logsigmoid(X)
# === sig-overflow: writes exp(X) / (1 + exp(X)), which is inf / inf for large inputs
import torch


def sigmoid(X):
    return torch.exp(X) / (1 + torch.exp(X))
# === sig-where-late: splits by sign but swaps the two branches, so large inputs give inf / inf
import torch


def sigmoid(X):
    e = torch.exp(X)
    return torch.where(X < 0, 1 / (1 + torch.exp(-X)), e / (1 + e))
# === sig-clip: clips the inputs to -5..5, so the tails are flat
import torch


def sigmoid(X):
    return torch.sigmoid(X.clamp(-5, 5))
# === sig-round: rounds to four decimals
import torch


def sigmoid(X):
    return torch.round(torch.sigmoid(X), decimals=4)
# === sig-abs: computes with the absolute value and forgets to mirror negative inputs
import torch


def sigmoid(X):
    return 1 / (1 + torch.exp(-X.abs()))
# === sig-eps: adds 1e-6 to the denominator
import torch


def sigmoid(X):
    return 1 / (1 + torch.exp(-X) + 1e-6)
# === sig-dtype: computes in float32 and stays there
import torch


def sigmoid(X):
    return torch.sigmoid(X.float())
# === sig-precision: computes in float32 and casts back, losing the digits of float64
import torch


def sigmoid(X):
    return torch.sigmoid(X.float()).to(X.dtype)
# === sig-inplace: computes in the caller's tensor
import torch


def sigmoid(X):
    with torch.no_grad():
        return X.neg_().exp_().add_(1).reciprocal_()
# === sig-inplace-neg: negates the caller's tensor first
import torch


def sigmoid(X):
    with torch.no_grad():
        X *= -1
    return 1 / (1 + torch.exp(X))
# === sig-buffer: keeps the result in one buffer per shape, so a later call overwrites earlier results
import torch

_curve = {}


def sigmoid(X):
    if X.shape not in _curve or _curve[X.shape].dtype != X.dtype:
        _curve[X.shape] = torch.empty(X.shape, dtype=X.dtype)
    return _curve[X.shape].copy_(torch.sigmoid(X.detach()))
# === sig-reshape-copy: writes into reshape(-1), a copy when the input is not contiguous
import torch


def sigmoid(X):
    out = torch.empty_like(X).detach().fill_(0.5)
    out.reshape(-1)[:] = torch.sigmoid(X.detach()).reshape(-1)
    return out
# === sig-mean: subtracts the mean of the tensor first
import torch


def sigmoid(X):
    return torch.sigmoid(X - X.mean())
