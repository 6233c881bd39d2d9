"""Checks of `training.py`: an epoch and the whole loop, update by update."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

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
from grader.testing.conduct import assert_leaves_settings
from grader.testing.plugin import exercise
from grader.testing.strategies import seeds
from grader.testing.student import Student

LR_TOLERANCE = 1e-12
EVAL_FACTOR = -0.25
"""What the drivers' module nets multiply their scores with in eval mode."""
FACTORS = (1.0, -0.5, 0.25)
"""What the restless ones multiply them with, forward pass by forward pass."""


# --- train_epoch -------------------------------------------------------------

Loss = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]

LOSSES: dict[str, Loss] = {
    "cross_entropy": lambda y_hat, y: F.cross_entropy(y_hat, y, reduction="none"),
    "squared": lambda y_hat, y: (y_hat - F.one_hot(y, y_hat.shape[1])).square().sum(1),
}


@dataclass(frozen=True)
class Setting:
    """One training: the net, the loss, the optimizer and the batches."""

    kind: str
    """`function`, `module`, or `restless module`, which scales each forward pass."""
    loss: str
    optimizer: str
    lr: float
    sizes: tuple[int, ...]
    seed: int = 0
    size: float = 1.0
    """Of the inputs; gradients grow with them."""
    fit: float = 0.0
    """How sure the start values are of the labels; 0 for labels of their own."""
    hidden: int = 0
    repeats: int = 1
    """How often `train_epoch` is called, with the same optimizer."""
    dtype: torch.dtype = torch.float64

    def note(self, student: Student, batches: int, **more: object) -> None:
        """Write the setting down for a counterexample."""
        student.note(
            net=f"a {self.kind}", train_iter=batches_of(self.sizes[:batches]),
            loss=self.loss, optimizer=f"{self.optimizer}, lr {self.lr:g}", **more,
        )  # fmt: skip

    def draw(self) -> tuple[list[torch.Tensor], torch.Tensor, torch.Tensor]:
        """Start values, inputs (n, 4) and labels (n,) that a net half learns."""
        generator = torch.Generator().manual_seed(self.seed)

        def normal(*shape: int) -> torch.Tensor:
            return torch.randn(*shape, generator=generator)

        n = sum(self.sizes)
        X = (normal(n, 4) * self.size).to(self.dtype)
        y = (X.float() @ normal(4, 3) / self.size + normal(n, 3)).argmax(1)
        widths = [4, self.hidden, 3] if self.hidden else [4, 3]
        start = []
        for inputs, outputs in pairwise(widths):
            start += [normal(inputs, outputs), normal(outputs)]
        start[0] = start[0] / self.size
        start = [p.to(self.dtype) for p in start]
        if self.fit:
            start = [self.fit * p for p in start]
            y = forward(start, X).argmax(1)
        return start, X, y


def forward(params: list[torch.Tensor], X: torch.Tensor) -> torch.Tensor:
    """X W + b, or with a hidden layer relu(X W1 + b1) W2 + b2."""
    H = X.flatten(1) @ params[0] + params[1]
    return H if len(params) == 2 else H.clamp(min=0) @ params[2] + params[3]


class Reference:
    """The loop as the contract has it.

    The update rules are written out: importing torch's optimizers takes seconds.
    """

    def __init__(self, setting: Setting, start: list[torch.Tensor]) -> None:
        self.params = [p.clone().requires_grad_() for p in start]
        self._kind, self._loss = setting.kind, LOSSES[setting.loss]
        self._rule, self._lr, self._steps = setting.optimizer, setting.lr, 0
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

    def epoch(
        self, batches: list[tuple[torch.Tensor, torch.Tensor]]
    ) -> tuple[float, float]:
        """One pass: mean loss and accuracy of the forward passes that moved it."""
        total = right = count = 0.0
        for X, y in batches:
            y_hat = forward(self.params, X)
            if self._kind == "restless module":
                y_hat = y_hat * FACTORS[self._steps % len(FACTORS)]
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
    def accuracy(self, X: torch.Tensor, y: torch.Tensor) -> float:
        """The fraction right; a module turns its scores around in eval mode."""
        y_hat = forward(self.params, X)
        y_hat = y_hat * (EVAL_FACTOR if self._kind == "module" else 1.0)
        return float((y_hat.argmax(1) == y).double().mean())


