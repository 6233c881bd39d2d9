"""The trusted end of the wire: a worker that answers, or is killed."""

from __future__ import annotations

import functools
import os
import select
import signal
import socket
from collections.abc import Callable
from typing import TypeVar

import msgspec
import psutil

from grader.sandbox.protocol import HEADER, Malformed, Progress, Reply, Request
from grader.sandbox.watch import (
    SLICE,
    Limits,
    OutOfTime,
    OverLimit,
    Watch,
    WorkerLost,
    place,
)

__all__ = ["MAX_FRAME", "Died", "Forged", "Worker", "decode_reply"]

MAX_FRAME = 24 << 20
"""Bytes of a reply. The longest honest one is a thousand images in float64."""
MAX_PROGRESS = 100_000
MAX_OUTPUT = 64 << 10
TAIL = 8 << 10
"""Bytes of the end of what was printed: a traceback of what was stopped."""
MOST_OUTPUT = 16 << 20
"""Bytes that one request may print; more is a flood."""

T = TypeVar("T")


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
        reap: Callable[[int, bool, bool], int],
        find: Callable[[int], psutil.Process] = psutil.Process,
    ) -> None:
        self._pid = pid
        self._find = functools.cache(find)  # among all processes: it takes a while
        self._stream = stream
        self._output = output
        self._reap = reap
        self._alive = True
        self._prints = True
        os.set_blocking(output, False)
        stream.setblocking(False)
        self.printed = b""
        """What the student's code printed, up to a cap."""
        self.spent = 0.0
        """Seconds that its requests have taken, as budgets count them."""
        self.received = 0
        """Bytes of all replies."""
        self._tail = b""
        self._bytes = 0

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
        watch = Watch(self._pid, limits, self._find)
        self._bytes = 0
        try:
            if select.select([self._stream], [], [], 0)[0]:
                if not self._stream.recv(1):
                    raise Died(self.kill())
                raise Forged("bytes that nobody asked for")
            body = msgspec.msgpack.encode(message)
            self._send(watch, len(body).to_bytes(HEADER, "big") + body)
            for _ in range(MAX_PROGRESS):
                answer = self._read(watch, cap)
                if answer.id != message.id:
                    raise Forged("a reply to another request")
                if not isinstance(answer, Progress):
                    return answer
                if progress is None:
                    raise Forged("progress where none was asked for")
                if progress(answer):
                    watch = Watch(self._pid, limits, self._find)
            raise Forged("progress without end")
        except OutOfTime as late:
            self.kill(trace=True)
            late.place = place(self._tail)
            raise
        except (WorkerLost, Malformed):
            self.kill()
            raise
        except OSError:
            raise Died(self.kill()) from None
        finally:
            self.spent += watch.cost()

    def kill(self, wait: bool = True, trace: bool = False) -> int:
        """End the process and all it started; return its wait status.

        Without `wait` that is under way when this returns, and the status is 0.
        With `trace` it prints first where it is, if it still can.
        """
        if not self._alive:
            return 0
        self._alive = False
        self._stream.close()
        status = self._reap(self._pid, wait, trace)
        self._drain()
        os.close(self._output)
        return status

    def _send(self, watch: Watch, data: bytes) -> None:
        view = memoryview(data)
        while view:
            watch.check()
            try:
                view = view[self._stream.send(view) :]
            except BlockingIOError:
                self._wait(watch, writing=True)

    def _read(self, watch: Watch, cap: int) -> Reply:
        size = int.from_bytes(self._receive(watch, HEADER), "big")
        if size > cap:
            raise Forged(f"a reply of {size} bytes")
        self.received += size
        return decode_reply(self._receive(watch, size))

    def _receive(self, watch: Watch, size: int) -> bytearray:
        data = bytearray()
        while len(data) < size:
            watch.check()
            try:
                got = self._stream.recv(min(size - len(data), 1 << 20))
            except BlockingIOError:
                self._wait(watch, writing=False)
                continue
            if not got:
                raise Died(self.kill())
            data += got
        return data

    def _wait(self, watch: Watch, *, writing: bool) -> None:
        """Wait until the socket can be used; watch the clock and drain the output."""
        while True:
            watch.check()
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
        self._tail = (self._tail + data)[-TAIL:]
        self._bytes += len(data)
        if self._bytes > MOST_OUTPUT and self._alive:
            raise OverLimit("output")
        return bool(data)


def decode_reply(body: bytes | bytearray) -> Reply:
    """One frame's message.

    Raises:
        Forged: if it is none of the protocol's.
    """
    try:
        return _REPLY.decode(body)
    except (ValueError, RecursionError) as error:  # DecodeError is a ValueError
        raise Forged("a reply that cannot be decoded") from error


_REPLY: msgspec.msgpack.Decoder[Reply] = msgspec.msgpack.Decoder(Reply)
