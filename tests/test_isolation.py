"""The traps of sandboxing torch, each as a test, at each level that isolates.

T1 to T14 are told in docs/threat-model.md. Attacks by whole submissions are in
test_hostile.py; what a worker does without a jail is in test_sandbox.py.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from grader.errors import SandboxError
from grader.sandbox.client import Sandbox
from grader.sandbox.isolation import bubblewrap
from grader.sandbox.isolation.process import ISOLATED
from grader.sandbox.protocol import Returned
from grader.sandbox.watch import THREADS, Limits, OutOfTime, OverLimit
from grader.sandbox.worker.jail import readable
from tests.test_sandbox import Probe, starter

SECRET = "canary-77-in-the-environment"
AS_ROOT = os.geteuid() == 0

Start = Callable[[str], Probe]


@pytest.fixture(scope="module", params=ISOLATED)
def isolated(request, with_container) -> Iterator[Sandbox]:
    """A sandbox at each level that holds here."""
    try:
        with Sandbox({**with_container, "SECRET": SECRET}, request.param) as sandbox:
            assert sandbox.isolation == request.param
            yield sandbox
    except SandboxError as error:
        pytest.skip(f"isolation {request.param} does not hold here: {error.why}")


@pytest.fixture
def start(isolated) -> Iterator[Start]:
    """Load a text into a fresh worker."""
    yield from starter(isolated)


def lines_of(start: Start, *names: str) -> dict[str, str]:
    """Lines of a worker's own /proc/self/status."""
    probe = start("def status():\n    return open('/proc/self/status').read()\n")
    lines = (line.split(":") for line in str(probe.call("status")).splitlines())
    return {name: value.strip() for name, value in lines if name in names}


def test_t1_no_process_of_the_sandbox_has_the_graders_environment(isolated):
    isolated.worker().kill()
    zygote = psutil.Process(isolated._zygote.above)
    read = []
    for process in [zygote, *zygote.children(recursive=True)]:
        # A locked worker hides its own from all but root.
        with contextlib.suppress(PermissionError):
            read.append(Path(f"/proc/{process.pid}/environ").read_bytes())

    assert read
    assert [environ for environ in read if SECRET.encode() in environ] == []


def test_t2_a_worker_has_no_capabilities(start, isolated):
    held = lines_of(start, "CapEff", "CapPrm", "CapInh", "CapAmb")

    # Where only root can read this Python, `good` keeps the right to read: bit 2.
    most = 4 if AS_ROOT and isolated.isolation == "good" else 0
    assert {int(value, 16) & ~most for value in held.values()} == {0}


def test_t2_and_cannot_win_any(start):
    assert lines_of(start, "NoNewPrivs", "Seccomp") == {
        "NoNewPrivs": "1", "Seccomp": "2",
    }  # fmt: skip


def test_t2_not_by_the_upper_half_of_an_argument_either(start):
    """The kernel takes 32 bits of a request, and a rule must look at no more."""
    probe = start(
        """
        import ctypes, errno
        def fake_input():
            libc = ctypes.CDLL(None, use_errno=True)
            libc.ioctl(0, ctypes.c_ulong(0x5412 | 1 << 32), b"x")
            return errno.errorcode[ctypes.get_errno()]
        """
    )

    assert probe.call("fake_input") == "EPERM"


def test_t3_threads_are_bounded_without_the_limit_that_root_ignores(start):
    probe = start(
        f"""
        import threading, time
        def swarm():
            for _ in range({THREADS} + 200):
                try:
                    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
                except RuntimeError:
                    break
            time.sleep(30)
        """
    )

    with pytest.raises(OverLimit, match="threads"):
        probe.call("swarm")


