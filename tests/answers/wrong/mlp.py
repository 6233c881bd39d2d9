# === mlp-flatten-last: has its Flatten at the end
from torch import nn


def mlp(*sizes):
    layers = [nn.Linear(sizes[0], sizes[1])]
    for n_in, n_out in zip(sizes[1:], sizes[2:]):
        layers += [nn.ReLU(), nn.Linear(n_in, n_out)]
    return nn.Sequential(*layers, nn.Flatten())
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
