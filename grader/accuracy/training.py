"""Training in a worker, by a plan: what it sends back, and how long it may take."""

from __future__ import annotations

import time
from collections.abc import Callable

import torch

from grader.accuracy.course import Params
from grader.accuracy.plan import Plan, count_right
from grader.accuracy.replay import cut, train_reference
from grader.datasets import ImageSet
from grader.model import AccuracyRun
from grader.sandbox import protocol
from grader.sandbox.validation import from_wire
from grader.sandbox.watch import Limits
from grader.testing.remote import Remote

__all__ = ["train_in_worker"]

PATIENCE = 15
"""Times the reference's CPU time that an epoch may take: a loss that loops over
256 samples makes a step some ten times slower."""
GRACE = 10.0
"""Seconds more, for the start."""


def train_in_worker(
    run: AccuracyRun,
    plan: Plan,
    data: ImageSet,
    remote: Remote,
    uses_preferred: bool,
    on_epoch: Callable[[int, Params, float], None],
    on_batch: Callable[[int], None] = lambda done: None,
    driver: str = "",
    extra: tuple[object, ...] = (),
) -> int:
    """Run the driver; hand over parameters and test accuracy after each epoch.

    Args:
        driver: another one than the run's.
        extra: arguments besides the plan's.

    Returns how many passes over the training set the worker says it made.
    """
    X = plan.inputs(torch.tensor(data.test_images))
    y = torch.tensor(data.test_labels.astype("int64"))
    seen = 0

    def listen(message: protocol.Progress) -> bool:
        nonlocal seen
        if message.value is None:
            on_batch(message.step)
            return False
        params = _params(from_wire(message.value), plan.start)
        if params is None or seen >= plan.epochs:
            seen += 1
            return False
        on_epoch(seen, params, count_right(params, X, y))
        seen += 1
        on_batch(seen * plan.batches)
        return True

    limits = _limits(run, plan)
    arguments = (uses_preferred, *plan.arguments, *extra)
    # Three times the parameters in float64, the largest honest frame.
    cap = 6 * sum(p.nbytes for p in plan.start) + (64 << 10)
    passes = remote.drive(driver or run.driver, arguments, limits, listen, cap)
    return passes if isinstance(passes, int) else -1


def _params(value: object, start: Params) -> Params | None:
    """The parameters of an epoch, if they look like those of the start."""
    if not isinstance(value, list | tuple) or len(value) != len(start):
        return None
    found = []
    for got, want in zip(value, start, strict=True):
        if not isinstance(got, torch.Tensor) or got.shape != want.shape:
            return None
        found.append(got.to(torch.float32))
    return tuple(found)


def _limits(run: AccuracyRun, plan: Plan) -> Limits:
    """Limits of an epoch: a multiple of what its steps take on this machine."""
    steps = 20
    short = cut(plan, min(steps, plan.batches))
    begin = time.thread_time()
    train_reference(short)
    step = (time.thread_time() - begin) / short.batches
    cpu = GRACE + PATIENCE * step * plan.batches
    return Limits(cpu, 3 * cpu)