def test_t4_locking_starts_no_program():
    """Both libraries look for the C library when first used, by running programs."""
    script = (
        "import ctypes.util, os, subprocess, sys\n"
        "from pathlib import Path\n"
        "from grader.sandbox.worker.jail import Jail\n"
        "jail = Jail(Path(sys.argv[1]))\n"
        "def refuse(*_, **__): raise SystemExit('a program was started')\n"
        "subprocess.Popen = os.popen = ctypes.util.find_library = refuse\n"
        "jail.enter()\n"
        "jail.lock()\n"
        "print('locked')\n"
    )
    ours = str(Path(bubblewrap.__file__).parents[2])

    shown = subprocess.run(
        [sys.executable, "-c", script, ours],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (shown.stdout, shown.stderr) == ("locked\n", "")


def test_t5_two_threads_train_in_a_worker(start):
    probe = start(
        """
        import torch
        def work():
            torch.set_num_threads(2)
            X = torch.ones(300, 300, requires_grad=True)
            for _ in range(20):
                ((X @ X).relu().sum() / 1e6).backward()
            return float(X.grad.sum()) > 0
        """
    )

    assert probe.call("work", limits=Limits(cpu=60, wall=60)) is True


def test_t6_what_is_printed_goes_to_a_pipe_and_ends_nothing(start):
    probe = start(
        """
        import os
        def tell():
            print("x" * 100)
            links = [os.readlink(f"/proc/self/fd/{n}") for n in (0, 1, 2)]
            return [os.path.basename(link)[:5] for link in links]
        """
    )

    assert probe.call("tell") == ["null", "pipe:", "pipe:"]


def test_t7_torch_works_where_no_file_can_be_made(start):
    probe = start(
        """
        import tempfile, torch, torchvision.transforms as transforms
        def work():
            try:
                tempfile.TemporaryFile()
            except OSError:
                return float(transforms.Normalize(0, 2)(torch.ones(1, 2, 2)).sum())
        """
    )

    assert probe.call("work") == 2.0


def test_t7_torchs_compiler_loads_there_for_who_needs_it(start):
    probe = start(
        """
        import torch
        from torch.utils.checkpoint import checkpoint
        def twice():
            X = torch.ones(2, requires_grad=True)
            return checkpoint(lambda X: 2 * X, X, use_reentrant=False).tolist()
        def compiler():
            from torch._dynamo.eval_frame import OptimizedModule
            return OptimizedModule.__name__
        """
    )

    assert probe.call("twice") == [2.0, 2.0]
    assert probe.call("compiler") == "OptimizedModule"


def test_t8_the_package_is_cut_out_of_what_may_be_read():
    ours = Path(bubblewrap.__file__).parents[2]
    allowed = [Path(path) for path in readable(ours)]

    assert [p for p in allowed if p in (ours, *ours.parents)] == []
    assert [p for p in allowed if p.name == "grader"] == []
    assert any(path.name == "torch" or (path / "torch").exists() for path in allowed)


def test_t9_the_first_operation_says_nothing(start):
    probe = start(
        """
        import torch
        def work():
            net = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 3), torch.nn.Flatten())
            net(torch.ones(1, 1, 8, 8)).sum().backward()
        """
    )
    probe.call("work")
    probe.worker.kill()

    assert probe.worker.printed == b""


def test_t10_every_thread_is_locked(start):
    probe = start(
        """
        import os, socket, threading
        def attempt():
            found = []
            def work():
                for attack in (socket.socket, lambda: open("/etc/hostname"), os.fork):
                    try:
                        attack()
                        found.append(str(attack))
                    except OSError:
                        pass
            thread = threading.Thread(target=work)
            thread.start()
            thread.join()
            return found
        """
    )

    assert probe.call("attempt") == []


def test_t11_a_worker_dies_with_its_zygote(isolated, with_container):
    with Sandbox(with_container, isolated.isolation) as sandbox:
        worker = sandbox.worker()
        process = sandbox._zygote.find(worker._pid)
        psutil.Process(sandbox._zygote.above).kill()
        alive = psutil.wait_procs([process], timeout=10)[1]
        worker.kill(wait=False)

    assert alive == []


def test_t12_an_attack_that_works_says_so_and_does_no_harm():
    """Every file of the corpus can be run by hand; what could hurt is refused here."""
    harmful = ("rmtree", "mkfs", "os.kill(-1, 9", "SIGKILL)")
    corpus = Path(__file__).parent / "answers" / "hostile"
    texts = {p: p.read_text("utf-8", "replace") for p in corpus.rglob("*.py")}

    assert [p for p, text in texts.items() if any(w in text for w in harmful)] == []


@pytest.mark.skipif(not AS_ROOT, reason="only root can lose root")
def test_t13_root_gives_itself_up(start):
    found = lines_of(start, "Uid", "Gid", "Groups")

    assert {"65534"} == {n for line in found.values() for n in line.split()}
    assert found["Uid"] == found["Gid"] == "65534\t65534\t65534\t65534"


def test_t14_who_forks_workers_is_bound_to_what_they_may_read(tmp_path):
    """Its hundreds of rules are then not laid down again in each of them."""
    (tmp_path / "theirs").write_text("x", "utf-8")
    script = (
        "import sys, torch\n"
        "from pathlib import Path\n"
        "from grader.sandbox.worker.jail import Jail\n"
        "jail = Jail(Path(sys.argv[1]))\n"
        "try: jail.lock()\n"
        "except OSError as error: print(error.strerror)\n"
        "jail.enter()\n"
        "Path('/proc/self/oom_score_adj').write_text('999', 'ascii')\n"
        "def can_read(path):\n"
        "    try: return bool(Path(path).read_bytes())\n"
        "    except PermissionError: return False\n"
        "init, own = '/proc/1/stat', '/proc/self/oom_score_adj'\n"
        "paths = (torch.__file__, *sys.argv[2:], init, own)\n"
        "print([can_read(path) for path in paths])\n"
        "jail.lock()\n"
        "print([can_read(path) for path in paths])\n"
    )
    ours = Path(bubblewrap.__file__).parents[2]
    refused = [str(tmp_path / "theirs"), str(ours / "errors.py")]
    command = [sys.executable, "-c", script, str(ours), *refused]

    shown = subprocess.run(command, capture_output=True, text=True, check=False)

    bound = "enter() comes first\n[True, False, False, True, True]\n"
    assert shown.stdout == bound + "[True, False, False, False, True]\n", shown.stderr


def test_where_memory_runs_out_a_worker_goes_first(start):
    look = "def look():\n    return open('/proc/self/oom_score_adj').read()\n"

    assert str(start(look).call("look")).strip() == "1000"


# --- limits --------------------------------------------------------------------


def test_a_flood_of_output_is_stopped(start):
    probe = start(
        """
        def flood():
            for _ in range(40):
                print("x" * (1 << 20))
        """
    )

    with pytest.raises(OverLimit, match="output"):
        probe.call("flood")


def test_shared_memory_counts_as_memory(start):
    """RLIMIT_DATA does not see it; RLIMIT_AS and the watch do."""
    probe = start(
        """
        import mmap, time
        def take():
            kept = []
            try:
                for _ in range(60):
                    kept.append(mmap.mmap(-1, 128 << 20))
                    for at in range(0, 128 << 20, 4096):
                        kept[-1][at] = 1
            except OSError:
                return "refused"
            time.sleep(5)
        """
    )

    with contextlib.suppress(OverLimit):
        assert probe.call("take") == "refused"


def test_what_hangs_is_told_by_its_line(start):
    probe = start("def spin(n):\n    while n:\n        n = n + 1\n")

    with pytest.raises(OutOfTime) as caught:
        probe.call("spin", 1, limits=Limits(cpu=0.3, wall=30))

    place = caught.value.place
    assert place is not None
    assert (place.module, place.function) == ("probe", "spin")
    assert place.line in (2, 3)


def test_who_computes_nothing_is_not_waited_for(start, monkeypatch):
    monkeypatch.setattr("grader.sandbox.watch.STILL", 1.0)
    probe = start("import time\ndef wait():\n    time.sleep(60)\n")
    begin = time.monotonic()

    with pytest.raises(OutOfTime) as caught:
        probe.call("wait")

    assert caught.value.idle
    assert time.monotonic() - begin < 30


def test_no_worker_finds_another(isolated):
    """They are of one user and, at `strong`, of one namespace."""
    text = (
        "import os\n"
        "def look(pid):\n"
        "    found = []\n"
        "    for name in ('environ', 'mem', 'maps', 'cmdline', 'status'):\n"
        "        try:\n"
        "            open(f'/proc/{pid}/{name}', 'rb').read(1)\n"
        "            found.append(name)\n"
        "        except OSError:\n"
        "            pass\n"
        "    try:\n"
        "        os.kill(pid, 0)\n"
        "        found.append('signal')\n"
        "    except OSError:\n"
        "        pass\n"
        "    return found\n"
    )
    one, other = Probe(isolated, text), Probe(isolated, text)

    answer = one.call("look", other.worker._pid)

    assert isinstance(other.reply("look", 1), Returned)
    for probe in (one, other):
        probe.worker.kill()
    assert answer == []
