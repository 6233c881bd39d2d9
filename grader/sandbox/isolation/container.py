"""A level for older kernels: a zygote in the instructor's own container.

Docker or podman keep files, network and processes apart, by options of ours. In
it each worker jails itself with seccomp and with whatever Landlock there is.

A container inherits no descriptor: its zygote connects to a socket in a folder
that it sees. The socket is gone once that one has called, and no worker may
open any. docs/containers.md says how an image is made.
"""

from __future__ import annotations

import secrets
import select
import shlex
import shutil
import socket
import struct
import subprocess
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from grader.sandbox.isolation.running import NoSuchLevel, ZygoteProcess

__all__ = ["SETTING", "Container", "command", "start"]

SETTING = "GRADER_CONTAINER"
"""The start of a command, from the program to the image: `podman run my-image`."""

PIDS, MEMORY = "1024", "8g"
"""Of all workers at once; what `SETTING` says of them counts more."""
SCRATCH = "/tmp"
"""In memory, for the import of torch; workers cannot write there."""
USER = "65534:65534"

DEADLINE = 60
"""Seconds until the zygote must have called."""
PATIENCE = 10
"""Seconds for a container to end."""
SLICE = 0.1
"""Seconds between two looks at whether the program still runs."""

PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY", "ALL_PROXY")
"""Passed on by both programs, with the passwords in them, unless they are set."""
NOT_THERE = ("PATH", "LD_LIBRARY_PATH", "CUDA_VISIBLE_DEVICES")
"""Settings of this machine that mean something else in an image."""


def start(
    folder: Path,
    ours: Path,
    secret: Path,
    settings: Mapping[str, str],
    environment: Mapping[str, str],
) -> Container:
    """Start the container that `environment` names; it is not waited for.

    Args:
        folder: a private one, for the socket.
        ours: the grader's package, of which only the worker is there.
        secret: a file that workers must not be able to read.
        settings: the environment of the zygote.
        environment: the grader's, which the program gets, and the zygote does not.

    Raises:
        NoSuchLevel: where none is named, or it cannot be started.
    """
    place = Path(tempfile.mkdtemp(prefix="control-", dir=folder))
    name = f"grader-{secrets.token_hex(8)}"
    words, program = command(environment.get(SETTING, ""), name, ours, place, settings)
    place.chmod(0o755)  # what is above is for its owner alone
    path = place / "socket"
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    try:
        listener.bind(str(path))
        path.chmod(0o666)
        listener.listen(1)
        boot = ours / "sandbox" / "worker" / "boot.py"
        arguments = ["-s", "-P", str(boot), str(path), "container", str(secret), ""]
        process = subprocess.Popen(
            [*words, *arguments],
            cwd=folder,  # podman leaves a file there where memory has run out
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        listener.close()
        raise NoSuchLevel(f"it cannot be started: {error}") from None
    return Container(process, listener, path, [*program, "rm", "--force", name])


def command(
    setting: str, name: str, ours: Path, place: Path, settings: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """The command up to the image, and the program with its own options.

    What an instructor adds stands before what isolates, which therefore holds.

    Args:
        setting: what `SETTING` says.
        name: of the container.
        place: the folder of the socket.
        settings: the environment of the zygote.

    Raises:
        NoSuchLevel: where the setting is missing or no such command.
    """
    if not setting:
        raise NoSuchLevel(f"{SETTING} is not set")
    try:
        said = shlex.split(setting)
    except ValueError as error:
        raise NoSuchLevel(f"{SETTING} cannot be read: {error}") from None
    if "run" not in said[1:-1]:
        raise NoSuchLevel(f"{SETTING} names no program, `run` and image")
    if shutil.which(said[0]) is None:
        raise NoSuchLevel(f"`{said[0]}` of {SETTING} is not installed")
    at = said.index("run", 1) + 1
    inside = {key: value for key, value in settings.items() if key not in NOT_THERE}
    folders = ("HOME", "TMPDIR", "TORCHINDUCTOR_CACHE_DIR")
    inside |= dict.fromkeys(folders, SCRATCH)
    inside |= dict.fromkeys([*PROXIES, *map(str.lower, PROXIES)], "")
    words = [*said[:at], "--pids-limit", PIDS, "--memory", MEMORY, *said[at:-1]]
    words += [
        "--rm", "--name", name, "--pull", "never", "--entrypoint", "python3",
        "--network", "none", "--read-only", "--cap-drop", "ALL",
        "--security-opt", "no-new-privileges", "--user", USER, "--workdir", "/",
        "--tmpfs", f"{SCRATCH}:rw,size=1m,mode=1777",
    ]  # fmt: skip
    for key, value in inside.items():
        words += ["--env", f"{key}={value}"]
    parts = [ours / "sandbox" / part for part in ("protocol.py", "worker")]
    for path in (*parts, place):
        words += ["--volume", f"{path}:{path}:ro"]
    return [*words, said[-1]], said[: at - 1]


class Container(ZygoteProcess):
    """A zygote in a container; `process` is the program that waits for it."""

    _patience_for_words = PATIENCE

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        listener: socket.socket,
        path: Path,
        remove: list[str],
    ) -> None:
        super().__init__(process, listener, "container", USER)
        self._path = path
        self._remove = remove
        self._connected = False

    def connect(self) -> None:
        """Wait for the zygote's call; then nobody else can call any more.

        Raises:
            NoSuchLevel: if it does not, or cannot be watched from here.
        """
        if self._connected:
            return
        end = time.monotonic() + DEADLINE
        while not select.select([self.control], [], [], SLICE)[0]:
            if self.process.poll() is not None:
                raise NoSuchLevel(self.last_line())
            if time.monotonic() > end:
                raise NoSuchLevel(f"nothing in it has called within {DEADLINE} s")
        listener, (self.control, _) = self.control, self.control.accept()
        listener.close()
        self._path.unlink()
        self._connected = True
        kind = struct.Struct("3i")  # number, user, group: of who has called
        peer = self.control.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, kind.size)
        self.above = kind.unpack(peer)[0]
        if not self.above:
            raise NoSuchLevel("its processes cannot be seen from here")

    def stop(self) -> None:
        """End the container: its zygote ends when the socket is closed."""
        self.control.close()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(PATIENCE)
        if self.process.returncode != 0:
            with suppress(OSError, subprocess.TimeoutExpired):
                subprocess.run(
                    self._remove, capture_output=True, check=False, timeout=PATIENCE
                )
        super().stop()
