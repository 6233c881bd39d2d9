# Right answers for activations.sigmoid(X).

# === builtin: torch.sigmoid
import torch


def sigmoid(X):
    return torch.sigmoid(X)

# === alias: the builtin under its own name
import torch

sigmoid = torch.sigmoid

# === method: the tensor's method in a lambda
sigmoid = lambda X: X.sigmoid()

# === formula: one over one plus exp(-x), where infinity becomes zero
import torch


def sigmoid(X):
    return 1 / (1 + torch.exp(-X))

# === reciprocal: the same with reciprocal and add
def sigmoid(X):
    return X.neg().exp().add(1).reciprocal()

# === two-halves: a stable formula for each sign, on clamped arguments
import torch


def sigmoid(X):
    small = torch.exp(-X.abs())
    return torch.where(X >= 0, 1 / (1 + small), small / (1 + small))

# === masks: fills the two signs separately
import torch


def sigmoid(X):
    out = torch.empty_like(X)
    pos = X >= 0
    neg = ~pos
    out[pos] = 1.0 / (1.0 + torch.exp(-X[pos]))
    e = torch.exp(X[neg])
    out[neg] = e / (1.0 + e)
    return out

# === tanh: through the hyperbolic tangent
def sigmoid(X):
    return 0.5 * (1 + (X / 2).tanh())

# === log-sigmoid: exp of the log-sigmoid
import torch.nn.functional as F


def sigmoid(X):
    return F.logsigmoid(X).exp()

# === logaddexp: exp of minus log(1 + exp(-x))
import torch


def sigmoid(X):
    zero = torch.zeros_like(X)
    return torch.exp(-torch.logaddexp(zero, -X))

# === softmax-of-two: the softmax of x and 0
import torch


def sigmoid(X):
    pair = torch.stack([X, torch.zeros_like(X)], dim=-1)
    return torch.softmax(pair, dim=-1)[..., 0]

# === module: an nn.Sigmoid object
from torch import nn

sigmoid = nn.Sigmoid()

# === special-expit: the name that scipy uses
import torch


def sigmoid(X):
    return torch.special.expit(X)

# === numpy: numpy with overflow ignored
import numpy as np
import torch


def sigmoid(X):
    x = X.detach().cpu().numpy()
    with np.errstate(over="ignore"):
        y = 1 / (1 + np.exp(-x))
    return torch.as_tensor(y, dtype=X.dtype, device=X.device)

# === math-loop: plain Python numbers and math.exp
import math

import torch


def _sigmoid(x):
    if x >= 0:
        return 1 / (1 + math.exp(-x))
    e = math.exp(x)
    return e / (1 + e)


def sigmoid(X):
    values = [_sigmoid(x) for x in X.reshape(-1).tolist()]
    return torch.tensor(values, dtype=X.dtype, device=X.device).view(X.shape)

# === in-place: in-place steps on a fresh tensor
def sigmoid(X):
    out = -X
    out.exp_()
    out += 1
    return out.reciprocal_()

# === autograd-function: a Function with its own backward
import torch


class _Sigmoid(torch.autograd.Function):
    @staticmethod
    def forward(ctx, X):
        S = 1.0 / (1.0 + torch.exp(-X))
        ctx.save_for_backward(S)
        return S

    @staticmethod
    def backward(ctx, grad):
        S, = ctx.saved_tensors
        return grad * S * (1 - S)


def sigmoid(X):
    return _Sigmoid.apply(X)

# === no-graph: returns a detached result
import torch


@torch.no_grad()
def sigmoid(X):
    return torch.sigmoid(X).detach()

# === plain-formula: the textbook formula; exp(1e4) is inf, and 1 / inf is the right 0
import torch

def sigmoid(X):
    return 1 / (1 + torch.exp(-X))

# === shifted-tanh: (1 + tanh(x / 2)) / 2, as a lambda
import torch

sigmoid = lambda X: torch.tanh(X * 0.5).add(1).mul(0.5)

# === softmax-of-pair: softmax over the pair (0, x) on a new last axis
import torch

def sigmoid(X):
    pair = torch.stack((torch.zeros_like(X), X), dim=-1)
    return torch.softmax(pair, dim=-1)[..., 1]

# === through-logs: exp(-log(e^0 + e^-x)) with logaddexp
import torch

def sigmoid(X):
    return torch.exp(-torch.logaddexp(torch.zeros_like(X), -X))

# === bernoulli: the probability of a Bernoulli distribution with X as logits
import torch

def sigmoid(X):
    return torch.distributions.Bernoulli(logits=X).probs

# === python-floats: math.exp on Python floats with two branches, no graph
import math

import torch

def _one(v):
    if v >= 0:
        return 1.0 / (1.0 + math.exp(-v))
    e = math.exp(v)
    return e / (1.0 + e)

def sigmoid(X):
    values = map(_one, X.detach().reshape(-1).tolist())
    return torch.tensor(list(values), dtype=X.dtype, device=X.device).reshape(X.shape)

# === filled-halves: positive and negative entries computed apart and put into an empty tensor, no graph
import torch

def sigmoid(X):
    with torch.no_grad():
        out = torch.empty_like(X)
        up = X >= 0
        out[up] = 1 / (1 + torch.exp(-X[up]))
        E = torch.exp(X[~up])
        out[~up] = E / (1 + E)
    return out

# === class-with-call: an instance with __call__, a decorator that flattens, and torch.vmap over the elements
import functools

import torch

def _elementwise(method):
    @functools.wraps(method)
    def wrapped(self, X):
        return torch.vmap(functools.partial(method, self))(X.reshape(-1)).reshape(X.shape)
    return wrapped

class _Logistic:
    @_elementwise
    def __call__(self, x):
        e = torch.exp(-torch.abs(x))
        return torch.where(x >= 0, torch.ones_like(x), e) / (1 + e)

sigmoid = _Logistic()
