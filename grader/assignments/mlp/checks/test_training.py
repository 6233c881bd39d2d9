"""Checks of `training.py`: counting, evaluating, an epoch, the whole loop."""

from __future__ import annotations

from collections.abc import Callable

import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn import functional as F

from grader.testing.closeness import (
    as_number,
    assert_close,
    assert_items,
    assert_number,
    assert_tensor,
    fail,
)
from grader.testing.conduct import assert_keeps_to_itself
from grader.testing.plugin import exercise
from grader.testing.strategies import dtypes, seeds
from grader.testing.student import Student

LR_TOLERANCE = 1e-12
EVAL_FACTOR = -0.25
"""What the drivers' module nets multiply their scores with in eval mode."""


def scores(B: int, C: int, seed: int, dtype: torch.dtype) -> torch.Tensor:
    """Scores (B, C) of both signs without ties: in each row a permutation."""
    generator = torch.Generator().manual_seed(seed)
    rows = [torch.randperm(C, generator=generator) for _ in range(B)]
    shift = torch.randint(-C - 3, 3, (B, 1), generator=generator)
    return (torch.stack(rows) + shift).to(dtype) / 2


def some_labels(y_hat: torch.Tensor, right: int) -> torch.Tensor:
    """Labels (B,) of which the first `right` agree with the scores."""
    best = y_hat.argmax(1)
    other = (
        best + 1 + torch.arange(len(best)) % max(1, y_hat.shape[1] - 1)
    ) % y_hat.shape[1]
    other = torch.where(other == best, (best + 1) % y_hat.shape[1], other)
    return torch.where(torch.arange(len(best)) < right, best, other)


# --- accuracy ----------------------------------------------------------------


@exercise("accuracy", points=1.5)
@given(
    B=st.integers(1, 6),
    C=st.integers(2, 5),
    seed=seeds(),
    dtype=dtypes(),
    data=st.data(),
)
def test_accuracy_counts_right_predictions(
    student: Student, B: int, C: int, seed: int, dtype: torch.dtype, data: st.DataObject
) -> None:
    """accuracy(y_hat, y) is the number of rows whose largest score is at y."""
    y_hat = scores(B, C, seed, dtype)
    right = data.draw(st.integers(0, B))
    assert_number(student.accuracy(y_hat, some_labels(y_hat, right)), right)


@exercise("accuracy", points=1)
def test_accuracy_takes_class_indices(student: Student) -> None:
    """y_hat may hold class indices (B,) as well."""
    for y_hat, y in [
        ([1, 0, 2, 2], [1, 2, 2, 0]),
        ([3], [3]),
        ([3], [2]),
        ([0, 1, 9, 9, 0], [0, 1, 9, 9, 0]),
        ([0, 0], [0, 0]),
    ]:
        right = sum(a == b for a, b in zip(y_hat, y, strict=True))
        assert_number(student.accuracy(torch.tensor(y_hat), torch.tensor(y)), right)


@exercise("accuracy", points=0.75)
def test_accuracy_is_right_for_any_batch(student: Student) -> None:
    """It is right for square batches, one row, two classes and 256 x 10."""
    for B, C, right in [
        (4, 4, 1),
        (10, 10, 7),
        (1, 3, 1),
        (1, 10, 0),
        (5, 2, 3),
        (256, 10, 131),
        (256, 10, 0),
        (256, 10, 256),
    ]:
        for dtype in (torch.float64, torch.float32):
            y_hat = scores(B, C, B + C, dtype)
            assert_number(student.accuracy(y_hat, some_labels(y_hat, right)), right)
            assert_number(
                student.accuracy(torch.softmax(y_hat, 1), some_labels(y_hat, right)),
                right,
            )


