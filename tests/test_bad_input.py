"""Bad input: one clear sentence, the right exit code, and the rest is graded."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import stat
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader import datasets
from grader.grading import Request, grade
from grader.intake.submission import read_submission
from grader.model import Report
from grader.report.json import report_data
from grader.report.terminal import render_text
from grader.sandbox.watch import Limits
from grader.testing import budget, remote

ROOT = Path(__file__).parent.parent
SOLUTIONS = ROOT / "solutions"
AS_ROOT = os.geteuid() == 0
RELU, SOFTMAX, SIGMOID = 6, 7, 3


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the solutions, to be spoiled."""
    return Path(
        shutil.copytree(
            SOLUTIONS, tmp_path / "s", ignore=shutil.ignore_patterns("__pycache__")
        )
    )


@pytest.fixture
def report_on(assignment, sandbox):
    """Grade some exercises of a folder."""

    def report(folder: Path, *only: str) -> Report:
        request = Request(data=datasets.load_sample, only=frozenset(only))
        return grade(read_submission(folder), assignment, sandbox, request)

    return report


@pytest.fixture
def graded(report_on):
    """Grade some exercises of a folder: exercise -> its row in the JSON report."""

    def rows(folder: Path, *only: str) -> dict[str, dict[str, Any]]:
        report = report_on(folder, *only)
        assert "Traceback" not in render_text(report)
        return {row["name"]: row for row in report_data(report)["exercises"]}

    return rows


def told(row: dict[str, Any]) -> set[tuple[str, str]]:
    """What the checks of an exercise say, each outcome and message once."""
    return {(check["outcome"], check["message"]) for check in row["checks"]}


# --- one function is bad: its file is loaded, and the others count

