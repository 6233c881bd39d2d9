# === relu-abs: takes the absolute value, so negative inputs come out positive
def relu(X):
    return X.abs()
# === relu-min: mixes up minimum and maximum, keeping the negative part
import torch


def relu(X):
    return torch.minimum(X, torch.zeros_like(X))
# === relu-leaky: lets one percent of every negative number through
import torch.nn.functional as F


def relu(X):
    return F.leaky_relu(X)
# === relu-elu: is ELU, not ReLU
import torch.nn.functional as F


def relu(X):
    return F.elu(X)
# === relu-softplus: is the smooth softplus, not ReLU
import torch.nn.functional as F


def relu(X):
    return F.softplus(X)
# === relu-gelu: is GELU, slightly negative below zero
import torch.nn.functional as F


def relu(X):
    return F.gelu(X)
# === relu-silu: is SiLU, X times its sigmoid
import torch


def relu(X):
    return X * torch.sigmoid(X)
# === relu-6: cuts off everything above 6
import torch


def relu(X):
    return torch.clamp(X, 0, 6)
# === relu-cap: cuts off everything above 100, which small inputs do not show
import torch


def relu(X):
    return torch.clamp(X, min=0.0, max=100.0)
# === relu-unit: clamps to the range 0 to 1
import torch


def relu(X):
    return torch.clamp(X, 0, 1)
# === relu-mask: returns the mask X > 0 as numbers and not X where the mask is on
def relu(X):
    return (X > 0).to(X.dtype)
# === relu-identity: forgot the maximum
def relu(X):
    return X
# === relu-reduce: takes the largest element of the whole tensor
import torch


def relu(X):
    return torch.max(X).clamp(min=0)
# === relu-dimmax: returns the maximum along the last axis with its indices
def relu(X):
    return X.max(dim=-1)
# === relu-builtin: uses Python's max, which cannot compare tensors elementwise
def relu(X):
    return max(X, 0 * X)
# === relu-inplace: sets the negative entries of the caller's tensor to zero
def relu(X):
    X[X < 0] = 0
    return X
# === relu-clamp-inplace: clamps the data of the caller's tensor in place
import torch


def relu(X):
    with torch.no_grad():
        X.clamp_(min=0)
    return X * 1.0
# === relu-data: works on X.data, so no gradient flows
import torch


def relu(X):
    return torch.clamp(X.data, min=0)
# === relu-numpy: goes through numpy, so no gradient flows
import numpy as np
import torch


def relu(X):
    return torch.from_numpy(np.maximum(np.array(X.detach()), 0))
# === relu-retensor: builds a new tensor from the values, so no gradient flows
import torch


def relu(X):
    return torch.tensor(torch.max(X, torch.zeros_like(X)).tolist(), dtype=X.dtype)
# === relu-scalar: handles one number only
import torch


def relu(X):
    return X if X.item() > 0 else torch.zeros_like(X)
# === relu-loop: loops over rows and columns, so only matrices work
import torch


def relu(X):
    out = torch.zeros_like(X)
    for i in range(X.shape[0]):
        for j in range(X.shape[1]):
            if X[i, j] > 0:
                out[i, j] = X[i, j]
    return out
# === relu-loop-firstaxis: treats each entry along the first axis as one number, using its mean
import torch


def relu(X):
    if X.dim() == 0:
        return torch.clamp(X, min=0)
    return torch.stack([x if x.mean() > 0 else 0 * x for x in X]) if len(X) else X.clone()
# === relu-dtype: turns float64 into float32
import torch


def relu(X):
    return torch.max(X.float(), torch.zeros(X.shape))
# === relu-round: rounds to whole numbers
import torch


def relu(X):
    return torch.round(torch.clamp(X, min=0))
# === relu-threshold-one: keeps only what is above 1, not what is above 0
import torch


def relu(X):
    return torch.where(X > 1, X, torch.zeros_like(X))
