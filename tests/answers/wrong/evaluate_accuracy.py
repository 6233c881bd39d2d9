# === ev-batchmean: averages the accuracies of the batches
import torch


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    shares = [accuracy(net(X), y) / len(y) for X, y in data_iter]
    return sum(shares) / len(shares)
# === ev-len-iter: divides by the number of batches
import torch


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    return sum(accuracy(net(X), y) for X, y in data_iter) / len(data_iter)
# === ev-times-B: takes every batch to be as large as the first one
import torch


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    right, size = 0, None
    for X, y in data_iter:
        size = size or len(y)
        right += accuracy(net(X), y)
    return right / (len(data_iter) * size)
# === ev-times-last: takes every batch to be as large as the last one
import torch


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    right = 0
    for X, y in data_iter:
        right += accuracy(net(X), y)
    return right / (len(data_iter) * len(y))
# === ev-256: takes every batch to have 256 rows
import torch


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    return sum(accuracy(net(X), y) for X, y in data_iter) / (256 * len(data_iter))
# === ev-10000: divides by the size of the usual test set
import torch


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    return sum(accuracy(net(X), y) for X, y in data_iter) / 10000
# === ev-first: returns inside the loop
import torch


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    for X, y in data_iter:
        return accuracy(net(X), y) / len(y)
# === ev-last: keeps the last batch only
import torch


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    for X, y in data_iter:
        right, total = accuracy(net(X), y), len(y)
    return right / total
# === ev-skip-small: leaves out a smaller last batch
import torch


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    right = total = size = 0
    for X, y in data_iter:
        size = size or len(y)
        if len(y) == size:
            right, total = right + accuracy(net(X), y), total + len(y)
    return right / total
# === ev-skip-first: uses up the first batch to learn its shape and goes on with the second
import torch


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    batches = iter(data_iter)
    X, y = next(batches)
    net(X)
    right, total = 0, 0
    for X, y in batches:
        right, total = right + accuracy(net(X), y), total + len(y)
    return right / max(total, 1)
# === ev-noeval: does not switch to eval mode
import torch


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    right = total = 0
    for X, y in data_iter:
        right, total = right + accuracy(net(X), y), total + len(y)
    return right / total
# === ev-train: switches to train mode
import torch


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.train()
    right = total = 0
    for X, y in data_iter:
        right, total = right + accuracy(net(X), y), total + len(y)
    return right / total
# === ev-eval-noparens: names net.eval without calling it
import torch


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval
    right = total = 0
    for X, y in data_iter:
        right, total = right + accuracy(net(X), y), total + len(y)
    return right / total
# === ev-eval-late: switches to eval mode after the loop
import torch


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    right = total = 0
    for X, y in data_iter:
        right, total = right + accuracy(net(X), y), total + len(y)
    if isinstance(net, torch.nn.Module):
        net.eval()
    return right / total
# === ev-eval-once: switches back to train mode after the first batch
import torch


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    module = isinstance(net, torch.nn.Module)
    if module:
        net.eval()
    right = total = 0
    for X, y in data_iter:
        right, total = right + accuracy(net(X), y), total + len(y)
        if module:
            net.train()
    return right / total
# === ev-eval-root: sets net.training only, which leaves the layers inside in train mode
import torch


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.training = False
    right = total = 0
    for X, y in data_iter:
        right, total = right + accuracy(net(X), y), total + len(y)
    return right / total
# === ev-eval-sequential: switches a Sequential to eval mode and no other module
import torch


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Sequential):
        net.eval()
    right = total = 0
    for X, y in data_iter:
        right, total = right + accuracy(net(X), y), total + len(y)
    return right / total
# === ev-eval-on-function: calls eval() on a net that may be a function
import torch


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    net.eval()
    right = total = 0
    for X, y in data_iter:
        right, total = right + accuracy(net(X), y), total + len(y)
    return right / total
# === ev-graph: records gradients during the evaluation
import torch


def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    right = total = 0
    for X, y in data_iter:
        right, total = right + accuracy(net(X), y), total + len(y)
    return right / total
# === ev-graph-late: switches recording off for the comparison only, not for the forward pass
import torch


def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    right = total = 0
    for X, y in data_iter:
        y_hat = net(X)
        with torch.no_grad():
            right, total = right + accuracy(y_hat, y), total + len(y)
    return right / total
# === ev-graph-first: switches recording off inside the loop, after the first forward pass
import torch


def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    mode = torch.is_grad_enabled()
    right = total = 0
    for X, y in data_iter:
        right, total = right + accuracy(net(X), y), total + len(y)
        torch.set_grad_enabled(False)
    torch.set_grad_enabled(mode)
    return right / total
# === ev-grad-off: leaves gradient recording off
import torch


def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    torch.set_grad_enabled(False)
    right = total = 0
    for X, y in data_iter:
        right, total = right + accuracy(net(X), y), total + len(y)
    return right / total
# === ev-grad-on: switches gradient recording on at the end, even where it was off before
import torch


def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    torch.set_grad_enabled(False)
    right = total = 0
    for X, y in data_iter:
        right, total = right + accuracy(net(X), y), total + len(y)
    torch.set_grad_enabled(True)
    return right / total
# === ev-frozen: switches requires_grad off and leaves it off
import torch


def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
        net.requires_grad_(False)
    with torch.no_grad():
        right = total = 0
        for X, y in data_iter:
            right, total = right + accuracy(net(X), y), total + len(y)
    return right / total
# === ev-requires-grad: switches requires_grad off and on again in place of using no_grad
import torch


