"""A zygote that runs: the socket to it, its workers' numbers here, its end."""

from __future__ import annotations

import os
import socket
import subprocess
from contextlib import suppress
from pathlib import Path

import psutil

__all__ = ["NoSuchLevel", "ZygoteProcess"]

PATIENCE = 5
"""Seconds for a program to end by itself."""


class NoSuchLevel(Exception):
    """This machine does not have a level of isolation; the message says why."""


class ZygoteProcess:
    """A running zygote and the socket to it."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        control: socket.socket,
        level: str,
        user: str,
    ) -> None:
        self.process = process
        self.control = control
        self.level = level
        self.user = "nobody" if user else "root" if os.geteuid() == 0 else "you"
        self.above = process.pid
        """The process that workers descend from, where they have other numbers."""

    def connect(self) -> None:
        """Wait until `control` is connected, which it is from the start.

        Raises:
            NoSuchLevel: if that cannot be any more.
        """

    def find(self, pid: int) -> psutil.Process:
        """A worker by its number in the zygote's own namespace."""
        if self.level not in ("strong", "container"):
            return psutil.Process(pid)
        for child in psutil.Process(self.above).children(recursive=True):
            with suppress(OSError, ValueError):
                # As bytes, and by the line's start: a worker may choose its name.
                status = Path(f"/proc/{child.pid}/status").read_bytes()
                (line,) = (w for w in status.split(b"\n") if w.startswith(b"NSpid:"))
                if int(line.split()[-1]) == pid:
                    return child
        raise psutil.NoSuchProcess(pid)

    def last_line(self) -> str:
        """The last that a zygote has said which is not there, or not any more."""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(self._patience_for_words)
        self.process.kill()
        stderr = self.process.stderr
        lines = stderr.read().decode(errors="replace").split("\n") if stderr else []
        said = [line for line in lines if line.strip() and "run --help" not in line]
        return said[-1] if said else "no message"

    _patience_for_words = 0.0

    def stop(self) -> None:
        """End the zygote; it ends its workers first."""
        self.control.close()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stderr:
            self.process.stderr.close()
