"""Checks of `training.py`: an epoch and the whole loop, update by update."""

from __future__ import annotations

from collections.abc import Callable

import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn import functional as F

from grader.assignments.mlp.checks.test_training import batches_of
from grader.testing.closeness import (
    assert_close,
    assert_items,
    assert_number,
    fail,
)
from grader.testing.plugin import exercise
from grader.testing.strategies import seeds
from grader.testing.student import Student

LR_TOLERANCE = 1e-12
EVAL_FACTOR = -0.25
"""What the drivers' module nets multiply their scores with in eval mode."""


# --- train_epoch -------------------------------------------------------------

Loss = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]

LOSSES: dict[str, Loss] = {
    "cross_entropy": lambda y_hat, y: F.cross_entropy(y_hat, y, reduction="none"),
    "squared": lambda y_hat, y: (y_hat - F.one_hot(y, y_hat.shape[1])).square().sum(1),
}


class Reference:
    """The loop as the contract has it, on a linear net with parameters W and b.

    The update rules are written out: importing torch's optimizers takes seconds.
    """

    def __init__(
        self, loss: str, optimizer: str, lr: float, start: list[torch.Tensor]
    ) -> None:
        self.params = [p.clone().requires_grad_() for p in start]
        self._loss = LOSSES[loss]
        self._rule, self._lr, self._steps = optimizer, lr, 0
        self._mean = [torch.zeros_like(p) for p in start]
        self._square = [torch.zeros_like(p) for p in start]

    def _direction(self, index: int, grad: torch.Tensor) -> torch.Tensor:
        """What the learning rate is multiplied with: SGD, momentum 0.9, or Adam.

        Adam: Kingma and Ba, "Adam: a method for stochastic optimization", 2015,
        algorithm 1, with torch's default constants.
        """
        if self._rule in ("sgd", "groups"):
            return grad
        if self._rule == "momentum":
            self._mean[index] = 0.9 * self._mean[index] + grad
            return self._mean[index]
        self._mean[index] = 0.9 * self._mean[index] + 0.1 * grad
        self._square[index] = 0.999 * self._square[index] + 0.001 * grad.square()
        mean = self._mean[index] / (1 - 0.9**self._steps)
        square = self._square[index] / (1 - 0.999**self._steps)
        return mean / (square.sqrt() + 1e-8)

    def logits(self, X: torch.Tensor) -> torch.Tensor:
        """X W + b."""
        return X.flatten(1) @ self.params[0] + self.params[1]

    def epoch(
        self, batches: list[tuple[torch.Tensor, torch.Tensor]]
    ) -> tuple[float, float]:
        """One pass: mean loss and accuracy of the forward passes that moved it."""
        total = right = count = 0.0
        for X, y in batches:
            y_hat = self.logits(X)
            losses = self._loss(y_hat, y)
            grads = torch.autograd.grad(losses.mean(), self.params)
            self._steps += 1
            with torch.no_grad():
                for index, (param, grad) in enumerate(
                    zip(self.params, grads, strict=True)
                ):
                    param -= self._lr * self._direction(index, grad)
            total += float(losses.detach().sum())
            right += float((y_hat.argmax(1) == y).sum())
            count += len(y)
        return total / count, right / count

    @torch.no_grad()
    def accuracy(self, kind: str, X: torch.Tensor, y: torch.Tensor) -> float:
        """The fraction right; a module turns its scores around in eval mode."""
        y_hat = self.logits(X) * (EVAL_FACTOR if kind == "module" else 1.0)
        return float((y_hat.argmax(1) == y).double().mean())


def training_case(
    seed: int, sizes: list[int], dtype: torch.dtype, size: float = 1.0
) -> tuple[list[torch.Tensor], torch.Tensor, torch.Tensor]:
    """Start values [W, b], inputs (n, 4) and labels that a linear net half learns."""
    generator = torch.Generator().manual_seed(seed)
    n = sum(sizes)
    X = (torch.randn(n, 4, generator=generator) * size).to(dtype)
    noise = torch.randn(n, 3, generator=generator)
    y = (X.float() @ torch.randn(4, 3, generator=generator) / size + noise).argmax(1)
    W, b = torch.randn(4, 3, generator=generator), torch.randn(3, generator=generator)
    return [(W / size).to(dtype), b.to(dtype)], X, y


