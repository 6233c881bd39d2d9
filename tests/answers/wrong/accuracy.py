# === acc-fraction: returns the fraction and not the number
def accuracy(y_hat, y):
    if y_hat.dim() > 1:
        y_hat = y_hat.argmax(dim=1)
    return (y_hat == y).float().mean().item()
# === acc-percent: returns a percentage
def accuracy(y_hat, y):
    if y_hat.dim() > 1:
        y_hat = y_hat.argmax(dim=1)
    return 100 * (y_hat == y).float().mean().item()
# === acc-dim0: takes the argmax over the batch
def accuracy(y_hat, y):
    if y_hat.dim() > 1:
        y_hat = y_hat.argmax(dim=0)
    return int(sum(a == b for a, b in zip(y_hat, y)))
# === acc-max-values: compares the largest scores and not their places with the labels
def accuracy(y_hat, y):
    if y_hat.dim() > 1:
        y_hat = y_hat.max(dim=1).values
    return (y_hat == y).sum().item()
# === acc-keepdim: compares a column with a row, which makes a table
def accuracy(y_hat, y):
    if y_hat.dim() > 1:
        y_hat = y_hat.argmax(dim=1, keepdim=True)
    return (y_hat == y).sum().item()
# === acc-no-argmax: compares the scores with the labels
def accuracy(y_hat, y):
    if y_hat.dim() > 1:
        y = y.reshape(-1, 1)
    return (y_hat == y).sum().item()
# === acc-argmin: takes the smallest score
def accuracy(y_hat, y):
    if y_hat.dim() > 1:
        y_hat = y_hat.argmin(dim=1)
    return (y_hat == y).sum().item()
# === acc-wrong: counts the wrong predictions
def accuracy(y_hat, y):
    if y_hat.dim() > 1:
        y_hat = y_hat.argmax(dim=1)
    return (y_hat != y).sum().item()
# === acc-dtype-cast: casts the scores to the labels' type before the argmax, which makes ties
def accuracy(y_hat, y):
    y_hat = y_hat.type(y.dtype)
    if y_hat.dim() > 1:
        y_hat = y_hat.argmax(dim=1)
    return (y_hat == y).sum().item()
# === acc-half: compares the scores in float16, which makes ties
def accuracy(y_hat, y):
    if y_hat.dim() > 1:
        y_hat = y_hat.detach().half().argmax(dim=1)
    return (y_hat == y).sum().item()
# === acc-float32: compares float64 scores in float32, which makes ties
def accuracy(y_hat, y):
    if y_hat.dim() > 1:
        y_hat = y_hat.detach().float().argmax(dim=1)
    return (y_hat == y).sum().item()
# === acc-sigmoid: compares sigmoids, which are all 1 for large scores
import torch


def accuracy(y_hat, y):
    if y_hat.dim() > 1:
        y_hat = torch.sigmoid(y_hat).argmax(dim=1)
    return (y_hat == y).sum().item()
# === acc-exp: compares exponentials, which are all inf for large scores
import torch


def accuracy(y_hat, y):
    if y_hat.dim() > 1:
        y_hat = torch.exp(y_hat).argmax(dim=1)
    return (y_hat == y).sum().item()
# === acc-abs: takes the largest absolute score
def accuracy(y_hat, y):
    if y_hat.dim() > 1:
        y_hat = y_hat.abs().argmax(dim=1)
    return (y_hat == y).sum().item()
# === acc-1d: takes the argmax of class indices too
def accuracy(y_hat, y):
    return (y_hat.argmax(dim=-1) == y).sum().item()
# === acc-1d-fails: takes for granted that y_hat has two axes
def accuracy(y_hat, y):
    return (y_hat.argmax(dim=1) == y).sum().item()
# === acc-squeeze: squeezes first, so a batch with one row is taken for class indices
def accuracy(y_hat, y):
    y_hat = y_hat.squeeze()
    if y_hat.dim() > 1:
        y_hat = y_hat.argmax(dim=1)
    return (y_hat == y).sum().item()
# === acc-one-row: looks at len(y_hat) and not at the number of axes, so one row is taken for class indices
def accuracy(y_hat, y):
    if len(y_hat) > 1 and y_hat.dim() > 1:
        y_hat = y_hat.argmax(dim=1)
    return int((y_hat == y).sum())
# === acc-binary: tests the sign of the second score when there are two classes
def accuracy(y_hat, y):
    if y_hat.dim() > 1 and y_hat.shape[1] > 2:
        y_hat = y_hat.argmax(dim=1)
    elif y_hat.dim() > 1:
        y_hat = (y_hat[:, 1] > 0).long()
    return (y_hat == y).sum().item()
