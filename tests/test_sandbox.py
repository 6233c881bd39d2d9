"""The zygote and its workers: what student code cannot do, and what it costs."""

from __future__ import annotations

import gc
import os
import re
import signal
import subprocess
import sys
import sysconfig
import textwrap
import threading
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import psutil
import pytest
import torch

from grader.errors import SandboxError
from grader.judging.checking import run_checks
from grader.model import Outcome, Source, Submission
from grader.sandbox import client
from grader.sandbox.client import Sandbox
from grader.sandbox.connection import Died, Worker
from grader.sandbox.protocol import Call, Drive, Load, Loaded, Raised, Reply, Returned
from grader.sandbox.validation import from_wire
from grader.sandbox.watch import Limits, OutOfTime, WorkerLost

ROOT = Path(__file__).parent.parent
PATIENT = Limits(cpu=60, wall=120)

Start = Callable[[str], "Probe"]


class Probe:
    """A worker with one student module, whose functions are called by name."""

    def __init__(self, sandbox: Sandbox, text: str) -> None:
        text = textwrap.dedent(text)
        names = dict.fromkeys(re.findall(r"^def (\w+)", text, re.MULTILINE), "probe")
        self.worker: Worker = sandbox.worker()
        load = Load(
            id=1,
            modules={"probe": text},
            target="probe",
            names=names,
            provided={},
            stand_ins=(),
            hidden={},
            seed=0,
            device="cpu",
        )
        self.loaded = self.worker.request(load, Loaded, PATIENT)

    def reply(self, name: str, *args: object, limits: Limits = PATIENT) -> Reply:
        """What the worker answers when this function is called."""
        return self.worker.request(Call(2, name, args, {}), Returned, limits)

    def call(self, name: str, *args: object, limits: Limits = PATIENT) -> object:
        """What the function returned; fails the test when it raised."""
        reply = self.reply(name, *args, limits=limits)
        assert isinstance(reply, Returned), reply
        return from_wire(reply.value)


def starter(sandbox: Sandbox) -> Iterator[Start]:
    """Make probes, and end their workers."""
    probes: list[Probe] = []

    def start(text: str) -> Probe:
        probes.append(Probe(sandbox, text))
        return probes[-1]

    yield start
    for probe in probes:
        probe.worker.kill()


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """A plain process: what holds without a jail; test_hostile.py has the jails."""
    with Sandbox(os.environ, "process") as started:
        yield started


@pytest.fixture
def start(sandbox) -> Iterator[Start]:
    """Load a student's text into a fresh worker."""
    yield from starter(sandbox)


def alive(pids: Iterable[int]) -> list[int]:
    """Those of these processes that run (a zombie does not)."""
    found = []
    for pid in pids:
        try:
            status = psutil.Process(pid).status()
        except psutil.NoSuchProcess:
            continue
        if status != psutil.STATUS_ZOMBIE:
            found.append(pid)
    return found


def alive_after(pids: Iterable[int], seconds: float) -> list[int]:
    """Those that still run when the time is up; no waiting once none does."""
    pids, end = list(pids), time.monotonic() + seconds
    while alive(pids) and time.monotonic() < end:
        time.sleep(0.05)
    return alive(pids)


# --- what a worker finds around it --------------------------------------------

FORBIDDEN = ["grader", "solutions", "exercises", "tests", "checks", "benchmarks"]


@pytest.mark.parametrize("name", FORBIDDEN)
@pytest.mark.parametrize(
    "how",
    [
        "exec(f'import {name}')",
        "importlib.import_module(name)",
        "importlib.util.find_spec(name) or int('none')",
    ],
)
def test_a_worker_cannot_import_what_is_ours(start, name, how):
    probe = start(
        f"""
        import importlib, importlib.util

        def attempt(name):
            try:
                {how}
            except (ModuleNotFoundError, ValueError) as error:
                return type(error).__name__
            return "imported"
        """
    )

    assert probe.call("attempt", name) != "imported"


INSIDE = [
    "grader.model",
    "grader.sandbox.protocol",
    "grader.sandbox.worker.server",
    "grader.assignments.mlp.checks.test_loss",
    "grader.assignments.mlp.solutions",
    "solutions.activations",
    "tests.conftest",
    "conftest",
]


