"""Report -> Row: what the gradebook and the class page need of a submission."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from grader.batch.entries import Entry
from grader.batch.results import Row, Slip
from grader.batch.roster import Student
from grader.model import Counterexample, Exercise, Outcome, Part, Report, Result
from grader.report.language import Say
from grader.report.notes import QUIET, telling
from grader.report.words import clean
from grader.scoring import points, score

__all__ = ["labelled", "missing", "row_of"]

NOTHING = "Nothing was handed in."

LINE = 160
"""Characters of an example's value."""


def row_of(report: Report, key: str, say: Say, parts: Mapping[str, str]) -> Row:
    """The line of a report, for whoever handed it in; `labelled` says who that was.

    Args:
        key, parts: digests of what the result depends on.
    """
    core, extension = (score(report, part) for part in Part)
    earned: dict[str, float] = {}
    for result in report.results:
        name = result.check.exercise
        got = points(result.outcome, result.check.points)
        earned[name] = round(earned.get(name, 0.0) + got, 4)
    return Row(
        report.submission.name, key, report.submission.digest,
        core.points, core.out_of, extension.points, extension.out_of,
        core.provisional or extension.provisional, earned,
        {
            r.run.name: None if r.accuracy is None else round(r.accuracy, 4)
            for r in report.runs
            if r.outcome is not Outcome.NOT_RUN
        },
        {r.run.name: r.threshold for r in report.runs if r.threshold is not None},
        slips=tuple(
            found
            for exercise in report.assignment.exercises
            if (found := _slip(report, exercise, say)) is not None
        ),
        seconds=round(report.elapsed.get("total", 0.0), 2),
        parts=parts,
        version=report.environment.versions.get("torch-grader", ""),
    )  # fmt: skip


def labelled(row: Row, entry: Entry) -> Row:
    """The row as that of one student."""
    return msgspec.structs.replace(
        row,
        name=entry.name,
        id=entry.id,
        email=entry.email,
        late=entry.late,
        note=entry.note,
        unlisted=entry.unlisted,
    )


def missing(student: Student) -> Row:
    """The row of somebody who handed in nothing."""
    return Row(
        student.name, "", "",
        problem=NOTHING,
        id=student.id,
        email=next(iter(student.emails), ""),
        missing=True,
    )  # fmt: skip


def _slip(report: Report, exercise: Exercise, say: Say) -> Slip | None:
    """The first failed check of an exercise and the mistake that explains it."""
    failed: list[Result] = [
        result
        for result in report.results
        if result.check.exercise == exercise.name and result.outcome not in QUIET
    ]
    if not failed or failed[0].outcome is Outcome.BROKEN:
        return None
    first = failed[0]
    mistakes = report.mistakes.get(exercise.name, ())
    told = telling(first, mistakes, say)
    kind = first.finding.kind if first.finding else first.outcome.value
    words = mistakes[0].words[say.language] if mistakes else told.finding
    return Slip(
        exercise.name,
        told.known[0] if told.known else kind,
        clean(words or say(first.check.title), 2 * LINE),
        _example(first.counterexample, say),
    )


def _example(shown: Counterexample | None, say: Say) -> str:
    if shown is None:
        return ""
    inputs = ", ".join(f"{name} = {say(value)}" for name, value in shown.inputs.items())
    parts = [clean(shown.call, LINE), clean(inputs, LINE)]
    parts += [f"{say('answer')}: {clean(shown.answer, LINE)}"] if shown.answer else []
    if shown.expected:
        parts.append(f"{say('expected')}: {clean(shown.expected, LINE)}")
    return "; ".join(part for part in parts if part)
