"""Students by exercises: who lost points where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader.batch.results import Row
from grader.batch.slips import has_tried
from grader.batch.summary import is_final
from grader.model import Assignment, Exercise

__all__ = ["FULL", "NONE", "UNTRIED", "Heatmap", "heat_map"]

FULL = ""
NONE = "z"
UNTRIED = "u"
ABSENT = "x"
"""Shades: classes of the style sheet, short as there is one in each cell."""
LEVELS = ((0.75, "a"), (0.5, "b"), (0.25, "c"), (0.0, "d"))
"""Down to which share of the points a cell has which class."""


@dataclass(frozen=True, slots=True)
class Heatmap:
    """A cell is the name of its shade and its text."""

    exercises: tuple[Exercise, ...]
    """Those that anybody was graded in."""
    means: tuple[tuple[str, str], ...]
    """What the class has of each exercise, in percent; final scores only."""
    rows: tuple[tuple[Row, tuple[tuple[str, str], ...]], ...]


def heat_map(rows: Sequence[Row], assignment: Assignment) -> Heatmap | None:
    """The points of all who were graded; None where nobody was."""
    graded = [row for row in rows if not row.problem and row.exercises]
    exercises = tuple(
        exercise
        for exercise in assignment.exercises
        if any(exercise.name in row.exercises for row in graded)
    )
    if not exercises:
        return None
    return Heatmap(
        exercises,
        tuple(_mean(graded, exercise) for exercise in exercises),
        tuple((row, tuple(_cell(row, e) for e in exercises)) for row in graded),
    )


def _cell(row: Row, exercise: Exercise) -> tuple[str, str]:
    points = row.exercises.get(exercise.name)
    if points is None:
        return ABSENT, ""
    if points == 0:
        return (NONE, "0") if has_tried(row, exercise.name) else (UNTRIED, "–")  # noqa: RUF001
    return _shade(points / exercise.points), f"{round(points, 2):g}"


def _mean(rows: Sequence[Row], exercise: Exercise) -> tuple[str, str]:
    points = [
        row.exercises[exercise.name]
        for row in rows
        if is_final(row) and exercise.name in row.exercises
    ]
    if not points:
        return ABSENT, ""
    share = sum(points) / len(points) / exercise.points
    return _shade(share), f"{100 * share:.0f}"


def _shade(share: float) -> str:
    """The class of a cell: how much is lost."""
    if share >= 1 - 1e-6:
        return FULL
    if share <= 0:
        return NONE
    return next(name for least, name in LEVELS if share >= least)
