"""Answers that are all the right ones times a number that says what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import torch

from grader.model import Mistake
from grader.sandbox import protocol
from grader.sandbox.protocol import Malformed
from grader.sandbox.validation import Answer, from_wire
from grader.testing.diagnosis import alike
from grader.testing.remote import Record, Remote

__all__ = ["find_scale"]

ENOUGH = 3
"""Calls with an answer other than 0 before a factor is believed."""

_WORDS = Path(__file__).with_suffix(".toml")
"""What is said of each factor, by language."""


def find_scale(exercise: str, record: Record, reference: Remote) -> Mistake | None:
    """What factor lies between a submission's answers and the right ones, if one does.

    Args:
        record: requests to the submission, with its replies.
        reference: a worker with the right answer, turned to the exercise.
    """
    rows: list[tuple[float, int]] = []
    for call, answer in _calls(record):
        reply = reference.repeat(call)
        if not isinstance(reply, protocol.Returned):
            return None
        right = from_wire(reply.value)
        factor = _factor(answer, right)
        if factor is None:
            return None
        if factor == factor:  # NaN where both are 0
            rows.append((factor, _rows(call)))
    if len(rows) < ENOUGH:
        return None
    return _said(exercise, rows)


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
    texts = msgspec.toml.decode(_WORDS.read_bytes(), type=dict[str, dict[str, str]])
    words = {language: text.format(**params) for language, text in texts[id].items()}
    return Mistake(id, exercise, "", words, "")


def _calls(record: Record) -> Iterator[tuple[protocol.Call, Answer]]:
    for request, reply in record:
        if isinstance(request, protocol.Call) and isinstance(reply, protocol.Returned):
            try:
                yield request, from_wire(reply.value)
            except Malformed:
                continue


def _factor(answer: Answer, right: Answer) -> float | None:
    """The number that `right` is multiplied with; None if there is none."""
    if not isinstance(answer, torch.Tensor) or not isinstance(right, torch.Tensor):
        return None
    same = answer.shape == right.shape and answer.dtype == right.dtype
    if not same or not answer.is_floating_point() or not answer.isfinite().all():
        return None
    one, other = answer.double(), right.double()
    square = float((other * other).sum())
    if square == 0:
        return float("nan") if not one.any() else None
    factor = float((one * other).sum()) / square
    return factor if alike(answer, (factor * other).to(answer.dtype)) else None


def _rows(call: protocol.Call) -> int:
    shapes = [a.shape for a in call.args if isinstance(a, protocol.TensorData)]
    return shapes[0][0] if shapes and shapes[0] else 1