@pytest.mark.parametrize("name", INSIDE)
def test_a_worker_cannot_import_a_module_of_ours_by_its_full_name(start, name):
    probe = start(
        """
        def attempt(name):
            try:
                __import__(name)
            except ModuleNotFoundError:
                return "not found"
        """
    )

    assert probe.call("attempt", name) == "not found"


def test_no_module_of_ours_and_no_test_tool_is_loaded_in_a_worker(start):
    probe = start(
        """
        import sys
        def loaded():
            names = {name.partition(".")[0] for name in sys.modules}
            ours = {"grader", "pytest", "_pytest", "hypothesis", "checks", "solutions"}
            return sorted(names & ours)
        """
    )

    assert probe.call("loaded") == []


def test_what_torch_compiles_is_as_it_was_and_the_compiler_is_not_loaded(start):
    probe = start(
        """
        import sys
        import torch
        def usual():
            net = torch.compile(torch.nn.Linear(1, 1))
            optimizer = torch.optim.Adam(net.parameters())
            net(torch.ones(1, 1)).sum().backward()
            optimizer.step()
            torch.func.grad(torch.sin)(torch.tensor(0.5))
            name, compiling = type(net).__name__, torch.compiler.is_compiling()
            return name, compiling, "sympy" in sys.modules
        """
    )

    assert probe.call("usual") == ("Linear", False, False)


def test_no_path_of_a_worker_leads_into_the_checkout(start):
    probe = start(
        """
        import sys
        def paths():
            return sys.path
        """
    )

    paths = {Path(path).resolve() for path in probe.call("paths")}

    # `make` puts the environment itself, and so its libraries, into the checkout.
    libraries = [sysconfig.get_path(kind) for kind in ("purelib", "platlib")]
    paths -= {Path(path).resolve() for path in libraries}
    assert [p for p in paths if p.is_relative_to(ROOT) or ROOT.is_relative_to(p)] == []


def test_a_workers_module_search_knows_only_libraries(start):
    probe = start(
        """
        import sys
        def finders():
            return [getattr(f, "__module__", "") for f in sys.meta_path]
        """
    )

    assert [name for name in probe.call("finders") if "editable" in name] == []


def test_a_worker_is_a_child_of_the_zygote_and_not_of_the_grader(start):
    probe = start(
        """
        import os
        def ids():
            return [os.getpid(), os.getppid(), os.getsid(0)]
        """
    )

    pid, parent, session = probe.call("ids")

    assert len({pid, parent, os.getpid()}) == 3
    assert session == pid


def test_of_our_code_only_the_protocol_and_the_worker_are_in_its_memory(start):
    probe = start(
        """
        import gc, types
        def modules():
            gc.collect()
            gc.unfreeze()
            named = {
                o.__globals__.get("__name__", "")
                for o in gc.get_objects() if isinstance(o, types.FunctionType)
            }
            return sorted(name for name in named if str(name).startswith("grader"))
        """
    )

    found = probe.call("modules")
    ours = ("grader.sandbox.worker.", "grader.sandbox.protocol")
    assert "grader.sandbox.worker.server" in found
    assert [name for name in found if not name.startswith(ours)] == []


SECRET = "do-not-tell-5b1f"


@pytest.fixture(scope="module")
def told() -> Iterator[Start]:
    """Probes of a sandbox whose grader has secrets in its environment."""
    kept = {"CUDA_VISIBLE_DEVICES": ""}
    secrets = {"GITHUB_TOKEN": SECRET, "PYTHONPATH": f"/{SECRET}", "PATH": f"/{SECRET}"}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in secrets.items():
            if name != "PATH":
                patch.setenv(name, value)
        with Sandbox(kept | secrets, "process") as sandbox:
            yield from starter(sandbox)


ENVIRONMENT = """
import os
def names():
    # torch adds settings of its own when it is imported.
    return sorted(name for name in os.environ if not name.startswith("TORCH"))
def everything():
    mine = open("/proc/self/environ").read()
    return mine + open(f"/proc/{os.getppid()}/environ").read() + repr(os.environ)
"""


