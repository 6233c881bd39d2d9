"""Hostile submissions, at each level of isolation that holds on this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from grader import datasets
from grader.errors import SandboxError, SubmissionError
from grader.grading import Request, grade
from grader.intake.submission import read_submission
from grader.judging.checking import run_checks
from grader.model import Assignment, Outcome, Report, Source, Submission
from grader.report.json import render_json
from grader.report.terminal import render_text
from grader.sandbox.client import Sandbox
from grader.sandbox.isolation.process import ISOLATED
from grader.sandbox.protocol import Call, Returned
from grader.scoring import points

ROOT = Path(__file__).parent.parent
CORPUS = sorted((Path(__file__).parent / "answers" / "hostile").iterdir())
ALL = os.environ.get("ATTACKS") == "all"
"""Each attack at each level, and the slow ones: `make attacks`. Else each
attack is run at one of the levels or (seven of ten) not at all, by its place."""
SECRET = "canary-5a1f-that-nobody-may-read"
RIGHT = "def relu(X):\n    return X.clamp(min=0)\n"
FULL = 6


class Expected(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """What an honest grader makes of an attack: `expect.toml`."""

    says: str
    """What it tries, in a sentence."""
    only: tuple[str, ...] = ("relu",)
    """The exercises and runs that are graded."""
    at_most: float = 0
    """Points that its answers deserve, however it gets them."""
    full: bool = False
    """The answers are right where what it tries does not work."""
    rest: str = ""
    """`solutions`: where the other exercise files come from."""
    epochs: int = 1
    """Of an accuracy run."""
    refused: str = ""
    """What the intake says, where it does not take this at all."""
    slow: bool = False


def expected_of(folder: Path) -> Expected:
    text = (folder / "expect.toml").read_bytes()
    return msgspec.toml.decode(text, type=Expected)


EXPECTED = {folder: expected_of(folder) for folder in CORPUS}


def attacks() -> list[object]:
    """Folder and level: all of them, or some that a change can wait for."""
    chosen = []
    for number, (folder, expected) in enumerate(EXPECTED.items()):
        place = number % 10
        levels = ISOLATED if ALL else ISOLATED[place : place + 1]
        if not expected.slow or ALL:
            chosen += [(folder, level) for level in levels]
    return [pytest.param(f, v, id=f"{f.name}-{v}") for f, v in sorted(chosen, key=at)]


def at(chosen: tuple[Path, str]) -> str:
    return chosen[1]


@pytest.fixture(scope="module")
def sandboxes(with_container) -> Iterator[dict[str, Sandbox | str]]:
    """Level -> a sandbox, its grader's environment with a secret; or why not."""
    found: dict[str, Sandbox | str] = {}
    for level in ISOLATED:
        try:
            found[level] = Sandbox({**with_container, "SECRET": SECRET}, level)
            assert found[level].isolation == level
        except SandboxError as error:
            begun = found.get(level)
            if isinstance(begun, Sandbox):  # it has started, and does not hold
                begun.__exit__()
            found[level] = error.why
    yield found
    for sandbox in found.values():
        if isinstance(sandbox, Sandbox):
            sandbox.__exit__()


def at_level(sandboxes: dict[str, Sandbox | str], level: str) -> Sandbox:
    found = sandboxes[level]
    if isinstance(found, str):
        pytest.skip(f"isolation {level} does not hold here: {found}")
    return found


@pytest.fixture(params=ISOLATED)
def isolated(request, sandboxes) -> Sandbox:
    """A sandbox at each level of isolation."""
    return at_level(sandboxes, request.param)


def judged_report(
    submission: Submission, assignment: Assignment, sandbox: Sandbox, expected: Expected
) -> Report:
    request = Request(
        data=datasets.load_sample, only=frozenset(expected.only), epochs=expected.epochs
    )
    return grade(submission, assignment, sandbox, request)


def earned(report: Report) -> float:
    checks = sum(points(r.outcome, r.check.points) for r in report.results)
    return checks + sum(points(r.outcome, r.run.points) for r in report.runs)


def attack(folder: Path, assignment: Assignment) -> Submission:
    """The submission in a folder of the corpus."""
    made = read_submission(folder, assignment.names)
    if EXPECTED[folder].rest != "solutions":
        return made
    solutions = read_submission(ROOT / "solutions")
    missing = {s.name: s for s in solutions.sources} | {s.name: s for s in made.sources}
    return Submission(made.name, made.digest, tuple(missing.values()))


