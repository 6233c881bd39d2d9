"""Report -> the version of it that a student may see, before anything renders it.

covered: a hidden check leaves no trace in what is made of the new value: no name,
    title, count, points, outcome, time, message, example, mistake or stand-in. An
    exercise counts for what its shown checks are worth. Nothing says that all passed.
    Of a summarised check there is no message, example or mistake.
not covered: how long a command runs that does run hidden checks (`grade batch`),
    what an assignment on the student's own disk says to who reads it, and what code
    writes to the disk at the level of isolation `process`.
"""

from __future__ import annotations

from dataclasses import replace

from grader.model import (
    Assignment,
    Environment,
    Exercise,
    Feedback,
    Mistake,
    Outcome,
    Report,
    Result,
    RunResult,
)

__all__ = ["for_student", "shown_result"]

OF_THE_FILE = (
    "load", "load_run", "stub", "missing", "missing_file", "not_callable",
    "unreadable", "too_large", "twice", "not_utf8", "null_bytes",
)  # fmt: skip
"""Findings that say nothing of a check: they are the same for all of a file."""
NAMED = (Outcome.FAILED, Outcome.ERRORED)
"""Outcomes that a known mistake may explain."""


def for_student(report: Report) -> Report:
    """What of a report may be shown to its student.

    It is the whole report where `assignment.toml` says nothing of `feedback`.
    """
    assignment = report.assignment
    if not assignment.feedback:
        return report
    shown = [shown_result(r, assignment) for r in report.results]
    results = tuple(r for r in shown if r is not None)
    tried = [_shown_run(run, assignment) for run in report.runs]
    runs = tuple(run for run in tried if run is not None)
    names = {run.run.name for run in runs}
    course = replace(
        assignment,
        exercises=tuple(_worth(e, results) for e in assignment.exercises),
        runs=tuple(run for run in assignment.runs if run.name in names),
        feedback={},
    )
    return replace(
        report,
        assignment=course,
        results=results,
        runs=runs,
        environment=_environment(report.environment, names),
        elapsed={} if assignment.hides else report.elapsed,
        mistakes=_mistakes(report),
        provided=_provided(report, results),
        complete=not assignment.hides,
    )


def shown_result(result: Result, assignment: Assignment) -> Result | None:
    """What of a check's result may be shown; None where that is nothing."""
    level = _level(result, assignment)
    if level is Feedback.HIDDEN:
        return None
    if level is Feedback.FULL:
        return result
    found = result.finding
    kept = found if found is not None and found.kind in OF_THE_FILE else None
    return replace(result, finding=kept, counterexample=None)


def _level(result: Result, assignment: Assignment) -> Feedback:
    return assignment.feedback_of(result.check.name, result.check.exercise)


def _shown_run(result: RunResult, assignment: Assignment) -> RunResult | None:
    level = assignment.feedback_of(result.run.name)
    if level is Feedback.HIDDEN:
        return None
    if level is Feedback.FULL:
        return result
    # Without its needs a run cannot say which of them let it down.
    bare = replace(result.run, needs=(), parts=(), prefers=None)
    return RunResult(bare, result.outcome)


def _worth(exercise: Exercise, results: tuple[Result, ...]) -> Exercise:
    """The exercise, worth what its shown checks are."""
    own = [r.check.points for r in results if r.check.exercise == exercise.name]
    return replace(exercise, points=round(sum(own), 4)) if own else exercise


def _environment(environment: Environment, names: set[str]) -> Environment:
    data = {name: kind for name, kind in environment.data.items() if name in names}
    return replace(environment, data=data)


def _mistakes(report: Report) -> dict[str, tuple[Mistake, ...]]:
    """Exercise -> mistakes that follow from checks of which students hear all."""
    found: dict[str, tuple[Mistake, ...]] = {}
    for name, mistakes in report.mistakes.items():
        failed = [
            r for r in report.results if r.check.exercise == name and r.outcome in NAMED
        ]
        if failed and _level(failed[0], report.assignment) is Feedback.FULL:
            found[name] = mistakes
    return found


def _provided(report: Report, shown: tuple[Result, ...]) -> dict[str, tuple[str, ...]]:
    """Exercise -> stand-ins of which the shown checks tell all the same."""
    hidden = {
        r.check.exercise
        for r in report.results
        if _level(r, report.assignment) is Feedback.HIDDEN
    }
    failing = {r.check.exercise for r in shown if r.outcome is not Outcome.PASSED}
    return {
        name: tuple(ours)
        for name, ours in report.provided.items()
        if name not in hidden and all(n not in hidden or n in failing for n in ours)
    }
