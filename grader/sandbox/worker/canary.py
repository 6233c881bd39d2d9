"""Tries, in a worker that is locked, what no student's code may be able to do.

Every attack is harmless where it succeeds: that is when it runs unprotected.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import resource
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

__all__ = ["attacks_that_work"]

TEMPORARY = 0o20200000
"""O_TMPFILE: a file without a name, gone when it is closed."""
PTRACE_ATTACH = 16


def attacks_that_work(secret: str) -> list[str]:
    """The names of the attacks that succeed here: none in a good jail.

    Args:
        secret: the path of a file of the grader's.
    """
    attacks: dict[str, Callable[[], object]] = {
        "read a file of the grader's": Path(secret).read_bytes,
        "read another process's environment": _environment,
        "write a file": _write,
        "open a socket": lambda: socket.socket(socket.AF_INET).close(),
        "open a local socket": lambda: socket.socket(socket.AF_UNIX).close(),
        "start a process": _fork,
        "run a program": _execute,
        "signal another process": lambda: os.kill(os.getppid(), 0),
        "have a file signal another process": _own,
        "trace another process": _trace,
        "raise a limit": _raise_limit,
        "make a namespace": _unshare,
    }
    found = []
    for name, attack in attacks.items():
        with suppress(OSError, ValueError):
            attack()
            found.append(name)
    return found


def _environment() -> None:
    Path(f"/proc/{os.getppid()}/environ").read_bytes()


def _write() -> None:
    for folder in ("/tmp", "/dev/shm", "/var/tmp"):
        with suppress(OSError):
            os.close(os.open(folder, TEMPORARY | os.O_WRONLY, 0o600))
            return
    raise OSError


def _fork() -> None:
    pid = os.fork()
    if not pid:
        os._exit(0)
    os.waitpid(pid, 0)


def _execute() -> None:
    try:
        os.execv("/nonexistent", ["x"])
    except FileNotFoundError:
        return  # it was looked for: a program that is there would run


def _own() -> None:
    read, write = os.pipe()
    try:
        fcntl.fcntl(read, fcntl.F_SETOWN, os.getppid())
    finally:
        os.close(read)
        os.close(write)


def _trace() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    # Nobody has this number: refused is EPERM, looked for is ESRCH.
    libc.ptrace(PTRACE_ATTACH, 2**30, 0, 0)
    if ctypes.get_errno() == errno.EPERM:
        raise OSError


def _raise_limit() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard + 1))


def _unshare() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(0x10000000):  # a user namespace
        raise OSError
