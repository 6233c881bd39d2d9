# Right answers for training.train(net, train_iter, test_iter, loss, optimizer, num_epochs).

# === textbook: train_epoch, then evaluate_accuracy
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        history.append((train_loss, train_acc, test_acc))
    return history

# === starred: lists, the epoch's two numbers unpacked
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for _ in range(num_epochs):
        metrics = train_epoch(net, train_iter, loss, optimizer)
        history.append([*metrics, evaluate_accuracy(net, test_iter)])
    return history

# === comprehension: a list comprehension, evaluated from left to right
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    return [
        (*train_epoch(net, train_iter, loss, optimizer), evaluate_accuracy(net, test_iter))
        for _ in range(num_epochs)
    ]

# === while: a while loop and a tuple at the end
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    epoch, rows = 0, []
    while epoch < num_epochs:
        a, b = train_epoch(net, train_iter, loss, optimizer)
        c = evaluate_accuracy(net, test_iter)
        rows.append((a, b, c))
        epoch += 1
    return tuple(rows)

# === named-tuple: named tuples
from collections import namedtuple

Epoch = namedtuple("Epoch", "train_loss train_acc test_acc")


def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for _ in range(num_epochs):
        l, a = train_epoch(net, train_iter, loss, optimizer)
        history.append(Epoch(float(l), float(a), float(evaluate_accuracy(net, test_iter))))
    return history

# === printing: prints a line each epoch, with a further parameter
def train(net, train_iter, test_iter, loss, optimizer, num_epochs, verbose=True):
    history = []
    for epoch in range(1, num_epochs + 1):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        if verbose:
            print(f"epoch {epoch}: {train_loss:.4f}, {train_acc:.3f}, {test_acc:.3f}")
        history += [(train_loss, train_acc, test_acc)]
    return history

# === self-contained: everything in one function
import torch
from torch import nn


def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for epoch in range(num_epochs):
        if isinstance(net, nn.Module):
            net.train()
        loss_sum, right, n = 0.0, 0, 0
        for X, y in train_iter:
            optimizer.zero_grad()
            out = net(X)
            l = loss(out, y)
            l.mean().backward()
            optimizer.step()
            loss_sum += l.sum().item()
            right += (out.argmax(1) == y).sum().item()
            n += len(y)
        if isinstance(net, nn.Module):
            net.eval()
        test_right, test_n = 0, 0
        with torch.no_grad():
            for X, y in test_iter:
                test_right += (net(X).argmax(1) == y).sum().item()
                test_n += len(y)
        history.append((loss_sum / n, right / n, test_right / test_n))
    return history

# === columns: three lists, zipped at the end
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    train_losses, train_accs, test_accs = [], [], []
    for _ in range(num_epochs):
        l, a = train_epoch(net, train_iter, loss, optimizer)
        train_losses.append(l)
        train_accs.append(a)
        test_accs.append(evaluate_accuracy(net, test_iter))
    return list(zip(train_losses, train_accs, test_accs))

# === recursive: the epochs by recursion
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    if num_epochs == 0:
        return []
    before = train(net, train_iter, test_iter, loss, optimizer, num_epochs - 1)
    l, a = train_epoch(net, train_iter, loss, optimizer)
    return before + [(l, a, evaluate_accuracy(net, test_iter))]

# === generator: a generator of epochs, made a list
def _epochs(net, train_iter, test_iter, loss, optimizer, num_epochs):
    for _ in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        yield train_loss, train_acc, evaluate_accuracy(net, test_iter)


def train(*args):
    return list(_epochs(*args))

# === trainer: a trainer class
class Trainer:
    def __init__(self, net, loss, optimizer):
        self.net, self.loss, self.optimizer = net, loss, optimizer
        self.history = []

    def fit(self, train_iter, test_iter, num_epochs):
        for _ in range(num_epochs):
            result = train_epoch(self.net, train_iter, self.loss, self.optimizer)
            self.history.append((result[0], result[1], evaluate_accuracy(self.net, test_iter)))
        return self.history


def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    return Trainer(net, loss, optimizer).fit(train_iter, test_iter, num_epochs)

# === preallocated: a list of the right length, filled by index
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = [None] * num_epochs
    for epoch in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        history[epoch] = train_loss, train_acc, evaluate_accuracy(net, test_iter)
    return history

# === best-epoch: keeps the best accuracy and the time, but returns the history
import time


def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    best, history, start = 0.0, [], time.perf_counter()
    for epoch in range(num_epochs):
        train_metrics = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        best = max(best, float(test_acc))
        history.append(tuple(train_metrics) + (test_acc,))
    seconds = time.perf_counter() - start
    print(f"best test accuracy {best:.3f} after {seconds:.1f} s")
    return history

# === comprehension-2: one list comprehension with a starred call
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    return [(*train_epoch(net, train_iter, loss, optimizer), evaluate_accuracy(net, test_iter))
            for _ in range(num_epochs)]

# === countdown: a while loop that counts num_epochs down, rows are lists
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    while num_epochs > 0:
        row = list(train_epoch(net, train_iter, loss, optimizer))
        row += [evaluate_accuracy(net, test_iter)]
        history += [row]
        num_epochs -= 1
    return history

# === recursive-2: one epoch and then a call of itself for the rest
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    if num_epochs == 0:
        return []
    a, b = train_epoch(net, train_iter, loss, optimizer)
    first = (a, b, evaluate_accuracy(net, test_iter))
    return [first] + train(net, train_iter, test_iter, loss, optimizer, num_epochs - 1)