def fitted(
    start: list[torch.Tensor], X: torch.Tensor, size: float
) -> tuple[list[torch.Tensor], torch.Tensor]:
    """Start values `size` times as sure of themselves, and labels that agree."""
    sure = [size * p for p in start]
    return sure, (X @ sure[0] + sure[1]).argmax(1)


def assert_two_numbers(answer: object) -> tuple[object, object]:
    """Return the pair (loss, accuracy)."""
    first, second = assert_items(answer, 2)
    return first, second


def assert_epoch(
    student: Student, kind: str, loss: str, optimizer: str, lr: float, sizes: list[int],
    *, seed: int = 0, size: float = 1.0, fit: float = 0.0,
    dtype: torch.dtype = torch.float64,
) -> None:  # fmt: skip
    """Compare parameters, loss and accuracy after the first 1, 2, ... batches."""
    start, X, y = training_case(seed, sizes, dtype, size)
    if fit:
        start, y = fitted(start, X, fit)
    rows = student.drive(
        "training.epoch", kind, loss, optimizer, lr, start, X, y, sizes
    )
    for count, row in enumerate(rows, start=1):
        answer, graphs, W, b, rate, _ = row
        student.note(
            net=f"a {kind}", train_iter=batches_of(sizes[:count]),
            loss=loss, optimizer=f"{optimizer}, lr {lr:g}",
        )  # fmt: skip
        reference = Reference(loss, optimizer, lr, start)
        n = sum(sizes[:count])
        batches = list(
            zip(X[:n].split(sizes[:count]), y[:n].split(sizes[:count]), strict=True)
        )
        expected = reference.epoch(batches)
        rel = 1e-9 if dtype == torch.float64 else 1e-4
        for what, got, want in zip("Wb", (W, b), reference.params, strict=True):
            assert_close(got, want.detach(), what=what, kind="params", scale=10)
        first, second = assert_two_numbers(answer)
        if graphs:
            fail("graph_in_numbers")
        assert_number(first, expected[0], rel=max(rel, 1e-6), what="the mean loss")
        assert_number(second, expected[1], rel=max(rel, 1e-6), what="the accuracy")
        if not abs(rate - lr) <= LR_TOLERANCE:
            fail("learning_rate", f"{rate:g}", f"{lr:g}")


@exercise("train_epoch", points=4)
def test_train_epoch_makes_one_update_a_batch(student: Student) -> None:
    """After each of several unequal batches the parameters are those of SGD."""
    for kind in ("function", "module"):
        assert_epoch(student, kind, "cross_entropy", "sgd", 0.1, [5, 4, 3, 1])
        assert_epoch(student, kind, "squared", "sgd", 0.02, [7, 2, 7], seed=1)
    assert_epoch(student, "function", "cross_entropy", "sgd", 0.1, [1], seed=2)
    # A net that fits its data: to stop early shows.
    assert_epoch(
        student, "function", "cross_entropy", "sgd", 0.1, [4, 4, 4, 3], seed=3, fit=9.0
    )
    # Large gradients: clipping them shows.
    assert_epoch(
        student, "function", "cross_entropy", "sgd", 1e-3, [6, 6, 2], seed=3, size=100.0
    )


@exercise("train_epoch", points=2)
def test_train_epoch_leaves_the_update_to_the_optimizer(student: Student) -> None:
    """Any optimizer works: momentum and Adam move the parameters as they should."""
    assert_epoch(
        student, "module", "cross_entropy", "momentum", 0.1, [4, 4, 3, 2], seed=4
    )
    assert_epoch(student, "function", "squared", "adam", 0.05, [3, 5, 2], seed=5)
    # Two groups of parameters: all of them are to be cleared and moved.
    assert_epoch(student, "function", "squared", "groups", 0.02, [3, 4, 3], seed=9)
    assert_epoch(student, "module", "cross_entropy", "adam", 0.05, [4, 1], seed=6)


@exercise("train_epoch", points=2)
@given(sizes=st.lists(st.integers(1, 6), min_size=1, max_size=3), seed=seeds())
def test_train_epoch_reports_loss_and_accuracy_of_the_epoch(
    student: Student, sizes: list[int], seed: int
) -> None:
    """It returns mean loss and accuracy over the samples, before each update."""
    assert_epoch(student, "function", "cross_entropy", "sgd", 0.5, sizes, seed=seed)


