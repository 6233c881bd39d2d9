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
