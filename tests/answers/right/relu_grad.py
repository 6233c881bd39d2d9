# Right answers for activations.relu_grad(X).

# === comparison: the mask in the dtype of X
def relu_grad(X):
    return (X > 0).to(X.dtype)

# === comparison-ge: one at zero as well
def relu_grad(X):
    return (X >= 0).type_as(X)

# === where: ones and zeros
import torch


def relu_grad(X):
    return torch.where(X > 0, torch.ones_like(X), torch.zeros_like(X))

# === heaviside: the step function with one half at zero
import torch


def relu_grad(X):
    half = torch.full((), 0.5, dtype=X.dtype, device=X.device)
    return torch.heaviside(X, half)

# === sign: the sign moved to 0, 1/2, 1
def relu_grad(X):
    return (X.sign() + 1) / 2

# === sign-clamp: the positive part of the sign
import torch


def relu_grad(X):
    return torch.sign(X).clamp(0, 1)

# === fill-by-mask: starts from zeros and sets ones
import torch


def relu_grad(X):
    grad = torch.zeros_like(X)
    grad[X > 0] = 1.0
    return grad

# === ones-without-negatives: starts from ones and clears them
import torch


def relu_grad(X):
    return torch.ones_like(X).masked_fill_(X <= 0, 0)

# === new-tensor-and-index: an in-place write on a copy of X, positive entries last
def relu_grad(X):
    out = X.clone()
    negative = X <= 0
    out[negative] = 0
    out[~negative] = 1
    return out

# === lambda: a lambda that multiplies the mask by one in the right dtype
import torch

relu_grad = lambda X: (X > 0) * torch.ones((), dtype=X.dtype, device=X.device)

# === numpy: numpy's heaviside, back in torch
import numpy as np
import torch


def relu_grad(X):
    x = X.detach().cpu().numpy()
    step = np.where(x > 0, 1.0, 0.0)
    return torch.as_tensor(step, dtype=X.dtype, device=X.device)

# === python-list: a list comprehension over plain numbers
import torch


def relu_grad(X):
    values = [1.0 if x > 0 else 0.0 for x in X.flatten().tolist()]
    return torch.tensor(values, dtype=X.dtype, device=X.device).reshape(X.shape)

# === rows: row by row, stacked
import torch


def relu_grad(X):
    if X.dim() < 2:
        return (0 < X).to(X)
    return torch.stack([relu_grad(row) for row in X])

# === callable-module: a module without parameters
import torch
from torch import nn


class Step(nn.Module):
    def forward(self, X):
        return torch.gt(X, 0).to(dtype=X.dtype, device=X.device)


relu_grad = Step()

# === through-relu: asks where the output of relu is positive
import torch
import torch.nn.functional as F


def relu_grad(X):
    active = F.relu(X) != 0
    return active.to(X.dtype)

# === ceil: the clamped value rounded up
def relu_grad(X):
    return X.clamp(min=0, max=1).ceil()

# === average-of-both-masks: one half at zero from two comparisons
def relu_grad(X):
    return 0.5 * (X > 0).to(X.dtype) + 0.5 * (X >= 0).to(X.dtype)

# === heaviside-half: the Heaviside step with one half at 0
import torch

def relu_grad(X):
    half = torch.full((), 0.5, dtype=X.dtype, device=X.device)
    return torch.heaviside(X, half)

# === numpy-where: numpy does the choosing
import numpy as np
import torch

def relu_grad(X):
    x = X.detach().cpu().numpy()
    return torch.as_tensor(np.where(x > 0, 1.0, 0.0), dtype=X.dtype, device=X.device)

# === index-fill: finds the positions of the positive entries and fills a flat tensor there
import torch

def relu_grad(X):
    where = torch.nonzero(X.reshape(-1) > 0).squeeze(1)
    flat = torch.zeros(X.numel(), dtype=X.dtype, device=X.device)
    return flat.index_fill_(0, where, 1.0).reshape(X.shape)

# === ratio-guarded: relu(X) / X with the zeros of the divisor replaced by 1
import torch

def relu_grad(X):
    divisor = X.masked_fill(X == 0, 1.0)
    return torch.relu(X) / divisor

# === copysign: half of one plus the sign bit, which is 1 at +0.0 and 0 at -0.0
import torch

def relu_grad(X):
    return (torch.copysign(torch.ones_like(X), X) + 1) / 2

# === bucketize: the number of the bucket, left or right of 0
import torch

def relu_grad(X):
    edge = torch.zeros(1, dtype=X.dtype, device=X.device)
    return torch.bucketize(X.contiguous(), edge).to(X.dtype)

# === signbit-lambda: a lambda that inverts the sign bit, 1 at +0.0
import torch

relu_grad = lambda X: 1 - torch.signbit(X).type_as(X)

# === nested-lists: recursion over nested Python lists
import torch

def _step(v):
    if isinstance(v, list):
        return [_step(w) for w in v]
    return 1.0 if v > 0 else 0.0

def relu_grad(X):
    return torch.tensor(_step(X.tolist()), dtype=X.dtype, device=X.device)
