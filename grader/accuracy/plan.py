"""What a run is given: start values, batches and their order, drawn from a seed.

All random numbers come from numpy's `RandomState`, whose streams never change.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch

from grader.datasets import ImageSet
from grader.model import AccuracyRun

__all__ = ["Plan", "count_right", "draw_plan"]

HELD_OUT = 30
"""One training image in 30 is held out: it is what `train` gets as test_iter."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One run, as the student's and the reference's worker both get it."""

    start: tuple[torch.Tensor, ...]
    """W1 (inputs, hidden), b1, W2 (hidden, outputs), b2: float32."""
    images: torch.Tensor
    """Training images (N, 28, 28) of uint8."""
    labels: torch.Tensor
    """(N,) int64."""
    held_images: torch.Tensor
    held_labels: torch.Tensor
    order: torch.Tensor
    """(epochs, N) int32: which image comes when."""
    batch_size: int
    lr: float
    normalize: tuple[float, float]
    """Mean and standard deviation that the images, in 0 to 1, are normalized with."""

    def inputs(self, images: torch.Tensor) -> torch.Tensor:
        """Images of uint8 -> float32 (N, inputs), as the run's driver scales them."""
        mean, std = self.normalize
        return (images.reshape(len(images), -1).float() / 255 - mean) / std

    @property
    def epochs(self) -> int:
        """How often the images are gone through."""
        return len(self.order)

    @property
    def batches(self) -> int:
        """Batches an epoch, the last of which may be smaller."""
        return -(-len(self.labels) // self.batch_size)

    @property
    def arguments(self) -> tuple[object, ...]:
        """The arguments of a run's driver."""
        return (
            self.images, self.labels, self.held_images, self.held_labels,
            self.order, list(self.start), self.lr, self.batch_size,
            logits(self.start, self.inputs(self.images[:4])),
        )  # fmt: skip


def draw_plan(run: AccuracyRun, data: ImageSet, seed: int, epochs: int) -> Plan:
    """Draw everything a run needs from its seed.

    A run of fewer epochs is the beginning of a longer one.
    """
    random = np.random.RandomState(seed)
    start = _draw_start(run, random)
    chosen = random.permutation(len(data.train_labels))
    held, kept = np.split(chosen, [len(chosen) // HELD_OUT])
    order = np.stack([random.permutation(len(kept)) for _ in range(epochs)])
    return Plan(
        start=start,
        images=torch.tensor(data.train_images[kept]),
        labels=torch.tensor(data.train_labels[kept].astype(np.int64)),
        held_images=torch.tensor(data.train_images[held]),
        held_labels=torch.tensor(data.train_labels[held].astype(np.int64)),
        order=torch.tensor(order.astype(np.int32)),
        batch_size=run.batch_size,
        lr=run.lr,
        normalize=run.normalize,
    )


def _draw_start(
    run: AccuracyRun, random: np.random.RandomState
) -> tuple[torch.Tensor, ...]:
    inputs, hidden, outputs = run.sizes
    values: list[np.ndarray[tuple[int, ...], np.dtype[np.float64]]] = []
    for fan_in, fan_out in ((inputs, hidden), (hidden, outputs)):
        if run.start == "normal":
            values.append(random.normal(0, 0.01, (fan_in, fan_out)))
            values.append(np.zeros(fan_out))
        else:  # as nn.Linear: uniform up to 1 / sqrt(fan_in), biases too
            bound = fan_in**-0.5
            values.append(random.uniform(-bound, bound, (fan_in, fan_out)))
            values.append(random.uniform(-bound, bound, fan_out))
    return tuple(torch.tensor(value, dtype=torch.float32) for value in values)


def count_right(
    params: tuple[torch.Tensor, ...], X: torch.Tensor, y: torch.Tensor
) -> float:
    """The fraction of rows that our own net, with these parameters, gets right."""
    return float((logits(params, X).argmax(1) == y).double().mean())


def logits(params: tuple[torch.Tensor, ...], X: torch.Tensor) -> torch.Tensor:
    """What our own net, with these parameters, gives for rows of input."""
    W1, b1, W2, b2 = params
    return (X @ W1 + b1).clamp(min=0) @ W2 + b2
