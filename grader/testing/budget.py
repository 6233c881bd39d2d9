"""The time that the exercises of one submission may take."""

from __future__ import annotations

from grader.model import Finding, Outcome
from grader.sandbox.watch import Limits
from grader.testing.feedback import Stopped, finding

__all__ = ["BUDGET", "CALL", "Budget"]

CALL = Limits(cpu=5, wall=12)
"""Seconds a call: a loop over 256 samples takes some hundredths of one."""
BUDGET = 30.0
"""Seconds of computing that an exercise may take, over all of its checks."""
ALL = 45.0
"""Seconds that the exercises may take together, before each gets LEAST."""
LEAST = 5.0
"""Seconds of an exercise after others have used up all: a right one needs two."""
LEAST_CALL = 0.5
"""Seconds of the last call of a budget that is nearly used up."""


class Budget:
    """What is left for the exercise in turn; exercises come one after the other."""

    def __init__(self, seconds: float | None = None) -> None:
        """Begin with the first exercise.

        Args:
            seconds: of computing for each, where not BUDGET.
        """
        self._seconds = BUDGET if seconds is None else seconds
        self.spent = 0.0
        """Seconds that this exercise has taken."""
        self._before = 0.0
        """Seconds that all before it have taken."""
        self.late: Finding | None = None
        """What was said when it ran out of time."""

    def begin(self) -> None:
        """Turn to another exercise."""
        self._before += self.spent
        self.spent, self.late = 0.0, None

    def check(self) -> None:
        """Raise where the exercise has used up its time.

        Raises:
            Stopped: with what was said when it did.
        """
        if self._left() <= 0:
            used_up = finding("slow", seconds=f"{self._whole():.0f}")
            raise Stopped(Outcome.TIMED_OUT, self.late or used_up)

    @property
    def total(self) -> float:
        """Seconds that all exercises have taken so far."""
        return self._before + self.spent

    def for_call(self) -> Limits:
        """The limits of the next call: no longer than what is left."""
        left = max(self._left(), LEAST_CALL)
        return Limits(min(CALL.cpu, left), min(CALL.wall, 3 * left))

    def _whole(self) -> float:
        return min(self._seconds, max(LEAST, ALL - self._before))

    def _left(self) -> float:
        return self._whole() - self.spent
