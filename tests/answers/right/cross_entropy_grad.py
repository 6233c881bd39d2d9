# Right answers for loss.cross_entropy_grad(O, y).

# === index: softmax, minus one at the label, over the batch size
import torch


def cross_entropy_grad(O, y):
    P = torch.softmax(O, dim=1)
    P[torch.arange(len(y), device=O.device), y] -= 1
    return P / len(y)

# === clone: the same on a clone, divided in place
import torch.nn.functional as F


def cross_entropy_grad(O, y):
    grad = F.softmax(O, dim=1).clone()
    grad[range(O.shape[0]), y] -= 1.0
    grad /= O.shape[0]
    return grad

# === module-softmax: with the softmax of the same file
import torch.nn.functional as F


def cross_entropy_grad(O, y):
    Y = F.one_hot(y, O.shape[1]).to(O.dtype)
    return (softmax(O) - Y) / O.shape[0]

# === one-hot: minus the one-hot matrix
import torch.nn.functional as F


def cross_entropy_grad(O, y):
    B, C = O.shape
    return (O.softmax(dim=1) - F.one_hot(y, C)) / B

# === scatter: scatter_add_ of minus ones
import torch


def cross_entropy_grad(O, y):
    P = torch.softmax(O.detach(), dim=1)
    minus = -torch.ones(len(y), 1, dtype=P.dtype, device=P.device)
    P.scatter_add_(1, y.unsqueeze(1), minus)
    return P.div_(len(y))

# === eye: rows of the unit matrix
import torch


def cross_entropy_grad(O, y):
    E = torch.exp(O - O.amax(dim=1, keepdim=True))
    P = E / E.sum(dim=1, keepdim=True)
    return (P - torch.eye(P.shape[1], dtype=P.dtype, device=P.device)[y]) / P.shape[0]

# === comparison: the one-hot matrix as a comparison of indices
import torch


def cross_entropy_grad(O, y):
    onehot = (y[:, None] == torch.arange(O.size(1), device=O.device)).to(O.dtype)
    return (torch.softmax(O, 1) - onehot).mul(1 / O.size(0))

# === where: where subtracts one at the label
import torch


def cross_entropy_grad(O, y):
    P = torch.softmax(O, dim=-1)
    label = torch.arange(O.shape[1], device=O.device).expand_as(P) == y.unsqueeze(-1)
    return torch.where(label, P - 1, P) / P.shape[0]

# === logsumexp: probabilities by way of logsumexp
import torch


def cross_entropy_grad(O, y):
    P = (O - torch.logsumexp(O, dim=1, keepdim=True)).exp()
    Y = torch.zeros_like(P).scatter_(1, y.view(-1, 1), 1)
    return (P - Y) / len(P)

# === rows: a loop over the samples
import torch


def cross_entropy_grad(O, y):
    n = len(O)
    rows = []
    for o, label in zip(O, y):
        p = torch.exp(o - o.max())
        p = p / p.sum()
        e = torch.zeros_like(p)
        e[label] = 1
        rows.append((p - e) / n)
    return torch.stack(rows)

# === list-comprehension: a helper for one sample and a list comprehension
import torch
import torch.nn.functional as F


def _one(o, k, n):
    g = F.softmax(o, dim=0)
    g[k] = g[k] - 1
    return g / n


def cross_entropy_grad(O, y):
    return torch.stack([_one(O[i], int(y[i]), len(O)) for i in range(len(O))])

# === entry-loop: two loops over plain numbers
import math

import torch


def cross_entropy_grad(O, y):
    B, C = O.shape
    labels = y.tolist()
    result = []
    for i, row in enumerate(O.tolist()):
        top = max(row)
        e = [math.exp(v - top) for v in row]
        total = sum(e)
        result.append([(e[j] / total - (j == labels[i])) / B for j in range(C)])
    return torch.tensor(result, dtype=O.dtype, device=O.device)

# === numpy: numpy with fancy indexing
import numpy as np
import torch


def cross_entropy_grad(O, y):
    o, t = O.detach().cpu().numpy(), y.cpu().numpy()
    p = np.exp(o - o.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)
    p[np.arange(len(t)), t] -= 1
    return torch.from_numpy(p / len(t)).to(O.device)

# === sparse: a sparse one-hot matrix, made dense
import torch


def cross_entropy_grad(O, y):
    B, C = O.shape
    index = torch.stack([torch.arange(B, device=O.device), y])
    ones = torch.ones(B, dtype=O.dtype, device=O.device)
    Y = torch.sparse_coo_tensor(index, ones, (B, C)).to_dense()
    return (torch.softmax(O, dim=1) - Y) / B

# === scaled-first: divides the probabilities first and then subtracts 1/B
import torch


def cross_entropy_grad(O, y):
    B = O.shape[0]
    G = torch.softmax(O, dim=1) / B
    rows = torch.arange(B, device=O.device)
    G[rows, y] = G[rows, y] - 1 / B
    return G

# === minus-others: the label's entry as minus the sum of the other probabilities
import torch


def cross_entropy_grad(O, y):
    P = torch.softmax(O, dim=1)
    G = P.scatter(1, y[:, None], 0)
    return G.scatter(1, y[:, None], -G.sum(dim=1, keepdim=True)) / len(y)

# === index-put: index_put with accumulate
import torch


def cross_entropy_grad(O, y):
    P = torch.softmax(O, dim=1)
    minus_one = torch.tensor(-1.0, dtype=P.dtype, device=P.device)
    rows = torch.arange(len(P), device=P.device)
    return P.index_put((rows, y), minus_one, accumulate=True) * (1 / len(P))