# === relu-eps: sets small positive inputs below 0.001 to zero as well
import torch


def relu(X):
    return torch.where(X > 1e-3, X, torch.zeros_like(X))
# === relu-normalised: divides by the largest value of the tensor when that is above 1
import torch


def relu(X):
    out = torch.clamp(X, min=0)
    if out.numel() and out.max() > 1:
        out = out / out.max()
    return out
# === relu-empty: fails on an empty tensor because it asks for the maximum first
import torch


def relu(X):
    if X.max() <= 0:
        return torch.zeros_like(X) * X
    return torch.where(X > 0, X, torch.zeros_like(X))
# === relu-atleast1d: turns a 0-d tensor into a vector
import torch


def relu(X):
    return torch.clamp(torch.atleast_1d(X), min=0)
# === relu-squeeze: drops axes of size 1
import torch


def relu(X):
    return torch.clamp(X, min=0).squeeze()
# === relu-flat: forgets to restore the shape of tensors with more than two axes
import torch


def relu(X):
    out = torch.clamp(X, min=0)
    return out.flatten(1) if out.dim() > 2 else out
# === relu-reshape-copy: writes into reshape(-1), a copy when the input is not contiguous
import torch


def relu(X):
    out = torch.zeros_like(X)
    flat = out.reshape(-1)
    mask = (X > 0).reshape(-1)
    flat[mask] = X.reshape(-1)[mask]
    return out
# === relu-buffer: reuses one buffer per shape, so a later call overwrites earlier results
import torch

_relu_buffers = {}


def relu(X):
    if X.requires_grad:
        return torch.clamp(X, min=0)
    key = (X.shape, X.dtype, X.device)
    if key not in _relu_buffers:
        _relu_buffers[key] = torch.empty(X.shape, dtype=X.dtype, device=X.device)
    return _relu_buffers[key].copy_(torch.clamp(X, min=0))
# === relu-backward-ones: right values, but its backward passes the gradient on everywhere
import torch


class _ReluPassAll(torch.autograd.Function):
    @staticmethod
    def forward(ctx, X):
        return X.clamp(min=0)

    @staticmethod
    def backward(ctx, grad):
        return grad


def relu(X):
    return _ReluPassAll.apply(X)
# === relu-backward-guided: right values, but its backward drops negative incoming gradients too
import torch


class _ReluGuided(torch.autograd.Function):
    @staticmethod
    def forward(ctx, X):
        ctx.save_for_backward(X)
        return X.clamp(min=0)

    @staticmethod
    def backward(ctx, grad):
        (X,) = ctx.saved_tensors
        return grad * (X > 0) * (grad > 0)


def relu(X):
    return _ReluGuided.apply(X)
# === relu-backward-mask: right values, but its backward forgets the incoming gradient
import torch


class _ReluMaskOnly(torch.autograd.Function):
    @staticmethod
    def forward(ctx, X):
        ctx.save_for_backward(X)
        return X.clamp(min=0)

    @staticmethod
    def backward(ctx, grad):
        (X,) = ctx.saved_tensors
        return (X > 0).to(grad.dtype)


def relu(X):
    return _ReluMaskOnly.apply(X)
# === relu-mean-detach: writes max(X, 0) as (X + |X|) / 2 with |X| detached, halving the gradient
def relu(X):
    return (X + X.abs().detach()) / 2
# === relu-requires-grad: switches requires_grad on in the caller's tensor
import torch


def relu(X):
    if X.is_leaf:
        X.requires_grad_(True)
    return torch.clamp(X, min=0)
# === relu-gradmode: leaves gradient recording switched on for the caller
import torch


def relu(X):
    torch.set_grad_enabled(True)
    return torch.clamp(X, min=0)
# === relu-default-dtype: changes torch's default dtype
import torch


def relu(X):
    torch.set_default_dtype(X.dtype)
    return torch.clamp(X, min=0)
