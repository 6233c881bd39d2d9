"""Which known mistake answers as the submission does: by behaviour, never by source.

A `Record` holds what the checks asked of a submission and what came back. A
mistake that answers every one of these requests in the same way behaves as the
submission does, as far as anybody has looked.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import TypeAlias

import torch

from grader.model import Mistake
from grader.sandbox import protocol
from grader.sandbox.protocol import Malformed
from grader.sandbox.validation import Answer, Foreign, from_wire
from grader.testing.remote import Record, Remote

__all__ = ["MOST", "alike", "identify", "random_alike", "records_alike"]

MOST = 2
"""As many mistakes are named where several answer alike; of more than that none."""

TOLERANCE = {torch.float64: 1e-9, torch.float32: 1e-4}
"""Of the largest magnitude in an answer: two ways to make the same mistake round
differently, and float32 sums of 784 products by some 1e-5."""
CHANCE = 0.05
"""What statistics of random answers may differ by, besides what luck does."""
FEW = 32
"""Of fewer random numbers than this, statistics say nothing."""
ENOUGH = 10_000
"""More of them than this tell nothing more."""

Alike: TypeAlias = "Callable[[Answer, Answer], bool]"


def identify(
    record: Record,
    mistakes: Iterable[Mistake],
    turn_to: Callable[[Mistake], Remote],
    *,
    random: bool = False,
) -> tuple[Mistake, ...]:
    """The mistakes that answer as the submission did; none where that are many.

    Args:
        record: requests to the submission, with its replies, in order.
        turn_to: gives a worker that has this mistake loaded.
        random: whether the exercise answers at random, so that only the
            statistics of answers can be compared.
    """
    found = [m for m in mistakes if _repeats(record, turn_to(m), random)]
    return tuple(found) if len(found) <= MOST else ()


def _repeats(record: Record, remote: Remote, random: bool) -> bool:
    again: Record = []
    for request, reply in record:
        again.append((request, remote.repeat(request)))
        if not _same_reply(reply, again[-1][1], random_alike if random else alike):
            return False
    return bool(record) and (not random or _repeated(record) == _repeated(again))


def records_alike(one: Record, other: Record, *, random: bool = False) -> bool:
    """Whether two records of the same requests hold the same replies."""
    same = random_alike if random else alike
    pairs = zip(one, other, strict=False)
    return (
        len(one) == len(other) > 0
        and all(
            (random or asked == again) and _same_reply(mine, theirs, same)
            for (asked, mine), (again, theirs) in pairs
        )
        and (not random or _repeated(one) == _repeated(other))
    )


def _same_reply(
    one: protocol.Reply | str, other: protocol.Reply | str, same: Alike
) -> bool:
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    try:
        match one, other:
            case protocol.Raised(), protocol.Raised():
                return (one.kind, one.message) == (other.kind, other.message)
            case protocol.Scanned(), protocol.Scanned():
                return bool(one.hits) == bool(other.hits)
            case protocol.Returned(), protocol.Returned():
                return same(from_wire(one.value), from_wire(other.value))
            case protocol.Gradients(), protocol.Gradients():
                values = zip(
                    (one.value, *one.grads), (other.value, *other.grads), strict=True
                )
                return all(same(from_wire(a), from_wire(b)) for a, b in values)
    except (Malformed, ValueError):
        return False
    return False


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
        and abs(_kurtosis(one) - _kurtosis(other)) <= 10 * CHANCE + 5 * luck
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


def _repeated(record: Record) -> list[int]:
    """For each drawn tensor of a record, which one before it has the same numbers.

    With a 0 in it a tensor may have lost all but a few numbers, alike by chance.
    """
    seen: list[torch.Tensor] = []
    firsts: list[int] = []
    for _, reply in record:
        for tensor in _tensors(reply):
            if len(tensor.unique()) < FEW // 4:
                continue
            if tensor.is_floating_point() and not tensor.all():
                continue
            same = (i for i, one in enumerate(seen) if torch.equal(one, tensor))
            firsts.append(next(same, len(seen)))
            seen.append(tensor)
    return firsts


def _tensors(reply: protocol.Reply | str) -> list[torch.Tensor]:
    """The tensors in what a call returned, in order."""
    if not isinstance(reply, protocol.Returned):
        return []
    found: list[torch.Tensor] = []
    left = [from_wire(reply.value)]
    while left:
        value = left.pop(0)
        if isinstance(value, torch.Tensor):
            found.append(value)
        elif isinstance(value, list | tuple):
            left = [*value, *left]
    return found


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
