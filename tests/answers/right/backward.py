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

# === layer-objects: small layer classes with methods forward and backward and attributes grad of one's own, all by hand
import torch

class _Linear:
    def __init__(self, W, b, decay):
        self.W, self.b, self.decay = W.detach(), b.detach(), decay

    def forward(self, A):
        self.A = A
        return A @ self.W + self.b

    def backward(self, up):
        self.grad = [self.A.T @ up + self.decay * self.W, up.sum(0)]
        return up @ self.W.T

class _Relu:
    def forward(self, A):
        self.on = A > 0
        return A * self.on

    def backward(self, up):
        return up * self.on

def backward(X, y, params, weight_decay):
    first, second = (_Linear(params[i], params[i + 1], weight_decay) for i in (0, 2))
    bend = _Relu()
    O = second.forward(bend.forward(first.forward(X.detach())))
    first.backward(bend.backward(second.backward(cross_entropy_grad(O, y))))
    return first.grad + second.grad

# === sample-loop-outer: a loop over the samples that sums outer products into copies of the decayed weights
import torch

def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = (p.detach() for p in params)
    grads = [weight_decay * W1, torch.zeros_like(b1), weight_decay * W2, torch.zeros_like(b2)]
    for x, k in zip(X.detach(), y.tolist()):
        z = x @ W1 + b1
        h = torch.relu(z)
        o = torch.softmax(h @ W2 + b2, 0)
        o[k] -= 1
        o /= len(X)
        dz = torch.where(z > 0, W2 @ o, torch.zeros_like(z))
        for g, part in zip(grads, (torch.outer(x, dz), dz, torch.outer(h, o), o)):
            g += part
    return grads

# === numpy-backprop: everything in numpy, handed back as tensors of the dtype and device of X
import numpy as np
import torch

def backward(X, y, params, weight_decay):
    x, w1, b1, w2, b2 = (t.detach().cpu().numpy() for t in (X, *params))
    z = x @ w1 + b1
    h = np.where(z > 0, z, 0)
    o = h @ w2 + b2
    p = np.exp(o - o.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    p[np.arange(len(x)), y.cpu().numpy()] -= 1
    p /= len(x)
    dz = (p @ w2.T) * (z >= 0)
    lam = float(weight_decay)
    out = [x.T @ dz + lam * w1, dz.sum(0), h.T @ p + lam * w2, p.sum(0)]
    return [torch.tensor(g, dtype=X.dtype, device=X.device) for g in out]

# === bias-as-weight-row: a column of ones makes the bias gradients the last row of the weight gradients, returned as a tuple
import torch

def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = (p.detach() for p in params)
    pad = lambda A: torch.nn.functional.pad(A, (0, 1), value=1.0)
    Z, H, O = forward(X, (W1, b1, W2, b2))
    dO = cross_entropy_grad(O, y)
    dZ = dO.matmul(W2.t()).masked_fill(H == 0, 0)
    G1, G2 = pad(X).t() @ dZ, pad(H).t() @ dO
    return (G1[:-1] + weight_decay * W1, G1[-1], G2[:-1] + weight_decay * W2, G2[-1])

# === einsum-everything: einsum for all products, the mask by heaviside, penalties by torch.add with alpha
import torch

def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z, H, O = forward(X, params)
    dO = cross_entropy_grad(O, y)
    on = torch.heaviside(Z.detach(), torch.zeros((), dtype=Z.dtype, device=Z.device))
    dZ = torch.einsum("bo,ho,bh->bh", dO, W2, on)
    lam = float(weight_decay)
    return [
        torch.add(torch.einsum("bi,bh->ih", X, dZ), W1, alpha=lam),
        torch.einsum("bh->h", dZ),
        torch.add(torch.einsum("bh,bo->ho", H, dO), W2, alpha=lam),
        torch.einsum("bo->o", dO),
    ]

# === transposed-convention: the column convention of the books, one sample a column, transposed at the end
import torch

def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = (p.detach().T if p.ndim == 2 else p.detach()[:, None] for p in params)
    x = X.detach().T
    z = W1 @ x + b1
    h = z.clamp(min=0)
    o = W2 @ h + b2
    g = torch.softmax(o, dim=0)
    g = (g - torch.nn.functional.one_hot(y, o.shape[0]).T) / x.shape[1]
    gz = (W2.T @ g) * torch.sign(h)
    dW1 = gz @ x.T + weight_decay * W1
    dW2 = g @ h.T + weight_decay * W2
    return [dW1.T, gz.sum(1), dW2.T, g.sum(1)]

# === generic-stack: a loop over any number of layers with a stack of activations and a reversed second loop
import torch

def backward(X, y, params, weight_decay):
    pairs = [(params[i], params[i + 1]) for i in range(0, len(params), 2)]
    acts = [X]
    for n, (W, b) in enumerate(pairs):
        A = acts[-1] @ W + b
        acts.append(torch.relu(A) if n < len(pairs) - 1 else A)
    delta = cross_entropy_grad(acts.pop(), y)
    grads = []
    for W, b in reversed(pairs):
        A = acts.pop()
        grads[:0] = [A.T @ delta + weight_decay * W, delta.sum(dim=0)]
        delta = (delta @ W.T) * (A > 0)
    return grads

# === vmap-and-vjp-by-hand: per-sample gradients lifted by torch.vmap and averaged by matrix products, with helpers named vjp and grad that are pure matrix algebra
import torch

def _vjp(up, W, on):
    return (W @ up) * on

def _grad(x, t, W1, b1, W2, b2):
    z = x @ W1 + b1
    on = (z > 0).to(z.dtype)
    h = z * on
    up = torch.softmax(h @ W2 + b2, dim=0) - t
    dz = _vjp(up, W2, on)
    return dz, h, up

def backward(X, y, params, weight_decay):
    ps = [p.detach() for p in params]
    T = torch.nn.functional.one_hot(y, ps[3].shape[0]).to(X.dtype)
    dz, h, up = torch.vmap(_grad, in_dims=(0, 0, None, None, None, None))(X.detach(), T, *ps)
    n = X.shape[0]
    out = [X.detach().T @ dz / n, dz.mean(dim=0), h.T @ up / n, up.mean(dim=0)]
    return [g + weight_decay * p if p.ndim == 2 else g for g, p in zip(out, ps)]