def test_a_workers_environment_is_a_short_list_of_settings(told):
    assert told(ENVIRONMENT).call("names") == [
        "CUDA_VISIBLE_DEVICES",
        "HOME",
        "LANG",
        "MKL_NUM_THREADS",
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "PATH",
        "PYTHONDONTWRITEBYTECODE",
        "PYTHONHASHSEED",
        "TMPDIR",
    ]


def test_no_environment_in_a_workers_reach_holds_a_secret_of_the_graders(told):
    text = told(ENVIRONMENT).call("everything")

    assert SECRET not in text
    assert "PYTHONHASHSEED" in text


def test_a_worker_reads_nothing_from_standard_input(start):
    probe = start(
        """
        import os, sys
        def read():
            return [sys.stdin.read(), os.read(0, 10).decode()]
        """
    )

    assert probe.call("read") == ["", ""]


def test_a_worker_holds_no_descriptors_but_its_streams_and_its_socket(start):
    probe = start(
        """
        import os, stat
        def kinds():
            found = []
            for fd in range(70000):
                try:
                    mode = os.fstat(fd).st_mode
                except OSError:
                    continue
                tests = {"pipe": stat.S_ISFIFO, "socket": stat.S_ISSOCK,
                         "device": stat.S_ISCHR, "file": stat.S_ISREG}
                found.append([fd, *(n for n, is_one in tests.items() if is_one(mode))])
            return found
        """
    )

    assert probe.call("kinds") == [
        [0, "device"],
        [1, "pipe"],
        [2, "pipe"],
        [3, "socket"],
    ]


def test_a_worker_starts_in_a_home_that_holds_no_file(start):
    probe = start(
        """
        import os
        def look():
            files = [file for _, _, files in os.walk(".") for file in files]
            return [os.getcwd(), os.environ["HOME"], files]
        """
    )

    folder, home, files = probe.call("look")

    assert (folder == home, files) == (True, [])
    assert not Path(folder).is_relative_to(ROOT)


# --- limits ---------------------------------------------------------------------


def test_the_limits_are_set_before_the_students_module_runs(start):
    probe = start(
        """
        import resource
        def get(name):
            return list(resource.getrlimit(getattr(resource, "RLIMIT_" + name)))
        FOUND = [get(n) for n in ["CORE", "CPU", "FSIZE", "MEMLOCK", "NOFILE"]]
        DATA, SPACE = get("DATA")[1], get("AS")[1]
        def limits():
            return [FOUND, DATA > 0, SPACE > DATA]
        """
    )

    assert probe.call("limits") == [
        [[0, 0], [3600, 3601], [64 << 20, 64 << 20], [0, 0], [256, 256]],
        True,
        True,
    ]


GREEDY = """
import mmap
import torch

def tensor(size):
    return torch.empty(size, dtype=torch.uint8).shape[0]

def array(size):
    return len(bytearray(size))

def shared(size):
    return len(mmap.mmap(-1, size))
"""


@pytest.fixture
def tight(start, monkeypatch) -> Probe:
    """A worker that may add 256 MB, so that a failing limit does no harm."""
    monkeypatch.setattr(client, "MEMORY", 256 << 20)
    start("").worker.kill()  # the spare one has the limits of before
    return start(GREEDY)


@pytest.mark.parametrize(
    ("how", "size", "kinds"),
    [
        ("tensor", 1 << 30, {"RuntimeError", "MemoryError", "OutOfMemoryError"}),
        ("array", 1 << 30, {"MemoryError"}),
        ("shared", 3 << 30, {"OSError"}),
    ],
)
def test_taking_too_much_memory_raises_in_the_students_code(tight, how, size, kinds):
    reply = tight.reply(how, size)

    assert isinstance(reply, Raised)
    assert reply.kind in kinds


def test_a_worker_that_took_too_much_memory_answers_the_next_call(tight):
    tight.reply("tensor", 1 << 30)

    assert tight.call("tensor", 1000) == 1000


def test_memory_below_the_limit_can_be_taken(tight):
    assert tight.call("array", 100 << 20) == 100 << 20


def test_a_file_cannot_grow_beyond_64_mb(start):
    probe = start(
        """
        import tempfile
        def grow(size):
            with tempfile.TemporaryFile() as file:
                file.truncate(size)
        """
    )

    replies = [probe.reply("grow", 64 << 20), probe.reply("grow", (64 << 20) + 1)]

    assert [type(reply) for reply in replies] == [Returned, Raised]


