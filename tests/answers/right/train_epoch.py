# Right answers for training.train_epoch(net, train_iter, loss, optimizer).

# === textbook: zero_grad, backward of the mean, step
import torch
from torch import nn


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, nn.Module):
        net.train()
    total, right, n = 0.0, 0.0, 0
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        optimizer.zero_grad()
        l.mean().backward()
        optimizer.step()
        total += float(l.sum())
        right += float(accuracy(y_hat, y))
        n += y.numel()
    return total / n, right / n

# === zero-grad-first: zero_grad before the forward pass
def train_epoch(net, train_iter, loss, optimizer):
    if hasattr(net, "train"):
        net.train()
    loss_sum = hits = seen = 0
    for X, y in train_iter:
        optimizer.zero_grad()
        out = net(X)
        losses = loss(out, y)
        losses.mean().backward()
        optimizer.step()
        loss_sum += losses.sum().item()
        hits += (out.argmax(dim=1) == y).sum().item()
        seen += len(y)
    return loss_sum / seen, hits / seen

# === zero-grad-last: zero_grad after the step
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    loss_sum, hits, seen = 0.0, 0, 0
    for X, y in train_iter:
        out = net(X)
        value = loss(out, y).mean()
        value.backward()
        optimizer.step()
        optimizer.zero_grad()
        loss_sum += value.item() * len(y)
        hits += int((out.argmax(1) == y).sum())
        seen += len(y)
    return [loss_sum / seen, hits / seen]

# === zero-not-none: zero_grad(set_to_none=False)
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train(True)
    stats = [0.0, 0, 0]
    for X, y in train_iter:
        scores = net(X)
        l = loss(scores, y)
        optimizer.zero_grad(set_to_none=False)
        l.mean().backward()
        optimizer.step()
        with torch.no_grad():
            stats[0] += l.sum().item()
            stats[1] += (scores.argmax(1) == y).sum().item()
            stats[2] += y.shape[0]
    return stats[0] / stats[2], stats[1] / stats[2]

# === grad-none: sets the gradients to None by hand
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    losses, hits = [], []
    for X, y in train_iter:
        for group in optimizer.param_groups:
            for p in group["params"]:
                p.grad = None
        out = net(X)
        l = loss(out, y)
        torch.mean(l).backward()
        optimizer.step()
        losses.append(l.detach())
        hits.append(out.detach().argmax(1) == y)
    return torch.cat(losses).mean().item(), torch.cat(hits).double().mean().item()

# === net-zero-grad: the module's own zero_grad where there is one
import torch
from torch import nn


def train_epoch(net, train_iter, loss, optimizer):
    module = isinstance(net, nn.Module)
    if module:
        net.train()
    total_loss, total_right, total = 0.0, 0, 0
    for X, y in train_iter:
        (net if module else optimizer).zero_grad()
        out = net(X)
        batch = loss(out, y)
        (batch.sum() / len(batch)).backward()
        optimizer.step()
        total_loss += batch.sum().item()
        total_right += (out.max(1).indices == y).sum().item()
        total += len(batch)
    return total_loss / total, total_right / total

# === autograd-grad: torch.autograd.grad fills p.grad
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    params = [p for g in optimizer.param_groups for p in g["params"] if p.requires_grad]
    loss_sum, hits, seen = 0.0, 0, 0
    for X, y in train_iter:
        out = net(X)
        l = loss(out, y)
        for p, g in zip(params, torch.autograd.grad(l.mean(), params, allow_unused=True)):
            p.grad = g
        optimizer.step()
        loss_sum += l.sum().item()
        hits += (out.argmax(1) == y).sum().item()
        seen += y.numel()
    return loss_sum / seen, hits / seen

# === gradient-argument: backward of the vector with weights 1/B
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    loss_sum, hits, seen = 0.0, 0, 0
    for X, y in train_iter:
        out = net(X)
        l = loss(out, y)
        optimizer.zero_grad()
        l.backward(gradient=torch.full_like(l, 1 / len(l)))
        optimizer.step()
        loss_sum += l.detach().sum().item()
        hits += (out.argmax(1) == y).sum().item()
        seen += len(y)
    return loss_sum / seen, hits / seen

# === list-first: the batches as a list
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    batches = list(train_iter)
    n = sum(len(y) for _, y in batches)
    mean_loss = mean_acc = 0.0
    for X, y in batches:
        y_hat = net(X)
        l = loss(y_hat, y).mean()
        optimizer.zero_grad()
        l.backward()
        optimizer.step()
        mean_loss += l.item() * len(y) / n
        mean_acc += float(accuracy(y_hat, y)) / n
    return mean_loss, mean_acc