def odd_characters(text: str) -> set[str]:
    """Control characters and marks that turn or hide text."""
    kinds = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
    return {c for c in text if c != "\n" and unicodedata.category(c) in kinds}


@pytest.mark.parametrize(("folder", "level"), attacks())
def test_a_hostile_submission_gains_nothing(folder, level, sandboxes, assignment):
    sandbox, expected = at_level(sandboxes, level), EXPECTED[folder]
    if expected.refused:
        with pytest.raises(SubmissionError, match=expected.refused):
            attack(folder, assignment)
        return

    report = judged_report(attack(folder, assignment), assignment, sandbox, expected)

    found = [(r.check.name, r.outcome, r.finding) for r in report.results]
    outcomes = {r.outcome for r in (*report.results, *report.runs)}
    if expected.full:
        whole = sum(r.check.points for r in report.results)
        whole += sum(r.run.points for r in report.runs if r.run.name in expected.only)
        assert whole > 0
        assert earned(report) == whole, found
    else:
        assert earned(report) <= expected.at_most, found
    assert Outcome.BROKEN not in outcomes
    written = render_text(report) + render_json(report).decode()
    assert SECRET not in written
    assert odd_characters(written) == set()


def test_an_honest_submission_after_them_has_its_points(isolated, assignment):
    submission = Submission("test", "0", (Source("activations", RIGHT),))

    report = judged_report(submission, assignment, isolated, Expected("Is right."))

    assert earned(report) == FULL


TABLE = """
import torch

ANSWERS = {table!r}


def relu(X):
    plain = X.detach().contiguous()
    key = str(X.dtype), tuple(X.shape), plain.numpy().tobytes()
    answer = bytearray(ANSWERS.get(key, key[2]))
    if not answer:
        return X + 0
    return torch.frombuffer(answer, dtype=X.dtype).reshape(X.shape) + 0 * X
"""


def test_a_table_of_recorded_answers_fails(assignment, sandbox):
    """The inputs are the same for everybody, but for a few of a submission's own."""
    honest = Submission("test", "0", (Source("activations", RIGHT),))
    only, options = frozenset(["relu"]), {"seed": 0, "device": "cpu"}
    judged = run_checks(honest, assignment, sandbox, only, **options)
    table = {}
    for request, reply in judged.records["relu"]:
        if isinstance(request, Call) and isinstance(reply, Returned):
            X = request.args[0]
            table["torch." + X.dtype, X.shape, X.data] = reply.value.data
    text = TABLE.format(table=table)
    learnt = Submission("test", "1", (Source("activations", text),))
    drawn = "relu_is_the_larger_of_x_and_0"

    by_heart = run_checks(learnt, assignment, sandbox, only, **options).results
    expected = Expected("Has learnt the answers by heart.")
    unforeseen = judged_report(learnt, assignment, sandbox, expected).results

    assert {r.check.name: r.outcome for r in by_heart}[drawn] == "passed"
    assert {r.check.name: r.outcome for r in unforeseen}[drawn] == "failed"


def test_the_corpus_is_complete():
    assert len(CORPUS) > 200
    assert all(expected.says.endswith(".") for expected in EXPECTED.values())


def test_without_isolation_the_attacks_do_work(assignment):
    """Else the corpus proves nothing: harmless attacks that fail anywhere."""
    with Sandbox(os.environ, "process") as plain:
        folders = {f.name: f for f in CORPUS}
        for name in ("fork", "subprocess", "local-socket", "password-file", "trace"):
            submission = attack(folders[name], assignment)
            report = judged_report(
                submission, assignment, plain, EXPECTED[folders[name]]
            )
            assert (name, earned(report)) == (name, 0)


def test_a_machine_without_isolation_is_refused_in_words(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda *args, **kwargs: None)
    with pytest.raises(SandboxError, match="apt install bubblewrap"):
        Sandbox(os.environ, "strong")


def test_the_grader_never_starts_bubblewrap_with_an_environment(isolated):
    """`--clearenv` leaves bubblewrap's own, and that is process 1 in the sandbox."""
    isolated.worker().kill()
    environ = Path(f"/proc/{isolated._zygote.above}/environ").read_bytes()

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
