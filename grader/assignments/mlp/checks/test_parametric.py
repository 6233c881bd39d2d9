"""Checks of `activations.py`: functions with parameters of their own."""

from __future__ import annotations

from itertools import product

import torch
from hypothesis import example, given
from hypothesis import strategies as st
from torch.nn import functional as F

from grader.assignments.mlp.checks.test_activations import (
    COURSE,
    MODERATE,
    assert_extremes,
    assert_pure,
    assert_values,
    awkward,
)
from grader.testing.closeness import assert_close, fail
from grader.testing.conduct import assert_keeps_to_itself
from grader.testing.plugin import exercise
from grader.testing.strategies import dtypes, numbers, shapes, tensors
from grader.testing.student import Student

# --- prelu -------------------------------------------------------------------


def prelu(X: torch.Tensor, a: torch.Tensor | float) -> torch.Tensor:
    """X above 0, a X elsewhere."""
    return torch.where(X > 0, X, a * X)


@exercise("prelu", points=1.5)
@given(X=tensors(), a=numbers(-3, 3))
def test_prelu_scales_the_negative_side(
    student: Student, X: torch.Tensor, a: float
) -> None:
    """prelu(X, a) is X where X > 0 and a * X elsewhere, for a number a."""
    assert_close(student.prelu(X, a), prelu(X, a), scale=60)


@exercise("prelu", points=1)
@given(dtype=dtypes(), sides=shapes(1, 3), data=st.data())
def test_prelu_takes_a_tensor_of_slopes(
    student: Student, dtype: torch.dtype, sides: tuple[int, ...], data: st.DataObject
) -> None:
    """a may be a tensor that broadcasts from the last axis."""
    X = data.draw(tensors(shape=st.just(sides))).to(dtype)
    shape = data.draw(st.sampled_from([(), (1,), sides[-1:], sides]))
    a = data.draw(tensors(shape=st.just(shape), min_value=-3, max_value=3)).to(dtype)
    assert_close(student.prelu(X, a), prelu(X, a), scale=60)


@exercise("prelu", points=1)
def test_prelu_is_differentiable_in_both(student: Student) -> None:
    """Gradients reach X and a."""
    shapes = [(), (1,), (3,), (2, 3)]
    for dtype, shape in product((torch.float64, torch.float32), shapes):
        X = torch.tensor([[-2.0, 1.5, -0.5], [3.0, -4.0, 0.25]], dtype=dtype)
        a = (torch.arange(6, dtype=dtype).reshape(2, 3) / 2 - 0.75).flatten()
        a = a[: max(1, int(torch.tensor(shape).prod()))].reshape(shape)
        V = torch.tensor([[1.0, 2.0, -1.0], [0.5, 3.0, 4.0]], dtype=dtype)
        X_, a_ = X.clone().requires_grad_(), a.clone().requires_grad_()
        expected = prelu(X_, a_)
        wanted = torch.autograd.grad(expected, (X_, a_), V)
        value, grads = student.vjp("prelu", X, a, wrt=(0, 1), cotangent=V)
        assert_close(value, expected.detach())
        for what, got, want in zip(("X", "a"), grads, wanted, strict=True):
            if got is None:
                fail("no_graph", what=what)
            assert_close(
                got, want, what=f"the gradient of {what}", kind="gradient", scale=20
            )


@exercise("prelu", points=0.5)
def test_prelu_keeps_to_itself(student: Student) -> None:
    """It takes any layout, changes neither its inputs nor anything else."""
    cube = torch.arange(18, dtype=torch.float64).reshape(2, 3, 3) - 9
    slopes = torch.tensor([0.5, 2.0, -1.0], dtype=torch.float64)
    for a in (0.1, -1 / 3):  # no float32
        assert_close(student.prelu(cube, a), prelu(cube, a), scale=60)
    for X in (cube, cube[0]):  # square: a slope a column, not a row
        assert_close(student.prelu(X, slopes), prelu(X, slopes), scale=60)
    for X in [*awkward(MODERATE), COURSE]:
        assert_close(student.prelu(X, -1.5), prelu(X, -1.5), scale=60)
    X, Y = (
        torch.tensor([[-2.0, 1.5], [0.5, -1.0]]),
        torch.tensor([[3.0, -0.25], [-4.0, 1.0]]),
    )

    def verify(answer: object, args: object) -> None:
        assert isinstance(args, list)
        assert_close(answer, prelu(*args), kind="again")

    first, second = [X, torch.tensor([0.5, 2.0])], [Y, torch.tensor([-0.5, 3.0])]
    assert_keeps_to_itself(student, "prelu", first, second, verify)


# --- hard_sigmoid ------------------------------------------------------------


def hard_sigmoid(
    X: torch.Tensor, lower: float = -3.0, upper: float = 3.0
) -> torch.Tensor:
    """(x - lower) / (upper - lower), cut off at 0 and 1."""
    return ((X - lower) / (upper - lower)).clamp(0, 1)


@exercise("hard_sigmoid", points=1.5)
@given(X=tensors(min_value=-6, max_value=6))
def test_hard_sigmoid_is_linear_between_minus_3_and_3(
    student: Student, X: torch.Tensor
) -> None:
    """hard_sigmoid(X) is 0 below -3, 1 above 3 and linear between."""
    assert_close(student.hard_sigmoid(X), F.hardsigmoid(X))


@exercise("hard_sigmoid", points=0.5)
@given(X=tensors(), lower=numbers(-8, 4), width=numbers(1, 9), named=st.booleans())
@example(X=torch.tensor([1.0], dtype=torch.float64), lower=0.0, width=3.0, named=False)
def test_hard_sigmoid_takes_its_corners(
    student: Student, X: torch.Tensor, lower: float, width: float, named: bool
) -> None:
    """The corners are the arguments lower and upper."""
    low, high = lower, lower + width
    if named:
        answer = student.hard_sigmoid(X, lower=low, upper=high)
    else:
        answer = student.hard_sigmoid(X, low, high)
    assert_close(answer, hard_sigmoid(X, low, high), scale=30)


@exercise("hard_sigmoid", points=0.5)
def test_hard_sigmoid_takes_any_shape(student: Student) -> None:
    """It takes any shape and layout, in both dtypes, far out too."""
    assert_values(student, "hard_sigmoid", hard_sigmoid)
    for low, high in ((-1.0, 2.0), (0.5, 4.0), (-6.0, -5.0)):
        X = torch.arange(-9, 10).double() / 2
        assert_close(student.hard_sigmoid(X, low, high), hard_sigmoid(X, low, high))
    assert_extremes(student, "hard_sigmoid", hard_sigmoid)


@exercise("hard_sigmoid", points=0.5)
def test_hard_sigmoid_keeps_to_itself(student: Student) -> None:
    """It changes neither its input nor anything else."""
    assert_pure(student, "hard_sigmoid", hard_sigmoid)
