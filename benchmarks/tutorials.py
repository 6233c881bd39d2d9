"""The reference solutions in the settings that the tutorials publish.

    python benchmarks/tutorials.py --data FOLDER -o PICTURES

Prints published figures beside measured ones, and saves the curves and a grid of
predictions of each run. It takes some minutes. One run, one seed: figures of right
solutions spread from seed to seed by a hundredth or more (docs/accuracy-runs.md).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from matplotlib.figure import Figure
from torch import nn

from grader import datasets

sys.path.insert(0, str(Path(__file__).parent.parent / "solutions"))

import loss as loss_functions
import network
import training

FASHION = (
    "t-shirt", "trouser", "pullover", "dress", "coat",
    "sandal", "shirt", "sneaker", "bag", "boot",
)  # fmt: skip

Net = Callable[[torch.Tensor], torch.Tensor]
History = list[tuple[float, float, float]]


@dataclass(frozen=True)
class Run:
    """One training that a tutorial publishes."""

    title: str
    data: str
    make: Callable[[], tuple[Net, list[torch.Tensor]]]
    lr: float
    batch_size: int
    epochs: int
    published: tuple[tuple[str, float], ...]
    """Figure after the last epoch -> what the tutorial prints."""


def from_modules(*sizes: int) -> Callable[[], tuple[Net, list[torch.Tensor]]]:
    """`mlp` with normal start values."""

    def make() -> tuple[Net, list[torch.Tensor]]:
        net = network.mlp(*sizes)
        net.apply(network.init_weights)
        return net, list(net.parameters())

    return make


def from_scratch() -> tuple[Net, list[torch.Tensor]]:
    """`net` with `init_params`."""
    params = network.init_params(784, 256, 10)
    return lambda X: network.net(X, params), params


def from_class() -> tuple[Net, list[torch.Tensor]]:
    """`MLP` with nn.Linear's own start values."""
    net = network.MLP(784, 128, 10)
    return net, list(net.parameters())


RUNS = (
    Run("784-256-10 of modules", "fashion-mnist", from_modules(784, 256, 10), 0.1, 256,
        10, (("test accuracy", 0.855), ("test accuracy", 0.850),
             ("train accuracy", 0.864), ("train loss", 0.382))),
    Run("784-256-10 from scratch", "fashion-mnist", from_scratch, 0.1, 256, 10,
        (("test accuracy", 0.8503),)),
    Run("784-256-128-10", "fashion-mnist", from_modules(784, 256, 128, 10), 0.1, 256,
        10, (("test accuracy", 0.827),)),
    Run("784-256-10 for 50 epochs", "fashion-mnist", from_modules(784, 256, 10), 0.1,
        256, 50, (("train accuracy", 0.915), ("train loss", 0.236))),
    Run("784-128-10, normalized", "mnist", from_class, 0.01, 32, 10,
        (("test accuracy", 0.9738),)),
)  # fmt: skip


class Batches:
    """Images in memory, shuffled anew at each pass or in order."""

    def __init__(
        self, X: torch.Tensor, y: torch.Tensor, batch_size: int, shuffle: bool
    ) -> None:
        self.dataset = torch.utils.data.TensorDataset(X, y)
        self._X, self._y, self._size, self._shuffle = X, y, batch_size, shuffle

    def __len__(self) -> int:
        return -(-len(self._y) // self._size)

    def __iter__(self) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
        n = len(self._y)
        order = torch.randperm(n) if self._shuffle else torch.arange(n)
        for index in order.split(self._size):
            yield self._X[index], self._y[index]


def batches(run: Run, folder: Path) -> tuple[Batches, Batches]:
    """Training and test set of a run, transformed as its tutorial does."""
    found = datasets.load(datasets.find(run.data, [("--data", folder)]))
    sets = (
        (found.train_images, found.train_labels),
        (found.test_images, found.test_labels),
    )
    made = []
    for images, labels in sets:
        X = torch.tensor(images).float()[:, None] / 255
        if run.data == "mnist":
            X = ((X - 0.1307) / 0.3081).flatten(1)
        y = torch.tensor(labels.astype("int64"))
        made.append(Batches(X, y, run.batch_size, shuffle=not made))
    return made[0], made[1]


def draw_curves(run: Run, history: History, path: Path) -> None:
    """Save loss and accuracies by epoch."""
    figure = Figure(figsize=(6, 4), layout="constrained")
    axes = figure.subplots()
    epochs = range(1, len(history) + 1)
    names = ("train loss", "train accuracy", "test accuracy")
    for name, style, values in zip(
        names, ("-", "--", ":"), zip(*history, strict=True), strict=True
    ):
        axes.plot(epochs, values, style, label=name)
    axes.set(title=f"{run.title}, {run.data}", xlabel="epoch", ylim=(0, 1))
    axes.legend()
    figure.savefig(path)


def draw_predictions(run: Run, net: Net, test: Batches, path: Path) -> None:
    """Save the first six test images with true and predicted classes."""
    X, y = next(iter(test))
    predicted = training.predict(net, test, 6)
    figure = Figure(figsize=(9, 2.2), layout="constrained")
    for index, axes in enumerate(figure.subplots(1, 6)):
        names = [int(y[index]), int(predicted[index])]
        words = [FASHION[n] if run.data == "fashion-mnist" else str(n) for n in names]
        axes.imshow(X[index].reshape(28, 28), cmap="gray")
        axes.set_title(f"{words[0]}\n{words[1]}", fontsize=9)
        axes.axis("off")
    figure.savefig(path)


def main() -> None:
    """Train everything in turn; print a table and save the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="full data sets")
    parser.add_argument("-o", "--output", type=Path, required=True, help="for pictures")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    print("| run | figure after the last epoch | published | measured |")
    print("|---|---|---|---|")
    for index, run in enumerate(RUNS, start=1):
        torch.manual_seed(options.seed)
        net, params = run.make()
        train_iter, test_iter = batches(run, options.data)
        optimizer = torch.optim.SGD(params, lr=run.lr)
        loss = (
            loss_functions.cross_entropy
            if run.make is from_scratch
            else nn.CrossEntropyLoss(reduction="none")
        )
        history = training.train(
            net, train_iter, test_iter, loss, optimizer, run.epochs
        )
        names = ("train loss", "train accuracy", "test accuracy")
        measured = dict(zip(names, history[-1], strict=True))
        for name, value in run.published:
            print(
                f"| {run.data} {run.title} | {name} | {value} | {measured[name]:.4f} |"
            )
        sys.stdout.flush()
        draw_curves(run, history, options.output / f"{index}-curves.png")
        draw_predictions(run, net, test_iter, options.output / f"{index}-six.png")


if __name__ == "__main__":
    main()
