"""What a class is asked is recorded once, and played to everybody."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field

from grader.assignment import course_folder
from grader.intake.submission import read_submission
from grader.judging.checking import make_prompted, run_checks
from grader.model import (
    Assignment,
    Exercise,
    Mistake,
    Outcome,
    Result,
    Submission,
)
from grader.sandbox.client import Sandbox
from grader.sandbox.protocol import Malformed
from grader.testing.feedback import Stopped, StudentRaised
from grader.testing.prompted import Prompted
from grader.testing.remote import Record
from grader.testing.series import Ahead
from grader.testing.student import Student
from grader.testing.tapes import Recorder, Tape, Tapes

__all__ = ["Rehearsal"]

PATIENCE = 20.0
"""Seconds of computing for a submission; a right one needs two."""
MOST = 10_000
"""Codes that are remembered of an exercise."""


@dataclass(slots=True)
class Rehearsal:
    """One submission, judged by tapes as far as that goes."""

    tapes: Tapes
    submission: Submission
    assignment: Assignment
    sandbox: Sandbox
    seed: int
    device: str
    on_result: Callable[[Result], None] = lambda result: None
    results: tuple[Result, ...] = ()
    """Of exercises that pass all that is recorded of them, or fail as others have."""
    known: dict[str, Record] = field(default_factory=dict)
    """Of others, where answers do not depend on those before: checks that are passed,
    with what they have asked."""
    failed: set[str] = field(default_factory=set)
    """Checks that are not passed."""
    named: dict[str, tuple[Mistake, ...]] = field(default_factory=dict)
    """Exercises that fail as others have -> the mistakes that these had made."""
    outlines: dict[str, str] = field(default_factory=dict)
    """Exercise -> a digest of its code, of those that were asked in a worker of their
    own: what comes of them is the code's own doing."""

    def learn(self, names: frozenset[str]) -> None:
        """Record exercises while this submission is judged.

        What it does not pass is recorded on our own solutions.
        """
        results = self._record(self.submission, names)
        lost = {r.check.exercise for r in results if r.outcome is not Outcome.PASSED}
        if lost:
            solutions = read_submission(course_folder(self.assignment, "solutions"))
            self._record(solutions, frozenset(lost))
            # What we do not pass either is recorded by nobody.
            self.tapes.of.update({name: [] for name in lost - self.tapes.of.keys()})
        self._tell(r for r in results if r.check.exercise not in lost)

    def _record(self, whose: Submission, names: frozenset[str]) -> tuple[Result, ...]:
        """Results of exercises; what is asked of those that pass is kept."""
        recorder = Recorder()
        results = run_checks(
            whose, self.assignment, self.sandbox, names,
            seed=self.seed, device=self.device, own_seed=self.tapes.seed,
            shrinking=0, recorder=recorder,
        ).results  # fmt: skip
        recorded = recorder.tapes()
        for name in {result.check.exercise for result in results}:
            own = {r.outcome for r in results if r.check.exercise == name}
            if own == {Outcome.PASSED}:
                self.tapes.of[name] = recorded.get(name, [])
        return results

    def play(self, names: frozenset[str]) -> None:
        """Ask what is recorded of exercises.

        Of what does not pass nothing is said: that is to be judged without tapes.
        """
        remote = make_prompted(
            self.assignment, self.submission, self.sandbox,
            seed=self.seed, device=self.device,
        )  # fmt: skip
        student = Student(self.assignment, remote)
        try:
            for exercise in self.assignment.exercises:
                own = self.tapes.of.get(exercise.name, [])
                if exercise.name not in names or not own:
                    continue
                if remote.spent > PATIENCE:
                    break
                student.begin(exercise)
                outline = _enter(exercise, remote)
                same = self.tapes.failures.get(exercise.name, {}).get(outline)
                if same is not None:
                    self.named[exercise.name] = same.mistakes
                    self._tell(same.results)
                elif outline in self.tapes.outlines.get(exercise.name, ()):
                    self._tell(Result(tape.check, Outcome.PASSED) for tape in own)
                else:
                    self._ask(exercise, outline, student, remote)
        finally:
            remote.close()

    def _ask(
        self, exercise: Exercise, outline: str, student: Student, remote: Prompted
    ) -> None:
        """Ask an exercise; what comes of its code is known when it has been alone.

        To be alone takes a worker, so the first who has a code is so only by chance.
        """
        own = self.tapes.of[exercise.name]
        seen = self.tapes.seen.setdefault(exercise.name, set())
        is_alone = bool(outline) and (outline in seen or remote.is_untouched)
        with remote.alone() if outline in seen else nullcontext():
            passed, failed = _passed(exercise, own, student, remote)
        if is_alone:
            self.outlines[exercise.name] = outline
        elif outline and len(seen) < MOST:
            seen.add(outline)
        if len(passed) < len(own):
            student.distrust()
            self.failed |= failed
            if not exercise.random:
                self.known |= _known(passed)
            return
        self._tell(Result(tape.check, Outcome.PASSED) for tape in own)
        if is_alone:
            self.tapes.outlines.setdefault(exercise.name, set()).add(outline)

    def _tell(self, results: Iterable[Result]) -> None:
        for result in results:
            self.results += (result,)
            self.on_result(result)


def _known(told: Mapping[str, Ahead]) -> dict[str, Record]:
    """What checks have asked and heard; of none, where that cannot all be read."""
    try:
        return {name: list(ahead.told()) for name, ahead in told.items()}
    except Malformed:
        return {}


def _enter(exercise: Exercise, remote: Prompted) -> str:
    """Load an exercise's file; a digest of its code, empty where there is none.

    Of a file that does not load nothing is said.
    """
    try:
        remote.enter()
    except (StudentRaised, Stopped):
        return ""
    return remote.outlines.get(exercise.name, "")


def _passed(
    exercise: Exercise, own: Iterable[Tape], student: Student, remote: Prompted
) -> tuple[dict[str, Ahead], set[str]]:
    """The checks that an exercise passes, and those that it fails.

    What dies or takes too long is asked no more, and nothing is said of it. A check
    that asks again what others have asked has another script after one that failed.
    """
    passed: dict[str, Ahead] = {}
    failed: set[str] = set()
    try:
        remote.enter()
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
    except (StudentRaised, Stopped):
        return {}, set()
    return passed, failed