# === enumerate: counts the batches and prints now and then
import torch


def train_epoch(net, train_iter, loss, optimizer, verbose=False):
    if isinstance(net, torch.nn.Module):
        net.train()
    loss_sum, hits, seen = 0.0, 0, 0
    for i, (X, y) in enumerate(train_iter):
        optimizer.zero_grad()
        pred = net(X)
        l = loss(pred, y)
        l.mean().backward()
        optimizer.step()
        loss_sum += l.sum().item()
        hits += (pred.argmax(1) == y).sum().item()
        seen += len(X)
        if verbose and i % 100 == 0:
            print(f"batch {i} of {len(train_iter)}: {loss_sum / seen:.4f}")
    return loss_sum / seen, hits / seen

# === while-next: iter, next and StopIteration
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    iterator = iter(train_iter)
    loss_sum, hits, seen = 0.0, 0, 0
    while True:
        try:
            X, y = next(iterator)
        except StopIteration:
            break
        out = net(X)
        l = loss(out, y)
        optimizer.zero_grad()
        l.mean().backward()
        optimizer.step()
        loss_sum += l.sum().item()
        hits += out.argmax(1).eq(y).sum().item()
        seen += y.size(0)
    return loss_sum / seen, hits / seen

# === step-function: one function for one batch
import torch


def _train_batch(net, X, y, loss, optimizer):
    optimizer.zero_grad()
    y_hat = net(X)
    l = loss(y_hat, y)
    l.mean().backward()
    optimizer.step()
    return l.detach().double().sum(), (y_hat.argmax(dim=1) == y).double().sum(), len(y)


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    results = [_train_batch(net, X, y, loss, optimizer) for X, y in train_iter]
    loss_sum, hits, seen = (sum(column) for column in zip(*results))
    return loss_sum / seen, hits / seen

# === generator: a generator yields the statistics of each batch
import torch


def _batches(net, train_iter, loss, optimizer):
    for X, y in train_iter:
        scores = net(X)
        l = loss(scores, y)
        l.mean().backward()
        optimizer.step()
        optimizer.zero_grad()
        yield l.sum().item(), accuracy(scores.detach(), y), len(y)


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    sums = [0.0, 0.0, 0]
    for record in _batches(net, train_iter, loss, optimizer):
        sums = [s + float(r) for s, r in zip(sums, record)]
    return sums[0] / sums[2], sums[1] / sums[2]

# === tensor-statistics: sums in a float64 tensor
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    sums = torch.zeros(3, dtype=torch.float64)
    for X, y in train_iter:
        out = net(X)
        l = loss(out, y)
        optimizer.zero_grad()
        l.mean().backward()
        optimizer.step()
        with torch.no_grad():
            sums[0] += l.sum().cpu()
            sums[1] += (out.argmax(1) == y).sum().cpu()
            sums[2] += len(y)
    return sums[0] / sums[2], sums[1] / sums[2]

# === numpy-statistics: numpy arrays of all losses
import numpy as np
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    losses, right = [], []
    for X, y in train_iter:
        y_hat = net(X)
        l = loss(y_hat, y)
        optimizer.zero_grad()
        l.mean().backward()
        optimizer.step()
        losses.append(l.detach().cpu().numpy())
        right.append((y_hat.argmax(1) == y).cpu().numpy())
    return np.concatenate(losses).mean(dtype=np.float64), np.concatenate(right).mean()

# === zero-in-place: fills the gradients with zeros
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    params = [p for group in optimizer.param_groups for p in group["params"]]
    loss_sum, hits, seen = 0.0, 0, 0
    for X, y in train_iter:
        out = net(X)
        l = loss(out, y)
        for p in params:
            if p.grad is not None:
                p.grad.zero_()
        torch.autograd.backward(l.mean())
        optimizer.step()
        loss_sum += l.sum().item()
        hits += (out.argmax(1) == y).sum().item()
        seen += len(y)
    return loss_sum / seen, hits / seen

# === before-the-step: statistics between forward and step, the dataset's length at the end
import torch


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    size = len(train_iter.dataset)
    train_loss, correct = 0, 0
    for X, y in train_iter:
        pred = net(X)
        l = loss(pred, y)
        train_loss += l.sum().item()
        correct += (pred.argmax(1) == y).type(torch.float).sum().item()
        l.mean().backward()
        optimizer.step()
        optimizer.zero_grad()
    return train_loss / size, correct / size

# === class: an epoch as an object, returned as a named tuple
from typing import NamedTuple

import torch


class Result(NamedTuple):
    loss: float
    accuracy: float


