# Right answers for network.net(X, params).

# === textbook: reshape, matrix products, relu from activations
from activations import relu


def net(X, params):
    W1, b1, W2, b2 = params
    X = X.reshape((-1, W1.shape[0]))
    H = relu(X @ W1 + b1)
    return H @ W2 + b2

# === import-inside: imports relu inside the function
def net(X, params):
    from activations import relu

    W1, b1, W2, b2 = params
    return relu(X.flatten(start_dim=1) @ W1 + b1) @ W2 + b2

# === view: view by the batch size, indices instead of names
import torch
import torch.nn.functional as F


def net(X, params):
    H = F.relu(torch.matmul(X.view(X.size(0), -1), params[0]) + params[1])
    return torch.matmul(H, params[2]) + params[3]

# === linear: F.linear with transposed weights
import torch.nn.functional as F


def net(X, params):
    W1, b1, W2, b2 = params
    return F.linear(F.linear(X.flatten(1), W1.t(), b1).relu(), W2.T, b2)

# === addmm: addmm adds the bias
import torch


def net(X, params):
    W1, b1, W2, b2 = params
    Z = torch.addmm(b1, X.reshape(len(X), -1), W1)
    return torch.addmm(b2, Z.clamp(min=0), W2)

# === einsum: einsum for both layers
import torch


def net(X, params):
    W1, b1, W2, b2 = params
    X = X.flatten(1)
    H = torch.einsum("bi,ih->bh", X, W1) + b1
    H = torch.where(H > 0, H, torch.zeros_like(H))
    return torch.einsum("bh,ho->bo", H, W2) + b2

# === samples: sample by sample, stacked
import torch


def net(X, params):
    W1, b1, W2, b2 = params
    logits = []
    for x in X:
        h = torch.relu(x.reshape(-1) @ W1 + b1)
        logits.append(h @ W2 + b2)
    return torch.stack(logits)

# === in-place: in-place relu on the hidden values
import torch.nn.functional as F


def net(X, params):
    W1, b1, W2, b2 = params
    H = X.reshape(X.shape[0], -1).mm(W1)
    H = F.relu(H.add(b1), inplace=True)
    return H.mm(W2).add(b2)

# === layers-loop: a loop over the layers, which would take more of them
from activations import relu


def net(X, params):
    params = list(params)
    A = X.reshape(X.shape[0], -1)
    layers = list(zip(params[::2], params[1::2]))
    for i, (W, b) in enumerate(layers):
        A = A @ W + b
        if i < len(layers) - 1:
            A = relu(A)
    return A

# === lambda: a lambda with starred arguments
import torch

_two_layers = lambda X, W1, b1, W2, b2: torch.relu(X @ W1 + b1) @ W2 + b2
net = lambda X, params: _two_layers(X.flatten(1), *params)

# === tensordot: tensordot over the last axis
import torch


def net(X, params):
    W1, b1, W2, b2 = params
    Z = torch.tensordot(X.reshape(-1, W1.size(0)), W1, dims=1) + b1
    return torch.tensordot(torch.maximum(Z, torch.zeros_like(Z)), W2, dims=([1], [0])) + b2

# === column-vectors: the samples as columns
import torch


def net(X, params):
    W1, b1, W2, b2 = params
    columns = X.flatten(1).T
    H = torch.relu(W1.T @ columns + b1[:, None])
    return (W2.T @ H + b2.unsqueeze(1)).T

# === ones-column: the bias as a further row of the weights
import torch


def _affine(X, W, b):
    ones = torch.ones(X.shape[0], 1, dtype=X.dtype, device=X.device)
    return torch.cat([X, ones], dim=1) @ torch.cat([W, b[None]], dim=0)


def net(X, params):
    W1, b1, W2, b2 = params
    return _affine(_affine(X.flatten(1), W1, b1).relu(), W2, b2)

# === callable-class: an object with small methods
import torch


class Net:
    @staticmethod
    def linear(X, W, b):
        return X @ W + b

    def __call__(self, X, params):
        W1, b1, W2, b2 = params
        H = torch.relu(self.linear(torch.flatten(X, 1), W1, b1))
        return self.linear(H, W2, b2)


net = Net()

# === module: an nn.Module without parameters of its own
import torch
from torch import nn


class _Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.flatten = nn.Flatten()
        self.activation = nn.ReLU()

    def forward(self, X, params):
        W1, b1, W2, b2 = params
        return self.activation(self.flatten(X) @ W1 + b1) @ W2 + b2


net = _Net()

# === functional-call: a Sequential on the meta device, called with the given weights
import torch
from torch import nn
from torch.func import functional_call


def net(X, params):
    W1, b1, W2, b2 = params
    with torch.device("meta"):
        model = nn.Sequential(nn.Flatten(), nn.Linear(*W1.shape), nn.ReLU(), nn.Linear(*W2.shape))
    weights = {"1.weight": W1.t(), "1.bias": b1, "3.weight": W2.t(), "3.bias": b2}
    return functional_call(model, weights, (X,))

# === autograd-function: linear layers with a hand-written backward
import torch


