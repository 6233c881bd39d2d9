"""Checks of `activations.py`: elementwise functions and their derivatives."""

from __future__ import annotations

from collections.abc import Callable

import torch
from hypothesis import example, given
from hypothesis import strategies as st

from grader.testing.closeness import assert_close, assert_tensor, fail
from grader.testing.conduct import assert_by_hand, assert_keeps_to_itself
from grader.testing.plugin import exercise
from grader.testing.strategies import numbers, tensors
from grader.testing.student import Student

Function = Callable[[torch.Tensor], torch.Tensor]


def relu_grad(X: torch.Tensor) -> torch.Tensor:
    """1 where X > 0, else 0."""
    return (X > 0).to(X.dtype)


def sigmoid_grad(X: torch.Tensor) -> torch.Tensor:
    """s(x) s(-x), which loses nothing for large |x|."""
    return torch.sigmoid(X) * torch.sigmoid(-X)


def tanh_grad(X: torch.Tensor) -> torch.Tensor:
    """1 - tanh(x)^2 as 4 s(2x) s(-2x)."""
    return 4 * torch.sigmoid(2 * X) * torch.sigmoid(-2 * X)


def awkward(values: list[float]) -> list[torch.Tensor]:
    """The same values in both dtypes and in layouts that surprise."""
    flat = torch.tensor(values * 6, dtype=torch.float64)
    tensors: list[torch.Tensor] = []
    for dtype in (torch.float64, torch.float32):
        X = flat.to(dtype)
        tensors += [X[0], X[:1], X, X[::2], X[:12].reshape(3, 4).T]
        tensors += [
            X[:24].reshape(2, 3, 4).permute(2, 0, 1),
            X[:24].reshape(1, 2, 3, 4),
        ]
        tensors += [X[:16].reshape(4, 4), X[:5].reshape(5, 1), X[:5].reshape(1, 5)]
        # The same values in another order: no summary of X may stand for X.
        tensors += [X[:3], X[:3].flip(0)]
    return tensors


MODERATE = [-20.0, -6.5, -3.0, -2.0, -1.0, -0.5, 0.0, 0.25, 1.0, 2.5, 3.0, 7.0, 19.0]
COURSE = torch.linspace(-20, 20, 256 * 256).reshape(256, 256)
"""As large as the hidden layer of the course, in its dtype."""


def assert_values(student: Student, name: str, right: Function) -> None:
    """Compare a function on awkward layouts and on one input of the course's size."""
    for X in [*awkward(MODERATE), COURSE]:
        assert_close(getattr(student, name)(X), right(X), scale=20)


def assert_extremes(student: Student, name: str, right: Function) -> None:
    """Compare a function far out, where naive formulas overflow."""
    values = [-1e4, -5000.0, -745.0, -104.0, -89.0, -45.0, 0.0, 45.0, 89.0, 710.0, 1e4]
    for dtype in (torch.float64, torch.float32):
        for value in values:
            X = torch.tensor([value], dtype=dtype)
            # The answers are at most 1: no allowance for the size of the input.
            assert_close(getattr(student, name)(X), right(X), kind="extreme")
        X = torch.tensor(values, dtype=dtype)
        assert_close(getattr(student, name)(X), right(X), kind="extreme")


def assert_pure(student: Student, name: str, right: Function) -> None:
    """Check that an elementwise function keeps to itself."""
    X, Y = (
        torch.tensor([[-2.0, 1.5], [0.5, -1.0]]),
        # The same sum, so that no summary of X may stand for X.
        torch.tensor([[3.0, -0.25], [-4.0, 0.25]]),
    )

    def verify(answer: object, args: object) -> None:
        assert isinstance(args, list)
        assert_close(answer, right(args[0]), kind="again")

    assert_keeps_to_itself(student, name, [X], [Y], verify)


# --- relu --------------------------------------------------------------------


@exercise("relu", points=2)
@given(X=tensors())
@example(X=torch.tensor([0.5], dtype=torch.float64))
def test_relu_is_the_larger_of_x_and_0(student: Student, X: torch.Tensor) -> None:
    """relu(X) is max(X, 0) in every element."""
    assert_close(student.relu(X), X.clamp(min=0))