@exercise("accuracy", points=0.75)
def test_accuracy_keeps_to_itself(student: Student) -> None:
    """It takes scores with a graph, and changes nothing."""
    for right in (0, 2):
        y_hat = scores(3, 4, 1, torch.float32)
        y = some_labels(y_hat, right)
        student.note(y_hat=y_hat, y=y)
        assert_number(student.drive("training.accuracy_with_graph", y_hat, y), right)

    def verify(answer: object, args: object) -> None:
        assert isinstance(args, list)
        assert_number(answer, int((args[0].argmax(1) == args[1]).sum()))

    first, second = (
        [O, some_labels(O, r)]
        for O, r in (
            (scores(5, 3, 1, torch.float32), 2),
            (scores(5, 3, 2, torch.float32), 4),
        )
    )
    assert_keeps_to_itself(student, "accuracy", first, second, verify)


# --- evaluate_accuracy -------------------------------------------------------


def classified(
    seed: int, n: int, right: int
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Inputs (n, 4), labels (n,) and weights (4, 3) of which `right` are right.

    The wrong ones come last, so that the last, smaller batch is worse than the rest.
    """
    generator = torch.Generator().manual_seed(seed)
    X = torch.randn(n, 4, generator=generator)
    W = torch.randn(4, 3, generator=generator)
    return X, some_labels(X @ W, right), W


def assert_evaluated(
    student: Student, kind: str, sizes: list[int], right: int, training: bool = True
) -> None:
    """Compare the fraction, and see that nothing else happened."""
    n = sum(sizes)
    X, y, W = classified(n + right, n, right)
    student.note(
        net=f"a {kind}",
        data_iter=f"batches of {', '.join(map(str, sizes))}, {right} of {n} right",
    )
    answer, weight, layer, after, off = student.drive(
        "training.evaluate", kind, X, y, sizes, W, training
    )
    assert_number(answer, right / n)
    for parameter in (weight, layer):
        assert_close(parameter, W, what="a parameter", kind="moved")
    if after is not True:
        fail("grad_mode", "off", "on")
    if off is not False:
        fail("grad_mode", "on", "off")


@exercise("evaluate_accuracy", points=2)
@given(sizes=st.lists(st.integers(1, 6), min_size=1, max_size=4), data=st.data())
def test_evaluate_accuracy_is_the_fraction_right(
    student: Student, sizes: list[int], data: st.DataObject
) -> None:
    """It is the fraction of samples right over the whole iterator."""
    right = data.draw(st.integers(0, sum(sizes)))
    assert_evaluated(
        student, data.draw(st.sampled_from(["function", "module"])), sizes, right
    )


@exercise("evaluate_accuracy", points=2)
def test_evaluate_accuracy_counts_samples_not_batches(student: Student) -> None:
    """A smaller last batch counts by its samples."""
    for kind in ("function", "module"):
        for sizes, right in [
            ([4, 4, 1], 6),
            ([1], 1),
            ([8, 8, 8, 3], 20),
            ([256, 256, 100], 300),
            ([1, 5], 2),
            ([3, 3], 3),
        ]:
            assert_evaluated(student, kind, sizes, right)


@exercise("evaluate_accuracy", points=1.5)
def test_evaluate_accuracy_evaluates_in_eval_mode(student: Student) -> None:
    """A module is in eval mode during the forward passes, all its parts with it."""
    for training in (True, False):
        for sizes, right in [([5, 5, 2], 11), ([4], 4)]:
            assert_evaluated(student, "mood", sizes, right, training)


@exercise("evaluate_accuracy", points=1.5)
def test_evaluate_accuracy_records_no_gradients(student: Student) -> None:
    """Gradient recording is off during the forward passes, and as before afterwards."""
    for sizes, right in [([5, 5, 2], 11), ([4], 4), ([6, 1], 0)]:
        assert_evaluated(student, "watched", sizes, right)


# --- train_epoch -------------------------------------------------------------

Loss = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]

LOSSES: dict[str, Loss] = {
    "cross_entropy": lambda y_hat, y: F.cross_entropy(y_hat, y, reduction="none"),
    "squared": lambda y_hat, y: (y_hat - F.one_hot(y, y_hat.shape[1])).square().sum(1),
}


class Reference:
    """The loop as the contract has it, on a linear net with parameters W and b."""

    def __init__(
        self, loss: str, optimizer: str, lr: float, start: list[torch.Tensor]
    ) -> None:
        self.params = [p.clone().requires_grad_() for p in start]
        self._loss = LOSSES[loss]
        if optimizer == "adam":
            self._optimizer: torch.optim.Optimizer = torch.optim.Adam(
                self.params, lr=lr
            )
        else:
            momentum = 0.9 if optimizer == "momentum" else 0.0
            self._optimizer = torch.optim.SGD(self.params, lr=lr, momentum=momentum)

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
            self._optimizer.zero_grad()
            losses.mean().backward()
            self._optimizer.step()
            total += float(losses.detach().sum())
            right += float((y_hat.argmax(1) == y).sum())
            count += len(y)
        return total / count, right / count

    @torch.no_grad()
    def accuracy(self, kind: str, X: torch.Tensor, y: torch.Tensor) -> float:
        """The fraction of rows that are right; a module turns its scores in eval mode."""
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


def assert_two_numbers(answer: object) -> tuple[object, object]:
    """Return the pair (loss, accuracy)."""
    first, second = assert_items(answer, 2)
    return first, second


def assert_epoch(
    student: Student, kind: str, loss: str, optimizer: str, lr: float, sizes: list[int],
    *, seed: int = 0, size: float = 1.0, dtype: torch.dtype = torch.float64,
) -> None:  # fmt: skip
    """Compare parameters, loss and accuracy after the first 1, 2, ... batches."""
    start, X, y = training_case(seed, sizes, dtype, size)
    rows = student.drive(
        "training.epoch", kind, loss, optimizer, lr, start, X, y, sizes
    )
    for count, row in enumerate(rows, start=1):
        answer, graphs, W, b, rate, _ = row
        student.note(
            net=f"a {kind}", train_iter=f"batches of {', '.join(map(str, sizes[:count]))}",
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
    assert_epoch(student, "module", "cross_entropy", "adam", 0.05, [4, 1], seed=6)


@exercise("train_epoch", points=2)
@given(sizes=st.lists(st.integers(1, 6), min_size=1, max_size=3), seed=seeds())
def test_train_epoch_reports_loss_and_accuracy_of_the_epoch(
    student: Student, sizes: list[int], seed: int
) -> None:
    """It returns mean loss and accuracy over the samples, as they were before each update."""
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
    epochs: int, *, seed: int, parts: frozenset[str],
) -> None:  # fmt: skip
    """Compare what `train` leaves and returns with the reference's loop.

    `parts` says which of `params`, `history` to compare.
    """
    start, X, y = training_case(seed, sizes, torch.float64)
    _, X_test, y_test = training_case(seed + 50, [9], torch.float64)
    args = (kind, loss, optimizer, lr, start, X, y, sizes, X_test, y_test, epochs)
    history, graphs, W, b, rate, passes = student.drive("training.training", *args)
    student.note(
        net=f"a {kind}", train_iter=f"batches of {', '.join(map(str, sizes))}", loss=loss,
        optimizer=f"{optimizer}, lr {lr:g}", num_epochs=epochs,
    )  # fmt: skip
    reference = Reference(loss, optimizer, lr, start)
    batches = list(zip(X.split(sizes), y.split(sizes), strict=True))
    expected = []
    for index in range(epochs):
        turn = index % len(batches)
        row = reference.epoch(batches[turn:] + batches[:turn])
        expected.append((*row, reference.accuracy(kind, X_test, y_test)))
    if "params" in parts:
        if passes != epochs:
            fail("passes", f"{passes} passes over train_iter", f"{epochs}")
        for what, got, want in zip("Wb", (W, b), reference.params, strict=True):
            assert_close(got, want.detach(), what=what, kind="params", scale=20)
        if not abs(rate - lr) <= LR_TOLERANCE:
            fail("learning_rate", f"{rate:g}", f"{lr:g}")
    if "history" in parts:
        if graphs:
            fail("graph_in_numbers")
        rows = assert_items(history, epochs, "the history")
        for index, (row, wanted) in enumerate(zip(rows, expected, strict=True)):
            numbers = assert_items(row, 3, f"epoch {index + 1}")
            for name, number, right in zip(HISTORY_NAMES, numbers, wanted, strict=True):
                what = f"{name} of epoch {index + 1}"
                assert_number(as_number(number), right, what=what)


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


@exercise("train", points=3)
def test_train_returns_its_history(student: Student) -> None:
    """It returns (train_loss, train_acc, test_acc) an epoch, the last after the epoch."""
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


# --- sgd_step ----------------------------------------------------------------


@exercise("sgd_step", points=1)
def test_sgd_step_moves_against_the_gradient(student: Student) -> None:
    """Each parameter moves by -lr times its gradient, in place."""
    for lr in (0.1, 2.0, 1e-3):
        for as_generator in (False, True):
            for dtype in (torch.float64, torch.float32):
                assert_step(student, lr, as_generator, dtype, skip=())


@exercise("sgd_step", points=1)
def test_sgd_step_skips_parameters_without_a_gradient(student: Student) -> None:
    """A parameter whose gradient is None stays; gradients are not changed before."""
    for skip in ((0,), (1,), (2,), (0, 2), (0, 1, 2)):
        assert_step(student, 0.1, False, torch.float64, skip=skip)


def assert_step(
    student: Student,
    lr: float,
    as_generator: bool,
    dtype: torch.dtype,
    skip: tuple[int, ...],
) -> None:
    """Compare the caller's own tensors after a step."""
    generator = torch.Generator().manual_seed(int(lr * 1000))
    values = [
        torch.randn(*s, generator=generator).to(dtype)
        for s in ((4, 3), (3,), (2, 2, 2))
    ]
    grads = [
        None
        if index in skip
        else torch.randn(value.shape, generator=generator).to(dtype)
        for index, value in enumerate(values)
    ]
    student.note(
        params=", ".join(
            "no gradient" if g is None else "with gradient" for g in grads
        ),
        lr=lr,
    )
    after, grads_after, leaves, recording = student.drive(
        "training.step", values, grads, lr, as_generator
    )
    for index, (value, grad) in enumerate(zip(values, grads, strict=True)):
        expected = value if grad is None else value - lr * grad
        assert_close(after[index], expected, what=f"parameter {index + 1}", scale=5)
        left = grads_after[index]
        if grad is not None and left is not None and bool((left != 0).any()):
            assert_close(
                left,
                grad,
                what=f"the gradient of parameter {index + 1}",
                kind="grad_changed",
            )
    if min(leaves) < 1:
        fail("not_leaf")
    if recording is not True:
        fail("grad_mode", "off", "on")


# --- predict -----------------------------------------------------------------


@exercise("predict", points=1)
@given(
    sizes=st.lists(st.integers(1, 5), min_size=1, max_size=3),
    seed=seeds(),
    data=st.data(),
)
def test_predict_gives_the_classes_of_the_first_batch(
    student: Student, sizes: list[int], seed: int, data: st.DataObject
) -> None:
    """It returns the first n predicted class indices, an int64 tensor (n,)."""
    n = data.draw(st.integers(1, sizes[0]))
    assert_predicted(student, sizes, seed, n)


@exercise("predict", points=1)
def test_predict_gives_six_by_default(student: Student) -> None:
    """Without n it returns six."""
    for sizes in ([6], [8, 8, 3], [256, 10]):
        assert_predicted(student, sizes, 3, None)
        assert_predicted(student, sizes, 4, sizes[0])
        assert_predicted(student, sizes, 5, 1)


def assert_predicted(
    student: Student, sizes: list[int], seed: int, n: int | None
) -> None:
    """Compare classes of a linear net."""
    generator = torch.Generator().manual_seed(seed)
    X = torch.randn(sum(sizes), 4, generator=generator)
    W = torch.randn(4, 5, generator=generator)
    y = torch.randint(0, 5, (sum(sizes),), generator=generator)
    student.note(
        net="a function",
        data_iter=f"batches of {', '.join(map(str, sizes))}",
        n=6 if n is None else n,
    )
    answer = student.drive("training.predictions", X, y, sizes, W, n)
    expected = (X @ W).argmax(1)[: 6 if n is None else n]
    assert_tensor(answer, tuple(expected.shape), torch.int64)
    assert_close(answer, expected, kind="classes")
