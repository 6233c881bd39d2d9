"""One bug costs its points once, also where exercises of a file call each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import takewhile
from typing import Any

from grader.assignment import read_sources
from grader.judging.checking import Judged, run_checks
from grader.judging.rehearsing import Rehearsal
from grader.model import Assignment, Exercise, Outcome, Result, Submission
from grader.sandbox.client import Sandbox
from grader.scoring import exercise_outcome, points
from grader.testing.loading import stand_ins
from grader.testing.tapes import Tapes

__all__ = ["judge"]

PROSE = re.compile(r'"""(?s:.*?)"""|#.*')
"""Docstrings and comments: where a name is not a call."""

HANGING = 3
"""Exercises that run out of time, after which none of those is tried again."""
LOST = (Outcome.FAILED, Outcome.PARTIAL, Outcome.ERRORED, Outcome.TIMED_OUT)
UNTRIED: tuple[Result, ...] = ()
"""Of an exercise that nobody asked for."""


def judge(
    submission: Submission,
    assignment: Assignment,
    sandbox: Sandbox,
    only: frozenset[str] = frozenset(),
    *,
    tapes: Tapes | None = None,
    on_result: Callable[[Result], None] = lambda result: None,
    **options: Any,
) -> Judged:
    """Run the checks; those that failed beside a failed one get a second chance.

    An exercise that lost points, in a file where one before it did not pass on
    its own, is judged again with our version of that one; the better counts.
    For the other arguments see `run_checks`.

    Args:
        tapes: who passes what is recorded there is asked no more.
    """
    wanted = frozenset(
        e.name for e in assignment.exercises if not only or e.name in only
    )
    played: Rehearsal | None = None
    if tapes is not None:
        played = Rehearsal(
            tapes, submission, assignment, sandbox,
            options["seed"], options["device"], on_result,
        )  # fmt: skip
        taped = wanted & tapes.of.keys()
        for ask, names in ((played.play, taped), (played.learn, wanted - taped)):
            if names:
                ask(names)
    passed = played.results if played is not None else ()
    left = wanted - {result.check.exercise for result in passed}
    judged = _run(
        submission, assignment, sandbox, left, played, on_result=on_result, **options
    )
    found = _by_exercise(assignment, (*passed, *judged.results))
    records, provided = dict(judged.records), {}
    late = sum(exercise_outcome(own) is Outcome.TIMED_OUT for own in found.values())
    for exercise in assignment.exercises:
        suspects = _suspects(exercise, found, submission, assignment)
        if not suspects:
            continue
        hangs = exercise_outcome(found[exercise.name]) is Outcome.TIMED_OUT
        if hangs and late > HANGING:
            continue
        again = run_checks(
            submission, assignment, sandbox, frozenset([exercise.name]),
            stand_ins=suspects, **options,
        )  # fmt: skip
        if _earned(again.results) > _earned(found[exercise.name]):
            found[exercise.name] = again.results
            records[exercise.name] = again.records.get(exercise.name, [])
            provided[exercise.name] = suspects
    better = tuple(result for own in found.values() for result in own)
    if played is None:
        return Judged(better, records, provided)
    named = {n: m for n, m in played.named.items() if n not in provided}
    return Judged(better, records, provided, played.outlines, named)


def _run(
    submission: Submission,
    assignment: Assignment,
    sandbox: Sandbox,
    names: frozenset[str],
    played: Rehearsal | None,
    **options: Any,
) -> Judged:
    """Run the checks of which nothing is known.

    An answer may depend on how often it was asked: an exercise that passes now what
    it failed when it was played is asked everything. What comes of a code is kept for
    others who hand it in: so no other exercise's code may have a part in it.
    """
    if not names:
        return Judged()
    if played is None:
        return run_checks(submission, assignment, sandbox, names, **options)
    options["apart"] = True
    first = run_checks(
        submission, assignment, sandbox, names, known=played.known, **options
    )
    found = _by_exercise(assignment, first.results)
    doubted = frozenset(
        name
        for name, own in found.items()
        if any(r.check.name in played.known for r in own)
        and any(
            r.check.name in played.failed and r.outcome is Outcome.PASSED for r in own
        )
    )
    if not doubted:
        return first
    again = run_checks(submission, assignment, sandbox, doubted, **options)
    found |= _by_exercise(assignment, again.results)
    results = tuple(result for own in found.values() for result in own)
    return Judged(results, {**first.records, **again.records})


def _by_exercise(
    assignment: Assignment, results: Iterable[Result]
) -> dict[str, tuple[Result, ...]]:
    """The results of each exercise that has any, in the assignment's order."""
    found: dict[str, tuple[Result, ...]] = {e.name: () for e in assignment.exercises}
    for result in results:
        found[result.check.exercise] += (result,)
    return {name: own for name, own in found.items() if own}


def _suspects(
    exercise: Exercise,
    found: Mapping[str, tuple[Result, ...]],
    submission: Submission,
    assignment: Assignment,
) -> tuple[str, ...]:
    """Of a failed exercise: what stands before it, did not pass, and may be called."""
    if exercise_outcome(found.get(exercise.name, UNTRIED)) not in LOST:
        return ()
    text = PROSE.sub("", submission.modules.get(exercise.file, ""))
    ours = stand_ins(read_sources(assignment.root / "provided").get(exercise.file, ""))
    before = (
        other.name
        for other in takewhile(lambda other: other != exercise, assignment.exercises)
        if other.file == exercise.file and other.name in ours
    )
    return tuple(
        name
        for name in before
        if exercise_outcome(found.get(name, UNTRIED)) in (*LOST, Outcome.NOT_STARTED)
        and re.search(rf"(?<!def )\b{name}\b", text)
    )


def _earned(results: tuple[Result, ...]) -> float:
    return sum(points(r.outcome, r.check.points) for r in results)
