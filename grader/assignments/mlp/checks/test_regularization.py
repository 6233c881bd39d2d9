"""Checks of `regularization.py`: the L2 penalty and dropout."""

from __future__ import annotations

import math
from typing import Any

import torch
from hypothesis import given
from hypothesis import strategies as st

from grader.testing.closeness import assert_close, assert_tensor, fail
from grader.testing.conduct import assert_keeps_to_itself
from grader.testing.plugin import exercise
from grader.testing.strategies import dtypes, shapes, tensors
from grader.testing.student import Student


def penalty(weights: list[torch.Tensor], weight_decay: float) -> torch.Tensor:
    """weight_decay / 2 times the sum of all squares, 0-d."""
    squares = torch.stack([w.square().sum() for w in weights]).sum()
    return weight_decay / 2 * squares


# --- l2_penalty --------------------------------------------------------------


@exercise("l2_penalty", points=0.75)
@given(
    dtype=dtypes(),
    count=st.integers(1, 3),
    decay=st.sampled_from([1.0, 0.0, 0.5, 3.0]),
    data=st.data(),
)
def test_l2_penalty_is_half_the_sum_of_squares(
    student: Student, dtype: torch.dtype, count: int, decay: float, data: st.DataObject
) -> None:
    """It is weight_decay / 2 times the sum of all squared weights, a 0-d tensor."""
    shape = shapes(1, 2)
    weights = [
        data.draw(tensors(shape=shape, min_value=-4, max_value=4))
        .contiguous()
        .to(dtype)
        for _ in range(count)
    ]
    assert_close(student.l2_penalty(weights, decay), penalty(weights, decay))


@exercise("l2_penalty", points=0.75)
def test_l2_penalty_is_differentiable(student: Student) -> None:
    """Its gradient is weight_decay times the weights."""
    generator = torch.Generator().manual_seed(3)
    for dtype in (torch.float64, torch.float32):
        for decay, size in ((0.5, 1), (0.01, 1), (0.0, 1), (0.5, 0)):
            weights = [
                size * torch.randn(*s, generator=generator).to(dtype)
                for s in ((5, 3), (3, 2), (4,))
            ]
            V = torch.tensor(3.0, dtype=dtype)
            value, grads = student.vjp(
                "l2_penalty", weights, decay, wrt=(0, 1, 2), cotangent=V
            )
            assert_close(value, penalty(weights, decay), scale=50)
            for got, weight in zip(grads, weights, strict=True):
                if got is None:
                    fail("no_graph")
                assert_close(
                    got,
                    3 * decay * weight,
                    what="the gradient",
                    kind="gradient",
                    scale=3,
                )


@exercise("l2_penalty", points=0.5)
def test_l2_penalty_keeps_to_itself(student: Student) -> None:
    """It is right at the course's sizes, and changes nothing."""
    generator = torch.Generator().manual_seed(4)
    course = [
        torch.randn(784, 256, generator=generator) * 0.05,
        torch.randn(256, 10, generator=generator),
    ]
    expected = penalty([w.double() for w in course], 0.01).float()
    assert_close(student.l2_penalty(course, 0.01), expected, scale=50)

    def verify(answer: object, args: object) -> None:
        assert isinstance(args, list)
        assert_close(answer, penalty(*args), kind="again", scale=50)

    first, second = ([[torch.full((2, 3), v), torch.ones(4)], v] for v in (2.0, 0.5))
    assert_keeps_to_itself(student, "l2_penalty", first, second, verify)


# --- dropout -----------------------------------------------------------------

LARGE = (400, 500)


def filled(shape: tuple[int, ...], dtype: torch.dtype = torch.float64) -> torch.Tensor:
    """Numbers of both signs, none of them 0."""
    count = math.prod(shape)
    return (torch.arange(count, dtype=dtype) % 7 - 3.5).reshape(shape)


def kept(answer: object, X: torch.Tensor, p: float) -> torch.Tensor:
    """Return the mask if each element is 0 or X / (1 - p)."""
    result = assert_tensor(answer, tuple(X.shape), X.dtype)
    mask = result != 0
    assert_close(
        result, torch.where(mask, X / (1 - p), torch.zeros_like(X)), kind="dropped"
    )
    return mask


