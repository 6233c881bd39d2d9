"""Checks of conduct: what a function must leave alone, and do by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch

from grader.testing.closeness import assert_close, assert_items, fail
from grader.testing.feedback import StudentRaised
from grader.testing.student import Student

__all__ = ["assert_by_hand", "assert_keeps_to_itself"]


def assert_keeps_to_itself(
    student: Student,
    name: str,
    first: Sequence[object],
    second: Sequence[object],
    verify: Callable[[object, Sequence[object]], None],
    *,
    may_seed: bool = False,
) -> None:
    """Fail if calls of a function depend on each other or leave traces.

    Calls it on `first`, `second` and `first` again, and looks at all answers
    after the last call: an earlier answer must still be valid.

    Args:
        verify: checks an answer for the given arguments.
        may_seed: whether it may seed the global random generator.
    """
    answer = student.drive("conduct.twice", name, list(first), list(second))
    answers, first_after, second_after, drawn, recording, number = answer
    for before, after in ((first, first_after), (second, second_after)):
        student.note(**{f"argument {i + 1}": arg for i, arg in enumerate(before)})
        _assert_unchanged(before, after)
    for args, result in zip((first, second, first), answers, strict=True):
        student.note(**{f"argument {i + 1}": arg for i, arg in enumerate(args)})
        verify(result, args)
    if not may_seed and torch.equal(drawn[0], drawn[1]):
        fail("seeds")
    if recording is not True:
        fail("grad_mode", "off", "on")
    if number.dtype != torch.float32:
        fail("default_dtype", str(number.dtype), "torch.float32")


def _assert_unchanged(before: object, after: object) -> None:
    if isinstance(before, torch.Tensor):
        assert isinstance(after, torch.Tensor)
        if before.shape != after.shape or not torch.equal(before, after):
            fail("changed", after, before)
    elif isinstance(before, list | tuple):
        items = after if isinstance(after, list | tuple) else []
        if len(items) != len(before):
            fail("changed", after, before)
        for one, other in zip(before, items, strict=True):
            _assert_unchanged(one, other)


def assert_by_hand(
    student: Student,
    name: str,
    args: Sequence[object],
    expected: Sequence[torch.Tensor] | torch.Tensor,
) -> None:
    """Fail if a function lets the machine differentiate.

    Its compiled code is looked through, and it is called under
    `torch.inference_mode()`, where the usual autograd does not work.
    """
    for place, line in student.scan(name):
        fail("autograd", place=place, line=line)
    try:
        answer = student.call(name, *args, inference=True)
    except StudentRaised as error:
        fail(
            "inference",
            f"raised {error.finding.params['type']}",
            **error.finding.params,
        )
    if isinstance(expected, torch.Tensor):
        assert_close(answer, expected, scale=_largest(args))
        return
    for got, want in zip(assert_items(answer, len(expected)), expected, strict=True):
        assert_close(got, want, scale=_largest(args))


def _largest(args: Sequence[object]) -> float:
    sizes = [
        float(a.abs().max()) for a in args if isinstance(a, torch.Tensor) and a.numel()
    ]
    return max(sizes, default=1.0)