def assert_params(
    answer: object, expected: list[torch.Tensor], rate: float, lr: float
) -> None:
    """Compare the parameters after training, and the learning rate."""
    names = ["W", "b"] if len(expected) == 2 else ["W1", "b1", "W2", "b2"]
    items = assert_items(answer, len(expected), "the parameters")
    for what, got, want in zip(names, items, expected, strict=True):
        assert_close(got, want.detach(), what=what, kind="params", scale=10)
    if not abs(rate - lr) <= LR_TOLERANCE:
        fail("learning_rate", f"{rate:g}", f"{lr:g}")


def assert_epoch(student: Student, setting: Setting, prefixes: bool = True) -> None:
    """Compare parameters, loss and accuracy after the first 1, 2, ... batches.

    Without `prefixes`, after all batches only.
    """
    start, X, y = setting.draw()
    sizes = list(setting.sizes)
    counts = list(range(1, len(sizes) + 1)) if prefixes else [len(sizes)]
    rows = student.drive("training.epoch", *epoch_arguments(setting, counts))
    for count, (answer, graphs, params, rate) in zip(counts, rows, strict=True):
        setting.note(student, count)
        reference = Reference(setting, start)
        n, cuts = sum(sizes[:count]), sizes[:count]
        batches = list(zip(X[:n].split(cuts), y[:n].split(cuts), strict=True))
        for _ in range(setting.repeats):
            expected = reference.epoch(batches)
        assert_params(params, reference.params, rate, setting.lr)
        loss, accuracy = assert_items(answer, 2)
        if graphs:
            fail("graph_in_numbers")
        rel = 1e-6 if setting.dtype == torch.float64 else 1e-4
        assert_number(loss, expected[0], rel=rel, what="the mean loss")
        assert_number(accuracy, expected[1], rel=1e-6, what="the accuracy")


def epoch_arguments(setting: Setting, counts: list[int]) -> tuple[object, ...]:
    """What the driver gets for these prefixes."""
    start, X, y = setting.draw()
    return (
        setting.kind, setting.loss, setting.optimizer, setting.lr, start, X, y,
        list(setting.sizes), counts, setting.repeats,
    )  # fmt: skip


PLAIN = Setting("function", "cross_entropy", "sgd", 0.1, (5, 4, 3, 1))


@exercise("train_epoch", points=4)
def test_train_epoch_makes_one_update_a_batch(student: Student) -> None:
    """After each of several unequal batches the parameters are those of SGD."""
    for kind in ("function", "module"):
        assert_epoch(student, replace(PLAIN, kind=kind))
        squared = Setting(kind, "squared", "sgd", 0.02, (7, 2, 7), seed=1, hidden=5)
        assert_epoch(student, squared)
    assert_epoch(student, replace(PLAIN, sizes=(1,), seed=2))
    # A net that fits its data: to stop early shows. So does an end after 100.
    assert_epoch(student, replace(PLAIN, sizes=(4, 4, 4, 3), seed=3, fit=9.0))
    assert_epoch(student, replace(PLAIN, sizes=(1,) * 130), prefixes=False)
    # Large gradients: clipping them shows.
    assert_epoch(student, replace(PLAIN, lr=1e-3, sizes=(6, 6, 2), seed=3, size=100.0))


@exercise("train_epoch", points=2)
def test_train_epoch_leaves_the_update_to_the_optimizer(student: Student) -> None:
    """Any optimizer works: momentum and Adam move the parameters as they should."""
    for kind in ("function", "module"):
        momentum = Setting(kind, "cross_entropy", "momentum", 0.1, (4, 4, 3, 2), seed=4)
        assert_epoch(student, momentum)
        # Called again, the optimizer goes on with what it remembers.
        assert_epoch(student, replace(momentum, repeats=2), prefixes=False)
        assert_epoch(student, Setting(kind, "squared", "adam", 0.05, (3, 5, 2), seed=5))
    # Two groups of parameters: all of them are to be cleared and moved.
    groups = Setting("function", "squared", "groups", 0.02, (3, 4, 3), seed=9, hidden=3)
    assert_epoch(student, groups)


@exercise("train_epoch", points=2)
@given(sizes=st.lists(st.integers(1, 6), min_size=1, max_size=3), seed=seeds())
def test_train_epoch_reports_loss_and_accuracy_of_the_epoch(
    student: Student, sizes: list[int], seed: int
) -> None:
    """It returns mean loss and accuracy over the samples, before each update."""
    assert_epoch(student, replace(PLAIN, lr=0.5, sizes=tuple(sizes), seed=seed))


