# Right answers for regularization.dropout(X, p, training=True).

# === builtin: F.dropout
import torch.nn.functional as F


def dropout(X, p, training=True):
    return F.dropout(X, p, training)

# === module: an nn.Dropout for each call
from torch import nn


def dropout(X, p, training=True):
    layer = nn.Dropout(p)
    layer.train(training)
    return layer(X)

# === textbook: the mask by comparison, with the two special cases first
import torch


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if not training or p == 0:
        return X
    if p == 1:
        return torch.zeros_like(X)
    mask = (torch.rand(X.shape, device=X.device) > p).to(X.dtype)
    return mask * X / (1.0 - p)

# === value-error: raises ValueError
import torch


def dropout(X, p, training=True):
    if not training:
        return X.clone()
    if p < 0 or p > 1:
        raise ValueError(f"p must be in [0, 1], not {p}")
    if p == 1:
        return X * 0
    keep = torch.rand_like(X) >= p
    return X * keep / (1 - p)

# === bernoulli: bernoulli_ on an empty tensor
import torch


def dropout(X, p, training=True):
    if training and not 0 <= p <= 1:
        raise ValueError("p is a probability")
    if not training:
        return X
    if p == 1.0:
        return torch.zeros_like(X)
    mask = torch.empty_like(X, requires_grad=False).bernoulli_(1 - p)
    return X * mask / (1 - p)

# === bernoulli-probabilities: torch.bernoulli of a tensor of probabilities
import torch


def dropout(X, p, training=True):
    if not training:
        return X
    assert 0.0 <= p <= 1.0, "dropout probability out of range"
    keep = torch.bernoulli(torch.full(X.shape, 1.0 - p, dtype=X.dtype, device=X.device))
    return X * keep / max(1.0 - p, 1e-12)

# === where: chooses between zero and the scaled value
import torch


def dropout(X, p, training=True):
    if not training:
        return X
    if not 0 <= p <= 1:
        raise ValueError(p)
    dropped = torch.rand(X.shape, dtype=X.dtype, device=X.device) < p
    return torch.where(dropped, torch.zeros_like(X), X / (1 - p) if p < 1 else X)

# === masked-fill: masked_fill of the dropped elements
import torch


def dropout(X, p, training=True):
    if not training:
        return X
    if p < 0 or p > 1:
        raise ValueError("p out of range")
    scale = 1 / (1 - p) if p < 1 else 0.0
    return (X * scale).masked_fill(torch.rand_like(X) < p, 0.0)

# === clone-and-index: zeros written into a copy
import torch


def dropout(X, p, training=True):
    out = X.clone()
    if not training:
        return out
    assert p >= 0 and p <= 1
    out[torch.rand(X.shape, device=X.device) < p] = 0
    return out / (1 - p) if p < 1 else out

# === scaled-mask: a mask that holds the factor already
import torch


def _mask(like, p):
    if p == 1:
        return torch.zeros_like(like)
    return (torch.rand_like(like) >= p).to(like.dtype).div_(1 - p)


def dropout(X, p, training=True):
    if training:
        if not 0 <= p <= 1:
            raise ValueError("p must lie between 0 and 1")
        return X * _mask(X.detach(), p)
    return X

# === numpy-mask: the mask from numpy
import numpy as np
import torch


def dropout(X, p, training=True):
    if not training:
        return X
    if not 0 <= p <= 1:
        raise ValueError("p out of range")
    keep = np.random.random_sample(tuple(X.shape)) >= p
    mask = torch.as_tensor(keep, device=X.device).to(X.dtype)
    return X * mask / (1 - p if p < 1 else 1)

# === distribution: torch.distributions.Bernoulli
import torch
from torch.distributions import Bernoulli


def dropout(X, p, training=True):
    if not training or p == 0:
        return X
    mask = Bernoulli(probs=1.0 - p).sample(X.shape).to(X)  # raises ValueError by itself
    return X * mask / (1 - p) if p < 1 else X * mask

# === autograd-function: a Function that keeps its mask
import torch


class _Dropout(torch.autograd.Function):
    @staticmethod
    def forward(ctx, X, p):
        factor = (torch.rand_like(X) >= p).to(X.dtype)
        if p < 1:
            factor /= 1 - p
        ctx.save_for_backward(factor)
        return X * factor

    @staticmethod
    def backward(ctx, g):
        factor, = ctx.saved_tensors
        return g * factor, None


def dropout(X, p, training=True):
    if training and (p < 0 or p > 1):
        raise ValueError("p must be between 0 and 1")
    return _Dropout.apply(X, p) if training else X

# === own-module: an nn.Module of one's own inside
import torch
from torch import nn


class _Layer(nn.Module):
    def __init__(self, p):
        super().__init__()
        assert 0 <= p <= 1
        self.p = p

    def forward(self, X):
        if not self.training or self.p == 0:
            return X
        keep = torch.rand(X.size(), device=X.device) > self.p
        return torch.zeros_like(X) if self.p == 1 else torch.mul(X, keep) / (1 - self.p)


