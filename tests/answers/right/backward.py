# Right answers for backprop.backward(X, y, params, weight_decay).

# === textbook: the chain rule, line by line, from this file's forward and loss's gradient
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z, H, O = forward(X, params)
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO.sum(dim=0)
    dH = dO @ W2.T
    dZ = dH * (Z > 0)
    dW1 = X.T @ dZ + weight_decay * W1
    db1 = dZ.sum(dim=0)
    return [dW1, db1, dW2, db2]

# === self-contained: without any import but torch
import torch


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    B = X.shape[0]
    Z = X @ W1 + b1
    H = torch.relu(Z)
    O = H @ W2 + b2
    P = torch.softmax(O, dim=1)
    P[torch.arange(B, device=X.device), y] -= 1
    dO = P / B
    dZ = (dO @ W2.t()) * (Z > 0).to(Z.dtype)
    return [X.t() @ dZ + weight_decay * W1, dZ.sum(0),
            H.t() @ dO + weight_decay * W2, dO.sum(0)]

# === relu-grad: with relu and relu_grad from activations
import torch.nn.functional as F
from activations import relu, relu_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = relu(Z)
    O = H @ W2 + b2
    dO = (F.softmax(O, 1) - F.one_hot(y, O.shape[1])) / len(X)
    dZ = relu_grad(Z) * (dO @ W2.T)
    return (X.T @ dZ + weight_decay * W1, dZ.sum(0), H.T @ dO + weight_decay * W2, dO.sum(0))

# === softmax-of-loss: with softmax from loss
import torch
from loss import softmax


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z, H, O = forward(X, params)
    Y = torch.zeros_like(O)
    Y.scatter_(1, y.unsqueeze(1), 1.0)
    delta2 = (softmax(O) - Y).div(len(y))
    delta1 = torch.where(Z > 0, delta2.mm(W2.t()), torch.zeros_like(Z))
    dW1, dW2 = X.t().mm(delta1), H.t().mm(delta2)
    return [dW1 + weight_decay * W1, delta1.sum(dim=0), dW2 + weight_decay * W2, delta2.sum(dim=0)]

# === einsum: einsum for every product
import torch
import torch.nn.functional as F


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = torch.einsum("ni,ih->nh", X, W1) + b1
    H = Z.clamp(min=0)
    O = torch.einsum("nh,ho->no", H, W2) + b2
    G = (F.softmax(O, dim=1) - F.one_hot(y, O.shape[1]).to(O.dtype)) / O.shape[0]
    D = torch.einsum("no,ho,nh->nh", G, W2, (Z > 0).to(Z.dtype))
    return [
        torch.einsum("ni,nh->ih", X, D) + weight_decay * W1,
        torch.einsum("nh->h", D),
        torch.einsum("nh,no->ho", H, G) + weight_decay * W2,
        torch.einsum("no->o", G),
    ]

# === samples: a loop over the samples with outer products
import torch


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    dW1, db1 = torch.zeros_like(W1), torch.zeros_like(b1)
    dW2, db2 = torch.zeros_like(W2), torch.zeros_like(b2)
    with torch.no_grad():
        for x, k in zip(X, y):
            z = x @ W1 + b1
            h = torch.relu(z)
            d = torch.softmax(h @ W2 + b2, dim=0)
            d[k] -= 1
            e = (W2 @ d) * (z > 0)
            dW2 += torch.outer(h, d)
            db2 += d
            dW1 += torch.outer(x, e)
            db1 += e
        n = len(X)
        return [dW1 / n + weight_decay * W1, db1 / n, dW2 / n + weight_decay * W2, db2 / n]

# === mean-of-stacks: lists of per-sample gradients, stacked and averaged
import torch
import torch.nn.functional as F


def _sample(x, k, W1, b1, W2, b2):
    z = W1.T @ x + b1
    h = F.relu(z)
    o = W2.T @ h + b2
    do = F.softmax(o, dim=0) - F.one_hot(k, o.numel())
    dz = (W2 @ do) * (h > 0)
    return x[:, None] * dz[None, :], dz, h[:, None] * do[None, :], do


def backward(X, y, params, weight_decay):
    grads = [_sample(x, k, *params) for x, k in zip(X, y)]
    means = [torch.stack(g).mean(dim=0) for g in zip(*grads)]
    means[0] = means[0] + weight_decay * params[0]
    means[2] = means[2] + weight_decay * params[2]
    return means

# === divide-late: divides by the batch size at the end
import torch


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    n = y.numel()
    Z, H, O = forward(X, params)
    R = torch.softmax(O, 1)
    R[range(n), y] -= 1
    S = (R @ W2.T).masked_fill(Z <= 0, 0)
    grads = [X.T @ S, S.sum(0), H.T @ R, R.sum(0)]
    grads = [g / n for g in grads]
    grads[0] += weight_decay * W1
    grads[2] += weight_decay * W2
    return grads

# === no-grad: decorated with no_grad, in-place steps on its own tensors
import torch


