# Right answers for training.evaluate_accuracy(net, data_iter).

# === textbook: the accumulator of the textbook
import torch
from torch import nn


class _Accumulator:
    def __init__(self, n):
        self.data = [0.0] * n

    def add(self, *args):
        self.data = [a + float(b) for a, b in zip(self.data, args)]

    def __getitem__(self, idx):
        return self.data[idx]


def evaluate_accuracy(net, data_iter):
    if isinstance(net, nn.Module):
        net.eval()
    metric = _Accumulator(2)
    with torch.no_grad():
        for X, y in data_iter:
            metric.add(accuracy(net(X), y), y.numel())
    return metric[0] / metric[1]

# === no-grad: counts with plain integers
import torch


def evaluate_accuracy(net, data_iter):
    if hasattr(net, "eval"):
        net.eval()
    right, seen = 0, 0
    with torch.no_grad():
        for X, y in data_iter:
            right += (net(X).argmax(dim=1) == y).sum().item()
            seen += len(y)
    return right / seen

# === inference-mode: inference mode instead of no_grad
import torch


def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    right = total = 0
    with torch.inference_mode():
        for X, y in data_iter:
            right += int((net(X).argmax(1) == y).sum())
            total += y.shape[0]
    return right / total

# === decorated: no_grad as a decorator
import torch
from torch import nn


@torch.no_grad()
def evaluate_accuracy(net, data_iter):
    if isinstance(net, nn.Module):
        net.eval()
    right, seen = 0, 0
    for X, y in data_iter:
        right += float(accuracy(net(X), y))
        seen += y.size(0)
    return right / seen

# === inference-decorator: inference_mode as a decorator
import torch


@torch.inference_mode()
def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.train(False)
    hits = [(net(X).argmax(-1) == y) for X, y in data_iter]
    return torch.cat(hits).double().mean().item()

# === mode-restored: the mode as before, even after an exception
import torch
from torch import nn


def evaluate_accuracy(net, data_iter):
    is_module = isinstance(net, nn.Module)
    was_training = is_module and net.training
    if is_module:
        net.eval()
    try:
        right = total = 0
        with torch.no_grad():
            for X, y in data_iter:
                right += (torch.max(net(X), 1)[1] == y).sum().item()
                total += y.numel()
        return right / total
    finally:
        if was_training:
            net.train()

# === context-manager: a context manager of one's own
import contextlib

import torch


@contextlib.contextmanager
def _evaluating(net):
    training = getattr(net, "training", None)
    if training is not None:
        net.eval()
    with torch.no_grad():
        yield
    if training:
        net.train()


def evaluate_accuracy(net, data_iter):
    with _evaluating(net):
        pairs = [(accuracy(net(X), y), len(y)) for X, y in data_iter]
    return float(sum(r for r, _ in pairs)) / sum(n for _, n in pairs)

# === all-predictions: collects all predictions and compares once
import torch


def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    predictions, labels = [], []
    with torch.no_grad():
        for X, y in data_iter:
            predictions.append(net(X).argmax(dim=1))
            labels.append(y)
    return (torch.cat(predictions) == torch.cat(labels)).double().mean()

# === extend: lists of plain numbers
import torch


def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    guesses, truths = [], []
    with torch.no_grad():
        for X, y in data_iter:
            guesses.extend(net(X).argmax(1).tolist())
            truths.extend(y.tolist())
    return sum(map(int.__eq__, guesses, truths)) / len(truths)

# === set-grad-enabled: switches the grad mode by hand and puts it back
import torch


def evaluate_accuracy(net, data_iter):
    before = torch.is_grad_enabled()
    torch.set_grad_enabled(False)
    try:
        if isinstance(net, torch.nn.Module):
            net.eval()
        right, seen = 0, 0
        for batch in data_iter:
            X, y = batch
            right += (net(X).argmax(1) == y).sum().double()
            seen += len(y)
        return right / seen
    finally:
        torch.set_grad_enabled(before)

# === dataset-size: divides by the length of the data set
import torch
from torch import nn


def evaluate_accuracy(net, data_iter):
    if isinstance(net, nn.Module):
        net.eval()
    correct = 0
    with torch.no_grad():
        for X, y in data_iter:
            pred = net(X)
            correct += (pred.argmax(1) == y).type(torch.float).sum().item()
    return correct / len(data_iter.dataset)

# === generator: a generator of matches
import torch


def _matches(net, data_iter):
    for X, y in data_iter:
        with torch.no_grad():
            yield from (net(X).argmax(dim=1) == y).tolist()


def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    matches = list(_matches(net, data_iter))
    return sum(matches) / len(matches)

# === weighted-means: batch means weighted by the batch sizes, by numpy
import numpy as np
import torch


def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    means, sizes = [], []
    for X, y in data_iter:
        with torch.no_grad():
            Y = net(X)
        means.append((Y.argmax(1) == y).double().mean().item())
        sizes.append(len(y))
    return np.average(means, weights=sizes)

# === tensor-statistics: a float64 tensor of two sums
import torch


def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net = net.eval()
    sums = torch.zeros(2, dtype=torch.float64)
    with torch.no_grad():
        for X, y in data_iter:
            sums += torch.tensor([(net(X).argmax(dim=1) == y).sum().item(), y.numel()])
    return sums[0] / sums[1]

# === copy: evaluates a deep copy of a module
import copy

import torch


def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net = copy.deepcopy(net).eval()
    with torch.no_grad():
        results = [(net(X).argmax(1) == y) for X, y in data_iter]
    return torch.cat(results).sum().item() / sum(map(len, results))

# === class: an evaluator class
import torch
from torch import nn


class Evaluator:
    def __init__(self):
        self.right = self.seen = 0

    def update(self, scores, y):
        self.right += (scores.argmax(dim=1) == y).sum().item()
        self.seen += y.shape[0]

    @property
    def value(self):
        return self.right / self.seen


def evaluate_accuracy(net, data_iter, device=None):
    if isinstance(net, nn.Module):
        net.eval()
    meter = Evaluator()
    for X, y in data_iter:
        with torch.no_grad():
            meter.update(net(X), y)
    return meter.value