def dropout(X, p, training=True):
    if not training:
        return X
    return _Layer(p)(X)

# === torch-dropout: torch.dropout after a check of its own, X times one in evaluation mode
import torch


def dropout(X, p, training=True):
    if not training:
        return X * 1
    if not 0 <= p <= 1:
        raise ValueError(f"{p} is not a probability")
    return torch.dropout(X, p, True)

# === exponential: waiting times beyond a bound
import math

import torch


def dropout(X, p, training=True):
    if not training or p == 0:
        return X
    if not 0 < p <= 1:
        raise ValueError("p must be in [0, 1]")
    if p == 1:
        return torch.zeros_like(X)
    waiting = torch.empty(X.shape, device=X.device).exponential_()
    return (waiting > -math.log(1 - p)) * X / (1 - p)

# === stack-gather: stacks the two outcomes and gathers one of them for each element
import torch


def dropout(X, p, training=True):
    if not training:
        return X
    if not (0 <= p <= 1):
        raise ValueError("not a probability")
    kept = X / (1 - p) if p != 1 else torch.zeros_like(X)
    choice = (torch.rand(X.shape, device=X.device) >= p).long().unsqueeze(0)
    return torch.stack([torch.zeros_like(X), kept]).gather(0, choice).squeeze(0)

# === functional-with-flag: a lambda around F.dropout, which raises ValueError itself
import torch.nn.functional as F

dropout = lambda X, p, training=True: F.dropout(X, p=float(p), training=True) if training else X

# === exponential-clock: an element survives if an exponential waiting time is at least -log(1 - p)
import math
import torch

def dropout(X, p, training=True):
    if not training:
        return X.clone()
    if not 0 <= p <= 1:
        raise ValueError("p must be a probability")
    limit = -math.log1p(-p) if p < 1 else math.inf
    alive = torch.empty(X.shape, dtype=torch.float64, device=X.device).exponential_() >= limit
    scale = 1 / (1 - p) if p < 1 else 0.0
    return torch.where(alive, X, torch.zeros_like(X)) * scale

# === numpy-generator: the mask comes from a numpy generator made afresh at each call
import numpy as np
import torch

def dropout(X, p, training=True):
    assert not training or 0 <= p <= 1, "p must be in [0, 1]"
    if not training or p == 0:
        return X * 1
    drop = np.random.default_rng().random(tuple(X.shape)) < p
    dropped = torch.as_tensor(drop, device=X.device)
    return X.masked_fill(dropped, 0) / (1 - p if p < 1 else 1)

# === own-autograd-function: a custom autograd.Function that keeps the scaled mask for the backward
import torch

class _Drop(torch.autograd.Function):
    @staticmethod
    def forward(ctx, X, p):
        M = torch.bernoulli(torch.full_like(X, 1 - p))
        if p < 1:
            M = M / (1 - p)
        ctx.save_for_backward(M)
        return X * M

    @staticmethod
    def backward(ctx, g):
        (M,) = ctx.saved_tensors
        return g * M, None

def dropout(X, p, training=True):
    if training and (p < 0 or p > 1):
        raise ValueError(p)
    return _Drop.apply(X, float(p)) if training else X

# === python-random-loop: a Python loop draws each element's fate with the random module; the survivors are picked by index_select and put back by index_put
import random
import torch

def dropout(X, p, training=True):
    if not training:
        return X
    if not 0 <= p <= 1:
        raise ValueError("p")
    flat = X.reshape(-1)
    alive = [i for i in range(flat.numel()) if random.random() >= p]
    if not alive:
        return (flat * 0).reshape(X.shape)
    where = torch.tensor(alive, device=X.device)
    out = torch.zeros_like(flat).index_put((where,), flat[where] / (1 - p))
    return out.reshape(X.shape)

# === module-made-per-call: an nn.Dropout module is made at each call and switched by train(mode)
from torch import nn

def dropout(X, p, training=True):
    if not training:
        return X
    return nn.Dropout(p).train(True)(X)

# === lerp-by-mask: lerp from zeros to the scaled X with the mask as the weight
import torch

def dropout(X, p, training=True, *, name=None):
    if not training:
        p = 0.0
    elif not 0 <= p <= 1:
        raise ValueError(f"{p} is no probability")
    q = 1.0 - p
    if q == 0:
        return torch.zeros_like(X)
    mask = torch.rand(X.shape, dtype=torch.float64, device=X.device).lt(q).to(X.dtype)
    return torch.lerp(torch.zeros_like(X), X / q, mask)

# === generator-object-closure: a closure with a private torch.Generator that takes its start from the operating system
import os
import torch

def _make():
    source = torch.Generator()
    source.manual_seed(int.from_bytes(os.urandom(7), "little"))

    def apply(X, p, training=True):
        if not training or p == 0:
            return X
        if p < 0 or p > 1:
            raise ValueError("p must lie between 0 and 1")
        u = torch.rand(X.shape, generator=source, dtype=torch.float64).to(X.device)
        gone = u < p
        return torch.where(gone, torch.zeros_like(X), X / (1 - p) if p < 1 else X)

    return apply

dropout = _make()
