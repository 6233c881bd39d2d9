"""The strongest level: a zygote inside bubblewrap, whose workers jail themselves.

Covered, besides what a jailed worker cannot do anyway
    - no file but the interpreter, its libraries and the system's;
    - no network, no other process, no environment of the grader's.

Started by root, the zygote becomes an unprivileged user as its first act: the
owner of the machine's files can do more than its capabilities say (T13 in
docs/threat-model.md). Anybody else gets a user namespace.
"""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path

__all__ = ["command", "libraries"]

SCRATCH = 1 << 20
"""Bytes that the zygote may write, in memory."""


def command(
    scratch: Path, ours: Path, environment: Mapping[str, str]
) -> list[str] | None:
    """What to put before the zygote's command line; None where there is no bwrap.

    Args:
        scratch: becomes a small folder in memory, which importing torch asks for;
            workers cannot write there.
        ours: the grader's package, of which only the worker is there.
        environment: what the zygote gets: bwrap itself is started without any.
    """
    program = shutil.which("bwrap", path=os.defpath)
    if program is None:
        return None
    words = [
        program, "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts",
        "--unshare-cgroup-try", "--cap-drop", "ALL",
        "--die-with-parent", "--new-session", "--clearenv", "--hostname", "grader",
    ]  # fmt: skip
    if os.geteuid() == 0:
        words += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    else:
        words += ["--unshare-user"]
    for key, value in environment.items():
        words += ["--setenv", key, value]
    words += ["--perms", "0755", "--dir", "/etc"]
    for path in _system():
        words += ["--ro-bind-try", path, path]
    words += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"]
    for path in [*libraries(), str(scratch)]:
        words += _folders(Path(path))
    for path in libraries():
        words += ["--ro-bind", path, path]
    for package in _packages(ours):
        words += ["--tmpfs", str(package)]
    words += _folders(ours / "sandbox" / "worker")
    for part in ("sandbox/protocol.py", "sandbox/worker"):
        words += ["--ro-bind", str(ours / part), str(ours / part)]
    words += ["--perms", "1777", "--size", str(SCRATCH), "--tmpfs", str(scratch)]
    return [*words, "--chdir", str(scratch), "--"]


def _packages(ours: Path) -> list[Path]:
    """Folders of ours among the libraries: the package, what an editable install left.

    Checks and solutions lie in them.
    """
    installed = {Path(sysconfig.get_path(kind)) for kind in ("purelib", "platlib")}
    found = {path / ours.name for path in installed if (path / ours.name).exists()}
    if any(Path(path) in ours.parents for path in libraries()):
        found.add(ours)
    return sorted(found)


def _folders(path: Path) -> list[str]:
    """Make the folders above `path`; bwrap would make them for their owner only."""
    above = [*reversed(path.parents)][1:]
    return [word for p in above for word in ("--perms", "0755", "--dir", str(p))]


def _system() -> list[str]:
    names = ["/usr", "/lib", "/lib32", "/lib64", "/bin", "/etc/ld.so.cache"]
    return [*names, "/etc/localtime", "/etc/alternatives"]


def libraries() -> list[str]:
    """The interpreter and its packages, where they are not the system's."""
    kinds = ("stdlib", "platstdlib", "purelib", "platlib", "scripts")
    paths = {sys.prefix, sys.base_prefix, *(sysconfig.get_path(k) for k in kinds)}
    kept: list[str] = []
    for path in sorted(paths):
        inside = any(Path(path).is_relative_to(other) for other in (*kept, "/usr"))
        if not inside and Path(path).exists():
            kept.append(path)
    return kept