def evaluate_accuracy(net, data_iter):
    params = list(net.parameters()) if isinstance(net, torch.nn.Module) else []
    if params:
        net.eval()
    kept = [p.requires_grad for p in params]
    for p in params:
        p.requires_grad_(False)
    right = total = 0
    for X, y in data_iter:
        right, total = right + accuracy(net(X), y), total + len(y)
    for p, flag in zip(params, kept):
        p.requires_grad_(flag)
    return right / total
# === ev-step: makes the parameters a little smaller
import torch


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    right = total = 0
    if isinstance(net, torch.nn.Module):
        net.eval()
        for p in net.parameters():
            p.mul_(0.999)
    for X, y in data_iter:
        right, total = right + accuracy(net(X), y), total + len(y)
    return right / total
# === ev-learns: trains on the data that it evaluates
import torch
import torch.nn.functional as F


def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    right = total = 0
    for X, y in data_iter:
        with torch.no_grad():
            right, total = right + accuracy(net(X), y), total + len(y)
        params = [p for p in net.parameters()] if isinstance(net, torch.nn.Module) else []
        if params:
            grads = torch.autograd.grad(F.cross_entropy(net(X), y), params, allow_unused=True)
            with torch.no_grad():
                for p, g in zip(params, grads):
                    p -= 0.01 * (0 if g is None else g)
    return right / total
# === ev-tensor-sum: divides without a remainder
import torch


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    right = total = 0
    for X, y in data_iter:
        right, total = right + accuracy(net(X), y), total + len(y)
    return right // total
# === ev-count: returns the number of right predictions
import torch


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    return sum(accuracy(net(X), y) for X, y in data_iter)
# === ev-percent: returns a percentage
import torch


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    right = total = 0
    for X, y in data_iter:
        right, total = right + accuracy(net(X), y), total + len(y)
    return 100 * right / total
# === ev-round: rounds to two decimals
import torch


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    right = total = 0
    for X, y in data_iter:
        right, total = right + accuracy(net(X), y), total + len(y)
    return round(right / total, 2)
# === ev-error: returns the error rate
import torch


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    right = total = 0
    for X, y in data_iter:
        right, total = right + accuracy(net(X), y), total + len(y)
    return 1 - right / total
# === ev-loss: returns the loss
import torch
import torch.nn.functional as F


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    total_loss = total = 0
    for X, y in data_iter:
        total_loss += F.cross_entropy(net(X), y, reduction="sum").item()
        total += len(y)
    return total_loss / total
# === ev-pair: returns the number right and the total
import torch


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    right = total = 0
    for X, y in data_iter:
        right, total = right + accuracy(net(X), y), total + len(y)
    return right, total
# === ev-elements: divides by the number of scores and not of rows
import torch


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    right = total = 0
    for X, y in data_iter:
        y_hat = net(X)
        right, total = right + accuracy(y_hat, y), total + y_hat.numel()
    return right / total
# === ev-train-set: keeps the first iterator that it was given
import torch

_data = []


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    _data.append(data_iter)
    right = total = 0
    for X, y in _data[0]:
        right, total = right + accuracy(net(X), y), total + len(y)
    return right / total
# === ev-running: never resets its counters, so a second call counts the first one too
import torch

_right = _total = 0


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    global _right, _total
    if isinstance(net, torch.nn.Module):
        net.eval()
    for X, y in data_iter:
        _right, _total = _right + accuracy(net(X), y), _total + len(y)
    return _right / _total
# === ev-cached: remembers the result for a net and does not see that it has learnt
import torch

_known = {}


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    key = id(net), id(data_iter)
    if key not in _known:
        right = total = 0
        for X, y in data_iter:
            right, total = right + accuracy(net(X), y), total + len(y)
        _known[key] = right / total
    return _known[key]
# === ev-hundred-batches: stops after 100 batches to save time
import torch


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    right = total = 0
    for i, (X, y) in enumerate(data_iter):
        if i == 100:
            break
        right, total = right + accuracy(net(X), y), total + len(y)
    return right / total
# === ev-reseed: seeds the global generator to make the evaluation repeatable
import torch


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    torch.manual_seed(0)
    if isinstance(net, torch.nn.Module):
        net.eval()
    right = total = 0
    for X, y in data_iter:
        right, total = right + accuracy(net(X), y), total + len(y)
    return right / total
# === ev-norm-batch: standardises each batch before the forward pass
import torch


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    right = total = 0
    for X, y in data_iter:
        X = (X - X.mean()) / (X.std() + 1e-8)
        right, total = right + accuracy(net(X), y), total + len(y)
    return right / total
# === ev-flatten: flattens every batch, although the net may want images
import torch


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    right = total = 0
    for X, y in data_iter:
        right, total = right + accuracy(net(X.reshape(len(y), 784)), y), total + len(y)
    return right / total
# === ev-device: moves every batch to a GPU, which need not be there
import torch


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    right = total = 0
    for X, y in data_iter:
        X, y = X.cuda(), y.cuda()
        right, total = right + accuracy(net(X), y), total + len(y)
    return right / total
# === ev-next: calls next on the iterator, which a DataLoader does not allow
import torch


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    right = total = 0
    for _ in range(len(data_iter)):
        X, y = next(data_iter)
        right, total = right + accuracy(net(X), y), total + len(y)
    return right / total
# === ev-next-iter: makes a new iterator for each batch, so it sees the first batch again and again
import torch


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    right = total = 0
    for _ in range(len(data_iter)):
        X, y = next(iter(data_iter))
        right, total = right + accuracy(net(X), y), total + len(y)
    return right / total