@exercise("dropout", points=1)
def test_dropout_zeroes_a_share_p_and_scales_the_rest(student: Student) -> None:
    """A share p of the elements is 0, the rest is X / (1 - p)."""
    for p, dtype in (
        (0.3, torch.float64),
        (0.5, torch.float32),
        (0.8, torch.float64),
        (0.05, torch.float32),
        (0.25, torch.float64),
    ):
        X = filled(LARGE, dtype)
        mask = kept(student.dropout(X, p), X, p)
        zeros = float((~mask).double().mean())
        # 6 standard errors: a right answer fails once in half a billion times.
        if not abs(zeros - p) <= 6 * math.sqrt(p * (1 - p) / mask.numel()):
            fail("share", f"{zeros:.3f} of the elements are 0", f"{p:g}")
    # How many of 100 are 0 varies: 30 times the same number is no chance.
    small = filled((10, 10))
    counts = {
        int(kept(student.dropout(small, 0.5), small, 0.5).sum()) for _ in range(30)
    }
    if len(counts) == 1:
        fail("exact", f"{100 - counts.pop()} zeros each time", "a number that varies")
    for shape in [(), (1,), (3,), (2, 3, 4, 5), (5, 1)]:
        kept(student.dropout(filled(shape), 0.5), filled(shape), 0.5)


@exercise("dropout", points=1)
def test_dropout_decides_for_each_element_on_its_own(student: Student) -> None:
    """Rows, columns and calls do not share a mask."""
    X, p = filled(LARGE), 0.4
    one, two = (kept(student.dropout(X, p), X, p).double() for _ in range(2))
    sigma = math.sqrt(p * (1 - p))
    for dim, what in ((0, "column"), (1, "row")):
        shares = one.mean(dim)
        if float((shares - (1 - p)).abs().max()) > 7 * sigma / math.sqrt(LARGE[dim]):
            fail("share_a_mask", what=what)
    # Of 80 elements all are kept once in 10**17 times.
    cube = filled((20, 25, 80))
    channels = kept(student.dropout(cube, p), cube, p).double().mean(2)
    if bool(((channels == 0) | (channels == 1)).any()):
        fail("share_a_mask", what="channel")
    centred = one - (1 - p)
    pairs = [(one, two, "call")]
    pairs += [
        (one, one.roll(1, dims=dim), what) for dim, what in ((0, "row"), (1, "column"))
    ]
    for first, second, what in pairs:
        del first
        correlation = float((centred * (second - (1 - p))).mean()) / sigma**2
        if abs(correlation) > 7 / math.sqrt(X.numel()):
            fail("share_a_mask", what=what)


@exercise("dropout", points=1)
def test_dropout_leaves_x_alone_where_it_should(student: Student) -> None:
    """With training=False or p=0 it gives the values of X, with p=1 zeros."""
    for dtype in (torch.float64, torch.float32):
        X = filled((3, 5), dtype)
        for p in (0.0, 0.3, 1.0):
            assert_close(student.dropout(X, p, training=False), X, kind="eval")
            assert_close(student.dropout(X, p, False), X, kind="eval")
        assert_close(student.dropout(X, 0.0), X)
        assert_close(student.dropout(X, 1.0), torch.zeros_like(X))
    large = filled(LARGE)
    if bool(kept(student.dropout(large, 0.5, training=True), large, 0.5).all()):
        fail("share", "0 of the elements are 0", "0.5")


@exercise("dropout", points=0.5)
def test_dropout_refuses_impossible_probabilities(student: Student) -> None:
    """p outside [0, 1] raises ValueError or AssertionError."""
    for p in (-0.1, 1.1, 2.0, -1.0, 1.0001):
        student.note(X="[[1, 2]]", p=p)
        if (
            student.drive(
                "regularization.raises_value_error", torch.tensor([[1.0, 2.0]]), p
            )
            is not True
        ):
            fail("not_refused", "no error", "ValueError or AssertionError")


@exercise("dropout", points=0.5)
def test_dropout_is_differentiable_and_keeps_to_itself(student: Student) -> None:
    """Gradients pass where elements did; its input and all else stay as they are."""
    for p in (0.5, 0.0, 0.25):
        X = filled((20, 30))
        V = torch.arange(1, 601, dtype=torch.float64).reshape(20, 30)
        value, (gradient,) = student.vjp("dropout", X, p, wrt=(0,), cotangent=V)
        mask = kept(value, X, p)
        if gradient is None:
            fail("no_graph")
        assert_close(gradient, mask * V / (1 - p), what="the gradient", kind="gradient")

    def verify(answer: object, args: object) -> None:
        assert isinstance(args, list)
        kept(answer, args[0], 0.5)

    X = filled((4, 5)).float()
    for p, expected in ((0.0, X), (1.0, torch.zeros_like(X))):

        def exactly(answer: object, args: object, wanted: Any = expected) -> None:
            assert_close(answer, wanted)

        assert_keeps_to_itself(student, "dropout", [X, p], [X, p], exactly)
    first, second = [filled((6, 5)).float(), 0.5], [-filled((6, 5)).float(), 0.5]
    assert_keeps_to_itself(student, "dropout", first, second, verify, draws=True)
