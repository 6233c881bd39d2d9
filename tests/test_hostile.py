"""Hostile submissions, at each level of isolation that holds on this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader import datasets
from grader.errors import SandboxError
from grader.grading import Request, grade
from grader.model import Assignment, Report, Source, Submission
from grader.report.json import render_json
from grader.report.terminal import render_text
from grader.sandbox.client import Sandbox
from grader.sandbox.isolation.process import ISOLATED

CORPUS = sorted((Path(__file__).parent / "answers" / "hostile").iterdir())
SECRET = "canary-5a1f-that-nobody-may-read"
RIGHT = "def relu(X):\n    return X.clamp(min=0)\n"
FULL = 6


@pytest.fixture(scope="module", params=ISOLATED)
def isolated(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    """A sandbox at a level of isolation, its grader's environment with a secret."""
    try:
        with Sandbox({**os.environ, "SECRET": SECRET}, request.param) as started:
            assert started.isolation == request.param
            yield started
    except SandboxError as error:
        pytest.skip(f"isolation {request.param} does not hold here: {error}")


def judged(text: str, assignment: Assignment, sandbox: Sandbox) -> Report:
    submission = Submission("test", "0", (Source("activations", text),))
    request = Request(
        data=datasets.load_sample, only=frozenset(["relu"]), with_accuracy=False
    )
    return grade(submission, assignment, sandbox, request)


def points(report: Report) -> float:
    return sum(r.check.points for r in report.results if r.outcome == "passed")


@pytest.mark.parametrize("folder", CORPUS, ids=lambda folder: folder.name)
def test_a_hostile_submission_gains_nothing(folder, isolated, assignment):
    expected = tomllib.loads((folder / "expect.toml").read_text("utf-8"))
    if expected.get("slow") and isolated.isolation != ISOLATED[0]:
        pytest.skip("its limits are the same at each level")
    text = (folder / "activations.py").read_text("utf-8")

    report = judged(text, assignment, isolated)

    if expected["verdict"] == "passed":
        # The answer is right where what it tried did not work.
        assert points(report) == FULL, [r.finding for r in report.results]
    else:
        # A wrong answer that leaves its input alone has that point.
        assert points(report) <= 1
    written = render_text(report) + render_json(report).decode()
    assert SECRET not in written
    assert "\x1b" not in written
    assert "our fault" not in written


def test_an_honest_submission_after_them_has_its_points(isolated, assignment):
    assert points(judged(RIGHT, assignment, isolated)) == FULL


def test_the_corpus_is_complete():
    assert len(CORPUS) > 40
    for folder in CORPUS:
        expected = tomllib.loads((folder / "expect.toml").read_text("utf-8"))
        assert expected["verdict"] in ("passed", "no points")
        assert expected["says"].endswith(".")


def test_without_isolation_the_attacks_do_work(assignment):
    """Else the corpus proves nothing: harmless attacks that fail anywhere."""
    with Sandbox(os.environ, "process") as plain:
        folders = {f.name: f for f in CORPUS}
        for name in ("fork", "subprocess", "local-socket", "password-file", "trace"):
            text = (folders[name] / "activations.py").read_text("utf-8")
            found = points(judged(text, assignment, plain))
            assert (name, found) == (name, 0)


def test_a_machine_without_isolation_is_refused_in_words(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda *args, **kwargs: None)
    with pytest.raises(SandboxError, match="apt install bubblewrap"):
        Sandbox(os.environ, "strong")


def test_the_grader_never_starts_bubblewrap_with_an_environment(isolated):
    """`--clearenv` leaves bubblewrap's own, and that is process 1 in the sandbox."""
    process = isolated._zygote.process
    environ = Path(f"/proc/{process.pid}/environ").read_bytes()

    assert SECRET.encode() not in environ


def test_without_a_jail_the_canary_finds_what_works(tmp_path):
    """Else it would call any machine isolated."""
    secret = tmp_path / "secret"
    secret.write_text("x", "utf-8")
    script = (
        "import sys\n"
        "from grader.sandbox.worker.canary import attacks_that_work\n"
        "print(*attacks_that_work(sys.argv[1]), sep='\\n')\n"
    )
    command = [sys.executable, "-c", script, str(secret)]

    shown = subprocess.run(command, capture_output=True, text=True, check=True)

    assert {
        "read a file of the grader's", "write a file", "open a socket",
        "open a local socket", "start a process", "run a program",
        "signal another process",
    } <= set(shown.stdout.splitlines())  # fmt: skip
