"""Checks of `backprop.py`: the two-layer net forwards and backwards, by hand."""

from __future__ import annotations

import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn import functional as F

from grader.assignments.mlp.checks.test_network import (
    SIZES,
    Params,
    draw_inputs,
    draw_params,
    magnitude,
)
from grader.testing.closeness import assert_close, assert_items
from grader.testing.conduct import assert_by_hand, assert_keeps_to_itself
from grader.testing.plugin import exercise
from grader.testing.strategies import dtypes, seeds
from grader.testing.student import Student

NAMES = ["dW1", "db1", "dW2", "db2"]


def forward(X: torch.Tensor, params: Params) -> Params:
    """Z = X W1 + b1, H = relu(Z), O = H W2 + b2."""
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    return [Z, H, H @ W2 + b2]


def backward(
    X: torch.Tensor, y: torch.Tensor, params: Params, weight_decay: float
) -> Params:
    """What autograd gives for the mean cross-entropy with its penalty."""
    leaves = [p.clone().requires_grad_() for p in params]
    penalty = weight_decay / 2 * (leaves[0].square().sum() + leaves[2].square().sum())
    loss = F.cross_entropy(forward(X, leaves)[2], y) + penalty
    return list(torch.autograd.grad(loss, leaves))


def assert_forward(student: Student, X: torch.Tensor, params: Params) -> None:
    """Compare Z, H and O."""
    items = assert_items(student.forward(X, params), 3)
    scale = magnitude(X, params)
    for what, got, want in zip("ZHO", items, forward(X, params), strict=True):
        assert_close(got, want, what=what, scale=scale)


@exercise("forward", points=1.5)
@given(sizes=SIZES, B=st.integers(1, 4), seed=seeds(), dtype=dtypes())
def test_forward_gives_z_h_and_o(
    student: Student, sizes: tuple[int, int, int], B: int, seed: int, dtype: torch.dtype
) -> None:
    """It returns Z before ReLU, H after it, and the logits O."""
    assert_forward(
        student,
        draw_inputs((B, sizes[0]), seed, dtype),
        draw_params(sizes, seed, dtype),
    )


@exercise("forward", points=1)
def test_forward_works_for_any_sizes(student: Student) -> None:
    """It is right for square batches, one row and the course's sizes."""
    for B, sizes in [
        (4, (4, 4, 4)),
        (1, (3, 2, 5)),
        (7, (13, 11, 5)),
        (256, (784, 256, 10)),
    ]:
        for dtype in (torch.float64, torch.float32):
            assert_forward(
                student,
                draw_inputs((B, sizes[0]), 3, dtype),
                draw_params(sizes, 3, dtype),
            )


@exercise("forward", points=0.5)
def test_forward_keeps_to_itself(student: Student) -> None:
    """It changes neither its inputs nor anything else."""
    first = [
        draw_inputs((3, 4), 1, torch.float32),
        draw_params((4, 3, 2), 1, torch.float32),
    ]
    second = [
        draw_inputs((3, 4), 2, torch.float32),
        draw_params((4, 3, 2), 2, torch.float32),
    ]

    def verify(answer: object, args: object) -> None:
        assert isinstance(args, list)
        for got, want in zip(assert_items(answer, 3), forward(*args), strict=True):
            assert_close(got, want, kind="again", scale=magnitude(*args))

    assert_keeps_to_itself(student, "forward", first, second, verify)


# --- backward ----------------------------------------------------------------


def case(
    B: int, sizes: tuple[int, int, int], seed: int, dtype: torch.dtype
) -> tuple[torch.Tensor, torch.Tensor, Params]:
    """Inputs, labels and parameters with moderate logits and no entry of Z near 0."""
    X, params = draw_inputs((B, sizes[0]), seed, dtype), draw_params(sizes, seed, dtype)
    params[2] = params[2] / sizes[1]
    # The kinks are moved away: b1 has a step that no sum of multiples of 1/1024 has.
    Z = X @ params[0] + params[1]
    while bool((Z.abs() < 1e-3).any()):
        params[1] = params[1] + 1 / 300
        Z = X @ params[0] + params[1]
    generator = torch.Generator().manual_seed(seed)
    return X, torch.randint(0, sizes[2], (B,), generator=generator), params


def assert_backward(
    student: Student, X: torch.Tensor, y: torch.Tensor, params: Params, decay: float
) -> None:
    """Compare all four gradients."""
    items = assert_items(student.backward(X, y, params, decay), 4)
    scale = float(X.abs().max()) * 4
    for what, got, want in zip(
        NAMES, items, backward(X, y, params, decay), strict=True
    ):
        assert_close(got, want, what=what, kind="gradient", scale=scale)


@exercise("backward", points=2.5)
@given(
    sizes=st.tuples(st.integers(1, 4), st.integers(1, 4), st.integers(2, 4)),
    B=st.integers(1, 4),
    seed=seeds(),
    decay=st.sampled_from([0.0, 0.3, 1.0]),
    dtype=dtypes(),
)
def test_backward_gives_the_gradients_of_the_penalized_loss(
    student: Student, sizes: tuple[int, int, int], B: int, seed: int, decay: float,
    dtype: torch.dtype,
) -> None:  # fmt: skip
    """It returns the gradients of mean cross-entropy plus weight decay."""
    assert_backward(student, *case(B, sizes, seed, dtype), decay)


@exercise("backward", points=1.5)
def test_backward_works_for_any_sizes(student: Student) -> None:
    """It is right for square batches, one row, and sizes with nothing in common."""
    for B, sizes in [
        (7, (13, 11, 5)),
        (4, (4, 4, 4)),
        (1, (5, 3, 2)),
        (32, (784, 256, 10)),
        (256, (20, 30, 10)),
    ]:
        for decay in (0.0, 0.3):
            assert_backward(student, *case(B, sizes, 5, torch.float64), decay)
    assert_backward(student, *case(16, (784, 32, 10), 6, torch.float32), 0.01)
    X, y, params = case(7, (13, 11, 5), 7, torch.float64)
    close_to_the_kink = [params[0] / 100, params[1] / 100, *params[2:]]
    assert_backward(student, X, y, close_to_the_kink, 0.3)


@exercise("backward", points=1)
def test_backward_is_by_hand(student: Student) -> None:
    """No automatic differentiation computes it."""
    X, y, params = case(3, (4, 3, 2), 9, torch.float64)
    assert_by_hand(student, "backward", [X, y, params, 0.3])


@exercise("backward", points=1)
def test_backward_keeps_to_itself(student: Student) -> None:
    """It changes neither its inputs nor anything else."""
    first = [*case(3, (4, 3, 2), 1, torch.float32), 0.3]
    second = [*case(3, (4, 3, 2), 2, torch.float32), 0.1]

    def verify(answer: object, args: object) -> None:
        assert isinstance(args, list)
        for got, want in zip(assert_items(answer, 4), backward(*args), strict=True):
            assert_close(got, want, kind="again", scale=8)

    assert_keeps_to_itself(student, "backward", first, second, verify)
