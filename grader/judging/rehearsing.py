"""What a class is asked is recorded once, and played to everybody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from grader.assignment import course_folder
from grader.intake.submission import read_submission
from grader.judging.checking import make_prompted, run_checks
from grader.model import Assignment, Exercise, Outcome, Result, Submission
from grader.sandbox.client import Sandbox
from grader.sandbox.protocol import Malformed
from grader.testing.feedback import Stopped
from grader.testing.prompted import Prompted
from grader.testing.remote import Record
from grader.testing.series import Ahead
from grader.testing.student import Student
from grader.testing.tapes import Recorder, Tapes

__all__ = ["Played", "learn", "play"]

PATIENCE = 20.0
"""Seconds of computing for a submission; a right one needs two."""
MOST = 10_000
"""Codes that are remembered of an exercise."""


@dataclass(slots=True)
class Played:
    """What a submission has passed by tape."""

    results: tuple[Result, ...] = ()
    """Of exercises that pass all that is recorded of them."""
    known: dict[str, Record] = field(default_factory=dict)
    """Of others, where answers do not depend on those before: checks that are passed,
    with what they have asked."""
    failed: set[str] = field(default_factory=set)
    """Checks that are not passed."""


def learn(
    tapes: Tapes,
    submission: Submission,
    assignment: Assignment,
    sandbox: Sandbox,
    only: frozenset[str],
    played: Played,
    *,
    seed: int,
    device: str,
    on_result: Callable[[Result], None] = lambda result: None,
) -> None:
    """Record exercises while a submission is judged.

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
    played.results += passed
    for result in passed:
        on_result(result)


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
    played: Played,
    *,
    seed: int,
    device: str,
    on_result: Callable[[Result], None] = lambda result: None,
) -> None:
    """Ask what is recorded.

    Of what does not pass nothing is said: that is to be judged without tapes.
    """
    remote = make_prompted(assignment, submission, sandbox, seed=seed, device=device)
    student = Student(assignment, remote)
    try:
        for exercise in assignment.exercises:
            own = tapes.of.get(exercise.name, [])
            if exercise.name not in only or not own:
                continue
            if remote.spent > PATIENCE:
                break
            student.begin(exercise)
            told, failed = _ask(exercise, tapes, student, remote)
            if len(told) == len(own):
                results = tuple(Result(tape.check, Outcome.PASSED) for tape in own)
                played.results += results
                for result in results:
                    on_result(result)
            else:
                student.distrust()
                played.failed |= failed
                if not exercise.random:
                    played.known |= _known(told)
    finally:
        remote.close()


def _known(told: Mapping[str, Ahead]) -> dict[str, Record]:
    """What checks have asked and heard; of none, where that cannot all be read."""
    try:
        return {name: list(ahead.told()) for name, ahead in told.items()}
    except Malformed:
        return {}


def _ask(
    exercise: Exercise, tapes: Tapes, student: Student, remote: Prompted
) -> tuple[dict[str, Ahead], set[str]]:
    """The checks that an exercise passes, and those that it fails.

    The same code is asked only once. What dies or takes too long is asked no more,
    and nothing is said of it. A check that asks again what others have asked has
    another script after one that failed.
    """
    own = tapes.of[exercise.name]
    codes = tapes.outlines.setdefault(exercise.name, set())
    passed: dict[str, Ahead] = {}
    failed: set[str] = set()
    try:
        remote.enter()
        outline = remote.outlines.get(exercise.name)
        if outline in codes:
            return {tape.check.name: Ahead([]) for tape in own}, failed
        for tape in own:
            if failed and tape.is_by_hand:
                continue
            student.begin(exercise)
            if tape.is_apart:
                student.distrust()
            try:
                tape.play(student, remote)
                passed[tape.check.name] = remote.ahead
            except Exception:  # whatever it is, the check itself will say it
                failed.add(tape.check.name)
    except (Exception, Stopped):
        return {}, set()
    if outline is not None and len(codes) < MOST and not failed:
        codes.add(outline)
    return passed, failed
