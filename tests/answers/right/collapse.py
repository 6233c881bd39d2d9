# Right answers for network.collapse(params).

# === matmul: the product of the weights
def collapse(params):
    W1, b1, W2, b2 = params
    return W1 @ W2, b1 @ W2 + b2

# === list: a list instead of a tuple, with torch.matmul
import torch


def collapse(params):
    W1, b1, W2, b2 = params
    W = torch.matmul(W1, W2)
    b = torch.matmul(b1, W2) + b2
    return [W, b]

# === mm-row: the bias as a matrix with one row, flattened again
def collapse(params):
    W1, b1, W2, b2 = params
    W = W1.mm(W2)
    b = (b1.reshape(1, -1).mm(W2) + b2).reshape(-1)
    return W, b

# === einsum: einsum for both
import torch


def collapse(params):
    W1, b1, W2, b2 = params
    return torch.einsum("ih,ho->io", W1, W2), torch.einsum("h,ho->o", b1, W2) + b2

# === unit-inputs: the affine map at zero and at the unit vectors
import torch


def collapse(params):
    W1, b1, W2, b2 = params

    def f(X):
        return (X @ W1 + b1) @ W2 + b2

    n = W1.shape[0]
    b = f(torch.zeros(1, n, dtype=W1.dtype, device=W1.device))[0]
    W = f(torch.eye(n, dtype=W1.dtype, device=W1.device)) - b
    return W, b

# === linear: F.linear with transposed weights
import torch.nn.functional as F


def collapse(params):
    W1, b1, W2, b2 = params
    return F.linear(W1, W2.T), F.linear(b1, W2.T, b2)

# === addmv: addmv on the transposed weight
import torch


def collapse(params):
    W1, b1, W2, b2 = params
    return torch.mm(W1, W2), torch.addmv(b2, W2.t(), b1)

# === stacked: weight and bias in one product
import torch


def collapse(params):
    W1, b1, W2, b2 = params
    both = torch.cat([W1, b1.unsqueeze(0)]) @ W2
    return both[:-1], both[-1] + b2

# === augmented: products of augmented matrices
import torch


def _augment(W, b):
    n, m = W.shape
    A = torch.zeros(n + 1, m + 1, dtype=W.dtype, device=W.device)
    A[:n, :m] = W
    A[n, :m] = b
    A[n, m] = 1
    return A


def collapse(params):
    W1, b1, W2, b2 = params
    A = _augment(W1, b1) @ _augment(W2, b2)
    return A[:-1, :-1], A[-1, :-1]

# === numpy: numpy, back in torch
import torch


def collapse(params):
    W1, b1, W2, b2 = (p.detach().cpu().numpy() for p in params)
    device = params[0].device
    return torch.from_numpy(W1 @ W2).to(device), torch.from_numpy(b1 @ W2 + b2).to(device)

# === named-tuple: a named tuple
from typing import NamedTuple

import torch


class Affine(NamedTuple):
    W: torch.Tensor
    b: torch.Tensor


def collapse(params):
    W1, b1, W2, b2 = params
    return Affine(W=W1 @ W2, b=b2 + b1 @ W2)

# === reduce: composes affine maps, however many there are
from functools import reduce


def compose(first, second):
    (W1, b1), (W2, b2) = first, second
    return W1 @ W2, b1 @ W2 + b2


def collapse(params):
    params = list(params)
    return reduce(compose, zip(params[0::2], params[1::2]))

# === detached: without a graph, returned as parameters
import torch
from torch import nn


@torch.no_grad()
def collapse(params):
    W1, b1, W2, b2 = params
    return nn.Parameter(W1 @ W2), nn.Parameter(b1 @ W2 + b2)

# === multi-dot: torch.linalg
import torch


def collapse(params):
    W1, b1, W2, b2 = params
    W = torch.linalg.multi_dot([W1, W2])
    b = torch.linalg.multi_dot([b1, W2]).add(b2)
    return W, b

