"""What a class is asked is recorded once, and played to everybody."""

from __future__ import annotations

from collections.abc import Callable

from grader.assignment import course_folder
from grader.intake.submission import read_submission
from grader.judging.checking import make_prompted, run_checks
from grader.model import Assignment, Outcome, Result, Submission
from grader.sandbox.client import Sandbox
from grader.testing.feedback import Stopped
from grader.testing.prompted import Prompted
from grader.testing.student import Student
from grader.testing.tapes import Recorder, Tapes

__all__ = ["learn", "play"]

PATIENCE = 20.0
"""Seconds of computing for a submission; a right one needs two."""
MOST = 10_000
"""Codes that are remembered of an exercise."""


def learn(
    tapes: Tapes,
    submission: Submission,
    assignment: Assignment,
    sandbox: Sandbox,
    only: frozenset[str],
    *,
    seed: int,
    device: str,
    on_result: Callable[[Result], None] = lambda result: None,
) -> tuple[Result, ...]:
    """Record exercises while a submission is judged; results of those that it passes.

    What it does not pass is recorded on our own solutions.
    """
    results = _record(tapes, submission, assignment, sandbox, only, seed, device)
    lost = {r.check.exercise for r in results if r.outcome is not Outcome.PASSED}
    if lost:
        solutions = read_submission(course_folder(assignment, "solutions"))
        _record(tapes, solutions, assignment, sandbox, frozenset(lost), seed, device)
        # What we do not pass either is recorded by nobody.
        tapes.of.update({name: [] for name in lost - tapes.of.keys()})
    passed = tuple(r for r in results if r.check.exercise not in lost)
    for result in passed:
        on_result(result)
    return passed


def _record(
    tapes: Tapes,
    whose: Submission,
    assignment: Assignment,
    sandbox: Sandbox,
    only: frozenset[str],
    seed: int,
    device: str,
) -> tuple[Result, ...]:
    """Results of the exercises; what is asked of those that pass is kept."""
    recorder = Recorder()
    results = run_checks(
        whose, assignment, sandbox, only,
        seed=seed, device=device, own_seed=tapes.seed, shrinking=0, recorder=recorder,
    ).results  # fmt: skip
    recorded = recorder.tapes()
    for name in {result.check.exercise for result in results}:
        own = {r.outcome for r in results if r.check.exercise == name}
        if own == {Outcome.PASSED}:
            tapes.of[name] = recorded.get(name, [])
    return results


def play(
    tapes: Tapes,
    submission: Submission,
    assignment: Assignment,
    sandbox: Sandbox,
    only: frozenset[str],
    *,
    seed: int,
    device: str,
    on_result: Callable[[Result], None] = lambda result: None,
) -> tuple[Result, ...]:
    """Results of the exercises that pass all that is recorded of them.

    Of the others nothing is said: they are to be judged without tapes.
    """
    remote = make_prompted(assignment, submission, sandbox, seed=seed, device=device)
    student = Student(assignment, remote)
    passed: list[Result] = []
    try:
        for exercise in assignment.exercises:
            own = tapes.of.get(exercise.name, [])
            if exercise.name not in only or not own:
                continue
            if remote.spent > PATIENCE:
                break
            student.begin(exercise)
            if _passes(exercise.name, tapes, student, remote):
                passed += [Result(tape.check, Outcome.PASSED) for tape in own]
                for result in passed[-len(own) :]:
                    on_result(result)
            else:
                student.distrust()
    finally:
        remote.close()
    return tuple(passed)


def _passes(exercise: str, tapes: Tapes, student: Student, remote: Prompted) -> bool:
    """Whether an exercise passes all checks; the same code is asked only once."""
    known = tapes.outlines.setdefault(exercise, set())
    try:
        remote.enter()
        outline = remote.outlines.get(exercise)
        if outline in known:
            return True
        for tape in tapes.of[exercise]:
            if tape.is_apart:
                student.distrust()
            tape.play(student, remote)
    except (Exception, Stopped):  # whatever it is, the check itself will say it
        return False
    if outline is not None and len(known) < MOST:
        known.add(outline)
    return True
