# === ce-loop-item: collects Python numbers, so no gradient flows
import torch


def cross_entropy(O, y):
    L = torch.log_softmax(O, dim=1)
    return torch.tensor([-L[i, y[i]].item() for i in range(len(y))], dtype=O.dtype)
# === ce-inplace-y: clamps the labels in the caller's tensor
import torch.nn.functional as F


def cross_entropy(O, y):
    y[y == O.shape[1] - 1] = 0
    return F.cross_entropy(O, y, reduction="none")
