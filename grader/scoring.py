"""Results -> points: arithmetic, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from grader.model import Outcome, Part, Report, Result, RunResult

__all__ = ["Score", "exercise_outcome", "points", "score", "wrong_parts"]


@dataclass(frozen=True, slots=True)
class Score:
    """Points of one part; `provisional` where a fault of ours left a gap."""

    points: float
    out_of: float
    provisional: bool


def points(outcome: Outcome, out_of: float) -> float:
    """What an outcome earns: a pass everything, the rest nothing."""
    return out_of if outcome is Outcome.PASSED else 0.0


def exercise_outcome(results: Iterable[Result], complete: bool = True) -> Outcome:
    """Fold the outcomes of an exercise's checks into the exercise's own.

    Args:
        results: the results of one exercise; without any it was not run.
        complete: whether no check is left out: see `Report.complete`.
    """
    outcomes = {result.outcome for result in results}
    if outcomes == {Outcome.PASSED} and not complete:
        return Outcome.PASSED_SHOWN
    if len(outcomes) == 1:
        return outcomes.pop()
    if Outcome.BROKEN in outcomes:
        return Outcome.BROKEN
    if Outcome.PASSED in outcomes:
        return Outcome.PARTIAL
    for outcome in (Outcome.TIMED_OUT, Outcome.ERRORED, Outcome.FAILED):
        if outcome in outcomes:
            return outcome
    return Outcome.NOT_RUN


def score(report: Report, part: Part) -> Score:
    """Add up one part of a report.

    What is broken by our fault is taken out of the total that can be reached,
    so that it costs nothing, and makes the score provisional. What was not run
    because nobody asked for it (`--only`, `--no-accuracy`) is left out as well.
    """
    parts = {exercise.name: exercise.part for exercise in report.assignment.exercises}
    earned = total = 0.0
    provisional = False
    rows: list[tuple[Outcome, float]] = [
        (result.outcome, result.check.points)
        for result in report.results
        if parts[result.check.exercise] is part
    ]
    rows += [_run_row(run) for run in report.runs if run.run.part is part]
    for outcome, out_of in rows:
        if outcome is Outcome.BROKEN:
            provisional = True
        elif outcome is not Outcome.NOT_RUN:
            earned += points(outcome, out_of)
            total += out_of
    return Score(round(earned, 4), round(total, 4), provisional)


def _run_row(result: RunResult) -> tuple[Outcome, float]:
    return result.outcome, result.run.points


def wrong_parts(result: RunResult, report: Report) -> tuple[str, ...]:
    """Of the exercises that a failed run uses: those that failed on their own."""
    if result.outcome in (Outcome.PASSED, Outcome.NOT_STARTED, Outcome.NOT_RUN):
        return ()
    run = result.run
    used = {*run.needs, *run.parts, *([run.prefers] if run.prefers else [])}
    wrong = (Outcome.FAILED, Outcome.PARTIAL, Outcome.ERRORED, Outcome.TIMED_OUT)
    return tuple(
        exercise.name
        for exercise in report.assignment.exercises
        if exercise.name in used
        and exercise_outcome(
            r for r in report.results if r.check.exercise == exercise.name
        )
        in wrong
    )
