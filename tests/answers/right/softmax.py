# Right answers for loss.softmax(O).

# === shifted: exponentials after subtracting the largest logit of each row
import torch


def softmax(O):
    E = torch.exp(O - O.max(dim=1, keepdim=True).values)
    return E / E.sum(dim=1, keepdim=True)

# === amax: amax and keepdims, as in numpy
import torch


def softmax(O):
    O_exp = torch.exp(O - O.amax(1, keepdims=True))
    partition = O_exp.sum(1, keepdims=True)
    return O_exp / partition

# === builtin: F.softmax
import torch.nn.functional as F


def softmax(O):
    return F.softmax(O, dim=1)

# === partial: functools.partial of torch.softmax
from functools import partial

import torch

softmax = partial(torch.softmax, dim=-1)

# === lambda: the tensor's method
softmax = lambda O: O.softmax(-1)

# === module: an nn.Softmax object
from torch import nn

softmax = nn.Softmax(dim=1)

# === logsumexp: exp of the logits minus their logsumexp
import torch


def softmax(O):
    return torch.exp(O - torch.logsumexp(O, dim=1, keepdim=True))

# === shifted-logsumexp: the same, after the shift
def softmax(O):
    Z = O - O.detach().amax(dim=-1, keepdim=True)
    return (Z - Z.logsumexp(-1, keepdim=True)).exp()

# === log-softmax: exp of log_softmax
import torch.nn.functional as F


def softmax(O):
    return F.log_softmax(O, dim=1).exp()

# === rows: row by row, stacked
import torch


def _row(o):
    e = torch.exp(o - o.max())
    return e / e.sum()


def softmax(O):
    return torch.stack([_row(o) for o in O])

# === index-loop: fills a tensor of its own with two loops
import torch


def softmax(O):
    B, C = O.shape
    P = torch.empty_like(O, requires_grad=False)
    for i in range(B):
        m = O[i].max()
        for j in range(C):
            P[i, j] = torch.exp(O[i, j] - m)
        P[i] = P[i] / P[i].sum()
    return P

# === transposed: works on the transpose, where the row maxima broadcast by themselves
import torch


def softmax(O):
    T = O.t()
    E = torch.exp(T - T.max(dim=0)[0])
    return (E / E.sum(0)).t()

# === pairwise: one over the sum of exp(o_j - o_i), where infinity becomes zero
import torch


def softmax(O):
    differences = O.unsqueeze(1) - O.unsqueeze(2)  # (B, i, j) = o_j - o_i
    return 1 / torch.exp(differences).sum(dim=2)

# === matmul-with-ones: the row sums by a matrix product
import torch


def softmax(O):
    E = torch.exp(O - O.max(1, keepdim=True)[0])
    ones = torch.ones(O.shape[1], 1, dtype=O.dtype, device=O.device)
    return E / (E @ ones)

# === einsum: sums and divides by einsum
import torch


def softmax(O):
    E = (O - O.max(dim=1)[0][:, None]).exp()
    return torch.einsum("bc,b->bc", E, 1 / torch.einsum("bc->b", E))

# === in-place: in-place steps on a clone
def softmax(O):
    P = O.clone()
    P -= P.max(dim=1, keepdim=True).values
    P.exp_()
    P /= P.sum(dim=1, keepdim=True)
    return P

# === numpy: numpy with keepdims
import numpy as np
import torch


def softmax(O):
    o = O.detach().cpu().numpy()
    e = np.exp(o - o.max(axis=1, keepdims=True))
    return torch.from_numpy(e / e.sum(axis=1, keepdims=True)).to(O.device)

# === normalize: F.normalize with p=1 does the division
import torch
import torch.nn.functional as F


def softmax(O):
    return F.normalize(torch.exp(O - O.amax(dim=1, keepdim=True)), p=1, dim=1)

# === parameter: returns an nn.Parameter
import torch
from torch import nn


def softmax(O):
    with torch.no_grad():
        E = torch.exp(O - O.amax(dim=1, keepdim=True))
        return nn.Parameter(E / E.sum(dim=1, keepdim=True))

# === columns: one pass over the columns with a running maximum and sum
import torch


def softmax(O):
    m = O[:, 0]
    s = torch.ones_like(m)
    for column in O.unbind(1)[1:]:
        new = torch.maximum(m, column)
        s = s * torch.exp(m - new) + torch.exp(column - new)
        m = new
    return torch.stack([torch.exp(c - m) / s for c in O.unbind(1)], dim=1)

