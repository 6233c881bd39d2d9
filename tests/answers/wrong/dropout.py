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
# === do-coin: The whole tensor is kept or dropped together. How many random numbers does a tensor with 100 elements need?
import torch


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if not training or p == 0:
        return X
    if p == 1 or torch.rand(()) < p:
        return torch.zeros_like(X)
    return X / (1 - p)
# === do-row: Each row is kept or dropped as a whole. What shape should the random numbers have?
import torch


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if not training or p == 0:
        return X
    if p == 1:
        return torch.zeros_like(X)
    shape = (X.shape[0],) + (1,) * (X.dim() - 1) if X.dim() else ()
    return X * (torch.rand(shape, dtype=X.dtype) >= p) / (1 - p)
# === do-col: All rows lose the same columns. What shape should the random numbers have for each element to be drawn on its own?
import torch


def dropout(X, p, training=True):
    assert 0 <= p <= 1
    if not training or p == 0:
        return X
    if p == 1:
        return torch.zeros_like(X)
    return X * (torch.rand(X.shape[-1:], dtype=X.dtype) >= p) / (1 - p)
# === do-clamp-p: A `p` outside [0, 1] is moved to the nearest allowed value without a word. What does the task ask for in that case?
import torch


def dropout(X, p, training=True):
    p = min(max(p, 0.0), 1.0)
    if not training or p == 0:
        return X
    if p == 1:
        return torch.zeros_like(X)
    return X * (torch.rand_like(X) >= p) / (1 - p)
# === do-check-upper: A `p` above 1 raises an error, a negative `p` does not. Which values are allowed?
import torch


def dropout(X, p, training=True):
    if p > 1:
        raise ValueError("p must be at most 1")
    if not training:
        return X
    if p == 1:
        return torch.zeros_like(X)
    return X * (torch.rand_like(X) >= p) / (1 - p)
