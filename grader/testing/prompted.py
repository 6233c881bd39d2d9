"""A submission that is asked what others have been asked, a check in one message."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from grader.model import Exercise
from grader.sandbox import protocol
from grader.sandbox.connection import MAX_FRAME, Worker
from grader.sandbox.watch import Limits
from grader.testing.budget import CALL
from grader.testing.remote import LOAD, Remote
from grader.testing.series import Ahead, Segment

__all__ = ["Prompted"]

SERIES = Limits(cpu=3, wall=10)
"""Seconds for all requests of a check; a slower answer is asked one by one."""

T = TypeVar("T")


class Prompted(Remote):
    """Answers questions from a series that was sent before they were asked."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.outlines: dict[str, str] = {}
        """Exercise -> a digest of its code, of those whose file has been loaded."""
        self._outlined: set[str] = set()
        """Files of which the outlines are known."""
        self._touched: set[Worker] = set()
        self.ahead = Ahead([])
        """What is expected, and has been answered, of the check that is played."""

    @property
    def spent(self) -> float:
        """Seconds that its workers have taken so far."""
        return self._budget.total

    @property
    def is_untouched(self) -> bool:
        """Whether nothing has been asked of the worker, if there is one."""
        return self._worker not in self._touched

    def enter(self) -> None:
        """Load the exercise's file, if it is not loaded.

        Raises:
            Stopped: where the exercise does not load, or there is nothing to call.
        """
        self._ready()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Meanwhile, ask a worker in which nothing else is asked."""
        if self.is_untouched:
            yield
            return
        kept, self._worker = self._worker, None
        try:
            yield
        finally:
            self.close()
            self._worker = kept

    def follow(self, segments: Sequence[Segment]) -> None:
        """From now on, expect these requests and no others."""
        self.ahead = Ahead(segments)

    def send(self, segment: Segment) -> tuple[bytes, ...]:
        """Send the first segment of those to follow; its encoded replies."""
        return self._send(self._ready(), segment)

    def ask(
        self,
        message: protocol.Request,
        reply: type[T],
        limits: Limits = CALL,
        progress: Callable[[protocol.Progress], bool] | None = None,
        cap: int = MAX_FRAME,
    ) -> T:
        """The reply to a request that is the next of the script.

        Raises:
            OffScript: if it is another.
            StudentRaised, Stopped: as where it is asked by itself.
        """
        worker = self._ready()
        segment = self.ahead.due(message)
        if segment is not None:
            self._send(worker, segment)
        answer = self.ahead.answer(message)
        self._keep(message, answer)
        return self._accepted(answer, reply)

    def _send(self, worker: Worker, segment: Segment) -> tuple[bytes, ...]:
        self._touched.add(worker)
        message = segment.message(self.new_id())
        answered = self._exchange(worker, message, protocol.Answered, SERIES)
        self.ahead.fill(answered.replies)
        return answered.replies

    def _before_load(self, worker: Worker, exercise: Exercise) -> None:
        if not self._by_hand and exercise.file not in self._outlined:
            self._outlined.add(exercise.file)
            asked = self._loading.for_outline(self.new_id(), exercise)
            told = self._exchange(worker, asked, protocol.Outlined, LOAD)
            self.outlines.update(told.digests)
