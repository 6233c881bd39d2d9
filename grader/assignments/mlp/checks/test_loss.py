"""Checks of `loss.py`: softmax, cross-entropy and its gradient."""

from __future__ import annotations

from collections.abc import Callable

import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn import functional as F

from grader.testing.closeness import assert_close, fail
from grader.testing.conduct import assert_by_hand, assert_keeps_to_itself
from grader.testing.plugin import exercise
from grader.testing.strategies import labels, logits
from grader.testing.student import Student

Function = Callable[..., torch.Tensor]


def softmax(O: torch.Tensor) -> torch.Tensor:
    """exp(o) over the row's sum, shifted by the row's largest."""
    return torch.softmax(O, dim=1)


def cross_entropy(O: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """-log softmax(O)[y], one a row."""
    return F.cross_entropy(O, y, reduction="none")


def cross_entropy_grad(O: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """(softmax(O) - onehot(y)) / B."""
    one_hot = F.one_hot(y, O.shape[1]).to(O.dtype)
    return (softmax(O) - one_hot) / len(y)


def probes() -> list[tuple[torch.Tensor, torch.Tensor]]:
    """Logits and labels of telling sizes: 7x5, square, one row, two classes,
    confident right and wrong, equal logits, and the course's 256x10."""
    generator = torch.Generator().manual_seed(7)
    found = []
    for B, C in [(7, 5), (4, 4), (1, 3), (1, 2), (2, 2), (5, 2), (3, 10), (11, 13)]:
        O = torch.randint(-24, 25, (B, C), generator=generator).double() / 8
        found.append((O, torch.randint(0, C, (B,), generator=generator)))
    for gap in (15.0, -15.0):
        O = torch.zeros(3, 10, dtype=torch.float64)
        y = torch.tensor([0, 4, 9])
        O[torch.arange(3), y] = gap
        found.append((O, y))
    found.append((torch.zeros(6, 10, dtype=torch.float64), torch.arange(6)))
    found.append((found[0][0], torch.full((7,), 2)))
    found += [(O.float(), y) for O, y in found]
    course = torch.randn(256, 10, generator=generator) * 3
    found.append((course, torch.randint(0, 10, (256,), generator=generator)))
    return found


def large() -> list[tuple[torch.Tensor, torch.Tensor]]:
    """Logits up to 10,000, and rows that lie far apart from each other."""
    rows = [
        [[1e4, 0.0], [0.0, 1e4]],
        [[-1e4, -1e4], [-1e4, 1e4]],
        [[100.0, 90.0, 80.0], [-90.0, -100.0, -89.0]],
        [[104.0, 103.0], [0.0, 1.0], [-1e4, -9999.0]],
        [[720.0, 719.0, 0.0], [0.0, -1.0, -745.0]],
        [[9999.0, 1e4, 9998.0, -1e4]],
        [[1e4, 1e4 - 30.0, 1e4 - 60.0]],
    ]
    found = []
    for values in rows:
        for dtype in (torch.float64, torch.float32):
            O = torch.tensor(values, dtype=dtype)
            B, C = O.shape
            found += [(O, torch.arange(B) % C), (O, (torch.arange(B) + 1) % C)]
    return found


def assert_extreme(answer: object, expected: torch.Tensor, O: torch.Tensor) -> None:
    """Compare with what float32 knows of a logit of 1e4: 1e-3, and no better."""
    scale = float(O.abs().max())
    assert_close(answer, expected, scale=scale, kind="extreme", tight=True)


def turned(O: torch.Tensor) -> torch.Tensor:
    """The same logits, column by column in memory."""
    return O.T.contiguous().T


def assert_row_wise(student: Student, name: str, right: Function, with_y: bool) -> None:
    """Check that a function of logits keeps to itself, in any layout."""
    O = torch.tensor([[0.5, -1.0, 2.0], [3.0, 0.0, -2.0]])
    P = torch.tensor([[1.0, 4.0, -3.0], [0.0, 0.25, 1.5]])
    y, z = torch.tensor([2, 1]), torch.tensor([0, 2])

    def verify(answer: object, args: object) -> None:
        assert isinstance(args, list)
        assert_close(answer, right(*args), kind="again", scale=4)

    first, second = ([O, y], [P, z]) if with_y else ([O], [P])
    assert_keeps_to_itself(student, name, first, second, verify)
    for logits_, labels_ in probes()[:8]:
        O = turned(logits_)
        args = [O, labels_] if with_y else [O]
        assert_close(student.call(name, *args), right(*args), scale=8)


# --- softmax -----------------------------------------------------------------


@exercise("softmax", points=3)
@given(O=logits())
def test_softmax_turns_each_row_into_probabilities(
    student: Student, O: torch.Tensor
) -> None:
    """Each row of softmax(O) is exp(O) over the row's sum."""
    assert_close(student.softmax(O), softmax(O))


@exercise("softmax", points=1.5)
def test_softmax_is_right_for_any_batch(student: Student) -> None:
    """It is right for square batches, single rows and the course's 256 x 10."""
    for O, _ in probes():
        assert_close(student.softmax(O), softmax(O))


@exercise("softmax", points=1.5)
def test_softmax_is_right_for_large_logits(student: Student) -> None:
    """It is finite and right for logits up to 10,000 in either direction."""
    for O, _ in large():
        assert_extreme(student.softmax(O), softmax(O), O)


@exercise("softmax", points=1)
def test_softmax_keeps_to_itself(student: Student) -> None:
    """It takes any layout, changes neither its input nor anything else."""
    assert_row_wise(student, "softmax", softmax, with_y=False)


# --- cross_entropy -----------------------------------------------------------


@exercise("cross_entropy", points=2.5)
@given(O=logits(), data=st.data())
def test_cross_entropy_is_minus_log_probability(
    student: Student, O: torch.Tensor, data: st.DataObject
) -> None:
    """cross_entropy(O, y) is -log softmax(O)[y], one loss per sample."""
    y = data.draw(labels(*O.shape))
    assert_close(student.cross_entropy(O, y), cross_entropy(O, y), scale=20)


@exercise("cross_entropy", points=1.5)
def test_cross_entropy_is_right_for_any_batch(student: Student) -> None:
    """It is right for square batches, single rows and the course's 256 x 10."""
    for O, y in probes():
        assert_close(student.cross_entropy(O, y), cross_entropy(O, y), scale=8)


@exercise("cross_entropy", points=1.5)
@given(O=logits(max_rows=3, max_classes=4), data=st.data())
def test_cross_entropy_is_differentiable(
    student: Student, O: torch.Tensor, data: st.DataObject
) -> None:
    """Autograd gives its gradient with respect to the logits."""
    y = data.draw(labels(*O.shape))
    V = torch.arange(1, len(y) + 1, dtype=O.dtype)
    value, (gradient,) = student.vjp("cross_entropy", O, y, wrt=(0,), cotangent=V)
    assert_close(value, cross_entropy(O, y), scale=20)
    if gradient is None:
        fail("no_graph")
    expected = cross_entropy_grad(O, y) * len(y) * V[:, None]
    assert_close(gradient, expected, what="the gradient", kind="gradient", scale=20)


@exercise("cross_entropy", points=1.5)
def test_cross_entropy_is_right_for_large_logits(student: Student) -> None:
    """It is finite and right for logits up to 10,000 in either direction."""
    for O, y in large():
        assert_extreme(student.cross_entropy(O, y), cross_entropy(O, y), O)


@exercise("cross_entropy", points=1)
def test_cross_entropy_keeps_to_itself(student: Student) -> None:
    """It takes any layout, changes neither its inputs nor anything else."""
    assert_row_wise(student, "cross_entropy", cross_entropy, with_y=True)


# --- cross_entropy_grad ------------------------------------------------------


@exercise("cross_entropy_grad", points=3)
@given(O=logits(), data=st.data())
def test_cross_entropy_grad_is_that_of_the_mean_loss(
    student: Student, O: torch.Tensor, data: st.DataObject
) -> None:
    """It is the gradient of the mean loss with respect to the logits."""
    y = data.draw(labels(*O.shape))
    assert_close(student.cross_entropy_grad(O, y), cross_entropy_grad(O, y))


@exercise("cross_entropy_grad", points=2)
def test_cross_entropy_grad_is_right_for_any_batch(student: Student) -> None:
    """It is right for square batches, single rows and the course's 256 x 10."""
    for O, y in probes():
        assert_close(student.cross_entropy_grad(O, y), cross_entropy_grad(O, y))


@exercise("cross_entropy_grad", points=1.5)
def test_cross_entropy_grad_is_by_hand(student: Student) -> None:
    """No automatic differentiation computes it."""
    O, y = probes()[0]
    assert_by_hand(student, "cross_entropy_grad", [O, y])


@exercise("cross_entropy_grad", points=1.5)
def test_cross_entropy_grad_is_right_for_large_logits(student: Student) -> None:
    """It is finite and right for logits up to 10,000 in either direction."""
    for O, y in large():
        assert_extreme(student.cross_entropy_grad(O, y), cross_entropy_grad(O, y), O)


@exercise("cross_entropy_grad", points=1)
def test_cross_entropy_grad_keeps_to_itself(student: Student) -> None:
    """It takes any layout, changes neither its inputs nor anything else."""
    assert_row_wise(student, "cross_entropy_grad", cross_entropy_grad, with_y=True)
