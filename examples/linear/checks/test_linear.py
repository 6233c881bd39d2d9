"""Checks of `linear.py` and `descent.py`."""

from __future__ import annotations

import torch
from hypothesis import given

from grader.testing.closeness import assert_close, assert_items
from grader.testing.conduct import assert_by_hand, assert_keeps_to_itself
from grader.testing.plugin import exercise
from grader.testing.strategies import seeds
from grader.testing.student import Student


def draw(n: int, d: int, seed: int) -> tuple[torch.Tensor, ...]:
    """X (n, d), y (n,), w (d,), b () in multiples of 1/8."""
    generator = torch.Generator().manual_seed(seed)

    def eighths(*shape: int) -> torch.Tensor:
        return torch.randint(-16, 17, shape, generator=generator).double() / 8

    return eighths(n, d), eighths(n), eighths(d), eighths()


def gradient(
    X: torch.Tensor, y: torch.Tensor, w: torch.Tensor, b: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """What autograd makes of the mean squared error."""
    w, b = w.clone().requires_grad_(), b.clone().requires_grad_()
    loss = ((X @ w + b - y) ** 2).mean()
    dw, db = torch.autograd.grad(loss, (w, b))
    return dw, db


@exercise("predict", points=2)
@given(seed=seeds())
def test_predict_is_linear(student: Student, seed: int) -> None:
    """predict(X, w, b) is X w + b."""
    for n, d in ((1, 1), (7, 3), (3, 3)):
        X, _, w, b = draw(n, d, seed)
        assert_close(student.predict(X, w, b), X @ w + b)


@exercise("mse_loss", points=2)
@given(seed=seeds())
def test_mse_loss_is_the_mean_of_the_squares(student: Student, seed: int) -> None:
    """mse_loss(y_hat, y) is the mean of the squared differences."""
    for n in (1, 2, 7):
        _, y_hat, y, _ = draw(n, n, seed)
        assert_close(student.mse_loss(y_hat, y), ((y_hat - y) ** 2).mean())


@exercise("mse_grad", points=2)
@given(seed=seeds())
def test_mse_grad_agrees_with_autograd(student: Student, seed: int) -> None:
    """It is the gradient of the mean squared error."""
    for n, d in ((1, 1), (7, 3), (3, 3)):
        X, y, w, b = draw(n, d, seed)
        dw, db = assert_items(student.mse_grad(X, y, w, b), 2)
        for name, got, want in zip(
            ("dw", "db"), (dw, db), gradient(X, y, w, b), strict=True
        ):
            assert_close(got, want, what=name, scale=20)


@exercise("mse_grad", points=1)
def test_mse_grad_is_by_hand(student: Student) -> None:
    """No automatic differentiation computes it."""
    assert_by_hand(student, "mse_grad", draw(4, 2, 0))


@exercise("train", points=2)
def test_train_descends(student: Student) -> None:
    """After each number of steps w and b are those of gradient descent."""
    X, y, w, b = draw(7, 3, 1)
    w, b = torch.zeros_like(w), torch.zeros_like(b)
    for steps in range(4):
        got = assert_items(student.train(X, y, 0.05, steps), 2)
        for name, one, want in zip(("w", "b"), got, (w, b), strict=True):
            assert_close(one, want, what=name, scale=10)
        dw, db = gradient(X, y, w, b)
        w, b = w - 0.05 * dw, b - 0.05 * db


@exercise("train", points=1)
def test_train_keeps_to_itself(student: Student) -> None:
    """It changes neither its data nor anything else."""
    X, y, w, b = draw(5, 2, 2)
    w, b = torch.zeros_like(w), torch.zeros_like(b)
    dw, db = gradient(X, y, w, b)

    def verify(answer: object, args: object) -> None:
        items = assert_items(answer, 2)
        for one, want in zip(items, (w - 0.1 * dw, b - 0.1 * db), strict=True):
            assert_close(one, want.to(one.dtype), kind="again", scale=10)

    assert_keeps_to_itself(student, "train", [X, y, 0.1, 1], [X, y, 0.1, 1], verify)