# === tuple-of-namedtuples: returns a tuple of NamedTuples
from collections import namedtuple

Row = namedtuple("Row", "train_loss train_acc test_acc")

def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    rows = ()
    for _ in range(num_epochs):
        train_loss, train_acc = train_epoch(net, train_iter, loss, optimizer)
        rows += (Row(train_loss, train_acc, test_acc=evaluate_accuracy(net, test_iter)),)
    return rows

# === all-inline: calls neither train_epoch nor evaluate_accuracy but does all itself
import torch

def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = []
    for _ in range(num_epochs):
        if isinstance(net, torch.nn.Module):
            net.train()
        total = right = seen = 0
        for X, y in train_iter:
            optimizer.zero_grad()
            out = net(X)
            l = loss(out, y)
            l.mean().backward()
            optimizer.step()
            total += l.sum().item()
            right += (out.argmax(1) == y).sum().item()
            seen += len(y)
        if isinstance(net, torch.nn.Module):
            net.eval()
        hits = count = 0
        with torch.no_grad():
            for X, y in test_iter:
                hits += (net(X).argmax(1) == y).sum().item()
                count += len(y)
        history.append((total / seen, right / seen, hits / count))
    return history

# === generator-to-list: a nested generator yields the rows, list() runs it before the return
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    def rows():
        for _ in range(num_epochs):
            a, b = train_epoch(net, train_iter, loss, optimizer)
            yield a, b, evaluate_accuracy(net, test_iter)
    return list(rows())

# === trainer-class: train is an instance with __call__, the state of a run lives in a fresh object
class _Run:
    def __init__(self, *things):
        self.net, self.train_iter, self.test_iter, self.loss, self.optimizer = things
        self.history = []
    def epoch(self):
        self.history.append([*train_epoch(self.net, self.train_iter, self.loss, self.optimizer), None])
        self.history[-1][2] = evaluate_accuracy(self.net, self.test_iter)

class _Train:
    def __call__(self, net, train_iter, test_iter, loss, optimizer, num_epochs):
        run = _Run(net, train_iter, test_iter, loss, optimizer)
        for _ in range(num_epochs):
            run.epoch()
        return run.history

train = _Train()

# === map-repeat: map over itertools.repeat of the arguments
from itertools import repeat

def _epoch(net, train_iter, test_iter, loss, optimizer):
    pair = tuple(train_epoch(net, train_iter, loss, optimizer))
    return pair + (evaluate_accuracy(net, test_iter),)

def train(*args):
    *rest, num_epochs = args
    return list(map(lambda a: _epoch(*a), repeat(tuple(rest), num_epochs)))

# === progress-and-time: prints progress and time to stderr for each epoch
import sys
import time

def train(net, train_iter, test_iter, loss, optimizer, num_epochs, verbose=True):
    history, start = [], time.perf_counter()
    for epoch in range(1, num_epochs + 1):
        a, b = train_epoch(net, train_iter, loss, optimizer)
        c = evaluate_accuracy(net, test_iter)
        if verbose:
            print(f"{epoch}/{num_epochs} {float(a):.4f} {float(b):.4f} {float(c):.4f} "
                  f"{time.perf_counter() - start:.1f} s", file=sys.stderr)
        history.append((a, b, c))
    return history

# === columns-zipped: collects three columns and zips them to rows at the end
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    columns = {"loss": [], "train": [], "test": []}
    for _ in range(num_epochs):
        a, b = train_epoch(net, train_iter, loss, optimizer)
        columns["loss"].append(a)
        columns["train"].append(b)
        columns["test"].append(evaluate_accuracy(net, test_iter))
    return list(zip(*columns.values()))

# === preallocated-2: a list of the right length made before, filled by index
def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = [None] * num_epochs
    for i in range(num_epochs):
        history[i] = tuple(train_epoch(net, train_iter, loss, optimizer)) + (None,)
        history[i] = history[i][:2] + (evaluate_accuracy(net, test_iter),)
    return history

# === list-subclass: returns a list subclass with properties for the best and the last test accuracy
class History(list):
    @property
    def last(self):
        return self[-1][2]
    @property
    def best(self):
        return max(row[2] for row in self)

def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    history = History()
    for _ in range(num_epochs):
        a, b = train_epoch(net, train_iter, loss, optimizer)
        history.append((a, b, evaluate_accuracy(net, test_iter)))
    return history

# === callback: an optional callback after each epoch and plain floats, the module's mode restored at the end
import torch

def train(net, train_iter, test_iter, loss, optimizer, num_epochs, after_epoch=lambda i, row: None):
    mode = net.training if isinstance(net, torch.nn.Module) else None
    history = []
    try:
        for i in range(num_epochs):
            a, b = train_epoch(net, train_iter, loss, optimizer)
            history.append([float(a), float(b), float(evaluate_accuracy(net, test_iter))])
            after_epoch(i, history[-1])
    finally:
        if mode is not None:
            net.train(mode)
    return history

# === best-remembered-only: notes a copy of the best parameters on the way but never loads it
import torch

def train(net, train_iter, test_iter, loss, optimizer, num_epochs):
    rows, best = [], (-1.0, None)
    for _ in range(num_epochs):
        pair = train_epoch(net, train_iter, loss, optimizer)
        test_acc = evaluate_accuracy(net, test_iter)
        if test_acc > best[0]:
            best = (test_acc, [p.detach().clone() for g in optimizer.param_groups for p in g["params"]])
        rows.append((pair[0], pair[1], test_acc))
    return rows
