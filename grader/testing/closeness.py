"""Comparisons that name what is wrong: type, then dtype, then shape, then values."""

from __future__ import annotations

import math
from typing import NoReturn

import torch

from grader.sandbox.validation import Foreign
from grader.testing.feedback import (
    SHOWN,
    CheckFailed,
    describe,
    finding,
    number,
    short_type,
)

__all__ = [
    "as_number",
    "assert_close",
    "assert_items",
    "assert_number",
    "assert_tensor",
    "fail",
    "tolerance",
]

TOLERANCE = {torch.float64: 1e-10, torch.float32: 2e-5}
"""Times the largest magnitude in the computation.

float32: 160 eps. The naive forms of the contract lose about |x| eps <= 20 eps on
moderate inputs, and a sum of 784 products in another order some 30 eps more.
float64: far more than eps, and still below the 1e-8 that students add to
denominators and logarithms.
"""


def tolerance(dtype: torch.dtype, scale: float) -> float:
    """Largest error of a right answer, for magnitudes up to `scale`."""
    return TOLERANCE[dtype] * max(1.0, scale)


def fail(
    kind: str, answer: object = "", expected: object = "", **params: object
) -> NoReturn:
    """End a check with a finding of this kind; `params` go into its words."""
    raise CheckFailed(
        finding(kind, **params),
        answer if isinstance(answer, str) else describe(answer),
        expected if isinstance(expected, str) else describe(expected),
    )


def assert_tensor(
    actual: object, shape: tuple[int, ...], dtype: torch.dtype, what: str = ""
) -> torch.Tensor:
    """Return `actual` if it is a tensor of exactly this shape and dtype."""
    wanted = short_type(torch.empty(shape, dtype=dtype))
    if not isinstance(actual, torch.Tensor):
        fail("type", short_type(actual), wanted, got=short_type(actual), what=what)
    if actual.shape != shape:
        fail(
            "shape", short_type(actual), wanted,
            got=list(actual.shape), want=list(shape), what=what,
        )  # fmt: skip
    if actual.dtype != dtype:
        fail(
            "dtype", short_type(actual), wanted,
            got=str(actual.dtype), want=str(dtype), what=what,
        )  # fmt: skip
    return actual


def assert_close(
    actual: object,
    expected: torch.Tensor,
    *,
    scale: float = 1.0,
    what: str = "",
    kind: str = "value",
    tight: bool = False,
) -> None:
    """Fail unless `actual` is a tensor like `expected`, with its values.

    Args:
        expected: the right answer, of the shape and dtype that is asked for.
        scale: the largest magnitude in the computation, where that is more than
            the answer's own.
        what: which of several answers this is, for the message.
        tight: allow no more than 16 eps, for scales of 1e4 where that is a lot.
    """
    tensor = assert_tensor(actual, tuple(expected.shape), expected.dtype, what)
    if not expected.numel():
        return
    if not expected.is_floating_point():
        wrong = tensor != expected
    else:
        scale = max(scale, float(expected.abs().max()))
        # `not <=`, so that NaN is wrong.
        allowed = tolerance(expected.dtype, scale)
        if tight:
            allowed = 16 * torch.finfo(expected.dtype).eps * scale
        wrong = ~((tensor - expected).abs() <= allowed)
    if wrong.any():
        _fail_at(tensor, expected, wrong, kind, what)


def _fail_at(
    actual: torch.Tensor,
    expected: torch.Tensor,
    wrong: torch.Tensor,
    kind: str,
    what: str,
) -> NoReturn:
    # The entry that is furthest off says most about the mistake.
    error = torch.where(wrong, (actual - expected).abs().double(), -1.0)
    error = torch.nan_to_num(error, nan=math.inf)
    index = tuple(int(i) for i in torch.unravel_index(error.argmax(), error.shape))
    got, want = number(actual[index].item()), number(expected[index].item())
    place = f"[{', '.join(map(str, index))}]" if index else ""
    large = expected.numel() > SHOWN
    fail(
        kind,
        f"{place} = {got}" if large else describe(actual),
        f"{place} = {want}" if large else describe(expected),
        index=place, got=got, want=want, what=what,
        wrong=int(wrong.sum()), total=wrong.numel(),
    )  # fmt: skip


def as_number(actual: object, what: str = "") -> float:
    """Return a number given as int, float or one-element tensor."""
    if isinstance(actual, torch.Tensor) and actual.numel() == 1:
        return float(actual.item())
    if isinstance(actual, bool | int | float):
        return float(actual)
    fail("type", short_type(actual), "a number", got=short_type(actual), what=what)


def assert_number(
    actual: object, expected: float, *, rel: float = 1e-6, what: str = ""
) -> None:
    """Fail unless `actual` is a number close to `expected`."""
    value = as_number(actual, what)
    if not abs(value - expected) <= rel * max(1.0, abs(expected)):
        got, want = number(value), number(expected)
        fail("number", got, want, got=got, want=want, what=what)


def assert_items(actual: object, length: int, what: str = "") -> list[object]:
    """Return the items of a list or tuple of exactly this length."""
    if isinstance(actual, list | tuple) and len(actual) == length:
        return list(actual)
    got = actual.type if isinstance(actual, Foreign) else short_type(actual)
    fail("items", got, f"a list or tuple of {length}", got=got, want=length, what=what)
