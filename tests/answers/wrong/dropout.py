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
