"""What is graded again: after a change of checks, of a submission, of nothing."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from grader.assignment import load_assignment, mlp_folder
from grader.batch.keeping import joined, pack, unpack
from grader.batch.keys import parts_of
from grader.batch.results import Row, find_rows
from tests.conftest import ROOT

PREDICT = '    """predict(X, w, b) is X w + b."""\n'


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Path:
    """The small assignment, to be changed and put back."""
    home = tmp_path_factory.mktemp("course")
    return Path(shutil.copytree(ROOT / "examples" / "linear", home / "linear"))


@pytest.fixture(scope="module")
def graded(tmp_path_factory, course) -> Path:
    """A class and its results: Ada's is right; Bo's prediction lacks the bias."""
    home = tmp_path_factory.mktemp("graded")
    folder = home / "class"
    for name in ("Ada", "Bo"):
        shutil.copytree(course / "solutions", folder / name)
    with (folder / "Bo" / "linear.py").open("a") as file:
        file.write("\n\ndef predict(X, w, b):\n    return X @ w\n")
    batch(course, folder)
    return home


@pytest.fixture
def handed_in(tmp_path, graded) -> Path:
    """The class of `graded`, with a copy of its results beside it."""
    return Path(shutil.copytree(graded, tmp_path / "graded")) / "class"


def batch(course: Path, handed_in: Path, *options: str) -> str:
    results = handed_in.parent / "results"
    command = [sys.executable, "-m", "grader", "batch", str(handed_in), "-o"]
    done = subprocess.run(
        [*command, str(results), "--assignment", str(course), *options],
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def rows(handed_in: Path) -> dict[str, tuple[Path, Row]]:
    found = find_rows(handed_in.parent / "results")
    return {row.name: (folder, row) for folder, row in found}


def mark(handed_in: Path) -> None:
    """Put points that no check gives into what is kept, to see what is taken of it."""
    for folder, row in rows(handed_in).values():
        told = dict.fromkeys(row.exercises, 99.0)
        changed = msgspec.structs.replace(row, exercises=told)
        (folder / "row.json").write_bytes(msgspec.json.encode(changed))


def test_only_what_changed_is_judged_again(course, handed_in):
    first = {name: row for name, (_, row) in rows(handed_in).items()}
    old = {
        name: (folder / "report.msgpack").read_bytes()
        for name, (folder, _) in rows(handed_in).items()
    }

    of_another_version = rows(handed_in)["Bo"][0] / "report.msgpack"
    of_another_version.write_bytes(b"\x80")
    checks = course / "checks" / "test_linear.py"
    text = checks.read_text()
    assert PREDICT in text
    checks.write_text(text.replace(PREDICT, f"{PREDICT}    assert False, 'changed'\n"))
    try:
        assert "graded before" not in batch(course, handed_in)
    finally:
        checks.write_text(text)

    assignment = load_assignment(course)
    for name, (folder, row) in rows(handed_in).items():
        before, after = (
            unpack(data, assignment)
            for data in (old[name], (folder / "report.msgpack").read_bytes())
        )
        kept = [r for r in before.results if r.check.exercise != "predict"]
        assert kept == [r for r in after.results if r.check.exercise != "predict"]
        assert row.exercises["predict"] < first["Ada"].exercises["predict"]
        report = json.loads((folder / "report.json").read_text())
        assert len(report["exercises"]) == len(row.exercises)


def test_without_a_change_nothing_is_judged_and_with_regrade_everything(
    course, handed_in
):
    mark(handed_in)

    assert "2 of them were graded before" in batch(course, handed_in)
    assert {row.exercises["predict"] for _, row in rows(handed_in).values()} == {99.0}

    batch(course, handed_in, "--regrade")
    points = {
        name: row.exercises["predict"] for name, (_, row) in rows(handed_in).items()
    }
    assert points["Bo"] < points["Ada"] < 99.0


def test_another_text_is_graded_and_the_others_are_kept(course, handed_in):
    shutil.copy(course / "solutions" / "linear.py", handed_in / "Bo" / "linear.py")

    assert "1 of them were graded before" in batch(course, handed_in)

    with (handed_in.parent / "results" / "gradebook.csv").open() as file:
        lines = file.read().splitlines()
    assert lines[1].split(",")[5] == lines[2].split(",")[5]


def test_a_check_counts_for_its_exercise_and_helpers_for_all(course):
    before = parts_of(load_assignment(course))
    checks = course / "checks" / "test_linear.py"
    text = checks.read_text()

    checks.write_text(text.replace(PREDICT, f"{PREDICT}    n = 1\n"))
    after = parts_of(load_assignment(course))
    assert {name for name in before if before[name] != after[name]} == {"predict"}

    checks.write_text(text + "\n\ndef helper():\n    return 1\n")
    after = parts_of(load_assignment(course))
    checks.write_text(text)
    assert all(before[name] != after[name] for name in before)


def test_a_packed_report_comes_back_whole(grade_modules, solutions):
    report = grade_modules(solutions, "relu", "softmax")
    back = unpack(pack(report), load_assignment(mlp_folder()))
    assert back == report
    assert unpack(b"\x81\xa1x\x01", report.assignment) is None

    wrong = {**solutions, "activations": "def relu(X):\n    return X\n"}
    new = grade_modules(wrong, "relu")
    both = joined(report, new, {"relu"})
    assert {r.check.exercise for r in both.results} == {"relu", "softmax"}
    assert [r for r in both.results if r.check.exercise == "relu"] == list(new.results)
    assert both.mistakes == new.mistakes
