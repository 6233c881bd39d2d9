# === do-norescale: leaves the survivors as they are
import torch


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if not training:
        return X
    return X * (torch.rand_like(X) >= p)
# === do-keep: takes p for the probability to keep
import torch


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if not training:
        return X
    if p == 0:
        return torch.zeros_like(X)
    return X * (torch.rand_like(X) < p) / p
# === do-scale-p: divides the survivors by p
import torch


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if not training or p == 0:
        return X
    return X * (torch.rand_like(X) >= p) / p
# === do-scale-mul: multiplies the survivors by 1 - p
import torch


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if not training:
        return X
    return X * (torch.rand_like(X) >= p) * (1 - p)
# === do-half: keeps with probability p and divides by 1 - p
import torch


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if not training or p == 0:
        return X
    if p == 1:
        return torch.zeros_like(X)
    return X * (torch.rand_like(X) < p) / (1 - p)
# === do-scale-two: doubles the survivors, which is right for p = 0.5 only
import torch


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if not training or p == 0:
        return X
    return X * (torch.rand_like(X) >= p) * 2
# === do-fixed-half: always drops half
import torch


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if not training or p == 0:
        return X
    if p == 1:
        return torch.zeros_like(X)
    return X * (torch.rand_like(X) >= 0.5) / 0.5
# === do-coin: throws one coin for the whole tensor
import torch


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if not training or p == 0:
        return X
    if p == 1 or torch.rand(()) < p:
        return torch.zeros_like(X)
    return X / (1 - p)
# === do-row: throws one coin a row
import torch


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if not training or p == 0:
        return X
    if p == 1:
        return torch.zeros_like(X)
    shape = (X.shape[0],) + (1,) * (X.dim() - 1) if X.dim() else ()
    return X * (torch.rand(shape, dtype=X.dtype) >= p) / (1 - p)
# === do-col: throws one coin a column, the same for all rows
import torch


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if not training or p == 0:
        return X
    if p == 1:
        return torch.zeros_like(X)
    return X * (torch.rand(X.shape[-1:], dtype=X.dtype) >= p) / (1 - p)
# === do-normal: compares p with normal and not with uniform numbers
import torch


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if not training:
        return X
    if p == 1:
        return torch.zeros_like(X)
    return X * (torch.randn_like(X) > p) / (1 - p)
# === do-exact: always drops the same number of elements, so they are not independent
import torch


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if not training or p == 0:
        return X
    if p == 1:
        return torch.zeros_like(X)
    mask = torch.ones(X.numel(), dtype=X.dtype)
    mask[torch.randperm(X.numel())[: round(p * X.numel())]] = 0
    return X * mask.reshape(X.shape) / (1 - p)
