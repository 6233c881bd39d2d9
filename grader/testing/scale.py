"""Answers that differ from the right ones by a number that says what is wrong."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

import msgspec
import torch

from grader.model import Mistake
from grader.sandbox import protocol
from grader.sandbox.protocol import Malformed
from grader.sandbox.validation import Answer, from_wire
from grader.testing.recalling import Recalling
from grader.testing.remote import Record

__all__ = ["Compared", "compare", "find_amount", "find_scale"]

ROUNDING = 1e-5
"""Of the largest number: what float32 may lose in a sum of products."""
ENOUGH = 3
"""Calls with an answer other than 0 before a factor is believed."""

TurnTo: TypeAlias = "Callable[[Mistake], Recalling]"

_WORDS = Path(__file__).with_suffix(".toml")
"""What is said of each factor, by language."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A call with a submission's answer and the right one."""

    call: protocol.Call
    answer: Answer
    right: Answer


def compare(record: Record, reference: Recalling) -> list[Compared]:
    """Ask for the right answer to each call of a record that was answered.

    Args:
        record: requests to the submission, with its replies.
        reference: a worker with the right answer, turned to the exercise.
    """
    found = []
    for request, reply in record:
        if isinstance(request, protocol.Call):
            answer, right = _answer(reply), _answer(reference.repeat(request))
            if answer is not None and right is not None:
                found.append(Compared(request, answer, right))
    return found


def find_scale(exercise: str, compared: list[Compared]) -> Mistake | None:
    """What factor all answers differ from the right ones by, if they do by one."""
    rows: list[tuple[float, int]] = []
    for one in compared:
        factor = _factor(_numbers(one.answer), _numbers(one.right))
        if factor is None:
            return None
        if not math.isnan(factor):  # both are 0
            rows.append((factor, _rows(one.call)))
    return _said(exercise, rows) if len(rows) >= ENOUGH else None


def find_amount(
    compared: list[Compared], mistakes: Iterable[Mistake], turn_to: TurnTo
) -> Mistake | None:
    """A mistake that a submission makes more or less of than the library has it.

    What it adds to the right answers is then the same multiple of what the
    mistake adds, in every call.
    """
    for mistake in mistakes:
        ours = turn_to(mistake)
        factors = [_excess(one, _answer(ours.repeat(one.call))) for one in compared]
        found = [f for f in factors if f is not None and not math.isnan(f)]
        if None in factors or not found or found[0] <= 0:
            continue
        if all(abs(f - found[0]) <= 1e-3 * found[0] for f in found):
            words = _words("amount", factor=f"{found[0]:.4g}")
            told = {k: f"{text} {words[k]}" for k, text in mistake.words.items()}
            return replace(mistake, words=told)
    return None


def _excess(one: Compared, known: Answer) -> float | None:
    """How many times as far an answer is from the right one as a known mistake's."""
    mine, right, its = (_numbers(a) for a in (one.answer, one.right, known))
    if mine is None or right is None or its is None:
        return None
    if not mine.shape == right.shape == its.shape:
        return None
    return _factor(mine - right, its - right, magnitude=right)


def _said(exercise: str, rows: list[tuple[float, int]]) -> Mistake | None:
    factors = [factor for factor, _ in rows]
    different = len({n for _, n in rows}) > 1

    def fits(expected: list[float]) -> bool:
        pairs = zip(factors, expected, strict=True)
        return all(abs(a - b) <= 1e-5 * abs(b) for a, b in pairs)

    constant = factors[0]
    if fits([-1.0] * len(rows)):
        return _mistake("scale-sign", exercise)
    if different and fits([float(n) for _, n in rows]):
        return _mistake("scale-n", exercise)
    if different and fits([1 / n for _, n in rows]):
        return _mistake("scale-over-n", exercise)
    if (
        abs(constant - 1) > 1e-5
        and abs(constant) > 1e-9
        and fits([constant] * len(rows))
    ):
        return _mistake("scale-factor", exercise, factor=f"{constant:.4g}")
    return None


def _mistake(id: str, exercise: str, **params: str) -> Mistake:
    return Mistake(id, exercise, "", _words(id, **params), "")


def _words(id: str, **params: str) -> dict[str, str]:
    texts = msgspec.toml.decode(_WORDS.read_bytes(), type=dict[str, dict[str, str]])
    return {language: text.format(**params) for language, text in texts[id].items()}


def _answer(reply: protocol.Reply | str) -> Answer:
    """What a call returned; None where it did not."""
    if not isinstance(reply, protocol.Returned):
        return None
    try:
        return from_wire(reply.value)
    except Malformed:
        return None


def _numbers(answer: Answer) -> torch.Tensor | None:
    """All numbers of an answer in one row, float64; None where it has others."""
    items = answer if isinstance(answer, list | tuple) else [answer]
    tensors = [item for item in items if isinstance(item, torch.Tensor)]
    if not tensors or len(tensors) < len(items):
        return None
    if not all(t.is_floating_point() and t.isfinite().all() for t in tensors):
        return None
    return torch.cat([t.double().flatten() for t in tensors])


def _factor(
    answer: torch.Tensor | None,
    right: torch.Tensor | None,
    magnitude: torch.Tensor | None = None,
) -> float | None:
    """The number that `right` is multiplied with; None if there is none, NaN if both 0.

    Args:
        magnitude: numbers that rounding depends on, where they are larger.
    """
    if answer is None or right is None or answer.shape != right.shape:
        return None
    largest = max(_largest(right), _largest(magnitude))
    if _largest(right) <= ROUNDING * largest:
        return math.nan if _largest(answer) <= ROUNDING * largest else None
    factor = float((answer * right).sum() / (right * right).sum())
    rest = _largest(answer - factor * right)
    return factor if rest <= ROUNDING * largest * max(1.0, abs(factor)) else None


def _largest(values: torch.Tensor | None) -> float:
    return float(values.abs().max()) if values is not None and len(values) else 0.0


def _rows(call: protocol.Call) -> int:
    shapes = [a.shape for a in call.args if isinstance(a, protocol.TensorData)]
    return shapes[0][0] if shapes and shapes[0] else 1