@exercise("train_epoch", points=2)
def test_train_epoch_trains_in_train_mode(student: Student) -> None:
    """A module is in train mode and is called once a batch; float32 works as well."""
    module = Setting("module", "squared", "sgd", 0.05, (4, 3, 3), seed=7)
    assert_epoch(student, module)
    assert_epoch(student, replace(module, sizes=(32, 32, 5), dtype=torch.float32))
    assert_epoch(student, replace(module, kind="restless module", sizes=(4, 3, 3, 2)))
    assert_leaves_settings(
        student, "training.epoch", *epoch_arguments(module, [3]), trains=True
    )


# --- train -------------------------------------------------------------------


def assert_trained(
    student: Student, setting: Setting, epochs: int, *, history: bool
) -> None:
    """Compare what `train` leaves, or its history, with the reference's loop."""
    start, X, y = setting.draw()
    arguments = train_arguments(setting, epochs)
    X_test, y_test = held_out(setting)
    answer, graphs, params, rate, passes, later = student.drive(
        "training.training", *arguments
    )
    setting.note(student, len(setting.sizes), num_epochs=epochs)
    reference = Reference(setting, start)
    cuts = list(setting.sizes)
    batches = list(zip(X.split(cuts), y.split(cuts), strict=True))
    expected: list[tuple[float, ...]] = []
    for index in range(epochs):
        turn = index % len(batches)
        measured = reference.epoch(batches[turn:] + batches[:turn])
        expected.append((*measured, reference.accuracy(X_test, y_test)))
    if not history:
        if passes != epochs:
            fail("passes", f"{passes} passes over train_iter", f"{epochs}")
        assert_params(params, reference.params, rate, setting.lr)
        return
    if graphs:
        fail("graph_in_numbers")
    rows = assert_items(answer, epochs, "the history")
    for index, (row, wanted) in enumerate(zip(rows, expected, strict=True)):
        numbers = assert_items(row, 3, f"epoch {index + 1}")
        named = zip(HISTORY_NAMES, numbers, wanted, strict=True)
        for name, number, right in named:
            assert_number(number, right, what=f"{name} of epoch {index + 1}")
    assert_items(later, epochs, "the history after another call")


def train_arguments(setting: Setting, epochs: int) -> tuple[object, ...]:
    """What the driver gets."""
    start, X, y = setting.draw()
    return (
        setting.kind, setting.loss, setting.optimizer, setting.lr, start, X, y,
        list(setting.sizes), *held_out(setting), epochs,
    )  # fmt: skip


def held_out(setting: Setting) -> tuple[torch.Tensor, torch.Tensor]:
    """Another draw of the same kind."""
    other = replace(setting, sizes=(9,), seed=setting.seed + 50, fit=0.0)
    return other.draw()[1:]


HISTORY_NAMES = ("train_loss", "train_acc", "test_acc")


@exercise("train", points=3)
def test_train_trains_for_all_epochs(student: Student) -> None:
    """Each epoch trains once on train_iter; at the end stand the last parameters."""
    for kind in ("function", "module"):
        plain = Setting(kind, "cross_entropy", "sgd", 0.2, (5, 3, 2), seed=1, hidden=4)
        for epochs in (1, 2, 4):
            assert_trained(student, plain, epochs, history=False)
    module = Setting("module", "squared", "momentum", 0.02, (4, 4, 1), seed=2)
    assert_trained(student, module, 5, history=False)
    adam = Setting("function", "cross_entropy", "adam", 0.3, (6, 5), seed=3)
    assert_trained(student, adam, 6, history=False)
    # A net that fits its data: to stop early shows.
    fits = Setting("function", "cross_entropy", "sgd", 0.1, (5, 4), seed=6, fit=9.0)
    assert_trained(student, fits, 4, history=False)


@exercise("train", points=3)
def test_train_returns_its_history(student: Student) -> None:
    """It returns (train_loss, train_acc, test_acc) for each epoch."""
    for kind in ("function", "module"):
        plain = Setting(kind, "cross_entropy", "sgd", 0.5, (5, 3, 2), seed=4)
        for epochs in (1, 3):
            assert_trained(student, plain, epochs, history=True)
    module = Setting("module", "cross_entropy", "momentum", 0.5, (4, 4, 1), seed=5)
    assert_trained(student, module, 4, history=True)
    # Steps so large that the test accuracy falls: to report the best one shows.
    wild = Setting("module", "cross_entropy", "sgd", 5.0, (5, 3, 2), seed=4)
    assert_trained(student, wild, 4, history=True)
    assert_leaves_settings(
        student, "training.training", *train_arguments(module, 2), trains=True
    )
