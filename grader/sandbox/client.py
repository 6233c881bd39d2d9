"""The trusted end of the sandbox: a zygote that forks workers on demand."""

from __future__ import annotations

import contextlib
import os
import socket
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path

import msgspec

from grader.errors import SandboxError
from grader.sandbox.connection import Worker
from grader.sandbox.isolation import process
from grader.sandbox.protocol import Fork, Forked, Ready, Reap, Reaped
from grader.sandbox.watch import MEMORY

__all__ = ["LIFETIME", "Sandbox"]

LIFETIME = 3600
"""Seconds of CPU for a worker's whole life; each request has a limit of its own."""
WEAK = (
    "This machine cannot isolate students' code ({why}). Install bubblewrap "
    "(`apt install bubblewrap`), or grade with `--isolation process` what you trust."
)
NO_CONTAINER = (
    "The isolation `container` does not work here ({why}). GRADER_CONTAINER holds the "
    "start of a command, such as `podman run my-image`; docs/containers.md says what "
    "the image must have."
)


class Sandbox:
    """A zygote at a level of isolation; forks workers on demand, from any thread."""

    def __init__(self, environment: Mapping[str, str], level: str = "") -> None:
        """Start a zygote, which takes a second or two; nobody waits for it yet.

        Args:
            level: of isolation; empty for the best that holds on this machine.
        """
        self._scratch = tempfile.TemporaryDirectory(
            prefix="grader-", ignore_cleanup_errors=True
        )
        self._environment = environment
        self._levels = [level] if level else list(process.ISOLATED)
        self._failed: SandboxError | None = None
        self.refused: dict[str, str] = {}
        """Level -> why it does not hold here."""
        self._secret = Path(self._scratch.name) / "secret"
        self._secret.write_text("what no worker may read", "utf-8")
        self._home = Path(self._scratch.name) / "home"
        self._home.mkdir()
        try:
            self._zygote = self._start()
        except (SandboxError, OSError):
            self._scratch.cleanup()
            raise
        self._lock = threading.RLock()
        self._ready = self._has_worked = False
        self._ordered: tuple[socket.socket, int] | None = None
        self._spare: Worker | None = None
        self._closed = False

    def __enter__(self) -> Sandbox:
        return self

    @property
    def isolation(self) -> str:
        """The level that holds; waits for the zygote.

        Raises:
            SandboxError: if none of those that were asked for does.
        """
        with self._lock:
            try:
                self._wait_until_ready()
            except OSError as error:
                raise SandboxError(self._why()) from error
        return self._zygote.level

    @property
    def user(self) -> str:
        """Who students' code runs as."""
        return self._zygote.user

    def __exit__(self, *_: object) -> None:
        self._closed = True
        self._stop()
        self._scratch.cleanup()

    def worker(self, by_hand: bool = False) -> Worker:
        """A fresh worker: the one forked while the last was busy, if there is one.

        A zygote that has worked before and is gone now was ended by something
        that ran here: it is replaced once.

        Args:
            by_hand: whether nothing shall differentiate in it.

        Raises:
            SandboxError: if no zygote starts.
        """
        with self._lock:
            try:
                return self._fork(by_hand)
            except OSError as error:
                if self._closed:
                    raise SandboxError("The sandbox has been closed.") from None
                if not self._has_worked:
                    raise SandboxError(self._why()) from error
            self._stop()
            self._levels.insert(0, self._zygote.level)
            self._zygote = self._start()
            self._ready = False
            try:
                return self._fork(by_hand)
            except OSError as error:
                raise SandboxError(self._why()) from error

    def _stop(self) -> None:
        """End the zygote, and with it the worker that nobody has used."""
        self._zygote.stop()
        with contextlib.suppress(ConnectionError):
            self._spare = self._receive() or self._spare
        if self._spare is not None:
            self._spare.kill(wait=False)
            self._spare = None

    def _start(self) -> process.ZygoteProcess:
        """Start a zygote at the first level left that this machine knows."""
        while self._levels:
            level = self._levels.pop(0)
            try:
                return process.start(level, self._home, self._secret, self._environment)
            except process.NoSuchLevel as error:
                self.refused[level] = str(error)
        why = "; ".join(f"{level}: {why}" for level, why in self.refused.items())
        advice = NO_CONTAINER if list(self.refused) == ["container"] else WEAK
        why_alone = why.removeprefix("container: ")
        self._failed = SandboxError(advice.format(why=why_alone), why)
        raise self._failed

    def _wait_until_ready(self) -> None:
        """Hear the zygote's first word; go on to the next level if it does not hold."""
        if self._failed is not None:  # another thread has heard of it
            raise self._failed
        while not self._ready:
            broken = self._first_word()
            if not broken or self._zygote.level == "process":
                self._ready = True
                return
            self.refused[self._zygote.level] = ", ".join(broken)
            self._zygote.stop()
            self._zygote = self._start()

    def _first_word(self) -> tuple[str, ...]:
        """Which attacks work at this level; OSError where the last has not started."""
        try:
            self._zygote.connect()
        except process.NoSuchLevel as error:
            return (str(error),)
        data = self._zygote.control.recv(1 << 16)
        if data:
            return msgspec.msgpack.decode(data, type=Ready).broken
        if self._zygote.level == "process":
            raise ConnectionError("the zygote has not started")
        return (self._zygote.last_line(),)

    def _fork(self, by_hand: bool) -> Worker:
        """Take the spare worker and order the next; OSError where none comes."""
        self._wait_until_ready()
        self._spare = self._receive() or self._spare
        if by_hand or self._spare is None:
            self._order(by_hand)
            worker = self._receive()
        else:
            worker, self._spare = self._spare, None
        if self._spare is None:
            self._order()
        assert worker is not None
        return worker

    def _order(self, by_hand: bool = False) -> None:
        """Ask the zygote for a worker, and do not wait for it."""
        ours, theirs = socket.socketpair()
        read, write = os.pipe()
        try:
            fork = msgspec.msgpack.encode(Fork(MEMORY, LIFETIME, by_hand))
            socket.send_fds(self._zygote.control, [fork], [theirs.fileno(), write])
        except OSError:
            ours.close()
            os.close(read)
            raise
        finally:
            theirs.close()
            os.close(write)
        self._ordered = ours, read

    def _receive(self) -> Worker | None:
        """The worker that was ordered, if one was; ConnectionError where none comes."""
        if self._ordered is None:
            return None
        (ours, read), self._ordered = self._ordered, None
        try:
            answer = self._zygote.control.recv(4096)
            pid = msgspec.msgpack.decode(answer, type=Forked).pid
        except (OSError, msgspec.DecodeError) as error:
            ours.close()
            os.close(read)
            raise ConnectionError("the zygote does not answer") from error
        self._has_worked = True
        return Worker(pid, ours, read, self._reap, self._zygote.find)

    def _reap(self, pid: int, wait: bool, trace: bool) -> int:
        with self._lock, contextlib.suppress(OSError, msgspec.DecodeError):
            # Answers come in the order of the questions.
            self._spare = self._receive() or self._spare
            self._zygote.control.sendall(msgspec.msgpack.encode(Reap(pid, wait, trace)))
            if not wait:
                return 0
            answer = self._zygote.control.recv(4096)
            return msgspec.msgpack.decode(answer, type=Reaped).status
        return 0

    def _why(self) -> str:
        """One sentence on a zygote that is not there."""
        return (
            "The process that loads torch for the student's code has ended "
            f"({self._zygote.last_line()}). "
            'Check that `python -c "import torch, torchvision"` works.'
        )
