"""The isolation `container`, with podman: that it holds, and what it says else.

test_hostile.py and test_isolation.py have what is the same at each level.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from grader.doctor import tried
from grader.errors import SandboxError
from grader.sandbox.client import Sandbox
from grader.sandbox.connection import Died
from grader.sandbox.isolation import container
from grader.sandbox.isolation.container import SETTING
from grader.sandbox.protocol import Raised
from tests.containers import left, setting
from tests.test_sandbox import Probe, starter

ROOT = Path(__file__).parent.parent
GRADE = [sys.executable, "-m", "grader"]
RELU = ["solutions", "--only", "relu", "--isolation", "container"]

Start = Callable[[str], Probe]


@pytest.fixture(scope="module")
def sandbox(with_container) -> Iterator[Sandbox]:
    try:
        with Sandbox(with_container, "container") as sandbox:
            assert sandbox.isolation == "container"
            yield sandbox
    except SandboxError as error:
        pytest.skip(f"isolation container does not hold here: {error.why}")


@pytest.fixture
def start(sandbox) -> Iterator[Start]:
    """Load a text into a fresh worker."""
    yield from starter(sandbox)


def grade(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*GRADE, *words], env=environment, cwd=ROOT, capture_output=True, text=True,
        check=False,
    )  # fmt: skip


def refusal(command: str) -> str:
    """What a command that cannot be used is answered with."""
    shown = grade({**os.environ, SETTING: command}, *RELU)
    assert (shown.returncode, shown.stdout) == (3, "")
    return shown.stderr


def test_a_solution_has_its_points_and_no_container_is_left(sandbox, with_container):
    before = left(with_container[SETTING])

    shown = grade(with_container, *RELU)

    assert "Isolation: container." in shown.stdout
    assert "relu                               6 / 6  passed" in shown.stdout
    assert left(with_container[SETTING]) == before


def test_a_killed_grader_leaves_no_container(sandbox, with_container):
    before = left(with_container[SETTING])
    command = [*GRADE, "solutions", "--isolation", "container"]
    process = subprocess.Popen(command, env=with_container, cwd=ROOT)
    end = time.monotonic() + 120
    while left(with_container[SETTING]) == before and time.monotonic() < end:
        time.sleep(0.1)
    assert left(with_container[SETTING]) != before

    process.send_signal(signal.SIGKILL)
    process.wait()
    while left(with_container[SETTING]) != before and time.monotonic() < end:
        time.sleep(0.1)

    assert left(with_container[SETTING]) == before


def test_doctor_names_it(sandbox, with_container):
    said = tried("container", with_container)

    assert said == ("works, student code runs as nobody", True)


def test_doctor_says_how_to_have_it():
    said, holds = tried("container", {})

    assert said.startswith(f"not configured. To have it, set {SETTING}")
    assert not holds


def test_the_container_holds_nothing_of_ours_even_without_a_jail(sandbox):
    sandbox.worker().kill()
    zygote = psutil.Process(sandbox._zygote.above)
    inside = Path(f"/proc/{zygote.pid}/root")
    try:
        ours = inside / str(Path(container.__file__).parents[2]).lstrip("/")
        found = sorted(path.name for path in (ours / "sandbox").iterdir())
    except PermissionError:
        pytest.skip("only root can look into the container")
    lines = Path(f"/proc/{zygote.pid}/status").read_text("utf-8").splitlines()
    status = dict(line.split(":\t", 1) for line in lines)
    net = Path(f"/proc/{zygote.pid}/net/dev").read_text("utf-8").splitlines()[2:]

    assert found == ["protocol.py", "worker"]
    assert [path.name for path in ours.iterdir()] == ["sandbox"]
    assert not (inside / str(ROOT / "solutions").lstrip("/")).exists()
    assert (int(status["CapEff"], 16), status["NoNewPrivs"]) == (0, "1")
    assert status["Uid"].split() == ["65534"] * 4
    assert [line.split(":")[0].strip() for line in net] == ["lo"]


def test_nobody_else_can_call_the_grader(sandbox):
    sandbox.worker().kill()
    (place,) = Path(sandbox._scratch.name).glob("control-*")

    assert list(place.iterdir()) == []
    assert place.parent.stat().st_mode & 0o077 == 0


def test_a_worker_reaches_nothing(start):
    probe = start(
        """
        import ctypes, fcntl, os, signal, socket, threading
        def attempt(solutions):
            libc = ctypes.CDLL(None, use_errno=True)
            def refused(result):
                if result < 0:
                    raise OSError(ctypes.get_errno(), "refused")
            read, write = os.pipe()
            attacks = {
                "host": lambda: os.listdir(solutions),
                "image": lambda: open("/etc/passwd"),
                "processes": lambda: os.listdir("/proc"),
                "zygote": lambda: open("/proc/1/status"),
                "kill": lambda: os.kill(1, 0),
                "kill all": lambda: os.kill(-1, 0),
                "tgkill": lambda: signal.pthread_kill(threading.get_ident(), 0),
                "own": lambda: fcntl.fcntl(read, fcntl.F_SETOWN, 1),
                "own by ioctl": lambda: fcntl.ioctl(read, 0x8901, b"\\0\\0\\0\\1"),
                "set signal": lambda: fcntl.fcntl(read, 10, 9),
                "network": lambda: socket.create_connection(("127.0.0.1", 80), 1),
                "local": lambda: socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET),
                "write": lambda: open("/tmp/x", "w"),
                "shared": lambda: open("/dev/shm/x", "w"),
                "truncate": lambda: refused(libc.truncate(b"/tmp", 0)),
            }
            found = []
            for name, attack in attacks.items():
                try:
                    attack()
                    found.append(name)
                except (PermissionError, FileNotFoundError):
                    pass
                except OSError as error:
                    found.append(f"{name}: {error}")
            return found
        """
    )

    assert probe.call("attempt", str(ROOT / "solutions")) == []


def test_an_old_landlock_is_enough(tmp_path):
    """Of ABI 1, which knows no scopes, no truncation and no network."""
    (tmp_path / "secret").write_text("x", "utf-8")
    script = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from landlockpy import _syscall\n"
        "_syscall.abi_version = lambda: 1\n"
        "from grader.sandbox.worker.canary import attacks_that_work\n"
        "from grader.sandbox.worker.jail import Jail\n"
        "try:\n"
        "    Jail(Path(sys.argv[1]))\n"
        "except OSError as error:\n"
        "    print(error.strerror)\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (60, 61))\n"
        "jail = Jail(Path(sys.argv[1]), scoped=False)\n"
        "jail.enter()\n"
        "jail.lock()\n"
        "print(attacks_that_work(sys.argv[2]))\n"
    )
    ours = str(Path(container.__file__).parents[2])
    command = [sys.executable, "-c", script, ours, str(tmp_path / "secret")]

    shown = subprocess.run(command, capture_output=True, text=True, check=False)

    assert shown.stdout == "no Landlock 6 or no seccomp\n[]\n", shown.stderr


def test_memory_has_its_limit(start):
    probe = start("import torch\ndef take():\n    return torch.ones(1 << 30).sum()\n")

    reply = probe.reply("take")

    assert isinstance(reply, Raised)
    assert "memory" in reply.message


def test_the_containers_own_limit_ends_a_worker_and_not_the_others(with_container):
    small = with_container[SETTING].replace(" run ", " run --memory 1g ", 1)
    text = "def take(n):\n    return len(bytearray(n))\n"
    try:
        with Sandbox({**with_container, SETTING: small}, "container") as sandbox:
            assert sandbox.isolation == "container"
            with pytest.raises(Died, match="SIGKILL"):
                Probe(sandbox, text).call("take", 3 << 29)
            other = Probe(sandbox, text)
            assert other.call("take", 7) == 7
            other.worker.kill()
    except SandboxError as error:
        pytest.skip(f"isolation container does not hold here: {error.why}")


@pytest.mark.parametrize(
    ("command", "why"),
    [
        ("", "GRADER_CONTAINER is not set"),
        ("podman", "names no program, `run` and image"),
        ("podman run", "names no program, `run` and image"),
        ("podman 'run image", "cannot be read: No closing quotation"),
        ("no-such-program run image", "`no-such-program` of GRADER_CONTAINER is not"),
    ],
)
def test_a_setting_that_is_no_command_is_told_in_a_line(command, why):
    said = refusal(command)

    assert said.startswith("grade: The isolation `container` does not work here (")
    assert why in said
    assert "docs/containers.md" in said
    assert said.count("\n") == 1


def test_an_image_that_is_not_there_is_told_in_a_line(sandbox, with_container):
    said = refusal(with_container[SETTING] + "/nothing")

    assert "/nothing" in said
    assert said.count("\n") == 1


def test_an_image_without_the_libraries_is_told_in_a_line(sandbox, short_folder):
    python = Path(sys.base_prefix)
    said = refusal(setting(short_folder, [str(python)], str(python / "bin")))

    assert "(ModuleNotFoundError: No module named '" in said
    assert said.count("\n") == 1


def test_the_advice_of_a_program_is_no_reason(tmp_path):
    """Docker ends what it says by naming its help."""
    program = tmp_path / "docker"
    program.write_text(
        "#!/bin/sh\n"
        "echo 'docker: Cannot connect to the Docker daemon.' >&2\n"
        "echo \"Run 'docker run --help' for more information\" >&2\n"
        "exit 125\n",
        "utf-8",
    )
    program.chmod(0o755)

    assert "(docker: Cannot connect to the Docker daemon.)" in refusal(
        f"{program} run image"
    )