def test_a_worker_cannot_open_a_thousand_files(start):
    probe = start(
        """
        def hoard(count):
            files = []
            try:
                for _ in range(count):
                    files.append(open("/dev/null"))
            except OSError:
                return len(files)
        """
    )

    assert probe.call("hoard", 1000) == 252


HANGS = """
import signal, threading, time

def spin():
    while True:
        pass

def spin_deaf():
    for number in range(1, 65):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    spin()

def spin_aside():
    threading.Thread(target=spin).start()
    time.sleep(600)

def sleep():
    time.sleep(600)

def lock():
    held = threading.Lock()
    held.acquire()
    held.acquire()
"""


@pytest.mark.parametrize("name", ["spin", "spin_deaf", "spin_aside"])
def test_a_call_that_computes_for_ever_ends_within_its_cpu_limit(start, name):
    probe = start(HANGS)

    with pytest.raises(OutOfTime) as caught:
        probe.call(name, limits=Limits(cpu=0.3, wall=100))

    assert (caught.value.seconds, caught.value.idle) == (0.3, False)


@pytest.mark.parametrize("name", ["sleep", "lock"])
def test_a_call_that_waits_for_ever_ends_within_its_wall_limit(start, name):
    probe = start(HANGS)

    with pytest.raises(OutOfTime) as caught:
        probe.call(name, limits=Limits(cpu=100, wall=0.3))

    assert (caught.value.seconds, caught.value.idle) == (0.3, True)


def test_the_cpu_limit_counts_from_the_start_of_the_call(start):
    probe = start(
        """
        import time
        def burn(seconds):
            end = time.process_time() + seconds
            while time.process_time() < end:
                pass
        """
    )
    for _ in range(4):
        probe.call("burn", 0.4, limits=Limits(cpu=1, wall=100))

    assert probe.call("burn", 0.0) is None


def test_a_worker_out_of_time_is_gone_at_once(start):
    probe = start(HANGS + "\nimport os\ndef pid():\n    return os.getpid()\n")
    pid = probe.call("pid")

    with pytest.raises(OutOfTime):
        probe.call("spin", limits=Limits(cpu=0.3, wall=100))

    assert alive([pid]) == []


def test_a_module_that_never_ends_is_stopped_while_it_loads(sandbox):
    worker = sandbox.worker()
    load = Load(1, {"m": "while True: pass"}, "m", {}, {}, (), {}, 0, "cpu")

    with pytest.raises(OutOfTime):
        worker.request(load, Loaded, Limits(cpu=0.3, wall=100))


DEATHS = {
    "os._exit(0)": None,
    "os._exit(7)": None,
    "os.kill(os.getpid(), signal.SIGKILL)": signal.SIGKILL,
    "os.kill(os.getpid(), signal.SIGTERM)": signal.SIGTERM,
    "os.abort()": signal.SIGABRT,
    "ctypes.string_at(0)": signal.SIGSEGV,
}


@pytest.mark.parametrize("how", DEATHS)
def test_a_process_that_ends_in_a_call_is_a_death_with_its_signal(start, how):
    probe = start(f"import ctypes, os, signal\ndef die():\n    {how}\n")

    with pytest.raises(Died) as caught:
        probe.call("die")

    assert caught.value.signal == DEATHS[how]


def test_the_end_of_a_workers_cpu_time_is_the_signal_for_that(start, monkeypatch):
    monkeypatch.setattr(client, "LIFETIME", 1)
    start("").worker.kill()  # the spare one has the limits of before
    probe = start(HANGS)

    with pytest.raises(Died) as caught:
        probe.call("spin")

    assert caught.value.signal == signal.SIGXCPU


RAISES = {
    "raise ValueError('why')": ("ValueError", "why"),
    "sys.exit(3)": ("SystemExit", "3"),
    "raise KeyboardInterrupt": ("KeyboardInterrupt", ""),
    "raise GeneratorExit": ("GeneratorExit", ""),
    "raise Unprintable": (
        "Unprintable",
        "(the exception's text cannot be read)",
    ),
    "raise ValueError('\\ud800')": ("ValueError", None),
    "return '\\ud800'": None,
}


