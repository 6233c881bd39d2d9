"""Whether two answers are the same but for rounding, or drawn in the same way."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TypeAlias

import torch

from grader.sandbox.validation import Answer, Foreign

__all__ = ["Alike", "alike", "random_alike"]

TOLERANCE = {torch.float64: 1e-9, torch.float32: 1e-4}
"""Of the largest magnitude in an answer: two ways to make the same mistake round
differently, and float32 sums of 784 products by some 1e-5."""
CHANCE = 0.05
"""What statistics of random answers may differ by, besides what luck does."""
FEW = 32
"""Of fewer random numbers than this, statistics say nothing."""
MANY = 5_000
"""Of as many, the kurtosis of a sample is within some tenths of the true one."""
ENOUGH = 10_000
"""More of them than this tell nothing more."""

Alike: TypeAlias = "Callable[[Answer, Answer], bool]"


def alike(one: Answer, other: Answer) -> bool:
    """Whether two answers are the same but for rounding."""
    if isinstance(one, torch.Tensor) and isinstance(other, torch.Tensor):
        kinds = {t.dtype for t in (one, other) if t.is_floating_point()}
        if len(kinds) > 1:
            return False
    one, other = _plain(one), _plain(other)
    if isinstance(one, torch.Tensor) and isinstance(other, torch.Tensor):
        if one.shape != other.shape or one.dtype != other.dtype:
            return False
        if one.dtype not in TOLERANCE:
            return torch.equal(one, other)
        finite = one[one.isfinite()]
        scale = float(finite.abs().max()) if len(finite) else 0.0
        allowed = TOLERANCE[one.dtype] * max(scale, 1e-30)
        return torch.allclose(one, other, rtol=0, atol=allowed, equal_nan=True)
    if _is_number(one) and _is_number(other):
        return _close(float(one), float(other), 1e-5)  # type: ignore[arg-type]
    return _alike_items(one, other, alike)


def random_alike(one: Answer, other: Answer) -> bool:
    """Whether two answers are drawn in the same way, as far as statistics show."""
    if isinstance(one, torch.Tensor) and isinstance(other, torch.Tensor):
        if one.shape != other.shape or one.dtype != other.dtype:
            return False
        return _drawn_alike(one.double().flatten(), other.double().flatten())
    if isinstance(one, float) and isinstance(other, float):
        return _close(one, other, 3 * CHANCE)
    return _alike_items(one, other, random_alike)


def _drawn_alike(one: torch.Tensor, other: torch.Tensor) -> bool:
    """Whether statistics of two samples differ by no more than chance makes them."""
    one, other = one[:ENOUGH], other[:ENOUGH]
    n = len(one)
    if n < FEW:
        return True
    luck = 4 / n**0.5
    spread = max(float(one.std()), float(other.std()))
    if not math.isfinite(spread):
        return _shares(one) == _shares(other)
    pairs = zip(_shares(one), _shares(other), strict=True)
    return (
        all(abs(a - b) <= CHANCE + luck for a, b in pairs)
        and abs(float(one.std() - other.std())) <= (CHANCE + luck) * spread
        and abs(float(one.mean() - other.mean())) <= (CHANCE + luck) * spread
        and (n < MANY or abs(_kurtosis(one) - _kurtosis(other)) <= 1)
    )


def _kurtosis(values: torch.Tensor) -> float:
    """3 for a normal distribution, 1.8 for a uniform one; 0 for equal numbers."""
    centred = values - values.mean()
    variance = float((centred**2).mean())
    return float((centred**4).mean()) / variance**2 if variance else 0.0


def _shares(values: torch.Tensor) -> tuple[float, ...]:
    """What share is 0, negative, in order, new, and not a number."""
    features = (
        values == 0, values < 0, values.diff() >= 0, values.isnan(),
    )  # fmt: skip
    new = len(values.unique()) / len(values)
    return (*(float(f.double().mean()) for f in features), new)


def _alike_items(one: Answer, other: Answer, same: Alike) -> bool:
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        if len(one) != len(other):
            return False
        return all(same(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, Foreign) and isinstance(other, Foreign):
        return one.type == other.type
    return type(one) is type(other) and one == other


def _plain(value: Answer) -> Answer:
    """A number for a tensor without axes: which of them it is tells nothing."""
    if isinstance(value, torch.Tensor) and value.ndim == 0:
        plain: bool | int | float = value.item()
        return plain
    return value


def _is_number(value: Answer) -> bool:
    return isinstance(value, bool | int | float)


def _close(one: float, other: float, tolerance: float) -> bool:
    if math.isnan(one) or math.isnan(other):
        return math.isnan(one) and math.isnan(other)
    if math.isinf(one) or math.isinf(other):
        return one == other
    return abs(one - other) <= tolerance * max(abs(one), abs(other), 1e-3)
