# Right answers for training.accuracy(y_hat, y).

# === textbook: argmax for scores, then the sum of the matches as a float
def accuracy(y_hat, y):
    if len(y_hat.shape) > 1 and y_hat.shape[1] > 1:
        y_hat = y_hat.argmax(axis=1)
    cmp = y_hat.type(y.dtype) == y
    return float(cmp.type(y.dtype).sum())

# === item: an int by item
def accuracy(y_hat, y):
    predictions = y_hat.argmax(dim=1) if y_hat.dim() == 2 else y_hat
    return (predictions == y).sum().item()

# === tensor: a tensor with one element
import torch


def accuracy(y_hat, y):
    if y_hat.ndim > 1:
        y_hat = torch.argmax(y_hat, dim=-1)
    return torch.sum(y_hat == y)

# === eq: eq and count_nonzero
import torch


def accuracy(y_hat, y):
    if y_hat.is_floating_point():
        y_hat = y_hat.argmax(1)
    return torch.count_nonzero(y_hat.eq(y)).item()

# === max-indices: the indices that torch.max returns
import torch


def accuracy(y_hat, y):
    if y_hat.dim() > 1:
        _, y_hat = torch.max(y_hat, 1)
    return int((y_hat == y).sum())

# === topk: topk with k=1
def accuracy(y_hat, y):
    if y_hat.dim() == 1:
        return y_hat.eq(y).sum().item()
    top = y_hat.topk(1, dim=1).indices
    return top.eq(y.view(-1, 1)).sum().item()

# === sort: the last index of an ascending sort
import torch


def accuracy(y_hat, y):
    if y_hat.ndim == 2:
        y_hat = torch.sort(y_hat.detach(), dim=1).indices[:, -1]
    return float(torch.eq(y_hat, y).sum())

# === python-loop: a loop over pairs
def accuracy(y_hat, y):
    right = 0
    for prediction, label in zip(y_hat, y):
        if prediction.dim() > 0:
            prediction = prediction.argmax()
        if prediction.item() == label.item():
            right += 1
    return right

# === lists: lists of plain numbers
def accuracy(y_hat, y):
    rows, labels = y_hat.tolist(), y.tolist()
    if isinstance(rows[0], list):
        rows = [row.index(max(row)) for row in rows]
    return sum(a == b for a, b in zip(rows, labels))

# === numpy: numpy, a numpy scalar
import numpy as np


def accuracy(y_hat, y):
    scores = y_hat.detach().cpu().numpy()
    if scores.ndim > 1:
        scores = scores.argmax(axis=1)
    return np.sum(scores == y.cpu().numpy())

# === lambda: a lambda
accuracy = lambda y_hat, y: ((y_hat.argmax(-1) if y_hat.ndim > 1 else y_hat) == y).sum().item()

# === greater-than-others: the label's score is the largest of its row
import torch


def accuracy(y_hat, y):
    if y_hat.dim() == 1:
        return int((y_hat == y).sum())
    own = y_hat.gather(1, y.unsqueeze(1))
    return int((own >= y_hat).all(dim=1).sum())

# === mean-times-size: the fraction times the number of samples, rounded
def accuracy(y_hat, y):
    if y_hat.dim() > 1:
        y_hat = y_hat.argmax(dim=1)
    fraction = (y_hat == y).double().mean().item()
    return round(fraction * len(y))

# === no-grad: under no_grad, a float tensor
import torch


@torch.no_grad()
def accuracy(y_hat, y):
    if y_hat.dim() > 1:
        y_hat = y_hat.max(dim=1)[1]
    return (y_hat == y).float().sum()

# === recursive: calls itself with the class indices
def accuracy(y_hat, y):
    if y_hat.ndim == 2:
        return accuracy(y_hat.argmax(dim=1), y)
    return len((y_hat == y).nonzero())
