"""Which known mistake answers as the submission does: by behaviour, never by source.

A `Record` holds what the checks asked of a submission and what came back. A
mistake that answers every one of these requests in the same way behaves as the
submission does, as far as anybody has looked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import torch

from grader.model import Mistake
from grader.sandbox import protocol
from grader.sandbox.protocol import Malformed
from grader.sandbox.validation import from_wire
from grader.testing.likeness import Alike, alike, random_alike
from grader.testing.recalling import Recalling
from grader.testing.remote import Record

__all__ = ["MOST", "finite_part", "identify", "records_alike"]

MOST = 2
"""As many mistakes are named where several answer alike; of more than that none."""

INDICES, VALUES = 8, 64
"""A tensor of fewer different numbers than this may repeat by chance."""
PLACES = 16
"""Zeros among other numbers, or others among zeros: of fewer so may their places."""


def identify(
    record: Record,
    mistakes: Iterable[Mistake],
    turn_to: Callable[[Mistake], Recalling],
    *,
    random: bool = False,
) -> tuple[Mistake, ...]:
    """The mistakes that answer as the submission did; none where that are many.

    Args:
        record: requests to the submission, with its replies, in order.
        turn_to: gives what answers as this mistake does.
        random: whether the exercise answers at random, so that only the
            statistics of answers can be compared.
    """
    found = [
        (mistake, again)
        for mistake in mistakes
        if (again := _repeat(record, turn_to(mistake), random=random))
    ]
    if random:
        # Who begins with the same seed and draws in the same way has the same numbers.
        same = [pair for pair in found if records_alike(record, pair[1])]
        found = same or found
    return tuple(mistake for mistake, _ in found) if len(found) <= MOST else ()


def _repeat(record: Record, mistake: Recalling, *, random: bool) -> Record:
    """What a mistake answers to a record's requests; empty where it is not alike."""
    again: Record = []
    for request, reply in record:
        again.append((request, mistake.repeat(request)))
        if not _same_reply(reply, again[-1][1], random_alike if random else alike):
            return []
    return [] if random and _repeated(record) != _repeated(again) else again


def finite_part(record: Record) -> Record:
    """The part of a record in which the submission answered with finite numbers."""
    return [(asked, reply) for asked, reply in record if _is_finite(reply)]


def _is_finite(reply: protocol.Reply | str) -> bool:
    try:
        return isinstance(reply, protocol.Returned) and all(
            bool(torch.isfinite(tensor).all()) for tensor in _tensors(reply)
        )
    except (Malformed, ValueError):
        return False


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


def _repeated(record: Record) -> list[int]:
    """For each tensor of a record, the first one with the same numbers as drawn."""
    seen: list[torch.Tensor | None] = []
    for _, reply in record:
        seen += map(_drawn, _tensors(reply))
    return [
        next((i for i in range(place) if _is_same(seen[i], drawn)), place)
        for place, drawn in enumerate(seen)
    ]


def _drawn(tensor: torch.Tensor) -> torch.Tensor | None:
    """What luck has made of a tensor; nothing where it may be the same by chance.

    With zeros in it it may have lost all but a few numbers; then their places count.
    """
    floating = tensor.is_floating_point()
    if floating and not tensor.all():
        zeros = tensor == 0
        fewest = min(int(zeros.sum()), int((~zeros).sum()))
        return zeros if fewest >= PLACES else None
    return None if _is_few(tensor, VALUES if floating else INDICES) else tensor


def _is_same(one: torch.Tensor | None, other: torch.Tensor | None) -> bool:
    return one is not None and other is not None and torch.equal(one, other)


def _is_few(tensor: torch.Tensor, most: int) -> bool:
    """Whether a tensor holds fewer different numbers; mostly its beginning tells."""
    begin = tensor.flatten()[: 4 * most]
    return len(begin.unique()) < most and len(tensor.unique()) < most


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
