"""Starting a zygote at a level of isolation.

Covered by the weakest, a plain process with a clean environment
    - the verdict: checks, reference, labels and report are in another process;
    - nothing of the grader's environment, standard streams or descriptors;
    - the names `grader`, `solutions`, `exercises` cannot be imported;
    - limits on memory, CPU time, file size and descriptors (set by the worker
      before it sees student code), and an end for all that it started.

Not covered by it
    - files that the user may read or write, the network, other processes of
      the same user. The report says so.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from grader.sandbox.isolation import bubblewrap, container
from grader.sandbox.isolation.running import NoSuchLevel, ZygoteProcess

__all__ = ["ISOLATED", "LEVELS", "NOBODY", "NoSuchLevel", "ZygoteProcess", "start"]

PASSED_ON = ("CUDA_VISIBLE_DEVICES", "LD_LIBRARY_PATH", "OPENBLAS_CORETYPE")
"""Settings of the machine that libraries need; everything else is left out."""


LEVELS = ("strong", "good", "container", "process")
"""From the best: bubblewrap and a jail, a jail alone, the instructor's container
and what a jail can be on an older kernel, a plain process."""
ISOLATED = LEVELS[:3]
"""Those that keep student code from files, network and other processes."""

NOBODY = "65534"
"""The user that students' code runs as where root grades."""


def start(
    level: str,
    scratch: Path,
    secret: Path,
    environment: Mapping[str, str],
) -> ZygoteProcess:
    """Start a zygote at a level of isolation.

    Args:
        scratch: its working folder, an empty folder of its own.
        secret: a file that its workers must not be able to read, where they are
            isolated.
        environment: the grader's environment, of which `PASSED_ON` is kept.

    Raises:
        NoSuchLevel: where this machine does not have it.
    """
    ours = Path(__file__).resolve().parent.parent.parent
    clean = {
        "HOME": str(scratch),
        "LANG": "C.UTF-8",
        "MKL_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "PATH": os.defpath,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "TMPDIR": str(scratch),
        "TORCHINDUCTOR_CACHE_DIR": str(scratch),
    }
    clean |= {key: environment[key] for key in PASSED_ON if key in environment}
    if level != "process" and sys.platform != "linux":
        raise NoSuchLevel("it is built on Linux")
    if level == "container":
        return container.start(scratch.parent, ours, secret, clean, environment)
    user = NOBODY if os.geteuid() == 0 and level in ISOLATED else ""
    prefix: list[str] | None = []
    if level == "strong":
        prefix, clean = bubblewrap.command(scratch, ours, clean), {}
    if prefix is None:
        raise NoSuchLevel("bubblewrap is not installed")
    read, write = socket.socketpair(type=socket.SOCK_SEQPACKET)
    boot = ours / "sandbox" / "worker" / "boot.py"
    with write:
        # -s and -P: no user site, no folder of the script on the path. -I would
        # ignore PYTHONHASHSEED; the environment is ours, so it adds nothing.
        arguments = [str(write.fileno()), level, str(secret), user]
        process = subprocess.Popen(
            [*prefix, sys.executable, "-s", "-P", str(boot), *arguments],
            cwd=scratch,
            env=clean,
            pass_fds=[write.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    return ZygoteProcess(process, read, level, user)
