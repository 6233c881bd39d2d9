# === mlp-act-output: has a ReLU after the last layer too
from torch import nn


def mlp(*sizes):
    layers = [nn.Flatten()]
    for n_in, n_out in zip(sizes, sizes[1:]):
        layers += [nn.Linear(n_in, n_out), nn.ReLU()]
    return nn.Sequential(*layers)
# === mlp-noact: has no ReLU
from torch import nn


def mlp(*sizes):
    layers = [nn.Linear(n_in, n_out) for n_in, n_out in zip(sizes, sizes[1:])]
    return nn.Sequential(nn.Flatten(), *layers)
# === mlp-one-act: has a ReLU after the first layer only
from torch import nn


def mlp(*sizes):
    first, *rest = [nn.Linear(n_in, n_out) for n_in, n_out in zip(sizes, sizes[1:])]
    return nn.Sequential(nn.Flatten(), first, nn.ReLU(), *rest)
# === mlp-last-act: has a ReLU before the last layer only
from torch import nn


def mlp(*sizes):
    *rest, last = [nn.Linear(n_in, n_out) for n_in, n_out in zip(sizes, sizes[1:])]
    return nn.Sequential(nn.Flatten(), *rest, nn.ReLU(), last)
# === mlp-softmax: ends with a softmax
from torch import nn


def mlp(*sizes):
    layers = [nn.Flatten(), nn.Linear(sizes[0], sizes[1])]
    for n_in, n_out in zip(sizes[1:], sizes[2:]):
        layers += [nn.ReLU(), nn.Linear(n_in, n_out)]
    return nn.Sequential(*layers, nn.Softmax(dim=1))
# === mlp-logsoftmax: ends with a log-softmax
from torch import nn


def mlp(*sizes):
    layers = [nn.Flatten(), nn.Linear(sizes[0], sizes[1])]
    for n_in, n_out in zip(sizes[1:], sizes[2:]):
        layers += [nn.ReLU(), nn.Linear(n_in, n_out)]
    return nn.Sequential(*layers, nn.LogSoftmax(dim=1))
# === mlp-noflatten: has no Flatten
from torch import nn


def mlp(*sizes):
    layers = [nn.Linear(sizes[0], sizes[1])]
    for n_in, n_out in zip(sizes[1:], sizes[2:]):
        layers += [nn.ReLU(), nn.Linear(n_in, n_out)]
    return nn.Sequential(*layers)
# === mlp-flatten-last: has its Flatten at the end
from torch import nn


def mlp(*sizes):
    layers = [nn.Linear(sizes[0], sizes[1])]
    for n_in, n_out in zip(sizes[1:], sizes[2:]):
        layers += [nn.ReLU(), nn.Linear(n_in, n_out)]
    return nn.Sequential(*layers, nn.Flatten())
# === mlp-flatten-keep: flattens the batch axis as well
from torch import nn


def mlp(*sizes):
    layers = [nn.Flatten(start_dim=0), nn.Linear(sizes[0], sizes[1])]
    for n_in, n_out in zip(sizes[1:], sizes[2:]):
        layers += [nn.ReLU(), nn.Linear(n_in, n_out)]
    return nn.Sequential(*layers)
# === mlp-flatten-two: flattens from the third axis on, so images with a channel axis keep it
from torch import nn


def mlp(*sizes):
    layers = [nn.Flatten(start_dim=-2), nn.Linear(sizes[0], sizes[1])]
    for n_in, n_out in zip(sizes[1:], sizes[2:]):
        layers += [nn.ReLU(), nn.Linear(n_in, n_out)]
    return nn.Sequential(*layers)
# === mlp-fixed-sizes: always makes a 784-256-10 network
from torch import nn


def mlp(*sizes):
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 10))
# === mlp-three-sizes: uses the first, the second and the last size and drops the others
from torch import nn


def mlp(*sizes):
    return nn.Sequential(nn.Flatten(), nn.Linear(sizes[0], sizes[1]), nn.ReLU(),
                         nn.Linear(sizes[1], sizes[-1]))
# === mlp-one-layer: leaves out the hidden layers
from torch import nn


def mlp(*sizes):
    return nn.Sequential(nn.Flatten(), nn.Linear(sizes[0], sizes[-1]))
# === mlp-extra-layer: puts one more layer before the output
from torch import nn


def mlp(*sizes):
    layers = [nn.Flatten()]
    for n_in, n_out in zip(sizes[:-1], sizes[1:-1]):
        layers += [nn.Linear(n_in, n_out), nn.ReLU()]
    layers += [nn.Linear(sizes[-2], sizes[-2]), nn.ReLU(), nn.Linear(sizes[-2], sizes[-1])]
    return nn.Sequential(*layers)
# === mlp-nobias: leaves out the biases
from torch import nn


def mlp(*sizes):
    layers = [nn.Flatten(), nn.Linear(sizes[0], sizes[1], bias=False)]
    for n_in, n_out in zip(sizes[1:], sizes[2:]):
        layers += [nn.ReLU(), nn.Linear(n_in, n_out, bias=False)]
    return nn.Sequential(*layers)
# === mlp-nobias-hidden: leaves out the biases of all layers but the last
from torch import nn


def mlp(*sizes):
    layers = [nn.Flatten()]
    for n_in, n_out in zip(sizes[:-1], sizes[1:-1]):
        layers += [nn.Linear(n_in, n_out, bias=False), nn.ReLU()]
    return nn.Sequential(*layers, nn.Linear(sizes[-2], sizes[-1]))
