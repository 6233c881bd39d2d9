"""A practice session as a value that changes: no files, no clock, no screen.

What happens outside comes in by its methods: a saved file, a finished check, a
key. What is to be done next is asked of it: `next_check`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from grader.model import (
    Assignment,
    Exercise,
    Finding,
    Mistake,
    Outcome,
    Part,
    Report,
    Result,
    RunResult,
    Submission,
)
from grader.practice.changes import Text, cut
from grader.scoring import exercise_outcome, points

__all__ = ["STEPS", "Session", "Standing"]

STEPS = 3
"""Of a ladder of hints."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the last check of an exercise has found."""

    fingerprint: str
    """Of the text that was checked."""
    outcome: Outcome
    earned: float
    results: tuple[Result, ...] = ()
    mistakes: tuple[Mistake, ...] = ()

    @property
    def is_passed(self) -> bool:
        """Whether all checks passed that there are for students."""
        return self.outcome in (Outcome.PASSED, Outcome.PASSED_SHOWN)


@dataclass
class Session:
    """One student at one assignment."""

    assignment: Assignment
    standings: dict[str, Standing] = field(default_factory=dict)
    """Exercise -> what is known of it; nothing before its first check."""
    current: str = ""
    """The exercise in work."""
    steps: dict[str, int] = field(default_factory=dict)
    """Exercise -> steps of its hints that are shown."""
    submission: Submission | None = None
    problem: str = ""
    """Why the folder cannot be read at the moment, in a sentence."""
    checking: tuple[str, ...] = ()
    """The exercises that are being checked."""
    runs: dict[str, RunResult] = field(default_factory=dict)
    """Accuracy run -> what came of it."""
    training: bool = False
    unloadable: dict[str, Result] = field(default_factory=dict)
    """File -> the result that says why it cannot be loaded."""
    _now: dict[str, Text] = field(default_factory=dict)
    """Exercise -> the text that is there now."""
    _bad: dict[str, str] = field(default_factory=dict)
    """File -> the text that cannot be loaded."""
    _again: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.current = self.current or self.assignment.exercises[0].name

    # What happens

    def saved(self, submission: Submission) -> None:
        """The files are there and can be read: they may have changed."""
        first = self.submission is None
        self.submission, self.problem = submission, ""
        before, self._now = self._now, {}
        for file, names in self.assignment.names.items():
            text = self._text(file)
            self._now |= cut(text, names)
            if self._bad.get(file) != text:
                self.unloadable.pop(file, None)
                self._bad.pop(file, None)
        changed = [name for name, now in self._now.items() if before.get(name) != now]
        edited = [
            name
            for name in changed
            if before and before[name].own != self._now[name].own
        ]
        if not first and changed and self.current not in (edited or changed):
            self.current = (edited or changed)[0]

    def unreadable(self, why: str) -> None:
        """The folder cannot be read; what was known stays."""
        self.problem = why

    def next_checks(self) -> list[str]:
        """What to check now: the exercise in work, else one, or all that are stubs."""
        if self.problem or self.checking:
            return []
        stale = [name for name in self.names if self._is_stale(name)]
        if self.current in stale:
            return [self.current]
        written = [name for name in stale if not self._now[name].is_stub]
        return written[:1] or stale

    def begun(self, names: Sequence[str]) -> None:
        """These exercises are being checked."""
        self.checking = tuple(names)
        self._again -= {*names}

    def checked(self, prints: Mapping[str, str], report: Report) -> None:
        """A check has come to an end.

        Args:
            prints: exercise -> fingerprint of the text that was checked; it may
                have changed since.
        """
        self.checking = ()
        for name, fingerprint in prints.items():
            self._stands(name, fingerprint, report)

    def _stands(self, name: str, fingerprint: str, report: Report) -> None:
        results = tuple(r for r in report.results if r.check.exercise == name)
        exercise = self.exercise(name)
        bad = _load_problem(results)
        if bad is not None:
            # The whole file: told once, and what was known of the others stays.
            if fingerprint == self.fingerprint(name):
                self.unloadable[exercise.file] = bad
                self._bad[exercise.file] = self._text(exercise.file)
            return
        earned = sum(points(r.outcome, r.check.points) for r in results)
        self.standings[name] = Standing(
            fingerprint,
            exercise_outcome(results, report.complete),
            earned,
            results,
            tuple(report.mistakes.get(name, ())),
        )

    def failed_to_check(self, why: str) -> None:
        """Something of ours did not work; it is said, and not tried at once again."""
        self.checking = ()
        self.problem = why

    def hint(self) -> int:
        """One more step of the hints for the exercise in work; which one it is."""
        self.steps[self.current] = min(STEPS, self.steps.get(self.current, 0) + 1)
        return self.steps[self.current]

    def select(self, name: str) -> None:
        """Turn to another exercise."""
        if name in self.names:
            self.current = name

    def move(self, by: int) -> None:
        """Turn to the exercise so many places further on, or back."""
        names = self.names
        self.current = names[(names.index(self.current) + by) % len(names)]

    def next(self) -> None:
        """Turn to the next exercise that is not passed; stay where none is left."""
        self.current = self.following() or self.current

    def rerun(self) -> None:
        """Check the exercise in work again, whatever is known of it."""
        self._again.add(self.current)
        self.problem = ""
        file = self.exercise(self.current).file
        self.unloadable.pop(file, None)
        self._bad.pop(file, None)

    # What is known

    @property
    def names(self) -> list[str]:
        """All exercises, in teaching order."""
        return [exercise.name for exercise in self.assignment.exercises]

    def exercise(self, name: str) -> Exercise:
        """An exercise by its name."""
        return next(e for e in self.assignment.exercises if e.name == name)

    def fingerprint(self, name: str) -> str:
        """Of the text that is there now."""
        text = self._now.get(name)
        return text.fingerprint if text is not None else ""

    def is_fresh(self, name: str) -> bool:
        """Whether what is known of an exercise is of the text that is there now."""
        standing = self.standings.get(name)
        return standing is not None and standing.fingerprint == self.fingerprint(name)

    def is_passed(self, name: str) -> bool:
        """Whether the last check of it passed, and nothing changed since."""
        standing = self.standings.get(name)
        return standing is not None and self.is_fresh(name) and standing.is_passed

    def out_of(self, name: str) -> float:
        """What an exercise is worth: its checks that were run, else all."""
        standing = self.standings.get(name)
        if standing is None or not standing.results:
            return self.exercise(name).points
        return round(sum(r.check.points for r in standing.results), 4)

    def following(self) -> str:
        """The next exercise that is not passed, from the one in work on; or empty."""
        names = self.names
        at = names.index(self.current)
        rest = [*names[at + 1 :], *names[:at]]
        return next((name for name in rest if not self.is_passed(name)), "")

    def score(self, part: Part) -> tuple[float, float]:
        """Points of the exercises of a part, and how many there are."""
        own = [e for e in self.assignment.exercises if e.part is part]
        earned = sum(
            s.earned for e in own if (s := self.standings.get(e.name)) is not None
        )
        return earned, sum(self.out_of(e.name) for e in own)

    @property
    def file_problem(self) -> Finding | None:
        """Why the file of the exercise in work cannot be loaded, if so."""
        result = self.unloadable.get(self.exercise(self.current).file)
        return result.finding if result else None

    def _is_stale(self, name: str) -> bool:
        if self.exercise(name).file in self.unloadable or self.submission is None:
            return False
        return name in self._again or not self.is_fresh(name)

    def _text(self, file: str) -> str:
        """What a file holds, or why it cannot be read; nothing where there is none."""
        for source in self.submission.sources if self.submission else ():
            if source.name == file:
                return source.text or str(source.problem or "")
        return ""


def _load_problem(results: tuple[Result, ...]) -> Result | None:
    """A result that says that the file cannot be loaded."""
    for result in results:
        if result.finding is not None and result.finding.kind == "load":
            return result
    return None
