"""A submission in a worker: loads it, asks it, and says whose fault silence is.

Whatever happens between loading the student's code and its reply is the
student's: an exit, a signal, a timeout, a malformed reply.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, TypeAlias, TypeVar

import msgspec

from grader.model import AccuracyRun, Exercise, Finding, Outcome
from grader.sandbox import protocol
from grader.sandbox.client import Sandbox
from grader.sandbox.connection import MAX_FRAME, Worker
from grader.sandbox.protocol import Malformed
from grader.sandbox.validation import from_wire, to_wire
from grader.sandbox.watch import Limits, OutOfTime, WorkerLost
from grader.testing.budget import CALL, Budget
from grader.testing.feedback import Stopped, StudentRaised, finding
from grader.testing.loading import Loading, assert_callable
from grader.testing.losses import not_loaded, raised, stop

__all__ = ["LOAD", "Exchange", "Heard", "Record", "Remote"]

LOAD = Limits(cpu=10, wall=20)
"""Seconds to load a file: what it imports is loaded already in most cases."""
AGAIN = Limits(cpu=2, wall=6)
"""Seconds a call of a known mistake, which is quick."""
ENTRIES = (protocol.Outline, protocol.Load, protocol.Turn, protocol.Series)
"""Requests that ask nothing of an exercise by themselves."""
MOST_KEPT = 64 << 20
"""Bytes of an exercise's replies that are kept, to tell mistakes apart."""

T = TypeVar("T")

Exchange: TypeAlias = "tuple[protocol.Request, protocol.Reply | str]"
"""A request with its reply, or with the name of what came instead."""
Record: TypeAlias = list[Exchange]
Heard: TypeAlias = "tuple[bool, protocol.Request, protocol.Reply]"
"""Whether it was asked where nothing can differentiate; a request; its reply."""


