"""What there is to export: a results folder of `grade batch`, or one report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from grader.batch.finished import read_class
from grader.batch.manual import with_manual
from grader.batch.results import Row, Slip, handout
from grader.errors import ExportError, UsageError
from grader.export.reports import Exercise, Points, ReportData, read_report
from grader.report.words import clean

__all__ = [
    "SCORES",
    "Graded",
    "points_of",
    "read_results",
    "scaled_to",
    "slips_of",
    "withheld",
]

SCORES = {
    "core": ("core",),
    "extension": ("extension",),
    "total": ("core", "extension"),
}
"""What `--score` may say, and the parts of an assignment that it adds up."""
REPORT = "report.json"


@dataclass(frozen=True, slots=True)
class Graded:
    """One submission with its line in the gradebook."""

    row: Row
    report: ReportData | None
    """None where nothing could be graded; the row says why."""
    handout: ReportData | None
    """What of it the student may see."""
    place: str
    """A name for files about it: letters, digits, dashes."""


def read_results(path: Path, root: Path | None = None) -> list[Graded]:
    """All submissions of a results folder, or the one of a report file.

    The one place where points are read: whatever changes them belongs here.

    Args:
        root: the assignment's folder, where it is not the one graded with.

    Raises:
        GraderError: if there is nothing to export.
    """
    if path.is_file() and root:
        raise UsageError(
            "`--assignment` is for a folder of results; a report has all in it."
        )
    if path.is_file():
        report = read_report(path)
        return [Graded(_row(report), report, report, clean(path.stem))]
    if not path.is_dir():
        raise ExportError(
            f"There is no `{path}`. Name a folder of `grade batch DIR -o FOLDER`, or "
            "a file of `grade DIR --json FILE`."
        )
    found = read_class(path, root)
    rows = with_manual(found.rows, path, found.assignment)
    core, extension = _worth(rows)
    return [
        _graded(_counted(row, core, extension), path / found.places[row.name])
        for row in rows
    ]


def _graded(row: Row, folder: Path) -> Graded:
    if not (folder / REPORT).exists():
        return Graded(row, None, None, folder.name)
    report = read_report(folder / REPORT)
    theirs = handout(folder, ".json")
    seen = report if theirs.name == REPORT else read_report(theirs)
    return Graded(row, report, seen, folder.name)


def _worth(rows: Sequence[Row]) -> tuple[float, float]:
    """What core and extension are worth in this class."""
    core = max((row.core_out_of for row in rows), default=0.0)
    return core, max((row.extension_out_of for row in rows), default=0.0)


def _counted(row: Row, core: float, extension: float) -> Row:
    """The row; one without a report counts where the instructor gave points."""
    if not row.problem or not row.changes:
        return row
    return msgspec.structs.replace(
        row, problem="", core_out_of=core, extension_out_of=extension
    )


def points_of(row: Row, score: str) -> Points | None:
    """The points that count; None where there is nothing, or nothing final."""
    parts = SCORES[score]
    earned = round(sum(getattr(row, part) for part in parts), 4)
    out_of = round(sum(getattr(row, f"{part}_out_of") for part in parts), 4)
    if row.problem or row.provisional or not out_of:
        return None
    return Points(earned, out_of)


def scaled_to(points: Points, most: float | None) -> float:
    """The points as the same share of `most`; as they are where that is None."""
    return points.points if most is None else points.points * most / points.out_of


def withheld(graded: Iterable[Graded], score: str) -> list[str]:
    """A sentence on each submission that gets no points, or none for now."""
    told = []
    for one in graded:
        name, row = clean(one.row.name, 60), one.row
        if row.problem:
            told.append(f"{name}: no points. {clean(row.problem)}")
        elif row.provisional:
            told.append(
                f"{name}: no points yet, the result is provisional. Grade it again."
            )
        elif points_of(row, score) is None:
            told.append(f"{name}: no points, nothing of {score} was graded.")
    return told


def _row(report: ReportData) -> Row:
    core, extension = report.score.core, report.score.extension
    return Row(
        report.submission.name, "", report.submission.digest,
        core.points, core.out_of, extension.points, extension.out_of,
        report.score.provisional,
        {found.name: found.points for found in report.exercises if found.checks},
        {run.name: run.accuracy for run in report.accuracy if run.outcome != "not_run"},
        slips=slips_of(report.exercises),
    )  # fmt: skip


def slips_of(exercises: Sequence[Exercise]) -> tuple[Slip, ...]:
    """The exercises of a report that did not pass, each with its mistake."""
    return tuple(
        Slip(exercise.name, *_words(exercise))
        for exercise in exercises
        if any(check.outcome != "passed" for check in exercise.checks)
    )


def _words(exercise: Exercise) -> tuple[str, str]:
    """The id and the words of what is wrong with an exercise."""
    if exercise.mistakes:
        return exercise.mistakes[0].id, exercise.mistakes[0].message
    first = next(check for check in exercise.checks if check.outcome != "passed")
    return first.outcome, first.message or first.title