BAD_FUNCTIONS = {
    "missing": ("del relu", "not_started", "`activations.py` has no `relu`."),
    "not-callable": ("relu = 3", "failed", "`relu` in `activations.py` is not a func"),
    "raises": ("def relu(X): return X.nope", "errored", "AttributeError: 'Tensor' obj"),
    "raises-system-exit": (
        "def relu(X): raise SystemExit(0)", "errored", "SystemExit: 0 (activations.py:"
    ),
    "exits": ("import os\ndef relu(X): os._exit(0)", "errored", "The process ended"),
    "kills-itself": (
        "import os\ndef relu(X): os.kill(os.getpid(), 9)", "errored",
        "The process ended while the code ran (SIGKILL)",
    ),
    "ends-by-a-signal-without-a-name": (
        "import os\ndef relu(X): os.kill(os.getpid(), 40)", "errored",
        "The process ended while the code ran (signal 40)",
    ),
    "takes-nothing": ("def relu(): return 0", "errored", "TypeError: relu() takes 0"),
    "recurses": ("def relu(X): return relu(X)", "errored", "RecursionError: "),
    "returns-nothing": ("def relu(X): X.clamp(min=0)", "failed", "You returned None;"),
    "hangs": ("def relu(X):\n    while True: pass", "timed_out",
        "Stopped after 1 s of computing in `relu`, line ",
    ),
    "waits": (
        "import time\ndef relu(X): time.sleep(99)", "timed_out",
        "Stopped after 3 s of waiting in `relu`, line ",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD_FUNCTIONS)
def test_a_bad_function_costs_its_own_points_only(case, folder, graded, monkeypatch):
    monkeypatch.setattr(budget, "BUDGET", 1.0)
    text, outcome, words = BAD_FUNCTIONS[case]
    with (folder / "activations.py").open("a") as out:
        out.write(f"\n\n{text}\n")

    rows = graded(folder, "relu", "sigmoid")

    found = told(rows["relu"])
    assert {first for first, _ in found} == {outcome}
    assert [message for _, message in found if not message.startswith(words)] == []
    assert rows["relu"]["points"] == 0
    assert rows["sigmoid"]["points"] == SIGMOID


# --- one file is bad: the other files count

Spoil = Callable[[Path], object]


def written(content: str | bytes) -> Spoil:
    raw = content.encode() if isinstance(content, str) else content
    return lambda path: path.write_bytes(raw)


def sparse(path: Path) -> None:
    os.truncate(path, 1 << 30)


def instead(make: Callable[[Path], object]) -> Spoil:
    def spoil(path: Path) -> None:
        path.rename(path.with_name("elsewhere"))
        make(path)

    return spoil


LOADED = "`activations.py` cannot be loaded, so its exercises cannot be checked. "
GOOD = "def relu(X):\n    return X.clamp(min=0)\n"
BAD_FILES = {
    "missing": (Path.unlink, "not_started", "There is no `activations.py`."),
    "empty": (written(""), "not_started", "`activations.py` has no `relu`."),
    "syntax-error": (
        written("x = 1\ndef relu(X:\n    pass\n"), "errored",
        f"{LOADED}SyntaxError: '(' was never closed (activations.py:2 def relu(X:)",
    ),
    "tab-and-spaces": (
        written("def relu(X):\n    y = X\n\treturn y\n"), "errored",
        f"{LOADED}TabError: ",
    ),
    "100,000-parentheses": (
        written(f"x = {'(' * 10**5}1{')' * 10**5}\n{GOOD}"), "errored", LOADED
    ),
    "import-fails": (
        written(f"import pandaz\n{GOOD}"), "errored",
        f"{LOADED}ModuleNotFoundError: No module named 'pandaz' (activations.py:1 ",
    ),
    "exits": (written("import sys\nsys.exit()"), "errored", f"{LOADED}SystemExit"),
    "dies": (
        written("import os\nos._exit(0)"), "errored", f"{LOADED}The process ended",
    ),
    "interrupts": (
        written("raise KeyboardInterrupt"), "errored", f"{LOADED}KeyboardInterrupt"
    ),
    "hangs": (
        written("while True: pass"), "timed_out", f"{LOADED}Stopped after"
    ),
    "not-utf-8": (
        written(b"x = 1\n# caf\xe9\n"), "errored",
        "`activations.py` is not UTF-8 text (line 2). Save it as UTF-8.",
    ),
    "utf-16": (
        written(GOOD.encode("utf-16")), "errored", "`activations.py` is not UTF-8 text"
    ),
    "latin-1-cookie": (
        written(f"# -*- coding: latin-1 -*-\ns = 'é'\n{GOOD}".encode("latin-1")),
        "errored", "`activations.py` is not UTF-8 text (line 2).",
    ),
    "null-bytes": (
        written(f"{GOOD}\0"), "errored", "`activations.py` holds a null byte (line 3)"
    ),
    "1-gb": (sparse, "errored", "`activations.py` is too large to be a Python file"),
    "link": (
        instead(lambda p: p.symlink_to(SOLUTIONS / p.name)), "errored",
        "`activations.py` cannot be read: it is a link.",
    ),
    "pipe": (
        instead(os.mkfifo), "errored",
        "`activations.py` cannot be read: it is not a regular file.",
    ),
    "folder": (
        instead(Path.mkdir), "errored",
        "`activations.py` cannot be read: it is not a regular file.",
    ),
    "unreadable": (
        lambda p: p.chmod(0), "errored",
        "`activations.py` cannot be read: permission denied.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD_FILES)
def test_a_bad_file_costs_its_own_points_only(case, folder, graded, monkeypatch):
    if case == "unreadable" and AS_ROOT:
        pytest.skip("root may read everything")
    monkeypatch.setattr(remote, "LOAD", Limits(cpu=1, wall=4))
    spoil, outcome, words = BAD_FILES[case]
    spoil(folder / "activations.py")

    rows = graded(folder, "relu", "softmax")

    found = told(rows["relu"])
    assert {first for first, _ in found} == {outcome}
    assert [message for _, message in found if not message.startswith(words)] == []
    assert rows["relu"]["points"] == 0
    assert rows["softmax"]["points"] == SOFTMAX


def test_what_is_wrong_with_a_file_is_told_once(folder, report_on):
    (folder / "activations.py").write_text("import pandaz\n")

    text = render_text(report_on(folder, "relu", "tanh", "sigmoid"))

    assert text.count("No module named 'pandaz'") == 1


HARMLESS = {
    "byte-order-mark": lambda text: b"\xef\xbb\xbf" + text,
    "windows-line-ends": lambda text: text.replace(b"\n", b"\r\n"),
    "utf-8-latin-1-cookie": lambda text: b"# coding: latin-1\n" + text,
    "no-line-break-at-the-end": lambda text: text.rstrip(b"\n"),
}


@pytest.mark.parametrize("case", HARMLESS)
def test_a_harmless_way_of_writing_a_file_costs_nothing(case, folder, graded):
    path = folder / "activations.py"
    path.write_bytes(HARMLESS[case](path.read_bytes()))

    assert graded(folder, "relu")["relu"]["points"] == RELU


def test_a_file_whose_name_is_no_text_costs_nothing(folder, graded):
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff.py")).write_text("x = 1\n")

    assert graded(folder, "relu")["relu"]["points"] == RELU


# --- from here on, the command itself


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment without data, network, or a grader's settings."""
    keep = {k: v for k, v in os.environ.items() if k in ("PATH", "LD_LIBRARY_PATH")}
    home, dead = str(tmp_path_factory.mktemp("home")), "http://127.0.0.1:9"
    return keep | {
        "HOME": home, "XDG_CACHE_HOME": home, "COLUMNS": "80", "LC_ALL": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
        "http_proxy": dead, "https_proxy": dead,
    }  # fmt: skip


@pytest.fixture(scope="module")
def run(environment):
    """Run `grade` with these arguments; more keywords are those of subprocess."""

    def start(*arguments: str | Path, **more: Any) -> subprocess.CompletedProcess[str]:
        variables = environment | more.pop("variables", {})
        more = {"cwd": environment["HOME"], "stdout": subprocess.PIPE} | more
        return subprocess.run(
            [sys.executable, "-m", "grader", *map(str, arguments)],
            stderr=subprocess.PIPE, text=True, timeout=200, env=variables, **more,
        )  # fmt: skip

    return start


def assert_told(done: subprocess.CompletedProcess[str], code: int, words: str) -> None:
    """One line on stderr, nothing else, and this exit code."""
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert (done.returncode, done.stdout or "") == (code, "")


FOLDERS = {
    "missing": (lambda p: p / "none", "There is no folder"),
    "a-file": (lambda p: p / "file.txt", "is not a folder"),
    "another-file": (lambda p: p / "file.py", "no exercise file"),
    "empty": (lambda p: p / "empty", "no exercise file"),
    "below-a-file": (lambda p: p / "file.py" / "x", "There is no folder"),
    "too-long-a-name": (lambda p: p / ("x" * 300), "cannot be opened"),
    "link-to-itself": (lambda p: p / "loop", "There is no folder"),
}


@pytest.mark.parametrize("case", FOLDERS)
def test_a_folder_that_cannot_be_graded_is_told_in_one_line(case, run, tmp_path):
    (tmp_path / "file.py").touch()
    (tmp_path / "file.txt").touch()
    (tmp_path / "empty").mkdir()
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    path, words = FOLDERS[case]

    assert_told(run(path(tmp_path), "--no-accuracy"), 3, words)


OUTPUTS = {
    "a-missing-folder": (lambda p: p / "none" / "r.json", "There is no folder"),
    "below-a-file": (lambda p: p / "file" / "r.json", "There is no folder"),
    "a-folder": (lambda p: p, "is a folder"),
    "a-locked-folder": (lambda p: p / "locked" / "r.json", "cannot be written"),
}


@pytest.mark.parametrize("case", OUTPUTS)
def test_an_output_path_of_no_use_is_told_before_the_grading(case, run, tmp_path):
    if case == "a-locked-folder" and AS_ROOT:
        pytest.skip("root may write everywhere")
    (tmp_path / "file").touch()
    (tmp_path / "locked").mkdir(mode=0o500)
    path, words = OUTPUTS[case]

    assert_told(run(SOLUTIONS, "--json", path(tmp_path)), 3, words)


def test_a_disk_that_is_full_costs_the_report_and_no_more(run, tmp_path):
    old = tmp_path / "r.json"
    old.write_text("old")

    def fill_the_disk() -> None:  # EFBIG, as near to ENOSPC as can be had for all
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))

    done = run(SOLUTIONS, "--only", "relu", "--json", old, preexec_fn=fill_the_disk)

    assert done.returncode == 3
    assert f"`{old}` cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert "6 / 6" in done.stdout
    assert {p.name: p.read_text() for p in tmp_path.iterdir()} == {"r.json": "old"}


def test_a_device_that_is_named_for_the_report_stays_a_device(run, tmp_path):
    device = tmp_path / "null"
    try:
        os.mknod(device, stat.S_IFCHR | 0o666, os.makedev(1, 3))
        device.open("wb").close()
    except OSError:
        pytest.skip("no device file can be made here: needs root")

    done = run(SOLUTIONS, "--only", "relu", "--json", device)

    assert (device.is_char_device(), done.returncode) == (True, 0)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_output_to_a_full_disk_is_told_and_the_report_is_written(run, tmp_path):
    report = tmp_path / "r.json"
    with Path("/dev/full").open("w") as full:
        done = run(SOLUTIONS, "--only", "relu", "--json", report, stdout=full)

    assert done.returncode == 3
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
    assert json.loads(report.read_text())["score"]["core"]["points"] == RELU


def test_a_reader_that_stops_costs_neither_words_nor_the_report(run, tmp_path):
    report = tmp_path / "r.json"
    read, write = os.pipe()
    os.close(read)
    done = run(SOLUTIONS, "--only", "relu", "--json", report, stdout=write)
    os.close(write)

    assert done.stderr.split() in ([], ["Report:", f"`{report}`"])
    assert done.returncode == 3
    assert json.loads(report.read_text())["score"]["core"]["points"] == RELU


def test_a_name_that_the_terminal_cannot_write_is_no_failure(run, folder):
    renamed = folder.rename(folder.with_name("José"))

    done = run(renamed, "--only", "relu", variables={"PYTHONIOENCODING": "ascii"})

    assert (done.returncode, done.stderr) == (0, "")
    assert "6 / 6" in done.stdout


# --- data


def test_without_data_and_network_the_sample_is_there(run):
    done = run("data")

    rows = [line for line in done.stdout.splitlines() if "sample" in line]
    assert (done.returncode, done.stderr, len(rows)) == (0, "", 2)


def test_without_data_and_network_the_runs_use_the_sample_and_say_so(run, tmp_path):
    report = tmp_path / "r.json"

    done = run(SOLUTIONS, "--only", "mnist", "--epochs", "1", "--json", report)

    assert done.returncode == 0, done.stderr
    assert "embedded sample of MNIST" in "".join(done.stdout.splitlines()[:3])
    mnist = json.loads(report.read_text())["accuracy"][1]
    assert (mnist["outcome"], mnist["points"]) == ("passed", 10)


@pytest.mark.parametrize("name", ["none", "empty"])
def test_a_data_folder_without_data_is_told_in_one_line(run, tmp_path, name):
    (tmp_path / "empty").mkdir()

    done = run(SOLUTIONS, "--only", "mnist", "--data", tmp_path / name)

    assert_told(done, 3, f"`--data` names `{tmp_path / name}`")


# --- files and settings that would meddle with the grader


@pytest.mark.parametrize("how", ["module", "script"])
def test_files_beside_the_exercises_do_not_reach_the_grader(how, folder, environment):
    """Run in the folder itself, as a student would."""
    spoilt = "import os\nos.write(2, b'meddled')\nos._exit(9)\n"
    for name in ("torch", "numpy", "conftest", "sitecustomize", "rich", "test_x"):
        (folder / f"{name}.py").write_text(spoilt)
    for name in ("pytest.ini", "tox.ini", "setup.cfg"):
        (folder / name).write_text("[pytest]\naddopts = --collect-only\n")
    before = sorted(folder.rglob("*"))
    script = Path(sysconfig.get_path("scripts")) / "grade"
    if how == "script" and not script.exists():
        pytest.skip("the command `grade` is not installed here")
    command = [str(script)] if how == "script" else [sys.executable, "-m", "grader"]

    done = subprocess.run(
        [*command, ".", "--only", "relu,net"], capture_output=True, text=True,
        cwd=folder, env=environment, timeout=200,
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, "")
    assert "14 / 14" in done.stdout
    assert sorted(folder.rglob("*")) == before


def test_settings_for_pytest_in_the_environment_change_nothing(run):
    meddling = {
        "PYTEST_ADDOPTS": "--collect-only", "PYTEST_PLUGINS": "nowhere",
        "HYPOTHESIS_PROFILE": "nowhere", "CI": "true", "FORCE_COLOR": "",
    }  # fmt: skip

    done = run(SOLUTIONS, "--only", "relu", variables=meddling)

    assert (done.returncode, done.stderr) == (0, "")
    assert "6 / 6" in done.stdout
