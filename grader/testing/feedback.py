"""Failures as data: what a check saw, what it expected, and tensors as text."""

from __future__ import annotations

import math
from collections.abc import Mapping

import torch

from grader.model import Counterexample, Finding, Outcome
from grader.sandbox.validation import Foreign

__all__ = [
    "CheckFailed",
    "Stopped",
    "StudentRaised",
    "code_lines",
    "describe",
    "short_type",
]

SHOWN = 12
"""A tensor of more elements than this is described by its type alone."""


class CheckFailed(AssertionError):
    """A check saw something else than it expected."""

    def __init__(self, finding: Finding, answer: str = "", expected: str = "") -> None:
        super().__init__(finding.kind)
        self.finding = finding
        self.answer = answer
        self.expected = expected


class StudentRaised(Exception):
    """The student's code raised in the worker."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.kind)
        self.finding = finding


class Stopped(BaseException):
    """Nothing more can be learnt from this check: no worker, no time, no stub.

    Not an `Exception`: Hypothesis lets it through at once, instead of trying to
    shrink an input at several seconds a call.
    """

    def __init__(
        self,
        outcome: Outcome,
        finding: Finding,
        counterexample: Counterexample | None = None,
    ) -> None:
        super().__init__(finding.kind)
        self.outcome = outcome
        self.finding = finding
        self.counterexample = counterexample


def short_type(value: object) -> str:
    """Say what a value is: `f32[4, 10]`, `list of 3`, `numpy.ndarray`."""
    if isinstance(value, torch.Tensor):
        name = str(value.dtype).removeprefix("torch.")
        letter = {"float": "f", "int": "i", "uint": "u", "bfloat": "bf"}
        kind = name.rstrip("0123456789")
        short = letter.get(kind, kind) + name[len(kind) :]
        return f"{short}[{', '.join(map(str, value.shape))}]"
    if isinstance(value, Foreign):
        return value.type
    if isinstance(value, list | tuple):
        return f"{type(value).__name__} of {len(value)}"
    return "None" if value is None else type(value).__name__


def number(value: float) -> str:
    """Write a number shortly: four significant digits, whole numbers whole."""
    if isinstance(value, bool):
        return str(value)
    if math.isnan(value) or math.isinf(value):
        return str(value)
    if value == int(value) and abs(value) < 1e6:
        return str(int(value))
    return f"{value:.6g}"


def describe(value: object) -> str:
    """Write a value in full where it is small, else by its type."""
    if isinstance(value, torch.Tensor):
        if value.numel() > SHOWN or 0 in value.shape:
            return short_type(value)
        return _nested(value.tolist())
    if isinstance(value, bool | str) or value is None:
        return repr(value)
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, list | tuple):
        text = ", ".join(describe(item) for item in value[:8])
        text += ", ..." if len(value) > 8 else ""
        return f"[{text}]" if isinstance(value, list) else f"({text})"
    return short_type(value)


def _nested(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_nested(item) for item in value)}]"
    assert isinstance(value, int | float)
    return number(value)


def code_lines(text: str) -> list[str]:
    """Lines as Python counts them; `splitlines` also splits at form feeds and more."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def finding(kind: str, **params: object) -> Finding:
    """Build a finding from anything that can be written down."""
    return Finding(kind, {key: str(value) for key, value in params.items()})


def describe_inputs(
    names: tuple[str, ...], args: tuple[object, ...], kwargs: Mapping[str, object]
) -> dict[str, str]:
    """Write down a call's arguments by parameter name."""
    padded = names + tuple(f"argument {i + 1}" for i in range(len(names), len(args)))
    named = dict(zip(padded, args, strict=False))
    return {
        key: value if isinstance(value, str) else describe(value)
        for key, value in (named | dict(kwargs)).items()
    }
