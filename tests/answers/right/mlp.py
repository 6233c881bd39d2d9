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

# === nested-blocks: one nested Sequential per layer, the last one too
from torch import nn

def mlp(*sizes):
    *hidden, last = zip(sizes, sizes[1:])
    blocks = [nn.Sequential(nn.Linear(a, b), nn.ReLU()) for a, b in hidden]
    return nn.Sequential(nn.Flatten(), *blocks, nn.Sequential(nn.Linear(*last)))

# === shared-relu-2: one ReLU object used between all layers
from torch import nn

def mlp(*sizes):
    act = nn.ReLU()
    layers = [nn.Flatten(start_dim=1, end_dim=-1)]
    for n_in, n_out in zip(sizes[:-1], sizes[1:]):
        layers += [nn.Linear(in_features=n_in, out_features=n_out, bias=True), act]
    del layers[-1]
    return nn.Sequential(*layers)

# === ordered-dict-names: named layers from an OrderedDict, in-place ReLU
from collections import OrderedDict
from torch import nn

def mlp(*sizes):
    layers = OrderedDict(flat=nn.Flatten())
    for i in range(len(sizes) - 1):
        if i > 0:
            layers[f"act{i}"] = nn.ReLU(inplace=True)
        layers[f"dense{i}"] = nn.Linear(sizes[i], sizes[i + 1])
    return nn.Sequential(layers)

# === recursive-2: built by recursion, each call nests the rest of the network
from torch import nn

def _rest(sizes):
    if len(sizes) == 2:
        return nn.Linear(*sizes)
    return nn.Sequential(nn.Linear(sizes[0], sizes[1]), nn.ReLU(), _rest(sizes[1:]))

def mlp(*sizes):
    return nn.Sequential(nn.Flatten(), _rest(sizes))

# === lambda-chain: a lambda with itertools
import itertools
from torch import nn

mlp = lambda *sizes: nn.Sequential(
    nn.Flatten(),
    *itertools.islice(
        itertools.chain.from_iterable((nn.Linear(*p), nn.ReLU()) for p in itertools.pairwise(sizes)),
        2 * len(sizes) - 3,
    ),
)

# === generator-backwards: built from the output backwards with insert
from torch import nn

def mlp(*sizes):
    net = nn.Sequential()
    for k in reversed(range(1, len(sizes))):
        net.insert(0, nn.Linear(sizes[k - 1], sizes[k]))
        net.insert(0, nn.ReLU() if k > 1 else nn.Flatten())
    return net

# === own-init-and-subclass: a subclass of nn.Sequential with an alternative constructor, normal(0, 0.01) start values
from torch import nn

class Perceptron(nn.Sequential):
    """Still an nn.Sequential, with a class method that builds one from sizes."""

    @classmethod
    def from_sizes(cls, sizes):
        net = cls(nn.Flatten())
        for i, (a, b) in enumerate(zip(sizes, sizes[1:])):
            if i:
                net.append(nn.ReLU())
            net.append(nn.Linear(a, b))
            nn.init.normal_(net[-1].weight, 0, 0.01)
            nn.init.zeros_(net[-1].bias)
        return net

def mlp(*sizes):
    return Perceptron.from_sizes(sizes)

# === reduce-add: functools.reduce adds Sequentials with +
import functools
from torch import nn

def mlp(*sizes):
    parts = [nn.Sequential(nn.Linear(a, b)) for a, b in zip(sizes, sizes[1:])]
    return nn.Sequential(nn.Flatten()) + functools.reduce(lambda p, q: p + nn.Sequential(nn.ReLU()) + q, parts)
