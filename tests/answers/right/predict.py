# Right answers for training.predict(net, data_iter, n=6).

# === loop-break: the first batch by a loop that stops
def predict(net, data_iter, n=6):
    for X, y in data_iter:
        break
    return net(X).argmax(axis=1)[:n]

# === next-iter: next(iter(...)), under no_grad
import torch


def predict(net, data_iter, n=6):
    X, _ = next(iter(data_iter))
    with torch.no_grad():
        return net(X[:n]).argmax(dim=1)

# === eval-mode: in eval mode, the mode restored
import torch


@torch.no_grad()
def predict(net, data_iter, n=6):
    module = isinstance(net, torch.nn.Module)
    training = module and net.training
    if module:
        net.eval()
    X, y = next(iter(data_iter))
    result = net(X).argmax(1)[:n].clone()
    if training:
        net.train()
    return result

# === torch-max: the indices of torch.max
import torch


def predict(net, data_iter, n=6):
    if isinstance(net, torch.nn.Module):
        net.eval()
    X, _ = next(iter(data_iter))
    _, indices = torch.max(net(X.detach())[0:n], 1)
    return indices

# === single-samples: one sample at a time
import torch


def predict(net, data_iter, n=6):
    if isinstance(net, torch.nn.Module):
        net.eval()
    X = next(iter(data_iter))[0]
    classes = []
    with torch.no_grad():
        for i in range(n):
            classes.append(int(net(X[i:i + 1]).argmax()))
    return torch.tensor(classes, dtype=torch.long)

# === collect: collects until there are enough
import torch


def predict(net, data_iter, n=6):
    found = []
    with torch.no_grad():
        for X, _ in data_iter:
            found.extend(net(X).argmax(dim=1).tolist())
            if len(found) >= n:
                break
    return torch.LongTensor(found[:n])

# === topk: topk, squeezed on its own axis
import torch


def predict(net, data_iter, n=6):
    if isinstance(net, torch.nn.Module):
        net.eval()
    X, y = next(iter(data_iter))
    with torch.inference_mode():
        return net(X).topk(1, dim=1).indices.squeeze(1)[:n].clone()

# === numpy: numpy's argmax
import numpy as np
import torch


def predict(net, data_iter, n=6):
    if isinstance(net, torch.nn.Module):
        net.eval()
    X, _ = next(iter(data_iter))
    scores = net(X).detach().cpu().numpy()
    return torch.from_numpy(np.argmax(scores, axis=1)[:n].astype(np.int64))

# === names: with class names printed when they are given
import torch


def predict(net, data_iter, n=6, names=None):
    if isinstance(net, torch.nn.Module):
        net.eval()
    for X, y in data_iter:
        with torch.no_grad():
            classes = net(X).argmax(-1)[:n]
        if names is not None:
            print([names[int(c)] for c in classes])
        return classes

# === lambda: a lambda
predict = lambda net, data_iter, n=6: net(next(iter(data_iter))[0])[:n].argmax(1).detach()

# === islice: a generator over samples and itertools.islice
import itertools

import torch


def _classes(net, data_iter):
    for X, _ in data_iter:
        with torch.no_grad():
            yield from net(X).argmax(dim=1)


def predict(net, data_iter, n=6):
    if isinstance(net, torch.nn.Module):
        net.eval()
    return torch.stack(list(itertools.islice(_classes(net, data_iter), n)))

# === first-samples-only: gives the net only the first n samples
import torch
from torch import nn

def predict(net, data_iter, n=6):
    if isinstance(net, nn.Module):
        net.eval()
    for X, *_ in data_iter:
        with torch.no_grad():
            return net(X[:n]).argmax(dim=-1)

# === sample-by-sample: a batch of one at a time, collected in a list
import torch
from torch import nn

def predict(net, data_iter, n=6):
    if isinstance(net, nn.Module):
        net.train(False)
    X = next(iter(data_iter))[0]
    with torch.no_grad():
        return torch.LongTensor([int(net(X[i:i + 1]).argmax()) for i in range(n)])

# === via-numpy: detaches and lets numpy find the largest score
import numpy as np
import torch

def predict(net, data_iter, n=6):
    getattr(net, "eval", lambda: None)()
    X, _ = next(iter(data_iter))
    scores = net(X).detach().cpu().numpy()
    return torch.from_numpy(np.argmax(scores[:n], axis=1).astype(np.int64))

# === inference-topk: topk under inference_mode, the result is an inference tensor
import torch
from torch import nn

@torch.inference_mode()
def predict(net, data_iter, n=6):
    if isinstance(net, nn.Module):
        net.eval()
    batch = next(iter(data_iter))
    return torch.topk(net(batch[0]), k=1, dim=1)[1].flatten().narrow(0, 0, n)

# === whole-set: predicts all batches, concatenates, and then cuts
import torch
from torch import nn

def predict(net, data_iter, n=6):
    if isinstance(net, nn.Module):
        net.eval()
    with torch.no_grad():
        everything = [net(X).max(dim=1).indices for X, _ in data_iter]
    return torch.cat(everything, dim=0)[:n].clone()

# === restores-modes: a context manager puts every module back into the mode it had
from contextlib import contextmanager
import torch
from torch import nn

@contextmanager
def _evaluating(net):
    modules = list(net.modules()) if isinstance(net, nn.Module) else []
    modes = [m.training for m in modules]
    for m in modules:
        m.training = False
    try:
        with torch.no_grad():
            yield net
    finally:
        for m, mode in zip(modules, modes):
            m.training = mode

def predict(net, data_iter, n=6):
    with _evaluating(net) as f:
        X, _ = next(iter(data_iter))
        return f(X).argsort(dim=1, descending=True)[:n, 0]

# === running-champion: finds the largest score class by class with torch.where instead of argmax
import torch
from torch import nn

def predict(net, data_iter, n=6):
    if isinstance(net, nn.Module):
        net.eval()
    before = torch.is_grad_enabled()
    torch.set_grad_enabled(False)
    try:
        X, _ = next(iter(data_iter))
        O = net(X)[:n]
        best, where = O[:, 0], torch.zeros(len(O), dtype=torch.int64)
        for c in range(1, O.size(1)):
            better = O[:, c] > best
            best = torch.where(better, O[:, c], best)
            where = where.masked_fill(better, c)
        return where
    finally:
        torch.set_grad_enabled(before)

# === lazy-samples: a generator yields class after class over the batches, islice takes the first n
from itertools import islice
import torch
from torch import nn

def _classes(net, data_iter):
    for batch in data_iter:
        with torch.no_grad():
            rows = net(batch[0]).tolist()
        for row in rows:
            yield row.index(max(row))

def predict(net, data_iter, n=6):
    if isinstance(net, nn.Module):
        net.eval()
    return torch.tensor(list(islice(_classes(net, data_iter), n)), dtype=torch.int64)
