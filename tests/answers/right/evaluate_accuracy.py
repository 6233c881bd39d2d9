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

# === collect-then-compare: collects all predictions and labels and compares them once under inference_mode
import torch

@torch.inference_mode()
def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.train(False)
    guesses, labels = zip(*((net(X).argmax(dim=1), y) for X, y in data_iter))
    return torch.cat(guesses).eq(torch.cat(labels)).double().mean().item()

# === context-manager-2: a context manager of its own sets eval mode and grad mode and restores the mode of every submodule
import contextlib
import torch

@contextlib.contextmanager
def _evaluating(net):
    modules = list(net.modules()) if isinstance(net, torch.nn.Module) else []
    modes = [m.training for m in modules]
    for m in modules:
        m.training = False
    try:
        with torch.no_grad():
            yield net
    finally:
        for m, mode in zip(modules, modes):
            m.training = mode

def evaluate_accuracy(net, data_iter):
    with _evaluating(net) as f:
        score = [(accuracy(f(X), y), len(y)) for X, y in data_iter]
    return sum(r for r, _ in score) / sum(n for _, n in score)

# === numpy-concatenate: argmax and mean in numpy, result a numpy scalar
import numpy as np
import torch

def evaluate_accuracy(net, data_iter):
    getattr(net, "eval", lambda: None)()
    hits = []
    with torch.no_grad():
        for X, y in data_iter:
            hits.append(net(X).cpu().numpy().argmax(axis=1) == y.cpu().numpy())
    return np.concatenate(hits).mean()

# === running-average: weighted running mean, updated batch by batch
import torch

def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    mean, seen = 0.0, 0
    with torch.no_grad():
        for X, y in data_iter:
            k = len(y)
            seen += k
            mean += (accuracy(net(X), y) / k - mean) * (k / seen)
    return min(max(mean, 0.0), 1.0)

# === confusion-matrix: builds a confusion matrix by bincount and divides its trace by its sum
import torch

def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    matrix = None
    with torch.no_grad():
        for X, y in data_iter:
            out = net(X)
            c = out.shape[1]
            counts = torch.bincount(y * c + out.argmax(1), minlength=c * c).reshape(c, c)
            matrix = counts if matrix is None else matrix + counts
    return (matrix.diagonal().sum().double() / matrix.sum())

# === callable-object: an instance of a class with __call__, the counters live in a local meter
import torch

class _Meter:
    def __init__(self):
        self.right = self.total = 0
    def __iadd__(self, flags):
        self.right += int(flags.sum())
        self.total += flags.numel()
        return self
    @property
    def value(self):
        return self.right / self.total

class _Evaluate:
    def __call__(self, net, data_iter):
        if isinstance(net, torch.nn.Module):
            net.eval()
        meter = _Meter()
        with torch.no_grad():
            for X, y in data_iter:
                meter += net(X).max(dim=1).indices == y
        return meter.value

evaluate_accuracy = _Evaluate()

# === try-finally: switches recording off by set_grad_enabled and restores the earlier state in finally
import torch

def evaluate_accuracy(net, data_iter):
    before = torch.is_grad_enabled()
    torch.set_grad_enabled(False)
    try:
        if isinstance(net, torch.nn.Module):
            net.eval()
        right = total = 0
        for X, y in data_iter:
            right += torch.count_nonzero(net(X).argmax(-1) == y).item()
            total += y.size(0)
    finally:
        torch.set_grad_enabled(before)
    return right / total

# === exact-fraction: adds up fractions.Fraction objects weighted by batch size and converts at the end
from fractions import Fraction
import torch

def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    parts = []
    with torch.no_grad():
        for X, y in data_iter:
            parts.append((Fraction(int(accuracy(net(X), y)), len(y)), len(y)))
    return float(sum(f * n for f, n in parts) / sum(n for _, n in parts))

# === generator-inside: a generator of single hits is consumed by statistics.mean within the no_grad block
import statistics
import torch

def evaluate_accuracy(net, data_iter):
    def hits():
        for X, y in data_iter:
            yield from (net(X).argmax(1) == y).int().tolist()
    if isinstance(net, torch.nn.Module):
        net.eval()
    with torch.no_grad():
        return float(statistics.mean(hits()))

# === next-loop: a while loop with next and StopIteration, eval before every batch
import torch

def evaluate_accuracy(net, data_iter):
    batches = iter(data_iter)
    right = torch.zeros((), dtype=torch.int64)
    total = torch.zeros((), dtype=torch.int64)
    while True:
        try:
            X, y = next(batches)
        except StopIteration:
            break
        if isinstance(net, torch.nn.Module):
            net.eval()
        with torch.no_grad():
            out = net(X)
        right += out.argmax(dim=1).eq(y).sum().cpu()
        total += len(y)
    return right.double() / total

# === reduce-lambda: one functools.reduce over the batches with a pair as state, function made by a lambda and a decorator
import functools
import torch

def _in_eval(f):
    @functools.wraps(f)
    def wrapped(net, data_iter):
        if isinstance(net, torch.nn.Module):
            net.eval()
        with torch.no_grad():
            return f(net, data_iter)
    return wrapped

evaluate_accuracy = _in_eval(lambda net, data_iter: (lambda s: s[0] / s[1])(functools.reduce(
    lambda s, b: (s[0] + (net(b[0]).argmax(1) == b[1]).sum().item(), s[1] + len(b[1])), data_iter, (0, 0))))

# === one-minus-error: one minus the error rate, errors counted by one-hot products in float64
import torch
import torch.nn.functional as F

def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    wrong = total = 0.0
    with torch.no_grad():
        for X, y in data_iter:
            out = net(X)
            c = out.size(1)
            same = torch.einsum("bc,bc->b", F.one_hot(out.argmax(1), c).double(), F.one_hot(y, c).double())
            wrong += (1 - same).sum().item()
            total += same.numel()
    return 1 - wrong / total

# === dict-by-class: counts right and seen samples of each class in Counters and adds them up at the end
from collections import Counter
import torch

def evaluate_accuracy(net, data_iter):
    if isinstance(net, torch.nn.Module):
        net.eval()
    right, seen = Counter(), Counter()
    with torch.inference_mode():
        for X, y in data_iter:
            for guess, label in zip(net(X).argmax(1).tolist(), y.tolist()):
                seen[label] += 1
                right[label] += guess == label
    return sum(right.values()) / sum(seen.values())

# === partial-with-options: functools.partial of a more general measure with further keyword parameters, under ExitStack
import contextlib
import functools
import torch

def _measure(net, data_iter, count=None, normalise=True):
    with contextlib.ExitStack() as stack:
        stack.enter_context(torch.no_grad())
        if isinstance(net, torch.nn.Module):
            stack.callback(net.train, net.training)
            net.eval()
        pairs = [(count(net(X), y), y.shape[0]) for X, y in data_iter]
    right, total = map(sum, zip(*pairs))
    return right / total if normalise else right

evaluate_accuracy = functools.partial(_measure, count=lambda out, y: int((out.argmax(1) == y).sum()))
