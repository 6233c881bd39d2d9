# Right answers for network.mlp(*sizes).

# === list: a list of layers, without the last ReLU
from torch import nn


def mlp(*sizes):
    layers = [nn.Flatten()]
    for i in range(len(sizes) - 1):
        layers.append(nn.Linear(sizes[i], sizes[i + 1]))
        if i < len(sizes) - 2:
            layers.append(nn.ReLU())
    return nn.Sequential(*layers)

# === pop: appends a ReLU each time and takes the last one off
from torch import nn


def mlp(*sizes):
    layers = [nn.Flatten()]
    for n, m in zip(sizes, sizes[1:]):
        layers += [nn.Linear(n, m), nn.ReLU()]
    layers.pop()
    return nn.Sequential(*layers)

# === relu-first: a ReLU before every Linear but the first
from torch import nn


def mlp(*sizes):
    net = nn.Sequential(nn.Flatten(), nn.Linear(sizes[0], sizes[1]))
    for n, m in zip(sizes[1:-1], sizes[2:]):
        net.append(nn.ReLU())
        net.append(nn.Linear(n, m))
    return net

# === ordered-dict: named layers
from collections import OrderedDict

from torch import nn


def mlp(*sizes):
    layers = OrderedDict(flatten=nn.Flatten())
    last = len(sizes) - 1
    for k in range(1, last + 1):
        layers[f"linear{k}"] = nn.Linear(sizes[k - 1], sizes[k])
        if k != last:
            layers[f"relu{k}"] = nn.ReLU()
    return nn.Sequential(layers)

# === add-module: add_module with names
from torch import nn


def mlp(*sizes):
    net = nn.Sequential()
    net.add_module("flatten", nn.Flatten())
    pairs = list(zip(sizes[:-1], sizes[1:]))
    for k, (n, m) in enumerate(pairs):
        net.add_module(f"fc{k}", nn.Linear(n, m))
        if k + 1 < len(pairs):
            net.add_module(f"act{k}", nn.ReLU())
    return net

# === nested: blocks of Linear and ReLU inside
from torch import nn


def block(n, m):
    return nn.Sequential(nn.Linear(n, m), nn.ReLU())


def mlp(*sizes):
    *hidden, out = sizes
    blocks = [block(n, m) for n, m in zip(hidden, hidden[1:])]
    return nn.Sequential(nn.Flatten(), *blocks, nn.Linear(hidden[-1], out))

# === nested-body: head and body as Sequentials of their own
from torch import nn


def mlp(*sizes):
    body = nn.Sequential()
    for n, m in zip(sizes[:-2], sizes[1:-1]):
        body.extend([nn.Linear(n, m), nn.ReLU()])
    head = nn.Sequential(nn.Linear(sizes[-2], sizes[-1]))
    return nn.Sequential(nn.Flatten(), body, head)

# === shared-relu: one ReLU object for all layers
from torch import nn


def mlp(*sizes):
    relu = nn.ReLU()
    layers = [nn.Linear(sizes[0], sizes[1])]
    for n, m in zip(sizes[1:], sizes[2:]):
        layers.extend((relu, nn.Linear(n, m)))
    return nn.Sequential(nn.Flatten(), *layers)

# === in-place-relu: nn.ReLU(inplace=True)
from torch import nn


def mlp(*sizes):
    layers = []
    for n, m in zip(sizes, sizes[1:]):
        layers.append(nn.Linear(n, m, bias=True))
        layers.append(nn.ReLU(inplace=True))
    return nn.Sequential(nn.Flatten(start_dim=1), *layers[:-1])

# === generator: a generator yields the layers
from torch import nn


def _layers(sizes):
    yield nn.Flatten()
    yield nn.Linear(*sizes[:2])
    for n, m in zip(sizes[1:], sizes[2:]):
        yield nn.ReLU()
        yield nn.Linear(n, m)


def mlp(*sizes):
    return nn.Sequential(*_layers(sizes))

# === recursive: a network on top of a smaller one
from torch import nn


def _body(*sizes):
    if len(sizes) == 2:
        return [nn.Linear(*sizes)]
    return [nn.Linear(sizes[0], sizes[1]), nn.ReLU()] + _body(*sizes[1:])


def mlp(*sizes):
    return nn.Sequential(nn.Flatten(), *_body(*sizes))

# === subclass: a subclass of nn.Sequential under the name of the function
from torch import nn


class _Sequential(nn.Sequential):
    pass


def mlp(*sizes):
    net = _Sequential(nn.Flatten())
    for i, (n, m) in enumerate(zip(sizes, sizes[1:])):
        if i:
            net.append(nn.ReLU())
        net.append(nn.Linear(n, m))
    return net

# === lambda: a lambda with a nested comprehension
from torch import nn

mlp = lambda *sizes: nn.Sequential(
    nn.Flatten(),
    *[layer for n, m in zip(sizes[:-2], sizes[1:-1]) for layer in (nn.Linear(n, m), nn.ReLU())],
    nn.Linear(sizes[-2], sizes[-1]),
)

# === initialised: weights normal(0, 0.01) from the start
from torch import nn


def _init(m):
    if isinstance(m, nn.Linear):
        nn.init.normal_(m.weight, std=0.01)
        nn.init.zeros_(m.bias)


def mlp(*sizes):
    layers = [nn.Flatten()]
    for i, (n, m) in enumerate(zip(sizes[:-1], sizes[1:]), start=1):
        layers.append(nn.Linear(in_features=n, out_features=m))
        layers.append(nn.ReLU() if i < len(sizes) - 1 else None)
    net = nn.Sequential(*filter(None, layers))
    net.apply(_init)
    return net