@pytest.mark.parametrize("how", RAISES)
def test_an_exception_is_an_answer_and_the_worker_lives_on(start, how):
    probe = start(
        f"""
        import sys
        class Unprintable(BaseException):
            def __str__(self):
                raise SystemExit
        def bad():
            {how}
        def good():
            return 1
        """
    )

    reply = probe.reply("bad")

    if RAISES[how] is not None:
        kind, message = RAISES[how]
        assert isinstance(reply, Raised)
        assert (reply.kind, reply.message) == (kind, message or reply.message)
    assert probe.call("good") == 1


def test_endless_recursion_is_an_exception_like_another(start):
    probe = start("def down(n):\n    return down(n + 1)\n")

    reply = probe.reply("down", 0)

    assert isinstance(reply, Raised)
    assert reply.kind == "RecursionError"


# --- output -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "how",
    [
        "print(line, end='')",
        "print(line, end='', file=sys.stderr)",
        "os.write(1, line.encode())",
        "os.write(2, line.encode())",
    ],
)
def test_a_flood_of_output_does_not_block_and_is_cut_at_64_kb(start, how):
    probe = start(
        f"""
        import os, sys
        line = "x" * 1000
        def flood():
            for _ in range(5000):
                {how}
            return "done"
        """
    )

    answer = probe.call("flood")
    probe.worker.kill()

    assert (answer, probe.worker.printed) == ("done", b"x" * (64 << 10))


def test_what_was_printed_in_a_call_is_kept(start):
    probe = start(
        "import sys\ndef f():\n    print('a')\n    print('b', file=sys.stderr)\n"
    )

    probe.call("f")
    probe.worker.kill()

    assert sorted(probe.worker.printed.split()) == [b"a", b"b"]


def test_a_thread_that_never_stops_printing_does_not_keep_the_answer_back(start):
    probe = start(
        """
        import os, threading
        def flood():
            while True:
                os.write(1, b"x" * 1000)
        def f():
            threading.Thread(target=flood, daemon=True).start()
            return 1
        def g():
            return 2
        """
    )

    assert [probe.call("f"), probe.call("g")] == [1, 2]


@pytest.mark.parametrize(
    "how",
    [
        "os.close(1); os.close(2)",
        "sys.stdout = sys.stderr = None",
        "sys.stdout.close()",
    ],
)
def test_a_call_that_closes_the_output_still_answers(start, how):
    probe = start(f"import os, sys\ndef f():\n    {how}\ndef g():\n    return 2\n")

    assert [probe.call("f"), probe.call("g")] == [None, 2]


# --- what is started is ended ------------------------------------------------------

STARTS = """
import os, subprocess, sys, time

def child():
    return [subprocess.Popen(["sleep", "600"]).pid]

def grandchild():
    process = subprocess.Popen(["sh", "-c", "sleep 600 & echo $!; wait"],
                               stdout=subprocess.PIPE)
    return [process.pid, int(process.stdout.readline())]

def daemon():
    read, write = os.pipe()
    if not os.fork():
        os.setsid()
        if not os.fork():
            os.write(write, str(os.getpid()).encode())
            time.sleep(600)
        os._exit(0)
    os.wait()
    return [int(os.read(read, 20))]

def deaf():
    import signal
    pid = os.fork()
    if not pid:
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        os.setpgid(0, 0)
        time.sleep(600)
        os._exit(0)
    return [pid]
"""


@pytest.mark.parametrize("what", ["child", "grandchild", "daemon", "deaf"])
def test_what_a_student_starts_ends_with_the_worker(start, what):
    probe = start(STARTS)
    pids = probe.call(what)
    before = alive(pids)

    probe.worker.kill()

    assert (before, alive(pids)) == (pids, [])


def test_what_a_student_started_ends_also_when_the_worker_died_by_itself(start):
    probe = start(STARTS + "\ndef die():\n    os._exit(0)\n")
    pids = probe.call("daemon")

    # The daemon keeps the dead worker's socket open, so the end is not seen at once.
    with pytest.raises(WorkerLost):
        probe.call("die", limits=Limits(cpu=60, wall=1))

    assert alive(pids) == []


