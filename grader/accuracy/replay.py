"""From which batch a run left its course: the first epoch again, cut short."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch.nn import functional as F

from grader.accuracy.course import Params, distance, make_step
from grader.accuracy.plan import Plan

__all__ = [
    "SAME",
    "Given",
    "cut",
    "first_wrong_batch",
    "from_reference",
    "train_reference",
]

LENGTHS = (1, 2, 3, 4, 8, 16, 32)
SAME = 1e-3
"""Right answers differ by 1e-6 after so few batches."""

Train = Callable[[Plan], Params | None]


@dataclass(frozen=True, slots=True)
class Given:
    """Pieces that a training is given, as far as they are not the exercise's."""

    slope: float = 0.0
    """Of the activation, for negative numbers."""
    weight: float = 1.0
    """Times the cross-entropy."""
    momentum: float = 0.0
    """Of the optimizer."""


THE_RIGHT_ONES = Given()


def first_wrong_batch(plan: Plan, train: Train) -> tuple[int, int] | None:
    """Find between which two lengths the student's training goes wrong.

    Args:
        train: trains with the student's pieces by a plan; returns the parameters
            at the end, or None.

    Returns:
        How many batches are still right and how many are not any more, or None
        where all lengths tried are right.
    """
    right = 0
    for length in LENGTHS:
        short = cut(plan, length)
        if not from_reference(short, train(short)) <= SAME:
            return right, length
        right = length
    return None


def from_reference(
    short: Plan, params: Params | None, given: Given = THE_RIGHT_ONES
) -> float:
    """How far parameters are from those of the reference after a short plan."""
    if params is None:
        return math.inf
    reference = make_step(train_reference(short, given), short.start, 0.0)
    return distance(params, reference)


def cut(plan: Plan, batches: int) -> Plan:
    """The first batches of the first epoch, as a training set of their own."""
    index = plan.order[0, : batches * plan.batch_size].long()
    return dataclasses.replace(
        plan,
        images=plan.images[index],
        labels=plan.labels[index],
        order=torch.arange(len(index), dtype=torch.int32)[None],
    )


def train_reference(plan: Plan, given: Given = THE_RIGHT_ONES) -> Params:
    """SGD on the two-layer net, by the plan's first epoch."""
    params = tuple(p.clone().requires_grad_() for p in plan.start)
    X, y = plan.inputs(plan.images), plan.labels
    velocities = [torch.zeros_like(p) for p in params]
    for index in plan.order[0].long().split(plan.batch_size):
        W1, b1, W2, b2 = params
        O = F.leaky_relu(X[index] @ W1 + b1, given.slope) @ W2 + b2
        loss = given.weight * F.cross_entropy(O, y[index])
        grads = torch.autograd.grad(loss, params)
        with torch.no_grad():
            for param, grad, velocity in zip(params, grads, velocities, strict=True):
                velocity.mul_(given.momentum).add_(grad)
                param -= plan.lr * velocity
    return tuple(p.detach() for p in params)
