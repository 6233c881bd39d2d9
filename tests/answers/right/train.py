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