def test_ending_a_worker_leaves_another_one_alone(start):
    first, second = start(STARTS), start(STARTS)
    pids = second.call("child")
    first.call("daemon")

    first.worker.kill()

    assert (second.call("child") != [], alive(pids)) == (True, pids)


def test_no_process_is_left_when_a_sandbox_closes():
    with Sandbox(os.environ, "process") as sandbox:
        probes = [Probe(sandbox, STARTS + "\ndef up():\n    return os.getppid()\n")
                  for _ in range(2)]  # fmt: skip
        zygote = probes[0].call("up")
        pids = [zygote, *(pid for p in probes for pid in p.call("daemon"))]
        pids += [child.pid for child in psutil.Process(zygote).children()]
        before = alive(pids)

    left = alive(pids)
    for probe in probes:
        probe.worker.kill()

    # The zygote, two workers, the spare one, and what each of the two has started.
    assert (len(set(before)), left) == (6, [])


GRADER = """
import os, sys, time
sys.path.insert(0, sys.argv[1])
from tests.test_sandbox import Probe, Sandbox, STARTS

with Sandbox(os.environ, "process") as sandbox:
    text = STARTS + "\\ndef ids():\\n    return [os.getpid(), os.getppid()]\\n"
    probe = Probe(sandbox, text)
    print(*probe.call("ids"), *probe.call("daemon"), flush=True)
    probe.call("sleep") if len(sys.argv) > 2 else time.sleep(600)
"""


@pytest.mark.parametrize("busy", [True, False])
def test_a_killed_grader_leaves_no_zygote_and_no_worker_behind(busy, tmp_path):
    script = tmp_path / "grader_in_trouble.py"
    text = GRADER.replace(
        "STARTS +", "STARTS + '\\ndef sleep():\\n    time.sleep(600)\\n' +"
    )
    script.write_text(text)
    arguments = [sys.executable, str(script), str(ROOT), *(["busy"] if busy else [])]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        pids = [int(word) for word in process.stdout.readline().split()]
        before = alive(pids)
        process.kill()

    assert (len(before), alive_after(pids, 15)) == (3, [])


@pytest.fixture
def without_zygote(monkeypatch) -> Callable[[], str]:
    """Ask for a worker where no zygote can start; the message of the error."""
    monkeypatch.setattr(sys, "executable", "/bin/false")

    def attempt() -> str:
        with Sandbox({}, "process") as sandbox, pytest.raises(SandboxError) as caught:
            sandbox.worker()
        return str(caught.value)

    def quietly() -> str:
        # What is left open has a test of its own.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            message = attempt()
            gc.collect()
        return message

    return quietly


def test_a_zygote_that_does_not_start_is_an_error_in_one_sentence(without_zygote):
    assert without_zygote() == (
        "The process that loads torch for the student's code has ended (no message). "
        'Check that `python -c "import torch, torchvision"` works.'
    )


def test_a_zygote_that_does_not_start_leaves_no_descriptor_open(without_zygote):
    without_zygote()
    before = psutil.Process().num_fds()

    without_zygote()

    assert psutil.Process().num_fds() == before


# --- workers side by side, and one after another -----------------------------------

STATEFUL = """
import time, random, torch
seen = []

def remember(value):
    seen.append(value)
    torch.set_default_dtype(torch.float64)
    return list(seen)

def slow(value):
    time.sleep(0.3)
    return remember(value)

def dtype():
    return str(torch.ones(1).dtype)

def draw():
    return torch.rand(3)
"""


def test_two_workers_share_no_state(start):
    first, second = start(STATEFUL), start(STATEFUL)

    answers = [first.call("remember", 1), second.call("remember", 2),
               first.call("remember", 3)]  # fmt: skip

    assert answers == [[1], [2], [1, 3]]


def test_a_patched_torch_is_gone_with_its_worker(start):
    first = start(STATEFUL)
    first.call("remember", 1)
    before = first.call("dtype")
    first.worker.kill()

    assert (before, start(STATEFUL).call("dtype")) == ("torch.float64", "torch.float32")


