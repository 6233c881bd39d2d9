"""The strongest level: a zygote inside bubblewrap, whose workers jail themselves.

Covered, besides what a jailed worker cannot do anyway
    - no file but the interpreter, its libraries and the system's;
    - no network, no other process, no environment of the grader's.
"""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path

__all__ = ["NAME", "command"]

NAME = "strong"
SCRATCH = 64 << 20
"""Bytes that all workers together may write, in memory."""


def command(
    scratch: Path, ours: Path, environment: Mapping[str, str]
) -> list[str] | None:
    """What to put before the zygote's command line; None where there is no bwrap.

    Args:
        scratch: becomes an empty folder in memory.
        ours: the grader's package, of which only the worker is there.
        environment: what the zygote gets: bwrap itself is started without any.
    """
    program = shutil.which("bwrap", path=os.defpath)
    if program is None:
        return None
    words = [
        program, "--unshare-all", "--unshare-user", "--cap-drop", "ALL",
        "--die-with-parent", "--new-session", "--clearenv", "--hostname", "grader",
    ]  # fmt: skip
    for key, value in environment.items():
        words += ["--setenv", key, value]
    for path in _system():
        words += ["--ro-bind-try", path, path]
    words += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"]
    inside = [path for path in _libraries() if Path(path) in ours.parents]
    for path in _libraries():
        words += ["--ro-bind", path, path]
    if inside:
        words += ["--tmpfs", str(ours)]
    for part in ("sandbox/protocol.py", "sandbox/worker"):
        words += ["--ro-bind", str(ours / part), str(ours / part)]
    words += ["--size", str(SCRATCH), "--tmpfs", str(scratch)]
    return [*words, "--chdir", str(scratch), "--"]


def _system() -> list[str]:
    names = ["/usr", "/lib", "/lib32", "/lib64", "/bin", "/etc/ld.so.cache"]
    return [*names, "/etc/localtime", "/etc/alternatives"]


def _libraries() -> list[str]:
    """The interpreter and its packages, where they are not the system's."""
    kinds = ("stdlib", "platstdlib", "purelib", "platlib", "scripts")
    paths = {sys.prefix, sys.base_prefix, *(sysconfig.get_path(k) for k in kinds)}
    kept: list[str] = []
    for path in sorted(paths):
        inside = any(Path(path).is_relative_to(other) for other in (*kept, "/usr"))
        if not inside and Path(path).exists():
            kept.append(path)
    return kept
