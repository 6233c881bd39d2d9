"""Checks as somebody has passed them, to be played to a class.

Hypothesis draws the same for everybody (its seed is the check's name), and drawing
takes longer than judging. So inputs are drawn once, and what a check asks is sent to a
submission in one message. Replies that are byte for byte those of somebody who has
passed pass too; others are looked at by the check itself. Where anything fails, nothing
is said: the exercise is then judged as if there were no tape.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, TypeAlias

import msgspec
from hypothesis.strategies import DataObject

from grader.model import Check, Mistake, Outcome, Result
from grader.sandbox import protocol
from grader.testing.prompted import Prompted
from grader.testing.remote import Heard
from grader.testing.series import Segment, digest_of, plain
from grader.testing.student import Student

__all__ = ["Failure", "Recorder", "Tape", "Tapes"]

Input: TypeAlias = "dict[str, Any]"

MOST = 16 << 20
"""Bytes of the replies to one check; what answers with more is judged without tapes."""
TELLING = 64
"""Bytes of a tensor that is not the same as another by accident."""
KEPT = 100
"""Digests of replies that are kept of a check: right answers differ by rounding."""
FAILURES = 1_000
"""Codes that are remembered of an exercise with what they failed."""
PLACES = {"file", "line", "place"}
"""Parameters of findings that are another's in another file with the same code."""


@dataclass(slots=True)
class Tape:
    """One check with all that it asks."""

    check: Check
    run: Callable[..., None]
    inputs: list[Input]
    segments: tuple[Segment, ...]
    is_apart: bool
    """Whether the next exercise must have a fresh worker."""
    passed: set[bytes]
    """Digests of replies that have passed."""
    is_recalled: bool = False
    """Whether another check of the exercise asks for what was answered here."""

    @property
    def is_by_hand(self) -> bool:
        """Whether it asks again, where nothing differentiates, what others asked."""
        return any(segment.by_hand for segment in self.segments)

    def play(self, student: Student, remote: Prompted) -> None:
        """Judge a submission on what is recorded.

        Raises:
            Exception: of any kind, if it does not pass; which one tells nothing.
        """
        remote.follow(self.segments)
        digest = b""
        if len(self.segments) == 1:
            digest = digest_of(remote.send(self.segments[0]))
            if digest in self.passed:
                if self.is_recalled:
                    remote.recall(remote.ahead.told())
                return
        for kept in self.inputs:
            self.run(student=student, **copy.deepcopy(kept))
        if digest and len(self.passed) < KEPT:
            self.passed.add(digest)


@dataclass(frozen=True, slots=True)
class Failure:
    """What an exercise has come to that does not pass all of its checks."""

    results: tuple[Result, ...]
    mistakes: tuple[Mistake, ...]
    """Those that it was found to be."""


@dataclass(slots=True)
class Tapes:
    """The checks of an assignment, exercise by exercise."""

    seed: int
    """Of inputs that nobody who writes a submission can foresee."""
    of: dict[str, list[Tape]] = field(default_factory=dict)
    """Exercise -> its checks in their order; empty where it cannot be recorded."""
    seen: dict[str, set[str]] = field(default_factory=dict)
    """Exercise -> digests of codes that were asked beside others: what came of them may
    be those others' doing."""
    outlines: dict[str, set[str]] = field(default_factory=dict)
    """Exercise -> digests of codes that have passed them all, alone in a worker."""
    failures: dict[str, dict[str, Failure]] = field(default_factory=dict)
    """Exercise -> digest of a code that has not -> what came of it."""

    def remember(self, exercise: str, outline: str, failure: Failure) -> None:
        """Keep what came of a code, if it is the same wherever the code stands."""
        own = self.failures.setdefault(exercise, {})
        results = failure.results
        has_failed = any(r.outcome is Outcome.FAILED for r in results)
        if has_failed and len(own) < FAILURES and all(map(_is_the_same, results)):
            own[outline] = failure


def _is_the_same(result: Result) -> bool:
    """Whether a result follows from the code alone: not from where it stands, how fast
    the machine is, or luck."""
    finding = result.finding
    return result.outcome in (Outcome.PASSED, Outcome.FAILED) and not (
        finding is not None
        and (finding.kind == "flaky" or PLACES & finding.params.keys())
    )