# === mlp-sigmoid: uses sigmoid
from torch import nn


def mlp(*sizes):
    layers = [nn.Flatten(), nn.Linear(sizes[0], sizes[1])]
    for n_in, n_out in zip(sizes[1:], sizes[2:]):
        layers += [nn.Sigmoid(), nn.Linear(n_in, n_out)]
    return nn.Sequential(*layers)
# === mlp-relu6: uses ReLU6
from torch import nn


def mlp(*sizes):
    layers = [nn.Flatten(), nn.Linear(sizes[0], sizes[1])]
    for n_in, n_out in zip(sizes[1:], sizes[2:]):
        layers += [nn.ReLU6(), nn.Linear(n_in, n_out)]
    return nn.Sequential(*layers)
# === mlp-leaky: uses LeakyReLU
from torch import nn


def mlp(*sizes):
    layers = [nn.Flatten(), nn.Linear(sizes[0], sizes[1])]
    for n_in, n_out in zip(sizes[1:], sizes[2:]):
        layers += [nn.LeakyReLU(), nn.Linear(n_in, n_out)]
    return nn.Sequential(*layers)
# === mlp-dropout: has dropout layers, which nobody asked for
from torch import nn


def mlp(*sizes):
    layers = [nn.Flatten(), nn.Linear(sizes[0], sizes[1])]
    for n_in, n_out in zip(sizes[1:], sizes[2:]):
        layers += [nn.ReLU(), nn.Dropout(0.2), nn.Linear(n_in, n_out)]
    return nn.Sequential(*layers)
# === mlp-batchnorm: has normalisation layers, which nobody asked for
from torch import nn


def mlp(*sizes):
    layers = [nn.Flatten(), nn.Linear(sizes[0], sizes[1])]
    for n_in, n_out in zip(sizes[1:], sizes[2:]):
        layers += [nn.BatchNorm1d(n_in), nn.ReLU(), nn.Linear(n_in, n_out)]
    return nn.Sequential(*layers)
# === mlp-order: has its ReLU before each Linear, also the first
from torch import nn


def mlp(*sizes):
    layers = [nn.Flatten()]
    for n_in, n_out in zip(sizes, sizes[1:]):
        layers += [nn.ReLU(), nn.Linear(n_in, n_out)]
    return nn.Sequential(*layers)
# === mlp-tied: uses one Linear again for layers of the same sizes
from torch import nn


def mlp(*sizes):
    made = {}
    layers = [nn.Flatten()]
    for pair in zip(sizes, sizes[1:]):
        layers += [made.setdefault(pair, nn.Linear(*pair)), nn.ReLU()]
    return nn.Sequential(*layers[:-1])
# === mlp-skip-equal: leaves out a layer whose input and output sizes are equal
from torch import nn


def mlp(*sizes):
    layers = [nn.Flatten()]
    for n_in, n_out in zip(sizes, sizes[1:]):
        if n_in != n_out:
            layers += [nn.Linear(n_in, n_out), nn.ReLU()]
    return nn.Sequential(*layers[:-1])
# === mlp-sorted: sorts the sizes from large to small
from torch import nn


def mlp(*sizes):
    sizes = sorted(sizes, reverse=True)
    layers = [nn.Flatten(), nn.Linear(sizes[0], sizes[1])]
    for n_in, n_out in zip(sizes[1:], sizes[2:]):
        layers += [nn.ReLU(), nn.Linear(n_in, n_out)]
    return nn.Sequential(*layers)
# === mlp-cached: returns the same network again for the same sizes
import functools

from torch import nn


@functools.lru_cache
def mlp(*sizes):
    layers = [nn.Flatten(), nn.Linear(sizes[0], sizes[1])]
    for n_in, n_out in zip(sizes[1:], sizes[2:]):
        layers += [nn.ReLU(), nn.Linear(n_in, n_out)]
    return nn.Sequential(*layers)
# === mlp-lazy: leaves the input sizes to LazyLinear, so they can be anything
from torch import nn


def mlp(*sizes):
    layers = [nn.Flatten(), nn.LazyLinear(sizes[1])]
    for n_out in sizes[2:]:
        layers += [nn.ReLU(), nn.LazyLinear(n_out)]
    return nn.Sequential(*layers)
# === mlp-list: returns a plain list of layers
from torch import nn


def mlp(*sizes):
    layers = [nn.Flatten(), nn.Linear(sizes[0], sizes[1])]
    for n_in, n_out in zip(sizes[1:], sizes[2:]):
        layers += [nn.ReLU(), nn.Linear(n_in, n_out)]
    return layers
# === mlp-inplace-input: has an in-place ReLU on the flattened images, a view of the caller's tensor
from torch import nn


def mlp(*sizes):
    layers = [nn.Flatten(), nn.ReLU(inplace=True), nn.Linear(sizes[0], sizes[1])]
    for n_in, n_out in zip(sizes[1:], sizes[2:]):
        layers += [nn.ReLU(), nn.Linear(n_in, n_out)]
    return nn.Sequential(*layers)
# === mlp-reseed: seeds the global generator
import torch
from torch import nn


def mlp(*sizes):
    torch.manual_seed(0)
    layers = [nn.Flatten(), nn.Linear(sizes[0], sizes[1])]
    for n_in, n_out in zip(sizes[1:], sizes[2:]):
        layers += [nn.ReLU(), nn.Linear(n_in, n_out)]
    return nn.Sequential(*layers)
