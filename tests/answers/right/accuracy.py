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

# === d2l-float: the version of d2l, with casts, returns a float
def accuracy(y_hat, y):
    if len(y_hat.shape) > 1 and y_hat.shape[1] > 1:
        y_hat = y_hat.argmax(axis=1)
    cmp = y_hat.type(y.dtype) == y
    return float(cmp.type(y.dtype).sum())

# === numpy-scalar: works in numpy on detached data and returns a numpy integer
import numpy as np

def accuracy(y_hat, y):
    guess = y_hat.detach().cpu().numpy()
    guess = guess.argmax(-1) if guess.ndim > 1 else guess
    return np.equal(guess, y.cpu().numpy()).sum()

# === none-larger: a prediction is right if no score of the row is larger than that of the label
def accuracy(y_hat, y):
    if y_hat.is_floating_point():
        own = y_hat.gather(1, y.view(-1, 1))
        return (y_hat > own).any(dim=1).logical_not().sum()
    return y_hat.eq(y).sum()

# === confusion-trace: builds the confusion matrix with bincount and returns its trace, a 0-d tensor
import torch

def accuracy(y_hat, y):
    pred = y_hat.argmax(1) if y_hat.ndim == 2 else y_hat
    k = int(torch.maximum(pred.max(), y.max())) + 1
    return torch.bincount(pred * k + y, minlength=k * k).view(k, k).trace()

# === plain-python: tolist, max with a key and a generator of booleans, without tensor operations
def accuracy(y_hat, y):
    def best(row):
        return max(range(len(row)), key=row.__getitem__) if isinstance(row, list) else row
    return sum(best(row) == label for row, label in zip(y_hat.tolist(), y.tolist()))

# === one-hot-dot: one-hot predictions and one-hot labels, their inner product by einsum, a tensor of shape (1,)
import torch
import torch.nn.functional as F

class _Accuracy:
    @staticmethod
    def classes(y_hat):
        return y_hat if y_hat.ndim == 1 else y_hat.sort(dim=1).indices[:, -1]

    def __call__(self, y_hat, y):
        pred = self.classes(y_hat)
        c = 1 + max(pred.max().item(), y.max().item())
        a, b = F.one_hot(pred, c).double(), F.one_hot(y, c).double()
        return torch.einsum("bc,bc->", a, b).reshape(1)

accuracy = _Accuracy()

# === xor-nonzero: counts the zeros of the bitwise difference, batch size minus the wrong ones
import torch

def accuracy(y_hat, y):
    match y_hat.ndim:
        case 1:
            pred = y_hat
        case _:
            pred = torch.topk(y_hat, 1).indices.squeeze(1)
    return len(y) - torch.count_nonzero(pred ^ y).item()

# === share-times-size: the mean of the hits in float64, times the batch size, rounded back to a count
import torch

@torch.no_grad()
def accuracy(y_hat, y):
    """Works with (B, C) and (B,)."""
    scores = y_hat if y_hat.dim() > 1 else torch.nn.functional.one_hot(y_hat)
    hits = [torch.max(row, dim=0)[1] == label for row, label in zip(scores, y)]
    return round(torch.stack(hits).double().mean().item() * y.numel())
