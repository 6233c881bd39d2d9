"""The trusted end of the wire: a worker that answers, or is killed."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import msgspec
import psutil

from grader.sandbox.protocol import HEADER, Malformed, Progress, Reply, Request

__all__ = ["Died", "Forged", "Limits", "OutOfTime", "Worker", "WorkerLost"]

MAX_FRAME = 64 << 20
MAX_PROGRESS = 100_000
MAX_OUTPUT = 64 << 10
IDLE = 1.0
"""Seconds of CPU: who has used less when the time is up has been waiting."""
SLICE = 0.05
"""Seconds between two looks at the clock and the worker's CPU time."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may take: seconds of CPU, seconds of wall time."""

    cpu: float
    wall: float


class WorkerLost(Exception):
    """The worker is gone or cannot be believed any more; it has been killed."""


class OutOfTime(WorkerLost):
    """It took longer than its limits allow."""

    def __init__(self, seconds: float, idle: bool) -> None:
        super().__init__(f"no answer within {seconds:g} s")
        self.seconds = seconds
        self.idle = idle


class Died(WorkerLost):
    """Its process ended: by an exit, a signal, a limit of the system."""

    def __init__(self, status: int) -> None:
        self.signal = os.WTERMSIG(status) if os.WIFSIGNALED(status) else None
        self.name = _signal_name(self.signal) if self.signal else ""
        super().__init__(f"the process ended ({self.name or 'exit'})")


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:  # most real-time signals have no name
        return f"signal {number}"


class Forged(WorkerLost):
    """It sent what no honest worker sends."""


class Worker:
    """One forked process with a student's code in it: answers, or is killed."""

    def __init__(
        self,
        pid: int,
        stream: socket.socket,
        output: int,
        reap: Callable[[int, bool], int],
        find: Callable[[int], psutil.Process] = psutil.Process,
    ) -> None:
        self._pid = pid
        self._find = find
        self._stream = stream
        self._output = output
        self._reap = reap
        self._alive = True
        self._prints = True
        os.set_blocking(output, False)
        stream.setblocking(False)
        self.printed = b""
        """What the student's code printed, up to a cap."""

    def request(
        self,
        message: Request,
        reply: type[T],
        limits: Limits,
        progress: Callable[[Progress], bool] | None = None,
        cap: int = MAX_FRAME,
    ) -> T | Reply:
        """Send a request and wait for its reply.

        Args:
            reply: the type that an honest answer has, besides `Raised`.
            progress: called for each `Progress` frame; without it there may be none.
                Where it returns True, the limits start anew.
            cap: the longest frame that is read, in bytes.

        Raises:
            WorkerLost: when no believable answer came; the worker is then dead.
        """
        clock = _Clock(self._pid, limits, self._find)
        try:
            if select.select([self._stream], [], [], 0)[0]:
                if not self._stream.recv(1):
                    raise Died(self.kill())
                raise Forged("bytes that nobody asked for")
            body = msgspec.msgpack.encode(message)
            self._send(clock, len(body).to_bytes(HEADER, "big") + body)
            for _ in range(MAX_PROGRESS):
                answer = self._read(clock, cap)
                if answer.id != message.id:
                    raise Forged("a reply to another request")
                if not isinstance(answer, Progress):
                    return answer
                if progress is None:
                    raise Forged("progress where none was asked for")
                if progress(answer):
                    clock = _Clock(self._pid, limits, self._find)
            raise Forged("progress without end")
        except (WorkerLost, Malformed):
            self.kill()
            raise
        except OSError:
            raise Died(self.kill()) from None

    def kill(self, wait: bool = True) -> int:
        """End the process and all it started; return its wait status.

        Without `wait` that is under way when this returns, and the status is 0.
        """
        if not self._alive:
            return 0
        self._alive = False
        self._stream.close()
        status = self._reap(self._pid, wait)
        self._drain()
        os.close(self._output)
        return status

    def _send(self, clock: _Clock, data: bytes) -> None:
        view = memoryview(data)
        while view:
            clock.check()
            try:
                view = view[self._stream.send(view) :]
            except BlockingIOError:
                self._wait(clock, writing=True)

    def _read(self, clock: _Clock, cap: int) -> Reply:
        size = int.from_bytes(self._receive(clock, HEADER), "big")
        if size > cap:
            raise Forged(f"a reply of {size} bytes")
        try:
            return _REPLY.decode(self._receive(clock, size))
        except (ValueError, RecursionError) as error:  # DecodeError is a ValueError
            raise Forged("a reply that cannot be decoded") from error

    def _receive(self, clock: _Clock, size: int) -> bytearray:
        data = bytearray()
        while len(data) < size:
            clock.check()
            try:
                got = self._stream.recv(min(size - len(data), 1 << 20))
            except BlockingIOError:
                self._wait(clock, writing=False)
                continue
            if not got:
                raise Died(self.kill())
            data += got
        return data

    def _wait(self, clock: _Clock, *, writing: bool) -> None:
        """Wait until the socket can be used; watch the clock and drain the output."""
        while True:
            clock.check()
            readers: list[socket.socket | int] = [] if writing else [self._stream]
            readers += [self._output] if self._prints else []
            writers = [self._stream] if writing else []
            ready, able, _ = select.select(readers, writers, [], SLICE)
            if self._output in ready:
                self._prints = self._drain()
            if self._stream in ready or able:
                return

    def _drain(self) -> bool:
        """Read what was printed, keep the first bytes; False when it has closed."""
        try:
            data = os.read(self._output, 1 << 16)
        except BlockingIOError:
            return True
        self.printed += data[: MAX_OUTPUT - len(self.printed)]
        return bool(data)


_REPLY: msgspec.msgpack.Decoder[Reply] = msgspec.msgpack.Decoder(Reply)


class _Clock:
    """CPU time is the limit; wall time a generous second one."""

    def __init__(
        self, pid: int, limits: Limits, find: Callable[[int], psutil.Process]
    ) -> None:
        self._pid = pid
        self._find = find
        self._limits = limits
        self._start = time.monotonic()
        self._checked = self._start
        self._process: psutil.Process | None = None
        self._cpu = 0.0

    def check(self) -> None:
        """Raise OutOfTime when a limit has been passed."""
        now = time.monotonic()
        if now - self._checked < SLICE:
            return
        self._checked = now
        if now - self._start > self._limits.wall:
            raise OutOfTime(self._limits.wall, idle=self._used() < IDLE)
        if self._used() > self._limits.cpu:
            raise OutOfTime(self._limits.cpu, idle=False)

    def _used(self) -> float:
        """Seconds of CPU since the first look, a SLICE after the start."""
        with contextlib.suppress(psutil.Error):
            if self._process is None:
                self._process = self._find(self._pid)
                self._cpu = _cpu_seconds(self._process)
            return _cpu_seconds(self._process) - self._cpu
        return 0.0


def _cpu_seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system + times.children_user)