@exercise("train_epoch", points=2)
def test_train_epoch_trains_in_train_mode(student: Student) -> None:
    """A module is in train mode, and float32 works as well."""
    assert_epoch(student, "module", "squared", "sgd", 0.05, [4, 3, 3], seed=7)
    assert_epoch(
        student,
        "module",
        "cross_entropy",
        "sgd",
        0.1,
        [32, 32, 5],
        seed=8,
        dtype=torch.float32,
    )


# --- train -------------------------------------------------------------------


def assert_trained(
    student: Student, kind: str, loss: str, optimizer: str, lr: float, sizes: list[int],
    epochs: int, *, seed: int, parts: frozenset[str], fit: float = 0.0,
) -> None:  # fmt: skip
    """Compare what `train` leaves and returns with the reference's loop.

    `parts` says which of `params`, `history` to compare.
    """
    start, X, y = training_case(seed, sizes, torch.float64)
    if fit:
        start, y = fitted(start, X, fit)
    _, X_test, y_test = training_case(seed + 50, [9], torch.float64)
    args = (kind, loss, optimizer, lr, start, X, y, sizes, X_test, y_test, epochs)
    history, graphs, W, b, rate, passes = student.drive("training.training", *args)
    student.note(
        net=f"a {kind}", train_iter=batches_of(sizes), loss=loss,
        optimizer=f"{optimizer}, lr {lr:g}", num_epochs=epochs,
    )  # fmt: skip
    reference = Reference(loss, optimizer, lr, start)
    batches = list(zip(X.split(sizes), y.split(sizes), strict=True))
    expected: list[tuple[float, ...]] = []
    for index in range(epochs):
        turn = index % len(batches)
        measured = reference.epoch(batches[turn:] + batches[:turn])
        expected.append((*measured, reference.accuracy(kind, X_test, y_test)))
    if "params" in parts:
        if passes != epochs:
            fail("passes", f"{passes} passes over train_iter", f"{epochs}")
        for what, got, moved in zip("Wb", (W, b), reference.params, strict=True):
            assert_close(got, moved.detach(), what=what, kind="params", scale=20)
        if not abs(rate - lr) <= LR_TOLERANCE:
            fail("learning_rate", f"{rate:g}", f"{lr:g}")
    if "history" in parts:
        if graphs:
            fail("graph_in_numbers")
        rows = assert_items(history, epochs, "the history")
        for index, (row, wanted) in enumerate(zip(rows, expected, strict=True)):
            numbers = assert_items(row, 3, f"epoch {index + 1}")
            named = zip(HISTORY_NAMES, numbers, wanted, strict=True)
            for name, number, right in named:
                what = f"{name} of epoch {index + 1}"
                assert_number(number, right, what=what)


HISTORY_NAMES = ("train_loss", "train_acc", "test_acc")
PARAMS, HISTORY = frozenset({"params"}), frozenset({"history"})


@exercise("train", points=3)
def test_train_trains_for_all_epochs(student: Student) -> None:
    """Each epoch trains once on train_iter; at the end stand the last parameters."""
    for kind in ("function", "module"):
        for epochs in (1, 2, 4):
            assert_trained(
                student,
                kind,
                "cross_entropy",
                "sgd",
                0.2,
                [5, 3, 2],
                epochs,
                seed=1,
                parts=PARAMS,
            )
    assert_trained(
        student,
        "module",
        "squared",
        "momentum",
        0.02,
        [4, 4, 1],
        5,
        seed=2,
        parts=PARAMS,
    )
    assert_trained(
        student,
        "function",
        "cross_entropy",
        "adam",
        0.3,
        [6, 5],
        6,
        seed=3,
        parts=PARAMS,
    )
    assert_trained(
        student, "function", "cross_entropy", "sgd", 0.1, [5, 4], 4,
        seed=6, parts=PARAMS, fit=9.0,
    )  # fmt: skip


@exercise("train", points=3)
def test_train_returns_its_history(student: Student) -> None:
    """It returns (train_loss, train_acc, test_acc) for each epoch."""
    for kind in ("function", "module"):
        for epochs in (1, 3):
            assert_trained(
                student,
                kind,
                "cross_entropy",
                "sgd",
                0.5,
                [5, 3, 2],
                epochs,
                seed=4,
                parts=HISTORY,
            )
    assert_trained(
        student,
        "module",
        "cross_entropy",
        "momentum",
        0.5,
        [4, 4, 1],
        4,
        seed=5,
        parts=HISTORY,
    )
