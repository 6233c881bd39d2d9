"""Checks of `training.py`: counting, evaluating, one step, predictions."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from hypothesis import given
from hypothesis import strategies as st

from grader.testing.closeness import (
    assert_close,
    assert_number,
    assert_tensor,
    fail,
)
from grader.testing.conduct import assert_keeps_to_itself, assert_leaves_settings
from grader.testing.plugin import exercise
from grader.testing.strategies import dtypes, seeds
from grader.testing.student import Student


def batches_of(sizes: Sequence[int]) -> str:
    """Batch sizes, for a counterexample."""
    return f"batches of {', '.join(map(str, sizes))}"


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
        (49, 3, 1),
    ]:
        for dtype in (torch.float64, torch.float32):
            y_hat = scores(B, C, B + C, dtype)
            assert_number(student.accuracy(y_hat, some_labels(y_hat, right)), right)
            assert_number(
                student.accuracy(torch.softmax(y_hat, 1), some_labels(y_hat, right)),
                right,
            )
            assert_number(
                student.accuracy(200 * y_hat, some_labels(y_hat, right)), right
            )


@exercise("accuracy", points=0.75)
def test_accuracy_keeps_to_itself(student: Student) -> None:
    """It takes scores with a graph, and changes nothing."""
    for y_hat in (
        1 + 1e-10 * scores(6, 4, 2, torch.float64),
        2000 * scores(6, 4, 3, torch.float64),
        scores(6, 17, 4, torch.float32),
    ):
        assert_number(student.accuracy(y_hat, some_labels(y_hat, 5)), 5)
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
    if kind == "double":
        X, W = X.double(), W.double()
    student.note(
        net=f"a {kind}",
        data_iter=f"{batches_of(sizes)}, {right} of {n} right",
    )
    answer, weight, layer, collects, turned = student.drive(
        "training.evaluate", kind, X, y, sizes, W, training
    )
    assert_number(answer, right / n)
    # Another call with the same net and data, after the net has changed.
    turned_right = int(((-(X @ W)).argmax(1) == y).sum())
    assert_number(turned, turned_right / n, what="another call")
    for parameter in (weight, layer):
        assert_close(parameter, W, what="a parameter", kind="moved")
    if collects is not True:
        fail("requires_grad")


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
            ([1] * 130, 65),
        ]:
            assert_evaluated(student, kind, sizes, right)
    assert_evaluated(student, "double", [4, 3], 5)


@exercise("evaluate_accuracy", points=1.5)
def test_evaluate_accuracy_evaluates_in_eval_mode(student: Student) -> None:
    """A module is in eval mode during the forward passes, all its parts with it."""
    for training in (True, False):
        for sizes, right in [([5, 5, 2], 11), ([4], 4)]:
            assert_evaluated(student, "mood", sizes, right, training)
            assert_evaluated(student, "own mood", sizes, right, training)


@exercise("evaluate_accuracy", points=1.5)
def test_evaluate_accuracy_records_no_gradients(student: Student) -> None:
    """Gradient recording is off during the forward passes, and as before afterwards."""
    for sizes, right in [([5, 5, 2], 11), ([4], 4), ([6, 1], 0)]:
        assert_evaluated(student, "watched", sizes, right)
    X, y, W = classified(3, 7, 4)
    arguments = ("module", X, y, [4, 3], W, True)
    assert_leaves_settings(student, "training.evaluate", *arguments)


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
    for skip in ((0,), (1,), (5,), (0, 2), (0, 1, 2, 3, 4, 5)):
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
    shapes = ((4, 3), (3,), (2, 2, 2), (3,), (4, 3), (5,))
    values = [torch.randn(*s, generator=generator).to(dtype) for s in shapes]
    grads = [
        None
        if index in skip
        else 9 * torch.randn(value.shape, generator=generator).to(dtype)
        for index, value in enumerate(values)
    ]
    if grads[3] is not None:  # entries that add up to 0, and are none
        grads[3] = torch.tensor([2.0, -3.0, 1.0], dtype=dtype)
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
        assert_close(after[index], expected, what=f"parameter {index + 1}", scale=50)
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
    classes=st.integers(2, 5),
    seed=seeds(),
    data=st.data(),
)
def test_predict_gives_the_classes_of_the_first_batch(
    student: Student, sizes: list[int], classes: int, seed: int, data: st.DataObject
) -> None:
    """It returns the first n predicted class indices, an int64 tensor (n,)."""
    n = data.draw(st.integers(1, sizes[0]))
    assert_predicted(student, sizes, classes, seed, n)


@exercise("predict", points=1)
def test_predict_gives_six_by_default(student: Student) -> None:
    """Without n it returns six; a module stays as it is, and so does all else."""
    for sizes in ([6], [8, 8, 3], [256, 10]):
        for kind in ("function", "module"):
            assert_predicted(student, sizes, 5, 3, None, kind)
            assert_predicted(student, sizes, 2, 4, sizes[0], kind)
        assert_predicted(student, sizes, 11, 5, 1)
    X, W, y = torch.ones(6, 4), torch.eye(4), torch.zeros(6).long()
    arguments = ("module", X, y, [6], W, None, False)
    assert_leaves_settings(student, "training.predictions", *arguments)


def assert_predicted(
    student: Student,
    sizes: list[int],
    classes: int,
    seed: int,
    n: int | None,
    kind: str = "function",
) -> None:
    """Compare classes of a linear net, n given by position and by name."""
    generator = torch.Generator().manual_seed(seed)
    X = torch.randn(sum(sizes), 4, generator=generator)
    W = torch.randn(4, classes, generator=generator)
    y = torch.randint(0, classes, (sum(sizes),), generator=generator)
    for by_name in (False, True):
        student.note(
            net=f"a {kind}", data_iter=batches_of(sizes), n=6 if n is None else n
        )
        arguments = (kind, X, y, sizes, W, n, by_name)
        answer, again, after, collects = student.drive(
            "training.predictions", *arguments
        )
        expected = (X @ W).argmax(1)[: 6 if n is None else n]
        turned = (-(X @ W)).argmax(1)[: 6 if n is None else n]
        assert_tensor(answer, tuple(expected.shape), torch.int64)
        assert_close(answer, expected, kind="classes")
        assert_close(again, turned, what="another call", kind="classes")
        assert_close(after, W, what="the weights", kind="moved")
        if collects is not True:
            fail("requires_grad")
