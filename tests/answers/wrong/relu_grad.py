# === drelu-x: returns X itself for positive inputs, where the slope is 1
import torch


def relu_grad(X):
    return torch.where(X > 0, X, torch.zeros_like(X))
# === drelu-sign: returns the sign, so -1 for negative inputs
import torch


def relu_grad(X):
    return torch.sign(X)
# === drelu-of-output: compares relu(X) with 0 by >=, which is always true
import torch


def relu_grad(X):
    H = torch.clamp(X, min=0)
    return (H >= 0).to(X.dtype)
# === drelu-bool: returns a bool tensor
def relu_grad(X):
    return X > 0
# === drelu-int: returns int64 ones and zeros
import torch


def relu_grad(X):
    return torch.where(X > 0, 1, 0)
# === drelu-float: returns float32 for float64 input
def relu_grad(X):
    return (X > 0).float()
# === drelu-flipped: is 1 for negative and 0 for positive inputs
def relu_grad(X):
    return (X < 0).to(X.dtype)
# === drelu-leaky: has slope 0.01 for negative inputs
import torch


def relu_grad(X):
    return torch.where(X > 0, torch.ones_like(X), torch.full_like(X, 0.01))
# === drelu-clamp: clamps X to the range 0 to 1, so the slope rises slowly between 0 and 1
def relu_grad(X):
    return X.clamp(0, 1)
# === drelu-threshold-one: is 1 only above 1
def relu_grad(X):
    return (X > 1).to(X.dtype)
# === drelu-soft: uses a steep sigmoid as a step, wrong for inputs close to 0
import torch


def relu_grad(X):
    return torch.sigmoid(100 * X)
# === drelu-ratio: divides relu(X) by X, which is 0/0 at exactly 0
def relu_grad(X):
    return X.clamp(min=0) / X
# === drelu-ratio-eps: divides relu(X) by X + 1e-6, so the slope is not exactly 1
def relu_grad(X):
    return X.clamp(min=0) / (X + 1e-6)
# === drelu-zero-two: counts both X >= 0 and X > -0.0, giving 2 at positive inputs
def relu_grad(X):
    return (X >= 0).to(X.dtype) + (X > 0).to(X.dtype)
# === drelu-6: has slope 0 above 6, as ReLU6
def relu_grad(X):
    return ((X > 0) & (X < 6)).to(X.dtype)
# === drelu-inplace: writes the ones and zeros into the caller's tensor
def relu_grad(X):
    X[X > 0] = 1
    X[X < 0] = 0
    return X
# === drelu-alias-half: overwrites only the negative entries of the caller's tensor
import torch


def relu_grad(X):
    X[X < 0] = 0
    return (X > 0).to(X.dtype)
# === drelu-reshape-copy: fills reshape(-1), a copy when the input is not contiguous
import torch


def relu_grad(X):
    out = torch.zeros_like(X)
    out.reshape(-1)[(X > 0).reshape(-1)] = 1
    return out
# === drelu-reduce: says 1 for the whole tensor as soon as the sum is positive
import torch


def relu_grad(X):
    return torch.ones_like(X) if X.sum() > 0 else torch.zeros_like(X)
# === drelu-autograd: lets autograd compute the derivative
import torch


def relu_grad(X):
    with torch.enable_grad():
        Z = X.detach().clone().requires_grad_(True)
        return torch.autograd.grad(torch.clamp(Z, min=0).sum(), Z)[0]
# === drelu-aten: calls torch's ready-made backward of ReLU
import torch


def relu_grad(X):
    return torch.ops.aten.threshold_backward(torch.ones_like(X), X, 0)
# === drelu-func: lets torch.func compute the derivative
import torch


def relu_grad(X):
    return torch.func.vjp(torch.relu, X)[1](torch.ones_like(X))[0]
# === drelu-difference: uses a central difference with step 0.5, wrong near 0
def relu_grad(X):
    step = 0.5
    return ((X + step).clamp(min=0) - (X - step).clamp(min=0)) / (2 * step)
# === drelu-buffer: reuses one buffer per shape, so a later call overwrites earlier results
import torch

_slopes = {}


def relu_grad(X):
    key = (X.shape, X.dtype)
    if key not in _slopes:
        _slopes[key] = torch.zeros(X.shape, dtype=X.dtype)
    return _slopes[key].copy_(X > 0)