# === lambda: a lambda with indices
collapse = lambda p: (p[0] @ p[2], p[1] @ p[2] + p[3])

# === columns: sums over the hidden units
import torch


def collapse(params):
    W1, b1, W2, b2 = params
    W = torch.zeros(W1.shape[0], W2.shape[1], dtype=W1.dtype, device=W1.device)
    b = b2.clone()
    for h in range(W1.shape[1]):
        W = W + torch.outer(W1[:, h], W2[h])
        b = b + b1[h] * W2[h]
    return W, b

# === probe-the-map: b is f(0), W is f(I) - f(0), for the affine map f
import torch

def collapse(params):
    W1, b1, W2, b2 = params
    f = lambda X: X @ W1 @ W2 + (b1 @ W2 + b2)
    n = W1.shape[0]
    points = torch.cat([torch.zeros_like(W1[:, :1]).T, torch.eye(n, dtype=W1.dtype, device=W1.device)])
    values = f(points)
    return [values[1:] - values[0], values[0]]

# === homogeneous-blocks: block matrices [[W, 0], [b, 1]] multiplied, W and b cut out
import torch

def _block(W, b):
    top = torch.cat([W, W.new_zeros(W.shape[0], 1)], dim=1)
    low = torch.cat([b, b.new_ones(1)]).unsqueeze(0)
    return torch.cat([top, low])

def collapse(params):
    W1, b1, W2, b2 = params
    M = torch.linalg.multi_dot([_block(W1, b1), _block(W2, b2)])
    return M[:-1, :-1], M[-1, :-1]

# === jacobian: W is the Jacobian of the map at 0, b its value there
import torch

def collapse(params):
    W1, b1, W2, b2 = [p.detach() for p in params]
    def f(x):
        return (x @ W1 + b1) @ W2 + b2
    zero = torch.zeros(W1.shape[0], dtype=W1.dtype, device=W1.device)
    return torch.func.jacrev(f)(zero).T, f(zero)

# === outer-products: a sum of outer products, one a hidden unit
import torch

def collapse(params):
    W1, b1, W2, b2 = (p.detach() for p in params)
    W, b = W1.new_zeros(W1.shape[0], W2.shape[1]), b2.clone()
    for column, bias, row in zip(W1.unbind(1), b1, W2):
        W.addr_(column, row)
        b += bias * row
    return W, b

# === numpy-round-trip: computed by numpy in the dtype of the parameters, back to their device
import numpy as np
import torch

def collapse(params):
    W1, b1, W2, b2 = [p.detach().cpu().numpy() for p in params]
    W, b = np.einsum("ih,ho->io", W1, W2, optimize=True), np.dot(b1, W2) + b2
    device = params[0].device
    return torch.from_numpy(W).to(device), torch.from_numpy(np.array(b)).to(device)

# === stacked-one-product: weight and bias stacked, one matrix product for both
import torch

def collapse(params):
    W1, b1, W2, b2 = params
    *rows, last = torch.vstack((W1, b1)) @ W2
    return torch.stack(rows), last + b2

# === fold-layers: a class that composes affine maps with @, folded by functools.reduce over pairs
import functools

class _Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def __matmul__(self, other):
        return _Affine(self.W @ other.W, self.b @ other.W + other.b)

    def __iter__(self):
        yield self.W
        yield self.b

def collapse(params):
    layers = [_Affine(*pair) for pair in zip(params[::2], params[1::2])]
    return tuple(functools.reduce(lambda p, q: p @ q, layers))

# === f-linear-columns: F.linear with the transposed second layer, column by column of W, result as nn.Parameter
import torch
import torch.nn.functional as F

def collapse(params):
    W1, b1, W2, b2 = params
    with torch.no_grad():
        W = torch.stack([torch.mv(W1, W2[:, j]) for j in range(W2.shape[1])], dim=1)
        b = F.linear(b1, W2.t(), b2)
    return torch.nn.Parameter(W), torch.nn.Parameter(b)
