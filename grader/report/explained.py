"""A failed exercise, with all that a page or a notebook shows of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.model import Outcome, Report, Result
from grader.report.language import Say
from grader.report.notes import QUIET, Telling, telling
from grader.report.words import message

__all__ = ["Explained", "Unloadable", "explain"]


@dataclass(frozen=True, slots=True)
class Explained:
    """The first failed check of an exercise in full; the others to be unfolded."""

    row: Mapping[str, Any]
    """The exercise as the JSON report has it; `checks` of it likewise."""
    first: Mapping[str, Any]
    telling: Telling
    further: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Unloadable:
    """A file that cannot be loaded: one problem of several exercises, told once."""

    file: str
    message: str
    outcome: Outcome


def explain(
    report: Report, data: Mapping[str, Any], say: Say
) -> dict[str, Explained | Unloadable]:
    """Exercise -> what is told of it, for those that failed.

    Args:
        data: the report as `report_data` gives it.
    """
    by_exercise: dict[str, list[Result]] = {}
    for result in report.results:
        by_exercise.setdefault(result.check.exercise, []).append(result)
    rows = {row["name"]: row for row in data["exercises"]}
    found: dict[str, Explained | Unloadable] = {}
    for exercise in report.assignment.exercises:
        results = by_exercise.get(exercise.name, [])
        failed = [i for i, r in enumerate(results) if r.outcome not in QUIET]
        if not failed:
            continue
        first, row = results[failed[0]], rows[exercise.name]
        checks = [row["checks"][i] for i in failed]
        if first.finding is not None and first.finding.kind == "load":
            told = message(first.finding, say)
            found[exercise.name] = Unloadable(row["file"], told, first.outcome)
            continue
        mistakes = report.mistakes.get(exercise.name, ())
        found[exercise.name] = Explained(
            row, checks[0], telling(first, mistakes, say), tuple(checks[1:])
        )
    return found