# === acc-tensor: returns which predictions are right, not how many
def accuracy(y_hat, y):
    if y_hat.dim() > 1:
        y_hat = y_hat.argmax(dim=1)
    return (y_hat == y).float()
# === acc-onehot: expects one-hot labels
def accuracy(y_hat, y):
    if y_hat.dim() > 1:
        y_hat = y_hat.argmax(dim=1)
    return (y_hat == y.argmax(dim=-1)).sum().item()
# === acc-all: says whether all predictions are right
def accuracy(y_hat, y):
    if y_hat.dim() > 1:
        y_hat = y_hat.argmax(dim=1)
    return int((y_hat == y).all())
# === acc-softmax-thresh: asks for a probability above one half
import torch


def accuracy(y_hat, y):
    if y_hat.dim() == 1:
        return (y_hat == y).sum().item()
    p = torch.softmax(y_hat, dim=1)[torch.arange(len(y)), y]
    return (p > 0.5).sum().item()
# === acc-topk: counts a label among the two best as right
def accuracy(y_hat, y):
    if y_hat.dim() == 1:
        return (y_hat == y).sum().item()
    best = y_hat.topk(2, dim=1).indices
    return (best == y.reshape(-1, 1)).any(dim=1).sum().item()
# === acc-offbyone: counts the labels from 1
def accuracy(y_hat, y):
    if y_hat.dim() > 1:
        y_hat = y_hat.argmax(dim=1)
    return (y_hat + 1 == y).sum().item()
# === acc-uint8: counts in uint8, so 256 right predictions are 0
import torch


def accuracy(y_hat, y):
    if y_hat.dim() > 1:
        y_hat = y_hat.argmax(dim=1)
    return (y_hat == y).sum(dtype=torch.uint8).item()
# === acc-int-of-mean: rounds the fraction times the number of rows down
def accuracy(y_hat, y):
    if y_hat.dim() > 1:
        y_hat = y_hat.argmax(dim=1)
    return int((y_hat == y).float().mean().item() * len(y))
# === acc-256: multiplies the fraction by the usual batch size
def accuracy(y_hat, y):
    if y_hat.dim() > 1:
        y_hat = y_hat.argmax(dim=1)
    return (y_hat == y).double().mean().item() * 256
# === acc-sets: counts each predicted class once
def accuracy(y_hat, y):
    if y_hat.dim() > 1:
        y_hat = y_hat.argmax(dim=1)
    return len(set(y_hat.tolist()) & set(y.tolist()))
# === acc-histogram: compares how often each class occurs, not where
import torch


def accuracy(y_hat, y):
    if y_hat.dim() > 1:
        y_hat = y_hat.argmax(dim=1)
    n = int(max(y_hat.max(), y.max())) + 1
    return torch.minimum(torch.bincount(y_hat, minlength=n), torch.bincount(y, minlength=n)).sum().item()
# === acc-running: adds up over all calls
_right = [0]


def accuracy(y_hat, y):
    if y_hat.dim() > 1:
        y_hat = y_hat.argmax(dim=1)
    _right[0] += (y_hat == y).sum().item()
    return _right[0]
# === acc-numpy: calls numpy() on scores that may have a graph
def accuracy(y_hat, y):
    y_hat = y_hat.numpy()
    if y_hat.ndim > 1:
        y_hat = y_hat.argmax(axis=1)
    return int((y_hat == y.numpy()).sum())
# === acc-inplace: subtracts the row maximum in the caller's scores
import torch


def accuracy(y_hat, y):
    if y_hat.dim() == 1:
        return (y_hat == y).sum().item()
    with torch.no_grad():
        y_hat -= y_hat.max(dim=1, keepdim=True).values
    return (y_hat.argmax(dim=1) == y).sum().item()
# === acc-ten-classes: looks at the first ten classes only
def accuracy(y_hat, y):
    if y_hat.dim() > 1:
        y_hat = y_hat[:, :10].argmax(dim=1)
    return (y_hat == y).sum().item()
# === acc-positive: wants the best score to be positive too
def accuracy(y_hat, y):
    if y_hat.dim() == 1:
        return (y_hat == y).sum().item()
    best = y_hat.max(dim=1)
    return ((best.indices == y) & (best.values > 0)).sum().item()
# === acc-sorted: compares the sorted predictions with the sorted labels
def accuracy(y_hat, y):
    if y_hat.dim() > 1:
        y_hat = y_hat.argmax(dim=1)
    return (y_hat.sort().values == y.sort().values).sum().item()
