"""The two trainings of the course, without a grader: what `speed.py` compares with.

    python trainings.py tutorial FOLDER      as the tutorials do it: a torchvision
                                             data set, transforms image by image,
                                             a DataLoader; one net, then the other
    python trainings.py memory FOLDER        bare loops over tensors in memory

Both train 784-256-10 on Fashion-MNIST (lr 0.1, batch 256) and 784-128-10 on MNIST
(lr 0.01, batch 32) for 10 epochs on one thread, and evaluate after each epoch.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable

import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

EPOCHS = 10
Batches = Iterable[tuple[torch.Tensor, torch.Tensor]]


def train(
    net: nn.Module,
    batches: Callable[[], Batches],
    test: Callable[[], Batches],
    lr: float,
) -> float:
    """The textbook loop; returns the last test accuracy."""
    loss, optimizer = nn.CrossEntropyLoss(), torch.optim.SGD(net.parameters(), lr=lr)
    accuracy = 0.0
    for _ in range(EPOCHS):
        net.train()
        for X, y in batches():
            optimizer.zero_grad()
            loss(net(X), y).backward()
            optimizer.step()
        net.eval()
        right = count = 0
        with torch.no_grad():
            for X, y in test():
                right += int((net(X).argmax(1) == y).sum())
                count += len(y)
        accuracy = right / count
    return accuracy


def scratch_net(hidden: int) -> nn.Module:
    """Flatten, linear, ReLU, linear."""
    return nn.Sequential(
        nn.Flatten(), nn.Linear(784, hidden), nn.ReLU(), nn.Linear(hidden, 10)
    )


Setting = tuple[type[datasets.MNIST], float, float, int, int, float]
SETTINGS: tuple[Setting, ...] = (
    (datasets.FashionMNIST, 0.0, 1.0, 256, 256, 0.1),
    (datasets.MNIST, 0.1307, 0.3081, 128, 32, 0.01),
)
"""Data set, mean, std, hidden units, batch size, learning rate."""


def tutorial(folder: str, setting: Setting) -> float:
    """Images decoded and transformed one at a time, at every epoch."""
    kind, mean, std, hidden, batch, lr = setting
    steps = [transforms.ToTensor()]
    steps += [transforms.Normalize((mean,), (std,))] if mean else []
    transform = transforms.Compose(steps)
    sets = [kind(folder, train=part, transform=transform) for part in (True, False)]
    loader = DataLoader(sets[0], batch, shuffle=True)
    test = DataLoader(sets[1], batch)
    return train(scratch_net(hidden), lambda: loader, lambda: test, lr)


def memory(folder: str, setting: Setting) -> float:
    """All images as one tensor, batches by index."""
    kind, mean, std, hidden, batch, lr = setting
    sets = [kind(folder, train=part) for part in (True, False)]
    X, X_test = ((s.data.float() / 255 - mean) / std for s in sets)
    y, y_test = (s.targets for s in sets)

    def batches() -> Batches:
        for index in torch.randperm(len(y)).split(batch):
            yield X[index], y[index]

    def test() -> Batches:
        yield from zip(X_test.split(batch), y_test.split(batch), strict=True)

    return train(scratch_net(hidden), batches, test, lr)


if __name__ == "__main__":
    torch.set_num_threads(1)
    way = {"tutorial": tutorial, "memory": memory}[sys.argv[1]]
    for setting in SETTINGS:
        print(way(sys.argv[2], setting))