@exercise("relu", points=1)
def test_relu_takes_any_shape(student: Student) -> None:
    """It takes any shape, 0-d and empty included, and large numbers."""
    for X in [
        *awkward([*MODERATE, 1e4, -1e4]),
        COURSE,
        torch.empty(0),
        torch.empty(0, 3),
    ]:
        assert_close(student.relu(X), X.clamp(min=0))


@exercise("relu", points=2)
@given(X=tensors(), V=numbers(-3, 3), data=st.data())
def test_relu_has_the_gradient_of_max(
    student: Student, X: torch.Tensor, V: float, data: st.DataObject
) -> None:
    """Its gradient is 1 where X > 0 and 0 where X < 0."""
    cotangent = V + torch.arange(X.numel(), dtype=X.dtype).reshape(X.shape) % 5
    value, (gradient,) = student.vjp("relu", X, wrt=(0,), cotangent=cotangent)
    assert_close(value, X.clamp(min=0))
    if gradient is None:
        fail("no_graph")
    assert_tensor(gradient, tuple(X.shape), X.dtype, "the gradient")
    # At 0 anything between the two one-sided derivatives is right.
    at_zero = X == 0
    share = torch.where(at_zero, gradient, torch.zeros_like(X))
    inside = (share * cotangent >= 0) & (share.abs() <= cotangent.abs())
    expected = torch.where(at_zero & inside, gradient, relu_grad(X) * cotangent)
    assert_close(gradient, expected, what="the gradient", kind="gradient", scale=5)


@exercise("relu", points=1)
def test_relu_keeps_to_itself(student: Student) -> None:
    """It changes neither its input nor anything else."""
    assert_pure(student, "relu", torch.relu)


# --- relu_grad ---------------------------------------------------------------


@exercise("relu_grad", points=1.5)
@given(X=tensors())
def test_relu_grad_is_1_above_0_and_0_below(student: Student, X: torch.Tensor) -> None:
    """relu_grad(X) is 1 where X > 0 and 0 where X < 0."""
    answer = assert_tensor(student.relu_grad(X), tuple(X.shape), X.dtype)
    free = (X == 0) & (answer >= 0) & (answer <= 1)
    assert_close(answer, torch.where(free, answer, relu_grad(X)))


@exercise("relu_grad", points=0.5)
def test_relu_grad_takes_any_shape(student: Student) -> None:
    """It takes any shape, and numbers of any size."""
    values = [v for v in [*MODERATE, 1e4, -1e4, 6.5, 1e-6, -1e-6] if v != 0]
    for X in [*awkward(values), COURSE]:
        assert_close(student.relu_grad(X), relu_grad(X))


@exercise("relu_grad", points=0.5)
def test_relu_grad_is_by_hand(student: Student) -> None:
    """No automatic differentiation computes it."""
    X = torch.tensor([[-2.0, 1.0], [3.0, -0.5]], dtype=torch.float64)
    assert_by_hand(student, "relu_grad", [X])


@exercise("relu_grad", points=0.5)
def test_relu_grad_keeps_to_itself(student: Student) -> None:
    """It changes neither its input nor anything else."""
    assert_pure(student, "relu_grad", relu_grad)


# --- sigmoid -----------------------------------------------------------------


@exercise("sigmoid", points=1.5)
@given(X=tensors())
def test_sigmoid_is_one_over_one_plus_exp(student: Student, X: torch.Tensor) -> None:
    """sigmoid(X) is 1 / (1 + exp(-X)) in every element."""
    assert_close(student.sigmoid(X), torch.sigmoid(X))


@exercise("sigmoid", points=0.5)
def test_sigmoid_takes_any_shape(student: Student) -> None:
    """It takes any shape and layout, in both dtypes."""
    assert_values(student, "sigmoid", torch.sigmoid)


@exercise("sigmoid", points=0.5)
def test_sigmoid_is_right_far_out(student: Student) -> None:
    """It is finite and right up to 10,000 in either direction."""
    assert_extremes(student, "sigmoid", torch.sigmoid)


@exercise("sigmoid", points=0.5)
def test_sigmoid_keeps_to_itself(student: Student) -> None:
    """It changes neither its input nor anything else."""
    assert_pure(student, "sigmoid", torch.sigmoid)