class Remote:
    """One submission's workers, one at a time.

    A fresh one for each file, and for each exercise after one that did not pass:
    what that has done to its worker must not cost the next one anything.
    """

    def __init__(
        self,
        loading: Loading,
        problems: Mapping[str, Finding],
        sandbox: Sandbox,
        patience: float | None = None,
    ) -> None:
        """Load nothing yet.

        Args:
            problems: file -> why it cannot be read.
            patience: seconds of computing for an exercise, where not the usual.
        """
        self._loading = loading
        self._sandbox = sandbox
        self._unloadable = {
            file: (Outcome.ERRORED, problem) for file, problem in problems.items()
        }
        self._worker: Worker | None = None
        self._is_loaded = False
        self._found: Mapping[str, str] = {}
        """What is in the file that is loaded."""
        self._turned = True
        """Whether the worker knows which exercise it is at."""
        self.distrusted = False
        """Whether the next exercise must have a fresh worker."""
        self.apart = False
        """Whether every one must: nothing of the others is in it."""
        self._last: Worker | None = None
        """The worker of the exercise before: ended while the next one loads."""
        self._exercise: Exercise | None = None
        self._budget = Budget(patience)
        self._nothing: Stopped | None = None
        """What was said when this exercise had nothing to call."""
        self._kept = 0
        """Bytes of this exercise's replies."""
        self.records: dict[str, Record] = {}
        """What was asked of each exercise, while `recording`, and answered."""
        self.recording = False
        self._by_hand = False
        self.heard: list[Heard] | None = None
        """What is asked and answered, for somebody who wants to know."""

    @property
    def modules(self) -> Mapping[str, str]:
        """The submission's files: module -> source."""
        return self._loading.modules

    def look(self, run: AccuracyRun) -> dict[str, str]:
        """Load everything of the student's own that a run uses; say what is there."""
        message = self._loading.for_run(self.new_id(), run)
        for file in message.names.values():
            if file in self._unloadable:
                raise Stopped(*self._unloadable[file])
        self._worker = self._sandbox.worker()
        self._is_loaded = True
        try:
            loaded = self._exchange(self._worker, message, protocol.Loaded, LOAD)
        except (Stopped, StudentRaised) as failure:
            raise not_loaded("load_run", failure) from None
        return dict(loaded.found)

    def drive(
        self,
        driver: str,
        args: tuple[object, ...],
        limits: Limits,
        progress: Callable[[protocol.Progress], bool],
        cap: int,
    ) -> object:
        """Run a driver in the worker as it is loaded; hear of its progress."""
        return self.value(self.drive_request(driver, args), limits, progress, cap)

    def drive_request(self, driver: str, args: tuple[object, ...]) -> protocol.Drive:
        """A request to run a driver, with the sources that it needs."""
        wire = tuple(to_wire(arg) for arg in args)
        sources = self._loading.for_driver(driver, args)
        return protocol.Drive(self.new_id(), driver, sources, wire)

    def begin(self, exercise: Exercise) -> None:
        """Turn to an exercise, of the same file or of another."""
        if exercise != self._exercise:
            before = self._exercise
            # Each exercise has other stand-ins beside it.
            self.distrusted |= bool(self._loading.stand_ins)
            is_new = before is None or before.file != exercise.file
            if is_new or self.distrusted or self.apart:
                self._leave()
            self._turned = self.distrusted = False
            self._budget.begin()
            self._kept, self._nothing = 0, None
        self._exercise = exercise

    def _leave(self) -> None:
        """Let what comes next have a fresh worker."""
        self._end_last()
        self._last, self._worker = self._worker, None

    def become(self, modules: Mapping[str, str]) -> None:
        """Turn to other modules, in the same worker: for code that we trust."""
        self._loading = replace(self._loading, modules=modules)
        self._unloadable, self._nothing = {}, None
        self._is_loaded = False

    def close(self) -> None:
        """End the worker, if there is one."""
        self._leave()
        self._end_last()

    def _end_last(self) -> None:
        if self._last is not None:
            self._last.kill(wait=False)
        self._last = None

    def new_id(self) -> int:
        """A number that a reply must repeat."""
        return secrets.randbits(62)

    def ask(
        self,
        message: protocol.Request,
        reply: type[T],
        limits: Limits = CALL,
        progress: Callable[[protocol.Progress], bool] | None = None,
        cap: int = MAX_FRAME,
    ) -> T:
        """Send a request to a worker that has the submission loaded.

        Raises:
            StudentRaised: when the student's code raised.
            Stopped: when there is no believable answer, or nothing to call.
        """
        worker = self._ready()
        return self._exchange(worker, message, reply, limits, progress, cap)

    def value(
        self,
        message: protocol.Call | protocol.Drive,
        limits: Limits = CALL,
        progress: Callable[[protocol.Progress], bool] | None = None,
        cap: int = MAX_FRAME,
    ) -> Any:
        """Send a request; return what came back, checked."""
        reply = self.ask(message, protocol.Returned, limits, progress, cap)
        with self.believing():
            return from_wire(reply.value)

    @contextmanager
    def believing(self) -> Iterator[None]:
        """Look into a reply; one that is malformed ends the worker and the check."""
        try:
            yield
        except Malformed:
            self.close()
            raise Stopped(Outcome.ERRORED, finding("forged")) from None

    def _ready(self) -> Worker:
        """The worker that has the exercise's file loaded.

        Raises:
            Stopped: where the exercise has used up its time, or does not load.
        """
        self._budget.check()
        if self._nothing is not None:
            raise self._nothing
        if self._worker is None or not self._is_loaded:
            return self._load()
        if not self._turned:
            turn = protocol.Turn(self.new_id(), self._loading.seed)
            self._exchange(self._worker, turn, protocol.Loaded, CALL)
            return self._entered(self._worker)
        return self._worker

    def _entered(self, worker: Worker) -> Worker:
        """The worker, if the exercise that it has been turned to is in its file.

        Raises:
            Stopped: where there is nothing to call.
        """
        assert self._exercise is not None, "begin() comes first"
        self._turned = True
        name = self._exercise.name
        try:
            assert_callable(self._exercise, self._found.get(name, "missing"))
        except Stopped as nothing:
            self._nothing = nothing
            raise
        return worker

    def _load(self) -> Worker:
        """Fork a worker and load the exercise's file, our siblings beside it.

        Raises:
            Stopped: where there is nothing to call.
        """
        exercise = self._exercise
        assert exercise is not None, "begin() comes first"
        if exercise.file in self._unloadable:
            raise Stopped(*self._unloadable[exercise.file])
        if exercise.file not in self.modules:
            missing = finding("missing_file", file=f"{exercise.file}.py")
            raise Stopped(Outcome.NOT_STARTED, missing)
        message = self._loading.for_exercise(self.new_id(), exercise)
        self._worker = self._worker or self._sandbox.worker(self._by_hand)
        self._is_loaded = True
        self._end_last()
        try:
            self._before_load(self._worker, exercise)
            loaded = self._exchange(self._worker, message, protocol.Loaded, LOAD)
        except (Stopped, StudentRaised) as failure:
            self.close()
            stopped = not_loaded("load", failure, f"{exercise.file}.py")
            self._unloadable[exercise.file] = stopped.outcome, stopped.finding
            raise stopped from None
        self._found = loaded.found
        return self._entered(self._worker)

    def _before_load(self, worker: Worker, exercise: Exercise) -> None:
        """Called while there is nothing of the student's in a worker."""

    def _exchange(
        self,
        worker: Worker,
        message: protocol.Request,
        reply: type[T],
        limits: Limits,
        progress: Callable[[protocol.Progress], bool] | None = None,
        cap: int = MAX_FRAME,
    ) -> T:
        before = worker.spent, worker.received
        if limits is CALL:
            limits = self._budget.for_call()
        try:
            answer = worker.request(message, reply, limits, progress, cap)
            self._keep(message, answer)
            self._hear(message, answer)
        except (WorkerLost, Malformed) as lost:
            worker.kill()
            self._worker = None
            self._keep(message, type(lost).__name__)
            stopped = stop(lost, self.modules)
            if isinstance(lost, OutOfTime):
                self._budget.late = stopped.finding
            raise stopped from None
        finally:
            self._budget.spent += worker.spent - before[0]
            self._kept += worker.received - before[1]
        return self._accepted(answer, reply)

    def _accepted(self, answer: Any, reply: type[T]) -> T:
        if isinstance(answer, protocol.Raised):
            raise StudentRaised(raised(answer, self.modules))
        if not isinstance(answer, reply):
            self.close()
            raise Stopped(Outcome.ERRORED, finding("forged"))
        return answer

    def _keep(self, message: protocol.Request, answer: Any) -> None:
        asked = not isinstance(message, ENTRIES) and self._kept < MOST_KEPT
        if self.recording and asked and self._exercise is not None:
            record = self.records.setdefault(self._exercise.name, [])
            record.append((message, answer))

    def recall(self, told: Iterable[Exchange]) -> None:
        """Keep what was asked and answered elsewhere, as if it had been here."""
        for message, answer in told:
            self._keep(message, answer)

    def _hear(self, message: protocol.Request, answer: Any) -> None:
        if self.heard is not None and not isinstance(message, ENTRIES):
            self.heard.append((self._by_hand, message, answer))

    def by_hand(self, most: int) -> Iterator[tuple[protocol.Call, protocol.Value]]:
        """Calls of this exercise that were answered, to be asked once more.

        While they are, the worker is one in which nothing differentiates.
        """
        assert self._exercise is not None, "begin() comes first"
        answered = [
            (message, answer.value)
            for message, answer in self.records.get(self._exercise.name, [])
            if isinstance(message, protocol.Call)
            and isinstance(answer, protocol.Returned)
        ]
        kept, self._worker = self._worker, None
        self._by_hand, self.recording = True, False
        try:
            for message, value in answered[:: -(-len(answered) // most) or 1]:
                yield msgspec.structs.replace(message, id=self.new_id()), value
        finally:
            self.close()
            self._worker, self._by_hand = kept, False

    def repeat(self, message: protocol.Request) -> protocol.Reply | str:
        """Send a request as it once was sent; return the reply as it comes.

        What comes instead of one has a name: `Died`, or that there is no worker.
        """
        try:
            worker = self._ready()
            answer: protocol.Reply = worker.request(message, protocol.Returned, AGAIN)
        except (WorkerLost, Malformed) as lost:
            self.close()
            return type(lost).__name__
        except Stopped as stopped:
            return stopped.finding.kind
        return answer