class Recorder:
    """Notes the inputs and the requests of checks while Hypothesis draws them."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        """What has been asked and answered in the check that runs."""
        self._tapes: dict[str, list[Tape]] = {}
        self._lost: set[str] = set()
        self._run: Callable[..., None] = lambda: None
        self._given: dict[str, Any] = {}
        self._inputs: list[Input] = []

    def begin(
        self, run: Callable[..., None], given: Mapping[str, Any], draws: bool
    ) -> None:
        """Begin with a check.

        Args:
            given: arguments that are not drawn: parameters, and the student.
            draws: whether there are others; `pass_on` hears of them.
        """
        self._run = run
        self._given = {k: v for k, v in given.items() if k != "student"}
        self._inputs = [] if draws else [self._given]
        self.heard.clear()

    def pass_on(self, kwargs: Mapping[str, Any]) -> None:
        """Run the check on an input, which is kept if the check passes.

        Checks may change what they are given: what is kept is a copy.
        """
        used = {
            name: _Noting(value) if isinstance(value, DataObject) else value
            for name, value in kwargs.items()
        }
        kept = {
            name: _Replay(value.values)
            if isinstance(value, _Noting)
            else copy.deepcopy(value)
            for name, value in used.items()
            if name != "student"
        }
        self._run(**used)
        self._inputs.append(kept)

    def end(self, check: Check, is_apart: bool, passed: bool) -> None:
        """Keep what a check has asked, if it has passed."""
        replies = [plain(reply) for _, _, reply in self.heard]
        passed &= not any(isinstance(r, protocol.Raised) for _, _, r in self.heard)
        too_long = sum(map(len, replies)) > MOST
        if not passed or not replies or too_long or _gives_away(self.heard):
            self._lost.add(check.exercise)
            return
        segments = tuple(
            Segment(tuple(plain(request) for _, request, _ in exchanges), by_hand)
            for by_hand, exchanges in groupby(self.heard, key=lambda heard: heard[0])
        )
        known = {digest_of(replies)}
        tape = Tape(check, self._run, self._inputs, segments, is_apart, known)
        self._tapes.setdefault(check.exercise, []).append(tape)

    def tapes(self) -> dict[str, list[Tape]]:
        """Of each exercise whose checks have all passed: their tapes."""
        kept = {e: own for e, own in self._tapes.items() if e not in self._lost}
        for own in kept.values():
            recalled = any(tape.is_by_hand for tape in own)
            for tape in own:
                tape.is_recalled = recalled
        return kept


def _gives_away(heard: Iterable[Heard]) -> bool:
    """Whether a question holds an earlier answer, which is then known too soon."""
    asked: set[bytes] = set()
    answered: set[bytes] = set()
    for _, request, reply in heard:
        own = set(_tensors(request))
        if own & answered:
            return True
        asked |= own
        answered |= set(_tensors(reply)) - asked
    return False


def _tensors(value: object) -> Iterator[bytes]:
    """The bytes of all tensors in a message that are not alike by accident."""
    if isinstance(value, protocol.TensorData):
        size = protocol.DTYPES[value.dtype]
        length = len(value.data)
        if length >= TELLING and value.data != value.data[:size] * (length // size):
            yield value.data
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _tensors(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _tensors(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _tensors(item)


class _Noting:
    """`data` of a check, noting what is drawn."""

    def __init__(self, data: DataObject) -> None:
        self._data = data
        self.values: list[Any] = []

    def draw(self, strategy: Any, label: Any = None) -> Any:
        """Draw, and note it."""
        value = self._data.draw(strategy, label)
        self.values.append(copy.deepcopy(value))
        return value


class _Replay:
    """What `data` gave, in its order: stands for `data` when a tape is played."""

    def __init__(self, values: list[Any]) -> None:
        self._values = values
        self._next = iter(values)

    def __deepcopy__(self, memo: object) -> _Replay:
        return _Replay(self._values)

    def draw(self, strategy: Any, label: Any = None) -> Any:
        """The next value; StopIteration where more is asked for than was drawn."""
        return copy.deepcopy(next(self._next))