# --- sigmoid_grad ------------------------------------------------------------


@exercise("sigmoid_grad", points=2)
@given(X=tensors())
def test_sigmoid_grad_is_s_times_one_minus_s(student: Student, X: torch.Tensor) -> None:
    """sigmoid_grad(X) is s (1 - s) with s = sigmoid(X)."""
    assert_close(student.sigmoid_grad(X), sigmoid_grad(X))


@exercise("sigmoid_grad", points=0.5)
def test_sigmoid_grad_takes_any_shape(student: Student) -> None:
    """It takes any shape and layout, in both dtypes."""
    assert_values(student, "sigmoid_grad", sigmoid_grad)


@exercise("sigmoid_grad", points=0.5)
def test_sigmoid_grad_is_by_hand(student: Student) -> None:
    """No automatic differentiation computes it."""
    X = torch.tensor([[-2.0, 1.0], [3.0, 0.0]], dtype=torch.float64)
    assert_by_hand(student, "sigmoid_grad", [X])


@exercise("sigmoid_grad", points=0.5)
def test_sigmoid_grad_is_right_far_out(student: Student) -> None:
    """It is finite and right up to 10,000 in either direction."""
    assert_extremes(student, "sigmoid_grad", sigmoid_grad)


@exercise("sigmoid_grad", points=0.5)
def test_sigmoid_grad_keeps_to_itself(student: Student) -> None:
    """It changes neither its input nor anything else."""
    assert_pure(student, "sigmoid_grad", sigmoid_grad)


# --- tanh --------------------------------------------------------------------


@exercise("tanh", points=1.5)
@given(X=tensors())
# The same sum, so that no summary of X may stand for X.
@example(X=torch.tensor([1.0, 3.0], dtype=torch.float64))
@example(X=torch.tensor([3.0, 1.0], dtype=torch.float64))
def test_tanh_is_the_hyperbolic_tangent(student: Student, X: torch.Tensor) -> None:
    """tanh(X) is the hyperbolic tangent of every element."""
    assert_close(student.tanh(X), torch.tanh(X))


@exercise("tanh", points=0.5)
def test_tanh_takes_any_shape(student: Student) -> None:
    """It takes any shape and layout, in both dtypes."""
    assert_values(student, "tanh", torch.tanh)


@exercise("tanh", points=0.5)
def test_tanh_is_right_far_out(student: Student) -> None:
    """It is finite and right up to 10,000 in either direction."""
    assert_extremes(student, "tanh", torch.tanh)


@exercise("tanh", points=0.5)
def test_tanh_keeps_to_itself(student: Student) -> None:
    """It changes neither its input nor anything else."""
    assert_pure(student, "tanh", torch.tanh)


# --- tanh_grad ---------------------------------------------------------------


@exercise("tanh_grad", points=2)
@given(X=tensors())
def test_tanh_grad_is_one_minus_tanh_squared(student: Student, X: torch.Tensor) -> None:
    """tanh_grad(X) is 1 - tanh(X)^2."""
    assert_close(student.tanh_grad(X), tanh_grad(X))


@exercise("tanh_grad", points=0.5)
def test_tanh_grad_takes_any_shape(student: Student) -> None:
    """It takes any shape and layout, in both dtypes."""
    assert_values(student, "tanh_grad", tanh_grad)


@exercise("tanh_grad", points=0.5)
def test_tanh_grad_is_by_hand(student: Student) -> None:
    """No automatic differentiation computes it."""
    X = torch.tensor([[-2.0, 1.0], [3.0, 0.0]], dtype=torch.float64)
    assert_by_hand(student, "tanh_grad", [X])


@exercise("tanh_grad", points=0.5)
def test_tanh_grad_is_right_far_out(student: Student) -> None:
    """It is finite and right up to 10,000 in either direction."""
    assert_extremes(student, "tanh_grad", tanh_grad)


@exercise("tanh_grad", points=0.5)
def test_tanh_grad_keeps_to_itself(student: Student) -> None:
    """It changes neither its input nor anything else."""
    assert_pure(student, "tanh_grad", tanh_grad)
