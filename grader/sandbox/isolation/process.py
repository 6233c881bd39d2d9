"""The weakest level: a plain process with a clean environment.

Covered
    - the verdict: checks, reference, labels and report are in another process;
    - nothing of the grader's environment, standard streams or descriptors;
    - the names `grader`, `solutions`, `exercises` cannot be imported;
    - limits on memory, CPU time, file size and descriptors (set by the worker
      before it sees student code), and an end for all that it started.

Not covered
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

NAME = "process"

PASSED_ON = ("CUDA_VISIBLE_DEVICES", "LD_LIBRARY_PATH", "OPENBLAS_CORETYPE")
"""Settings of the machine that libraries need; everything else is left out."""


def start(scratch: Path, environment: Mapping[str, str]) -> ZygoteProcess:
    """Start a zygote whose working folder is `scratch`, an empty folder of its own.

    Args:
        environment: the grader's environment, of which `PASSED_ON` is kept.
    """
    ours, theirs = socket.socketpair(type=socket.SOCK_SEQPACKET)
    boot = Path(__file__).parent.parent / "worker" / "boot.py"
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
    }
    clean |= {key: environment[key] for key in PASSED_ON if key in environment}
    with theirs:
        # -s and -P: no user site, no folder of the script on the path. -I would
        # ignore PYTHONHASHSEED; the environment is ours, so it adds nothing.
        process = subprocess.Popen(
            [sys.executable, "-s", "-P", str(boot), str(theirs.fileno())],
            cwd=scratch,
            env=clean,
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    return ZygoteProcess(process, ours)


class ZygoteProcess:
    """A running zygote and the socket to it."""

    def __init__(
        self, process: subprocess.Popen[bytes], control: socket.socket
    ) -> None:
        self.process = process
        self.control = control

    def stop(self) -> None:
        """End the zygote; it ends its workers first."""
        self.control.close()
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stderr:
            self.process.stderr.close()