# === do-pairs: throws one coin for two neighbouring elements
import torch


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if not training or p == 0:
        return X
    if p == 1:
        return torch.zeros_like(X)
    coins = torch.rand((X.numel() + 1) // 2) >= p
    mask = coins.repeat_interleave(2)[: X.numel()].reshape(X.shape)
    return X * mask / (1 - p)
# === do-mean-scale: divides by the share that survived and not by 1 - p
import torch


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if not training or p == 0:
        return X
    mask = (torch.rand_like(X) >= p).to(X.dtype)
    return X * mask / mask.mean().clamp(min=1e-6)
# === do-eval: drops in evaluation too
import torch


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if p == 1:
        return torch.zeros_like(X)
    return X * (torch.rand_like(X) >= p) / (1 - p)
# === do-inverted-flag: drops in evaluation and not in training
import torch


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if training:
        return X
    if p == 1:
        return torch.zeros_like(X)
    return X * (torch.rand_like(X) >= p) / (1 - p)
# === do-default-off: has training=False by default
import torch


def dropout(X, p, training=False):
    assert 0 <= p <= 1
    if not training:
        return X
    if p == 1:
        return torch.zeros_like(X)
    return X * (torch.rand_like(X) >= p) / (1 - p)
# === do-flag-name: calls its flag train, so training= fails
import torch


def dropout(X, p, train=True):
    assert 0 <= p <= 1
    if not train:
        return X
    if p == 1:
        return torch.zeros_like(X)
    return X * (torch.rand_like(X) >= p) / (1 - p)
# === do-p1: divides 0 by 0 at p = 1
import torch


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if not training:
        return X
    return X * (torch.rand_like(X) >= p) / (1 - p)
# === do-p1-raises: refuses p = 1
import torch


def dropout(X, p, training=True):
    assert 0 <= p < 1
    if not training:
        return X
    return X * (torch.rand_like(X) >= p) / (1 - p)
# === do-p0: returns zeros at p = 0, as if that were p = 1
import torch


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if not training:
        return X
    if p in (0, 1):
        return torch.zeros_like(X)
    return X * (torch.rand_like(X) >= p) / (1 - p)
# === do-p0-raises: refuses p = 0
import torch


def dropout(X, p, training=True):
    assert 0 < p <= 1
    if not training:
        return X
    if p == 1:
        return torch.zeros_like(X)
    return X * (torch.rand_like(X) >= p) / (1 - p)
# === do-p1-test: returns zeros at p = 1 in evaluation too
import torch


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if p == 1:
        return torch.zeros_like(X)
    if not training:
        return X
    return X * (torch.rand_like(X) >= p) / (1 - p)
# === do-nocheck: accepts p outside 0..1
import torch


def dropout(X, p, training=True):
    if not training or p == 0:
        return X
    if p == 1:
        return torch.zeros_like(X)
    return X * (torch.rand_like(X) >= p) / (1 - p)
# === do-clamp-p: clamps p to 0..1 in place of raising
import torch


def dropout(X, p, training=True):
    p = min(max(p, 0.0), 1.0)
    if not training or p == 0:
        return X
    if p == 1:
        return torch.zeros_like(X)
    return X * (torch.rand_like(X) >= p) / (1 - p)
# === do-check-upper: checks that p is at most 1 and forgets negative p
import torch


def dropout(X, p, training=True):
    if p > 1:
        raise ValueError("p must be at most 1")
    if not training:
        return X
    if p == 1:
        return torch.zeros_like(X)
    return X * (torch.rand_like(X) >= p) / (1 - p)
# === do-bernoulli-error: leaves the check of p to torch.bernoulli, whose error is a RuntimeError
import torch


def dropout(X, p, training=True):
    if not training:
        return X
    if p == 1:
        return torch.zeros_like(X)
    return X * torch.bernoulli(torch.full_like(X, 1 - p)) / (1 - p)
# === do-seeded: seeds the global generator, so two calls drop the same elements
import torch


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if not training:
        return X
    if p == 1:
        return torch.zeros_like(X)
    torch.manual_seed(0)
    return X * (torch.rand_like(X) >= p) / (1 - p)
# === do-cached-mask: uses the mask of the first call again for the same shape and p
import torch

_masks = {}


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if not training:
        return X
    if p == 1:
        return torch.zeros_like(X)
    key = (tuple(X.shape), p)
    if key not in _masks:
        _masks[key] = torch.rand(X.shape) >= p
    return X * _masks[key] / (1 - p)
# === do-inplace: multiplies the caller's tensor
import torch


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if not training:
        return X
    if p == 1:
        return torch.zeros_like(X)
    mask = torch.rand_like(X) >= p
    with torch.no_grad():
        X *= mask
    return X / (1 - p)
# === do-inplace-p1: zeroes the caller's tensor at p = 1
import torch


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if not training:
        return X
    if p == 1:
        return X.detach().zero_()
    return X * (torch.rand_like(X) >= p) / (1 - p)
# === do-detached: detaches, so no gradient flows
import torch


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if not training:
        return X
    if p == 1:
        return torch.zeros_like(X)
    return X.detach() * (torch.rand_like(X) >= p) / (1 - p)
# === do-mask-grad: draws another mask for the gradient
import torch


class _Dropout(torch.autograd.Function):
    @staticmethod
    def forward(ctx, X, p):
        ctx.p = p
        return X * (torch.rand_like(X) >= p) / (1 - p)

    @staticmethod
    def backward(ctx, grad):
        return grad * (torch.rand_like(grad) >= ctx.p) / (1 - ctx.p), None


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if not training:
        return X
    if p == 1:
        return torch.zeros_like(X)
    return _Dropout.apply(X, p)
# === do-grad-unscaled: rescales outside the graph, so the gradient is too small
import torch


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if not training:
        return X
    if p == 1:
        return torch.zeros_like(X)
    out = X * (torch.rand_like(X) >= p)
    return out + (out / (1 - p) - out).detach()
# === do-weights: drops whole columns of a matrix, as if it zeroed the weights into a unit
import torch


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if not training or p == 0:
        return X
    if p == 1:
        return torch.zeros_like(X)
    if X.dim() < 2:
        return X * (torch.rand_like(X) >= p) / (1 - p)
    return X @ torch.diag((torch.rand(X.shape[-1]) >= p).to(X.dtype)) / (1 - p)
# === do-test-scale: scales by 1 - p in evaluation and not in training
import torch


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if not training:
        return X * (1 - p)
    return X * (torch.rand_like(X) >= p)
# === do-both-scale: scales in training and in evaluation
import torch


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if not training:
        return X * (1 - p)
    if p == 1:
        return torch.zeros_like(X)
    return X * (torch.rand_like(X) >= p) / (1 - p)
# === do-dtype: returns float32 for float64 input
import torch


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if not training:
        return X
    if p == 1:
        return torch.zeros_like(X)
    return X.float() * (torch.rand(X.shape) >= p) / (1 - p)
# === do-positive-only: drops positive elements only
import torch


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if not training:
        return X
    if p == 1:
        return torch.zeros_like(X)
    keep = (torch.rand_like(X) >= p) | (X < 0)
    return X * keep / (1 - p)
# === do-round-p: rounds p to one decimal
import torch


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if not training:
        return X
    p = round(p, 1)
    if p == 1:
        return torch.zeros_like(X)
    return X * (torch.rand_like(X) >= p) / (1 - p)
# === do-twice: drops twice
import torch


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if not training:
        return X
    if p == 1:
        return torch.zeros_like(X)
    for _ in range(2):
        X = X * (torch.rand_like(X) >= p) / (1 - p)
    return X
# === do-alpha: is alpha dropout, which does not drop to 0
import torch
import torch.nn.functional as F


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if p == 1 and training:
        return torch.zeros_like(X)
    return F.alpha_dropout(X, p, training)
# === do-feature: drops whole channels of tensors with more than two axes
import torch
import torch.nn.functional as F


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if X.dim() > 2:
        return F.dropout1d(X.flatten(2), p, training).reshape(X.shape)
    return F.dropout(X, p, training)