@torch.no_grad()
def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    mask = X @ W1 + b1 > 0
    H = (X @ W1 + b1) * mask
    dO = torch.softmax(H @ W2 + b2, dim=1)
    dO.scatter_add_(1, y[:, None], -torch.ones_like(dO[:, :1]))
    dO.div_(len(X))
    dZ = dO @ W2.T
    dZ.mul_(mask)
    dW1 = (X.T @ dZ).add_(W1, alpha=weight_decay)
    dW2 = (H.T @ dO).add_(W2, alpha=weight_decay)
    return [dW1, dZ.sum(0), dW2, dO.sum(0)]

# === ones-product: the sums as products with a row of ones
import torch
import torch.nn.functional as F


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    ones = torch.ones(len(X), dtype=X.dtype, device=X.device)
    Z = torch.addmm(b1, X, W1)
    H = F.relu(Z)
    O = torch.addmm(b2, H, W2)
    E = (torch.exp(O - O.logsumexp(1, keepdim=True)) - F.one_hot(y, b2.numel())) / len(X)
    D = (E @ W2.T) * Z.sign().clamp(min=0)
    return [torch.addmm(W1, X.T, D, beta=weight_decay), ones @ D,
            torch.addmm(W2, H.T, E, beta=weight_decay), ones @ E]

# === ones-column: the bias as a further row of the weights
import torch
import torch.nn.functional as F


def _with_ones(A):
    return torch.cat([A, torch.ones_like(A[:, :1])], dim=1)


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    A1 = _with_ones(X)
    Z = A1 @ torch.cat([W1, b1[None]])
    A2 = _with_ones(F.relu(Z))
    O = A2 @ torch.cat([W2, b2[None]])
    dO = (F.softmax(O, dim=1) - F.one_hot(y, O.size(1))) / O.size(0)
    dZ = (dO @ W2.T) * (Z > 0)
    G1, G2 = A1.T @ dZ, A2.T @ dO
    return [G1[:-1] + weight_decay * W1, G1[-1], G2[:-1] + weight_decay * W2, G2[-1]]

# === numpy: numpy, back in torch
import numpy as np
import torch


def backward(X, y, params, weight_decay):
    x, W1, b1, W2, b2 = (t.detach().cpu().numpy() for t in (X, *params))
    t = y.cpu().numpy()
    n = len(t)
    z = x @ W1 + b1
    h = np.maximum(z, 0)
    o = h @ W2 + b2
    p = np.exp(o - o.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    p[np.arange(n), t] -= 1
    p /= n
    dz = (p @ W2.T) * (z > 0)
    grads = (x.T @ dz + weight_decay * W1, dz.sum(0), h.T @ p + weight_decay * W2, p.sum(0))
    return [torch.from_numpy(g).to(X.device) for g in grads]

# === layers: layer objects with a method for the way back
import torch


class _Linear:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def run(self, X):
        self.X = X
        return X @ self.W + self.b

    def back(self, G, weight_decay):
        self.dW = self.X.T @ G + weight_decay * self.W
        self.db = G.sum(dim=0)
        return G @ self.W.T


class _ReLU:
    def run(self, Z):
        self.mask = Z > 0
        return Z * self.mask

    def back(self, G):
        return G * self.mask


def backward(X, y, params, weight_decay):
    first, act, second = _Linear(*params[:2]), _ReLU(), _Linear(*params[2:])
    G = torch.softmax(second.run(act.run(first.run(X))), dim=1)
    G[torch.arange(len(y), device=G.device), y] -= 1
    G = second.back(G / len(y), weight_decay)
    first.back(act.back(G), weight_decay)
    return [first.dW, first.db, second.dW, second.db]

# === penalty-apart: data gradient and penalty gradient in two helpers
import torch
import torch.nn.functional as F


def _data_gradient(X, y, W1, b1, W2, b2):
    H = torch.relu(X @ W1 + b1)
    dO = (torch.softmax(H @ W2 + b2, 1) - F.one_hot(y, b2.shape[0])) / X.shape[0]
    dZ = (dO @ W2.T) * (H > 0)
    return X.T @ dZ, dZ.sum(0), H.T @ dO, dO.sum(0)


def _penalty_gradient(W1, b1, W2, b2, weight_decay):
    return weight_decay * W1, torch.zeros_like(b1), weight_decay * W2, torch.zeros_like(b2)


def backward(X, y, params, weight_decay):
    data = _data_gradient(X, y, *params)
    penalty = _penalty_gradient(*params, weight_decay)
    return [d + p for d, p in zip(data, penalty)]

# === dictionary: collects the gradients in a dictionary and returns its values as a list
from activations import relu
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = relu(Z)
    G = cross_entropy_grad(H @ W2 + b2, y)
    g = dict.fromkeys(("W1", "b1", "W2", "b2"))
    g["W2"], g["b2"] = H.T @ G, G.sum(0)
    G = (G @ W2.T) * (Z >= 0)
    g["W1"], g["b1"] = X.T @ G, G.sum(0)
    for name, W in (("W1", W1), ("W2", W2)):
        g[name] = g[name] + weight_decay * W
    return list(g.values())