def test_two_workers_answer_at_the_same_time_each_its_own_caller(start):
    probes = [start(STATEFUL), start(STATEFUL)]
    answers: dict[int, object] = {}

    def use(index: int) -> None:
        for value in range(3):
            answers[index] = probes[index].call("slow", 10 * index + value)

    threads = [threading.Thread(target=use, args=(index,)) for index in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == {0: [0, 1, 2], 1: [10, 11, 12]}


def test_workers_can_be_forked_from_several_threads(sandbox):
    answers: list[object] = []

    def use() -> None:
        for _ in range(3):
            probe = Probe(sandbox, STATEFUL)
            answers.append(probe.call("remember", 1))
            probe.worker.kill()

    threads = [threading.Thread(target=use) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [[1]] * 12


def test_the_seed_of_a_submission_settles_what_its_workers_draw(start):
    first, second = start(STATEFUL).call("draw"), start(STATEFUL).call("draw")

    assert torch.equal(first, second)


def test_a_driver_gets_the_students_functions(sandbox):
    driver = "def twice(student, x):\n    return student.f(student.f(x))\n"
    worker = sandbox.worker()
    text = "def f(x):\n    return x + 1\n"
    load = Load(1, {"m": text}, "m", {"f": "m"}, {}, (), {}, 0, "cpu")
    worker.request(load, Loaded, PATIENT)

    drive = Drive(2, "mine.twice", {"mine": driver}, (5,))
    reply = worker.request(drive, Returned, PATIENT)
    worker.kill()

    assert reply == Returned(2, 7)


# --- through the grader -----------------------------------------------------------

RELU_AND_SOFTMAX = ("relu", "softmax")


def outcomes(report) -> dict[str, set[Outcome]]:
    """Exercise -> the outcomes of its checks."""
    found: dict[str, set[Outcome]] = {}
    for result in report.results:
        found.setdefault(result.check.exercise, set()).add(result.outcome)
    return found


def test_a_dead_worker_costs_only_the_exercise_it_was_in(solutions, grade_modules):
    modules = dict(solutions)
    modules["activations"] += "\nimport os\ndef relu(X):\n    os._exit(0)\n"

    report = grade_modules(modules, *RELU_AND_SOFTMAX)

    assert outcomes(report) == {
        "relu": {Outcome.ERRORED},
        "softmax": {Outcome.PASSED},
    }


FORGES_A_REPLY = """
import msgspec, os, sys

def relu(X):
    if X.numel() != 0:
        return X.clamp(min=0)
    frame = sys._getframe()
    while "request" not in frame.f_locals:
        frame = frame.f_back
    lie = {"type": "TensorData", "dtype": "float32", "shape": [3], "data": b"1234"}
    body = {"type": "Returned", "id": frame.f_locals["request"].id, "value": lie}
    data = msgspec.msgpack.encode(body)
    os.write(3, len(data).to_bytes(4, "big") + data)
    return X
"""


def test_a_forged_reply_costs_only_the_check_it_was_in(solutions, grade_modules):
    modules = dict(solutions)
    modules["activations"] += FORGES_A_REPLY

    report = grade_modules(modules, "relu")

    findings = [r.finding.kind for r in report.results if r.finding]
    assert findings == ["forged"]


DIES_ON_EMPTY = """
import os

def relu(X):
    return X.clamp(min=0) if X.numel() else os._exit(0)
"""


def test_a_dead_worker_costs_only_the_check_it_was_in(solutions, grade_modules):
    modules = dict(solutions)
    modules["activations"] += DIES_ON_EMPTY

    report = grade_modules(modules, "relu")

    assert [r.outcome for r in report.results].count(Outcome.ERRORED) == 1
    assert outcomes(report) == {"relu": {Outcome.PASSED, Outcome.ERRORED}}


KILLS_THE_ZYGOTE = """
import os, signal

def relu(X):
    os.kill(os.getppid(), signal.SIGKILL)
"""


def test_killing_the_zygote_is_never_taken_for_a_fault_of_ours(assignment, solutions):
    modules = dict(solutions)
    modules["activations"] += KILLS_THE_ZYGOTE
    sources = tuple(Source(name, text) for name, text in sorted(modules.items()))
    only = frozenset(RELU_AND_SOFTMAX)

    with Sandbox(os.environ) as own:
        judged = run_checks(
            Submission("test", "0", sources),
            assignment,
            own,
            only,
            seed=0,
            device="cpu",
        )

    assert Outcome.BROKEN not in {result.outcome for result in judged.results}
