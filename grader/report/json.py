"""Report -> JSON, in the documented schema (docs/report.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from grader.model import (
    Counterexample,
    Exercise,
    Mistake,
    Outcome,
    Part,
    Report,
    Result,
    RunResult,
)
from grader.report.language import Say, in_english
from grader.report.words import OBVIOUS, clean, message
from grader.scoring import exercise_outcome, points, score, wrong_parts

__all__ = ["render_json", "report_data"]

SCHEMA_VERSION = 1
OF_A_PART = 2
"""Of a student's version that leaves out checks: it has an outcome more."""


def render_json(report: Report, say: Say = in_english) -> bytes:
    """The report as indented JSON, ending in a line break."""
    data = msgspec.json.encode(report_data(report, say))
    return msgspec.json.format(data, indent=2) + b"\n"


def report_data(report: Report, say: Say = in_english) -> dict[str, Any]:
    """The report as plain dictionaries and lists."""
    by_exercise: dict[str, list[Result]] = {}
    for result in report.results:
        by_exercise.setdefault(result.check.exercise, []).append(result)
    environment = report.environment
    return {
        "schema_version": SCHEMA_VERSION if report.complete else OF_A_PART,
        "complete": report.complete,
        "assignment": report.assignment.name,
        "submission": {
            "name": clean(report.submission.name),
            "digest": report.submission.digest,
            "late": report.submission.late,
            "note": clean(report.submission.note),
        },
        "score": _score(report),
        "exercises": [
            _exercise(
                exercise,
                by_exercise.get(exercise.name, []),
                report.mistakes.get(exercise.name, ()),
                report.provided.get(exercise.name, ()),
                report.complete,
                say,
            )
            for exercise in report.assignment.exercises
        ],
        "accuracy": [_run(run, report, say) for run in report.runs],
        "environment": {
            "isolation": environment.isolation,
            "device": environment.device,
            "data": _data(environment.data),
            "versions": dict(environment.versions),
            "seed": environment.seed,
        },
        "elapsed": {key: round(value, 2) for key, value in report.elapsed.items()},
        "instructor": None,
    }


def _score(report: Report) -> dict[str, Any]:
    parts = {part: score(report, part) for part in Part}
    rows: dict[str, Any] = {
        part.value: {"points": found.points, "out_of": found.out_of}
        for part, found in parts.items()
    }
    return rows | {"provisional": any(found.provisional for found in parts.values())}


def _data(kinds: Mapping[str, str]) -> str | None:
    """`sample` where any run used it, `full` where none did, null without runs."""
    if not kinds:
        return None
    return "sample" if "sample" in kinds.values() else "full"


def _exercise(
    exercise: Exercise,
    results: list[Result],
    mistakes: Sequence[Mistake],
    provided: Sequence[str],
    complete: bool,
    say: Say,
) -> dict[str, Any]:
    earned = sum(points(r.outcome, r.check.points) for r in results)
    known = [{"id": m.id, "message": m.words[say.language]} for m in mistakes]
    return {
        "name": exercise.name,
        "file": f"{exercise.file}.py",
        "part": exercise.part.value,
        "points": round(earned, 4),
        "out_of": exercise.points,
        "outcome": exercise_outcome(results, complete).value,
        "mistakes": known or _obvious(results, say),
        "provided": list(provided),
        "checks": [_check(result, say) for result in results],
    }


def _obvious(results: list[Result], say: Say) -> list[dict[str, str]]:
    """The first failure, where what was seen is the mistake itself."""
    first = next((r.finding for r in results if r.outcome is Outcome.FAILED), None)
    if first is None or first.kind not in OBVIOUS:
        return []
    return [{"id": OBVIOUS[first.kind], "message": message(first, say)}]


def _check(result: Result, say: Say) -> dict[str, Any]:
    return {
        "name": result.check.name,
        "title": say(result.check.title),
        "outcome": result.outcome.value,
        "points": float(points(result.outcome, result.check.points)),
        "out_of": float(result.check.points),
        "message": message(result.finding, say) if result.finding else None,
        "counterexample": _counterexample(result.counterexample),
    }


def _counterexample(shown: Counterexample | None) -> dict[str, Any] | None:
    if shown is None:
        return None
    return {
        "call": clean(shown.call),
        "inputs": {clean(k): clean(v) for k, v in shown.inputs.items()},
        "answer": clean(shown.answer),
        "expected": clean(shown.expected),
    }


def _run(result: RunResult, report: Report, say: Say) -> dict[str, Any]:
    return {
        "name": result.run.name,
        "part": result.run.part.value,
        "accuracy": _rounded(result.accuracy, 4),
        "threshold": _rounded(result.threshold, 4),
        "points": float(points(result.outcome, result.run.points)),
        "out_of": result.run.points,
        "outcome": result.outcome.value,
        "message": message(result.finding, say) if result.finding else None,
        "parts": list(wrong_parts(result, report)),
        "curve": [
            {
                "epoch": index,
                "accuracy": _rounded(epoch.accuracy, 4),
                "reference": _rounded(epoch.reference, 4),
                "distance": _rounded(epoch.distance, 6),
                "bound": _rounded(epoch.bound, 6),
            }
            for index, epoch in enumerate(result.curve, start=1)
        ],
        "confusion": [list(row) for row in result.confusion],
    }


def _rounded(value: float | None, digits: int) -> float | None:
    # JSON has no NaN: parameters that are not numbers have no distance.
    return round(value, digits) if value is not None and value == value else None