# === masked-sort: the largest logit by sorting
import torch


def softmax(O):
    largest = torch.sort(O, dim=1, descending=True).values[:, :1]
    numerator = (O - largest).exp()
    denominator = numerator.cumsum(dim=1)[:, -1:]
    return numerator / denominator

# === softmin: softmin of the negated logits
import torch.nn.functional as F


def softmax(O):
    return F.softmin(-O, dim=1)

# === distribution: the probabilities of a categorical distribution
from torch.distributions import Categorical


def softmax(O):
    return Categorical(logits=O).probs

# === autograd-function: a Function with the derivative written out
import torch


class _Softmax(torch.autograd.Function):
    @staticmethod
    def forward(ctx, O):
        E = torch.exp(O - O.max(dim=1, keepdim=True).values)
        P = E / E.sum(dim=1, keepdim=True)
        ctx.save_for_backward(P)
        return P

    @staticmethod
    def backward(ctx, G):
        P, = ctx.saved_tensors
        return P * (G - (G * P).sum(dim=1, keepdim=True))


def softmax(O):
    return _Softmax.apply(O)

# === vmap: one row's formula, mapped over the batch
import torch


def softmax_of_row(o):
    e = torch.exp(o - torch.amax(o))
    return e / torch.sum(e)


softmax = torch.vmap(softmax_of_row)

# === class: a small class with constants and helpers
import torch


class Softmax:
    CLASSES = 1

    def shift(self, O):
        return O - O.max(dim=self.CLASSES, keepdim=True).values

    def __call__(self, O):
        weights = self.shift(O).exp()
        return torch.div(weights, weights.sum(self.CLASSES, keepdim=True))


softmax = Softmax()

# === numpy-callable-class: an instance of a class with __call__ that computes in numpy and hands back dtype and device
import numpy as np
import torch

class _NumpySoftmax:
    axis = 1

    def __call__(self, O):
        a = O.detach().cpu().numpy()
        e = np.exp(a - a.max(axis=self.axis, keepdims=True))
        return torch.as_tensor(e / e.sum(axis=self.axis, keepdims=True), dtype=O.dtype, device=O.device)

softmax = _NumpySoftmax()

# === one-over-differences: 1 / sum_j exp(z_j - z_i) with an overflow to inf that becomes a right 0
import torch

softmax = lambda O: (O.unsqueeze(1) - O.unsqueeze(2)).exp().sum(dim=2).reciprocal()

# === python-floats: plain Python numbers row by row with math.exp and math.fsum
import math
import torch

def _row(zs):
    top = max(zs)
    es = [math.exp(z - top) for z in zs]
    total = math.fsum(es)
    yield from (e / total for e in es)

def softmax(O):
    return torch.tensor([list(_row(r)) for r in O.tolist()], dtype=O.dtype, device=O.device)

# === logaddexp-reduce: the log of the denominator by functools.reduce with torch.logaddexp over the columns, then a correction by the row sum
import functools
import torch

def softmax(O):
    log_total = functools.reduce(torch.logaddexp, O.unbind(dim=1))
    P = torch.exp(O - log_total[:, None])
    return P / P.sum(dim=1, keepdim=True)

# === partial-of-torch: a functools.partial of torch.softmax, no def at all
import functools
import torch

softmax = functools.partial(torch.softmax, dim=1)

# === module-instance: the name is an nn.Module, an instance of nn.Softmax
from torch import nn

softmax = nn.Softmax(dim=-1)

# === sort-and-scatter: sorts each row, so that the maximum is the first entry, and scatters the probabilities back
import torch

def softmax(O):
    s, where = torch.sort(O, dim=1, descending=True)
    e = torch.exp2((s - s[:, :1]) * 1.4426950408889634)
    e = e / torch.einsum("bc->b", e)[:, None]
    return torch.zeros_like(e).scatter(1, where, e)

# === decorated-row-function: a function for one row, lifted to batches by a decorator that loops, with in-place work on a copy
import torch

def _rowwise(f):
    def lifted(O):
        out = O.detach().clone()
        for i in range(out.shape[0]):
            f(out[i])
        return out
    return lifted

@_rowwise
def softmax(z):
    z.sub_(z.max()).exp_()
    z.div_(z.sum())
