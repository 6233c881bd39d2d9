"""What a worker may use while somebody waits for it, and where it was stopped."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import psutil

__all__ = ["Limits", "OutOfTime", "OverLimit", "Place", "Watch", "WorkerLost", "place"]

MEMORY = 2 << 30
"""Bytes that a worker may add: both full data sets as float32 fit five times."""
THREADS = 64
"""Threads that a worker may have; it is forked with one."""
IDLE = 1.0
"""Seconds of CPU: who has used less when the time is up has been waiting."""
STILL = 20.0
"""Seconds in which a worker that computes has used CPU, however loaded the machine."""
SLICE = 0.05
"""Seconds between two looks at the clock and at what the worker uses."""

LINE = re.compile(rb'File "([^"/<>()]+)\.py", line (\d+) in (\w+)')
"""Of a traceback by `faulthandler`: a line in a student's file."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may take: seconds of CPU, seconds of wall time."""

    cpu: float
    wall: float


class WorkerLost(Exception):
    """The worker is gone or cannot be believed any more; it has been killed."""


class Place(NamedTuple):
    """A line of the student's code, by the worker's word."""

    module: str
    line: int
    function: str


class OutOfTime(WorkerLost):
    """It took longer than its limits allow."""

    def __init__(self, seconds: float, idle: bool) -> None:
        super().__init__(f"no answer within {seconds:g} s")
        self.seconds = seconds
        self.idle = idle
        self.place: Place | None = None


class OverLimit(WorkerLost):
    """It took more than it may of something else: `memory`, `threads`, `output`."""

    def __init__(self, what: str) -> None:
        super().__init__(f"too much: {what}")
        self.what = what


class Watch:
    """One request's use of time, memory and threads.

    CPU time is the limit; wall time is a generous second one, and memory and
    threads are the third line behind the limits that the worker has set itself.
    """

    def __init__(
        self, pid: int, limits: Limits, find: Callable[[int], psutil.Process]
    ) -> None:
        self._pid = pid
        self._find = find
        self._limits = limits
        self._start = self._checked = self._moved = time.monotonic()
        self._process: psutil.Process | None = None
        self._cpu = self._last = self._seen = 0.0
        self._rss = 0

    def check(self) -> None:
        """Raise when a limit has been passed.

        Raises:
            OutOfTime, OverLimit: which it was.
        """
        now = time.monotonic()
        if now - self._checked < SLICE:
            return
        self._checked = now
        used = self._seen = self._used()
        if used - self._last > SLICE:
            self._last, self._moved = used, now
        if now - self._start > self._limits.wall:
            raise OutOfTime(self._limits.wall, idle=used < IDLE)
        if now - self._moved > STILL:
            raise OutOfTime(STILL, idle=True)
        if used > self._limits.cpu:
            raise OutOfTime(self._limits.cpu, idle=False)

    def cost(self) -> float:
        """Seconds that the request has taken so far, as budgets count them.

        CPU time where the worker computes, which is the same on a loaded machine;
        who only waits spends half of the time.
        """
        return max(self._seen, (time.monotonic() - self._start) / 2)

    def _used(self) -> float:
        """Seconds of CPU since the first look, a SLICE after the start."""
        with contextlib.suppress(psutil.Error):
            if self._process is None:
                self._process = self._find(self._pid)
                self._cpu = _cpu_seconds(self._process)
                self._rss = self._process.memory_info().rss
            if self._process.memory_info().rss > self._rss + MEMORY:
                raise OverLimit("memory")
            if self._process.num_threads() > THREADS:
                raise OverLimit("threads")
            return _cpu_seconds(self._process) - self._cpu
        return 0.0


def _cpu_seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system + times.children_user)


def place(printed: bytes) -> Place | None:
    """The innermost line of a student's in the traceback that ends what was printed."""
    stack = printed.rpartition(b"(most recent call first):")[2]
    found = LINE.search(stack)
    if found is None:
        return None
    module, line, function = (part.decode(errors="replace") for part in found.groups())
    return Place(module, int(line[:9]), function[:80])
