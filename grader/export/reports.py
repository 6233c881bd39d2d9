"""The JSON report, as far as other platforms need it (docs/report.md)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from grader.errors import ExportError

__all__ = ["Check", "Exercise", "Points", "ReportData", "Run", "read_report"]

SCHEMA_VERSIONS = (1, 2)
"""The whole report, and what of it a student may see."""


class Points(msgspec.Struct, frozen=True):
    """Points earned, and points that could be earned."""

    points: float
    out_of: float


class Score(msgspec.Struct, frozen=True):
    """The sums of a report."""

    core: Points
    extension: Points
    provisional: bool


class Submission(msgspec.Struct, frozen=True):
    """What was graded."""

    name: str
    digest: str


class Mistake(msgspec.Struct, frozen=True):
    """A mistake that was recognised."""

    id: str
    message: str


class Counterexample(msgspec.Struct, frozen=True):
    """The smallest call that shows what is wrong."""

    call: str
    inputs: Mapping[str, str]
    answer: str
    expected: str


class Check(msgspec.Struct, frozen=True):
    """One check of an exercise."""

    name: str
    title: str
    outcome: str
    points: float
    out_of: float
    message: str | None
    counterexample: Counterexample | None


class Exercise(msgspec.Struct, frozen=True):
    """One exercise with its checks; none where nobody asked for it."""

    name: str
    part: str
    points: float
    out_of: float
    outcome: str
    mistakes: tuple[Mistake, ...]
    checks: tuple[Check, ...]


class Run(msgspec.Struct, frozen=True):
    """One accuracy run."""

    name: str
    part: str
    accuracy: float | None
    points: float
    out_of: float
    outcome: str
    message: str | None


class Elapsed(msgspec.Struct, frozen=True):
    """Seconds of wall time; nothing in a report that hides something."""

    total: float = 0.0


class ReportData(msgspec.Struct, frozen=True):
    """A report of one submission, as it was written."""

    schema_version: int
    assignment: str
    submission: Submission
    score: Score
    exercises: tuple[Exercise, ...]
    accuracy: tuple[Run, ...]
    elapsed: Elapsed


def read_report(path: Path) -> ReportData:
    """Read a report that `grade DIR --json` or `grade batch` wrote.

    Raises:
        ExportError: if it cannot be read, or is of a schema that is not known.
    """
    try:
        report = msgspec.json.decode(path.read_bytes(), type=ReportData)
    except OSError as error:
        raise ExportError(f"`{path}` cannot be read ({error.strerror}).") from None
    except msgspec.MsgspecError as error:
        raise ExportError(
            f"`{path}` is no report of this grader ({error}). Name a folder of "
            "`grade batch`, or a file of `grade DIR --json FILE`."
        ) from None
    if report.schema_version not in SCHEMA_VERSIONS:
        raise ExportError(
            f"`{path}` has schema version {report.schema_version}; this grader reads "
            "1 and 2. Use the version of the grader that wrote it."
        )
    return report
