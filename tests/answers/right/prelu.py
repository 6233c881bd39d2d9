# Right answers for activations.prelu(X, a).

# === where: chooses between X and a times X
import torch


def prelu(X, a):
    return torch.where(X > 0, X, a * X)

# === where-ge: the other side of zero
import torch


def prelu(X, a):
    return torch.where(X <= 0, X * a, X)

# === two-parts: positive part plus a times negative part
def prelu(X, a):
    return X.clamp(min=0) + a * X.clamp(max=0)

# === two-relus: relu of X and of -X
import torch


def prelu(X, a):
    return torch.relu(X) - a * torch.relu(-X)

# === maximum-minimum: torch.maximum and torch.minimum
import torch


def prelu(X, a):
    zero = torch.zeros_like(X)
    return torch.maximum(X, zero) + a * torch.minimum(X, zero)

# === slope: a factor for each element
import torch


def prelu(X, a):
    slope = torch.where(X > 0, torch.ones_like(X), a)
    return X * slope

# === mask-product: one mask for each side
def prelu(X, a):
    positive = (X > 0).to(X.dtype)
    return positive * X + (1 - positive) * a * X

# === bool-masks: multiplies by the two boolean masks
def prelu(X, a):
    return X * (X > 0) + a * X * (X <= 0)

# === clone-and-index: overwrites the negative entries of a copy
def prelu(X, a):
    out = X.clone()
    negative = X <= 0
    out[negative] = (a * X)[negative]
    return out

# === masked-fill: masked_fill for both halves
def prelu(X, a):
    mask = X > 0
    return X.masked_fill(~mask, 0) + (a * X).masked_fill(mask, 0)

# === absolute-value: from X and its absolute value
def prelu(X, a):
    return ((1 + a) * X + (1 - a) * X.abs()) / 2

# === relu-plus-rest: relu plus a times what is left
import torch.nn.functional as F


def prelu(X, a):
    R = F.relu(X)
    return R + a * (X - R)

# === lambda: a lambda with Tensor.where
prelu = lambda X, a: X.where(X > 0, a * X)

# === callable-class: an instance of a class
import torch


class PReLU:
    def __call__(self, X, a):
        return torch.where(X > 0, X, torch.mul(X, a))


prelu = PReLU()

# === module-instance: a module whose forward takes the slope
import torch
from torch import nn


class _PReLU(nn.Module):
    def forward(self, X, a):
        if not torch.is_tensor(a):
            a = torch.tensor(a, dtype=X.dtype, device=X.device)
        return torch.where(X > 0, X, a * X)


prelu = _PReLU()

# === autograd-function: a Function with a backward for both arguments
import torch


class _PReLUFunction(torch.autograd.Function):
    @staticmethod
    def forward(ctx, X, a):
        ctx.save_for_backward(X, a)
        return torch.where(X > 0, X, a * X)

    @staticmethod
    def backward(ctx, grad):
        X, a = ctx.saved_tensors
        positive = X > 0
        dX = torch.where(positive, grad, grad * a)
        da = torch.where(positive, torch.zeros_like(grad), grad * X)
        return dX, da.sum_to_size(a.shape)


def prelu(X, a):
    a = torch.as_tensor(a, dtype=X.dtype, device=X.device)
    return _PReLUFunction.apply(X, a)

# === lerp: interpolates between the two lines with a weight of 0 or 1
import torch


def prelu(X, a):
    return torch.lerp(a * X, X, (X > 0).to(X.dtype))

# === addcmul: relu plus one addcmul when the slope is a tensor
import torch


def prelu(X, a):
    if isinstance(a, torch.Tensor):
        return torch.addcmul(X.clamp(min=0), X.clamp(max=0), a)
    return torch.nn.functional.leaky_relu(X, negative_slope=a)

# === builtin-when-it-fits: F.prelu for a single slope, where for the rest
import torch
import torch.nn.functional as F


def prelu(X, a):
    if not torch.is_tensor(a):
        a = torch.full((1,), float(a), dtype=X.dtype, device=X.device)
    if a.numel() == 1:
        return F.prelu(X.reshape(-1), a.reshape(1)).reshape(X.shape)
    return torch.where(X > 0, X, a * X)

# === max-plus-min: the positive part plus a times the negative part
import torch

def prelu(X, a):
    return X.clamp(min=0).add(X.clamp(max=0) * a)

# === custom-function: a torch.autograd.Function, the gradient of a summed to its shape
import torch

class _Leak(torch.autograd.Function):
    @staticmethod
    def forward(ctx, X, a):
        ctx.save_for_backward(X, a)
        return torch.where(X > 0, X, X * a)

    @staticmethod
    def backward(ctx, g):
        X, a = ctx.saved_tensors
        off = X <= 0
        dX = torch.where(off, g * a, g)
        da = torch.where(off, g * X, torch.zeros_like(X)).sum_to_size(a.shape)
        return dX, da

def prelu(X, a):
    return _Leak.apply(X, torch.as_tensor(a, dtype=X.dtype, device=X.device))

# === builtin-one-channel-each: F.prelu on one row whose every entry is a channel of its own
import torch
import torch.nn.functional as F

def prelu(X, a):
    slopes = torch.as_tensor(a, dtype=X.dtype, device=X.device).expand(X.shape)
    return F.prelu(X.reshape(1, -1), slopes.reshape(-1)).reshape(X.shape)

# === lerp-between-lines: interpolates between the two lines with a 0/1 weight
import torch

def prelu(X, a):
    gate = (X > 0).to(X.dtype)
    return torch.lerp(X * a, X, gate)

# === slope-tensor-einsum: builds the tensor of slopes, then einsum
import torch

def prelu(X, a):
    a = torch.as_tensor(a, dtype=X.dtype, device=X.device)
    slope = torch.where(X > 0, torch.ones_like(X), a)
    return torch.einsum("...,...->...", X, slope)

# === masked-scatter: computes a * X everywhere and scatters the positive entries of X over it
import torch

def prelu(X, a):
    positive = X > 0
    return (X * a).masked_scatter(positive, X[positive])

# === difference-of-relus: relu(X) - a relu(-X), in an nn.Module
import torch
from torch import nn

class _TwoSided(nn.Module):
    def __init__(self):
        super().__init__()
        self.rectify = nn.ReLU()

    def forward(self, X, a):
        return self.rectify(X) - self.rectify(-X) * a

prelu = _TwoSided()

# === row-by-row: broadcasts a, then a generator over the rows of both
import torch

def _row(x, s):
    return x.masked_fill(x <= 0, 0) + (x * s).masked_fill(x > 0, 0)

def prelu(X, a):
    S = torch.as_tensor(a, dtype=X.dtype, device=X.device).expand(X.shape)
    if X.dim() == 0:
        return _row(X, S)
    return torch.stack([_row(x, s) for x, s in zip(X, S)])
