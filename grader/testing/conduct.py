"""Checks of conduct: what a function must leave alone, and do by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch

from grader.testing.closeness import TOLERANCE, assert_close, assert_items, fail
from grader.testing.feedback import CheckFailed, StudentRaised, finding, short_type
from grader.testing.student import Student

__all__ = ["assert_by_hand", "assert_keeps_to_itself", "assert_leaves_settings"]

NO_ANSWER = ("type", "items")
"""Findings that leave nothing to judge the conduct by."""

Verify = Callable[[object, Sequence[object]], None]


def assert_keeps_to_itself(
    student: Student,
    name: str,
    first: Sequence[object],
    second: Sequence[object],
    verify: Verify,
    *,
    may_seed: bool = False,
    draws: bool = False,
) -> None:
    """Fail if calls of a function depend on each other or leave traces.

    Calls it on `first` and `second`, twice, and looks at all answers after the
    last call: an earlier answer must still be valid.

    Args:
        verify: checks an answer for the given arguments.
        may_seed: whether it may seed the global random generator.
        draws: whether it answers at random, so that no two answers are the same.
    """
    alone = [student.call(name, *args) for args in (first, second)]
    answer = student.drive("conduct.twice", name, list(first), list(second))
    answers, first_after, second_after, flags, *settings = answer
    for before, after in ((first, first_after), (second, second_after)):
        student.note_call(name, *before)
        _assert_unchanged(before, after)
    if flags is not True:
        fail("requires_grad")
    order = (0, 1, 0, 1, 1)
    for index, result in zip(order, answers, strict=True):
        args, single = (first, second)[index], alone[index]
        student.note_call(name, *args)
        if _verifies(verify, single, args):
            verify(result, args)
        elif not draws:
            # Wrong anyway, and other checks say so: here it need only be steady.
            _assert_same(result, single)
    _assert_settings(settings, may_seed=may_seed)


def assert_leaves_settings(
    student: Student, driver: str, *args: object, trains: bool = False
) -> None:
    """Fail if what a driver calls seeds the generator or switches gradients."""
    module, _, name = driver.partition(".")
    settings = student.drive("conduct.around", module, name, trains, *args)
    _assert_settings(list(settings), may_seed=False)


def _assert_settings(settings: list[Any], *, may_seed: bool) -> None:
    if [type(value) for value in settings] != [*[torch.Tensor] * 2, bool, torch.Tensor]:
        fail("grad_mode")
    one, other, recording, number = settings
    if not may_seed and torch.equal(one, other):
        fail("seeds")
    if recording is not True:
        fail("grad_mode")
    if number.dtype != torch.float32:
        fail("default_dtype", str(number.dtype), "torch.float32")


def _verifies(verify: Verify, answer: object, args: Sequence[object]) -> bool:
    """Whether an answer is right; one that is no answer at all, as None, fails."""
    try:
        verify(answer, args)
    except CheckFailed as failed:
        if failed.finding.kind in NO_ANSWER:
            raise
        return False
    return True


def _assert_same(actual: object, expected: object) -> None:
    """Fail unless two answers of the student's are the same."""
    if isinstance(expected, torch.Tensor) and expected.dtype in TOLERANCE:
        assert_close(actual, expected, kind="again")
    elif isinstance(expected, list | tuple):
        items = assert_items(actual, len(expected))
        for one, other in zip(items, expected, strict=True):
            _assert_same(one, other)
    elif isinstance(expected, torch.Tensor):
        if not isinstance(actual, torch.Tensor) or not torch.equal(actual, expected):
            fail("again", actual, expected, got=actual, want=expected)
    elif actual != expected:
        fail("again", actual, expected, got=actual, want=expected)


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
) -> None:
    """Fail if a function lets the machine differentiate.

    Its compiled code is looked through, which finds the line. What it hides is
    found by numbers: calls that were judged before are asked again in a worker
    in which nothing can differentiate, and must be answered as before.
    """
    for place, line in student.scan(name):
        fail("autograd", place=place, line=line)
    student.call(name, *args)
    try:
        for answer, before in student.by_hand():
            if not isinstance(answer, torch.Tensor | list | tuple):
                fail("type", answer, got=short_type(answer))
            _assert_as_before(answer, before)
    except StudentRaised as error:
        fail(
            "inference",
            f"raised {error.finding.params['type']}",
            **error.finding.params,
        )


def _assert_as_before(answer: object, before: object) -> None:
    """What counts is that it works by hand; values are judged elsewhere."""
    try:
        _assert_same(answer, before)
    except CheckFailed as failed:
        raise CheckFailed(
            finding("by_machine"), failed.answer, failed.expected
        ) from None