# === lambda: a lambda
import torch
import torch.nn.functional as F

cross_entropy_grad = lambda O, y: torch.sub(F.softmax(O, 1), F.one_hot(y, O.size(1))) / O.size(0)

# === jacobian: the Jacobian of softmax in log space times the one-hot rows
import torch


def cross_entropy_grad(O, y):
    B, C = O.shape
    P = torch.softmax(O, dim=1)
    # d(-log p_k)/d o_j = -(delta_kj - p_j), for every k at once
    J = P.unsqueeze(1) - torch.eye(C, dtype=O.dtype, device=O.device)
    Y = torch.nn.functional.one_hot(y, C).to(O.dtype)
    return torch.einsum("bk,bkj->bj", Y, J) / B

# === flat-index: subtracts one in the flattened copy
import torch


def cross_entropy_grad(O, y):
    B, C = O.shape
    flat = torch.softmax(O, dim=1).reshape(-1).clone()
    flat[C * torch.arange(B, device=O.device) + y] -= 1
    return flat.view(B, C) / B

# === class: an instance of a class
import torch


class MeanCrossEntropyGradient:
    def __call__(self, O, y):
        residual = torch.log_softmax(O, 1).exp()
        residual[torch.arange(y.numel(), device=y.device), y] -= 1
        return residual.div(y.numel())


cross_entropy_grad = MeanCrossEntropyGradient()

# === row-jacobians: the Jacobian diag(p) - p p^T of each row times the derivative of -log p, multiplied out so that nothing is divided by p
import torch

def _jacobian_row(p, k):
    # (diag(p) - p p^T) has the column p_k * (e_k - p); times -1 / p_k
    e = torch.zeros_like(p)
    e[k] = 1
    return p - e

def cross_entropy_grad(O, y):
    P = torch.softmax(O.detach(), dim=1)
    return torch.stack([_jacobian_row(p, k) for p, k in zip(P, y)]) / len(y)

# === scatter-add-copy: scatter_add_ of -1/B into a copy of the scaled probabilities
import torch

def cross_entropy_grad(O, y):
    share = 1.0 / O.shape[0]
    G = O.detach().log_softmax(1).exp().mul(share)
    return G.scatter_add_(1, y.unsqueeze(1), torch.full_like(G[:, :1], -share))

# === unused-check-helper: right by hand; the file also holds a helper that uses autograd to check, which is never called
import torch

def _check_with_autograd(O, y):
    """Only for trying out by hand."""
    Q = O.clone().requires_grad_(True)
    loss = torch.nn.functional.cross_entropy(Q, y)
    return torch.autograd.grad(loss, Q)[0]

def cross_entropy_grad(O, y):
    # compare with torch.autograd.grad or loss.backward()
    G = torch.softmax(O.detach(), 1)
    return torch.where(torch.arange(O.shape[1], device=O.device) == y[:, None], G - 1, G) / len(y)

# === own-node-with-backward: a small class of one's own with methods forward and backward and an attribute grad, all by hand
import torch

class _Node:
    def __init__(self):
        self.grad = None

    def forward(self, O, y):
        self.P = torch.softmax(O.detach(), dim=1)
        self.y = y
        return self

    def backward(self):
        Y = torch.eye(self.P.shape[1], dtype=self.P.dtype, device=self.P.device)[self.y]
        self.grad = (self.P - Y) / self.P.shape[0]

def cross_entropy_grad(O, y):
    node = _Node().forward(O, y)
    node.backward()
    return node.grad

# === numpy-fancy: numpy all the way with np.subtract.at, then back to dtype and device
import numpy as np
import torch

def cross_entropy_grad(O, y):
    a = O.detach().cpu().numpy().astype(np.float64)
    a = np.exp(a - a.max(1, keepdims=True))
    a /= a.sum(1, keepdims=True)
    np.subtract.at(a, (np.arange(len(a)), y.cpu().numpy()), 1.0)
    return torch.tensor(a / len(a), dtype=O.dtype, device=O.device)

# === label-entry-from-others: the label's entry is minus the sum of the other probabilities, so that each row sums to 0
import torch

def cross_entropy_grad(O, y):
    P = torch.softmax(O.detach(), dim=1).masked_fill(
        torch.nn.functional.one_hot(y, O.shape[1]).bool(), 0)
    minus = -P.sum(dim=1, keepdim=True)
    return P.scatter(1, y[:, None], minus) / P.shape[0]

# === sparse-labels: the one-hot matrix is a sparse COO tensor made dense
import torch

def cross_entropy_grad(O, y):
    B, C = O.shape
    where = torch.stack((torch.arange(B, device=O.device), y))
    ones = torch.ones(B, dtype=O.dtype, device=O.device)
    Y = torch.sparse_coo_tensor(where, ones, (B, C)).to_dense()
    return torch.softmax(O.detach(), 1).sub(Y).div(B)

# === compose-lambdas: a composition of lambdas with lerp between -onehot and probabilities
import functools
import torch

_steps = (
    lambda s: (s[0].detach() - s[0].detach().amax(1, True), s[1]),
    lambda s: (s[0].exp(), s[1]),
    lambda s: (s[0] / s[0].sum(1, True), s[1]),
    lambda s: (s[0], torch.nn.functional.one_hot(s[1], s[0].shape[1]).to(s[0].dtype)),
    lambda s: 2 * torch.lerp(s[0], -s[1], 0.5) / s[0].shape[0],
)
cross_entropy_grad = lambda O, y: functools.reduce(lambda s, f: f(s), _steps, (O, y))