class Affine(torch.autograd.Function):
    @staticmethod
    def forward(ctx, X, W, b):
        ctx.save_for_backward(X, W)
        return X @ W + b

    @staticmethod
    def backward(ctx, G):
        X, W = ctx.saved_tensors
        return G @ W.t(), X.t() @ G, G.sum(0)


def net(X, params):
    W1, b1, W2, b2 = params
    H = torch.relu(Affine.apply(X.reshape(X.shape[0], -1), W1, b1))
    return Affine.apply(H, W2, b2)

# === reduce: functools.reduce over the steps
from functools import reduce

import torch


def net(X, params):
    W1, b1, W2, b2 = params
    steps = [
        lambda A: A.flatten(1),
        lambda A: A @ W1 + b1,
        torch.relu,
        lambda A: A @ W2 + b2,
    ]
    return reduce(lambda A, step: step(A), steps, X)

# === masked-hidden: relu as a mask, and the size taken from the shape
import math


def net(X, params):
    W1, b1, W2, b2 = params
    Z = X.reshape(X.shape[0], math.prod(X.shape[1:])) @ W1 + b1
    return (Z * (Z > 0)) @ W2 + b2

# === functional-linear: F.linear with transposed weights and F.relu, params consumed by an iterator
import torch.nn.functional as F

def net(X, params):
    it = iter(params)
    H = F.relu(F.linear(X.reshape(X.shape[0], -1), next(it).T, next(it)))
    return F.linear(H, next(it).mT, next(it))

# === row-by-row: a loop over samples, torch.stack at the end
import torch
from activations import relu

def net(X, params):
    W1, b1, W2, b2 = params
    rows = []
    for x in X:
        h = relu(x.reshape(-1) @ W1 + b1)
        rows.append(h @ W2 + b2)
    return torch.stack(rows)

# === bias-as-extra-row: homogeneous coordinates, the bias is one more row of the weight and the input gets a column of ones
import torch

def net(X, params):
    W1, b1, W2, b2 = params
    one = X.new_ones(X.shape[0], 1)
    A1 = torch.cat([W1, b1[None]])
    A2 = torch.cat([W2, b2[None]])
    Z = torch.cat([X.reshape(X.shape[0], -1), one], dim=1) @ A1
    return torch.cat([torch.where(Z > 0, Z, torch.zeros_like(Z)), one], dim=1) @ A2

# === custom-function: a torch.autograd.Function with a hand-written backward for the whole net
import torch

class _Net(torch.autograd.Function):
    @staticmethod
    def forward(ctx, X, W1, b1, W2, b2):
        Z = X @ W1 + b1
        H = Z.clamp(min=0)
        ctx.save_for_backward(X, W1, W2, H)
        return H @ W2 + b2

    @staticmethod
    def backward(ctx, G):
        X, W1, W2, H = ctx.saved_tensors
        dZ = (G @ W2.T).masked_fill(H <= 0, 0)
        return dZ @ W1.T, X.T @ dZ, dZ.sum(0), H.T @ G, G.sum(0)

def net(X, params):
    return _Net.apply(X.reshape(len(X), -1), *params)

# === module-functional-call: an nn.Sequential on the meta device run by functional_call with the given params
import torch
from torch import nn

def net(X, params):
    W1, b1, W2, b2 = params
    with torch.device("meta"):
        module = nn.Sequential(nn.Linear(*W1.shape), nn.ReLU(), nn.Linear(*W2.shape))
    weights = {"0.weight": W1.T, "0.bias": b1, "2.weight": W2.T, "2.bias": b2}
    return torch.func.functional_call(module, weights, (X.reshape(len(X), -1),))

# === vmap-single-sample: one sample is described, torch.vmap makes the batch
import torch

def _one(x, W1, b1, W2, b2):
    z = torch.tensordot(x.reshape(-1), W1, 1) + b1
    return torch.tensordot(torch.maximum(z, torch.zeros_like(z)), W2, 1) + b2

def net(X, params):
    return torch.vmap(_one, in_dims=(0, None, None, None, None))(X, *params)

# === unit-by-unit-einsum: einsum for the first layer, then a loop that adds the contribution of each hidden unit
import torch

class _TwoLayers:
    def __call__(self, X, params):
        W1, b1, W2, b2 = params
        Z = torch.einsum("bi,ih->bh", X.reshape(X.shape[0], -1), W1) + b1
        O = b2.expand(X.shape[0], -1)
        for k in range(W1.shape[1]):
            O = O + torch.outer((Z[:, k] + Z[:, k].abs()) / 2, W2[k])
        return O

net = _TwoLayers()

# === positive-part-by-masks: hidden layer transposed, (W1' X' ) as columns, ReLU as product with a mask, baddbmm for the output
import torch

def _flat(fn):
    def wrapped(X, params):
        return fn(X.reshape(X.shape[0], -1), *params)
    return wrapped

@_flat
def net(X, W1, b1, W2, b2):
    Z = W1.t() @ X.t() + b1.unsqueeze(1)
    H = Z * (Z > 0).to(Z.dtype)
    return torch.baddbmm(b2.view(1, 1, -1), H.t().unsqueeze(0), W2.unsqueeze(0)).squeeze(0)