class _Epoch:
    def __init__(self, net, loss, optimizer):
        self.net, self.loss, self.optimizer = net, loss, optimizer
        self.loss_sum, self.hits, self.seen = 0.0, 0, 0

    def step(self, X, y):
        self.optimizer.zero_grad()
        scores = self.net(X)
        losses = self.loss(scores, y)
        losses.mean().backward()
        self.optimizer.step()
        self.loss_sum += losses.sum().item()
        self.hits += (scores.argmax(dim=1) == y).sum().item()
        self.seen += len(y)


def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    epoch = _Epoch(net, loss, optimizer)
    for X, y in train_iter:
        epoch.step(X, y)
    return Result(epoch.loss_sum / epoch.seen, epoch.hits / epoch.seen)

# === cleared-after-step: clears the gradients after the step, as tidying up
import torch

def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    L, A, n = 0.0, 0, 0
    for X, y in train_iter:
        out = net(X)
        l = loss(out, y)
        l.mean().backward()
        optimizer.step()
        optimizer.zero_grad()
        L += l.detach().sum().item()
        A += accuracy(out, y)
        n += y.numel()
    return L / n, A / n

# === grad-none-by-hand: sets p.grad to None itself for all parameter groups, mean as a matrix product
import torch

def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train(True)
    params = [p for group in optimizer.param_groups for p in group["params"]]
    L, A, n = 0.0, 0, 0
    for X, y in train_iter:
        out = net(X)
        l = loss(out, y)
        for p in params:
            p.grad = None
        (l @ torch.full_like(l, 1 / len(l))).backward()
        optimizer.step()
        L += sum(l.tolist())
        A += accuracy(out, y)
        n += len(y)
    return L / n, A / n

# === autograd-grad-2: torch.autograd.grad and assignment to .grad instead of backward
import torch

def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    L, A, n = 0.0, 0, 0
    for X, y in train_iter:
        params = [p for g in optimizer.param_groups for p in g["params"] if p.requires_grad]
        out = net(X)
        l = loss(out, y)
        for p, g in zip(params, torch.autograd.grad(l.mean(), params, allow_unused=True)):
            p.grad = g
        optimizer.step()
        L += l.sum().item()
        A += accuracy(out, y)
        n += len(y)
    return L / n, A / n

# === upstream-weights: backward of the vector of losses with 1/B as upstream gradient
import torch

def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    L, A, n = 0.0, 0, 0
    for X, y in train_iter:
        optimizer.zero_grad()
        out = net(X)
        l = loss(out, y)
        torch.autograd.backward([l], [torch.ones_like(l) / l.numel()])
        optimizer.step()
        L += l.sum().item()
        A += accuracy(out, y)
        n += len(y)
    return L / n, A / n

# === mean-as-function: a custom autograd.Function computes the mean and its backward spreads 1/B over the batch
import torch

class _Mean(torch.autograd.Function):
    @staticmethod
    def forward(ctx, values):
        ctx.n = values.numel()
        return values.sum() / ctx.n

    @staticmethod
    def backward(ctx, upstream):
        return upstream.div(ctx.n).expand(ctx.n)

def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    L, A, n = 0.0, 0, 0
    for X, y in train_iter:
        optimizer.zero_grad()
        out = net(X)
        mean = _Mean.apply(loss(out, y))
        mean.backward()
        optimizer.step()
        L += mean.item() * len(y)
        A += accuracy(out, y)
        n += len(y)
    return L / n, A / n

# === cat-at-the-end: collects detached losses and hits and takes their means once at the end, results are 0-d tensors
import torch

def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    losses, hits = [], []
    for X, y in train_iter:
        out = net(X)
        l = loss(out, y)
        optimizer.zero_grad(set_to_none=True)
        torch.mean(l, dim=0).backward()
        optimizer.step()
        losses.append(l.detach().clone())
        hits.append((out.detach().argmax(1) == y).double())
    return torch.cat(losses).mean(), torch.cat(hits).mean()

# === step-generator: a generator does the steps and yields the sums of each batch, the epoch adds them up
import torch

def _steps(net, train_iter, loss, optimizer):
    for X, y in train_iter:
        out = net(X)
        l = loss(out, y)
        optimizer.zero_grad()
        l.mean().backward()
        optimizer.step()
        yield l.sum().item(), accuracy(out, y), len(y)

def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    L, A, n = (sum(column) for column in zip(*_steps(net, train_iter, loss, optimizer)))
    return L / n, A / n

# === zeros-kept: zero_grad(set_to_none=False) before the forward pass and numpy.average with weights
import numpy as np
import torch

def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    means, sizes = [], []
    for X, y in train_iter:
        optimizer.zero_grad(set_to_none=False)
        out = net(X)
        mean = loss(out, y).mean()
        mean.backward()
        optimizer.step()
        means.append((mean.item(), accuracy(out, y) / len(y)))
        sizes.append(len(y))
    return tuple(np.average(np.array(means, dtype=np.float64), axis=0, weights=sizes))

# === named-result: returns a NamedTuple, metrics in a dataclass updated by a weighted running mean
from dataclasses import dataclass
from typing import NamedTuple
import torch

class Epoch(NamedTuple):
    loss: float
    accuracy: float

@dataclass
class _Running:
    value: float = 0.0
    weight: int = 0
    def add(self, x, w):
        self.weight += w
        self.value += (x - self.value) * w / self.weight

def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    a, b = _Running(), _Running()
    for X, y in train_iter:
        out = net(X)
        m = loss(out, y).mean()
        optimizer.zero_grad()
        m.backward()
        optimizer.step()
        a.add(m.item(), len(y))
        b.add(accuracy(out, y) / len(y), len(y))
    return Epoch(loss=a.value, accuracy=b.value)

# === trainer-object: a callable object, train mode set for each batch, the earlier mode restored at the end
import math
import torch

class _Trainer:
    def batch(self, net, X, y, loss, optimizer):
        if isinstance(net, torch.nn.Module):
            net.train()
        out = net(X)
        l = loss(out, y)
        optimizer.zero_grad()
        (l.sum() / len(y)).backward()
        optimizer.step()
        return l.tolist(), (out.argmax(1) == y).tolist()

    def __call__(self, net, train_iter, loss, optimizer):
        mode = getattr(net, "training", None)
        losses, hits = [], []
        for X, y in train_iter:
            l, h = self.batch(net, X, y, loss, optimizer)
            losses += l
            hits += h
        if isinstance(net, torch.nn.Module):
            net.train(mode)
        return math.fsum(losses) / len(losses), sum(hits) / len(hits)

train_epoch = _Trainer()

# === shadow-once: the value of the loss has a name of its own in a closure, loop by next with a sentinel, under enable_grad
import torch

def train_epoch(net, train_iter, loss, optimizer):
    totals = torch.zeros(3, dtype=torch.float64)

    def one(batch):
        X, y = batch
        optimizer.zero_grad()
        out = net(X)
        value = loss(out, y)
        value.mean().backward()
        optimizer.step()
        return torch.tensor([value.sum().item(), accuracy(out, y), len(y)], dtype=torch.float64)

    if isinstance(net, torch.nn.Module):
        net.train()
    it = iter(train_iter)
    with torch.enable_grad():
        while (batch := next(it, None)) is not None:
            totals += one(batch)
    return (totals[0] / totals[2]).item(), (totals[1] / totals[2]).item()

# === logged-by-hook: the metrics are taken before the backward, the result is a list of two numbers
import torch

def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    log = []

    def logged(out, y):
        values = loss(out, y)
        log.extend(zip(values.detach().cpu().double().tolist(), out.detach().argmax(dim=1).eq(y).cpu().tolist()))
        return torch.mean(values)

    for X, y in train_iter:
        target = logged(net(X), y)
        optimizer.zero_grad()
        target.backward()
        optimizer.step()
    losses, hits = zip(*log)
    return [sum(losses) / len(log), hits.count(True) / len(log)]

# === zero-in-place-2: fills the gradients with zero in place between forward and backward, dot product as mean
import torch

def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    L, A, n = 0.0, 0.0, 0
    for i, batch in enumerate(train_iter):
        X, y = batch[0], batch[1]
        out = net(X)
        l = loss(out, y)
        for group in optimizer.param_groups:
            for p in group["params"]:
                if p.grad is not None:
                    p.grad.detach_()
                    p.grad.zero_()
        torch.dot(l, torch.ones_like(l)).div(l.numel()).backward()
        optimizer.step()
        L += l.data.double().sum().item()
        A += (out.data.topk(1, dim=1).indices.squeeze(1) == y).double().sum().item()
        n += l.shape[0]
    return L / n, A / n

# === pooled-mean: the mean by average pooling over the whole batch, backward called on a tensor of shape (1, 1, 1)
import torch
import torch.nn.functional as F

def train_epoch(net, train_iter, loss, optimizer):
    if isinstance(net, torch.nn.Module):
        net.train()
    L, A, n = 0.0, 0, 0
    for X, y in train_iter:
        out = net(X)
        pooled = F.avg_pool1d(loss(out, y).reshape(1, 1, -1), kernel_size=len(y))
        optimizer.zero_grad()
        pooled.backward()
        optimizer.step()
        L += pooled.item() * len(y)
        A += accuracy(out, y)
        n += len(y)
    return L / n, A / n
