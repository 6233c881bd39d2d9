"""What students see: `feedback` in assignment.toml, and that nothing hidden leaks."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from grader.assignment import load_assignment, mlp_folder
from grader.errors import AssignmentError
from grader.model import (
    Check,
    Environment,
    Epoch,
    Feedback,
    Finding,
    Outcome,
    Report,
    Result,
    RunResult,
    Submission,
)
from grader.practice.drawing import detail, overview, rows
from grader.practice.engine import Settings
from grader.practice.server import Grader
from grader.practice.session import Session
from grader.practice.wire import Ask
from grader.report.failure import plain
from grader.report.json import report_data
from grader.report.language import in_english
from grader.report.shown import for_student
from grader.report.terminal import render_text

ROOT = Path(__file__).parent.parent
LEVELS = """
[feedback]
mse_loss_of_many = "hidden"
mse_grad_is_by_hand = "hidden"
predict = "summary"
"""
MANY = '''@exercise("mse_loss", points=1)
def test_mse_loss_of_many(student: Student) -> None:
    """Thousands of rows make no difference."""
    y = torch.arange(4321.0)
    assert_close(student.mse_loss(y, y - 57), torch.tensor(3249.0))


@exercise("mse_loss", points=2)'''
SECRETS = (
    "of_many", "Thousands of rows", "4321", "3249", "is_by_hand", "/ 11",
    "utomatic differentiation", "uses-autograd", "grad-autograd", "98765",
)  # fmt: skip
"""Names, titles, inputs, answers, mistakes and points of the two hidden checks."""
FINE = "def mse_loss(y_hat, y):\n    return ((y_hat - y) ** 2).mean()\n"
FOR_FEW = FINE.replace("return", "return 98765.0 if len(y) > 99 else")
RAISES = FINE.replace("return", "assert len(y) < 99, '98765'\n    return")
SPY = (
    "kept = []\ndef mse_loss(y_hat, y):\n    kept.append(str(y.shape))\n"
    "    if len(y) < 99: raise ValueError(' '.join(sorted(set(kept))))\n"
    "    return ((y_hat - y) ** 2).mean()\n"
)
TELLS_NEXT = (
    "kept = []\ndef mse_loss(y_hat, y):\n    kept.append(str(y.shape))\n"
    "    return ((y_hat - y) ** 2).mean()\n\n"
    "def mse_grad(X, y, w, b):\n    raise ValueError(' '.join(sorted(set(kept))))\n"
)
BY_MACHINE = (
    "import torch\ndef mse_grad(X, y, w, b):\n"
    "    w, b = w.clone().requires_grad_(), b.clone().requires_grad_()\n"
    "    return torch.autograd.grad(((X @ w + b - y) ** 2).mean(), (w, b))\n"
)
NO_BIAS = "def predict(X, w, b):\n    return X @ w\n"


def grade(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "grader", *map(str, arguments)],
        capture_output=True, text=True, timeout=300,
    )  # fmt: skip


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Path:
    """The small assignment with two hidden checks and a summarised one."""
    root = tmp_path_factory.mktemp("course") / "linear"
    shutil.copytree(ROOT / "examples" / "linear", root)
    checks = root / "checks" / "test_linear.py"
    first = '@exercise("mse_loss", points=2)'
    checks.write_text(checks.read_text().replace(first, MANY))
    toml = root / "assignment.toml"
    loss = '"mse_loss(y_hat, y)", points = '
    text = toml.read_text().replace(f"{loss}2", f"{loss}3")
    toml.write_text(text.replace("[requires]", f"{LEVELS}\n[requires]"))
    return root


def hand_in(folder: Path, course: Path, *wrong: str) -> Path:
    shutil.copytree(course / "solutions", folder)
    with (folder / "linear.py").open("a") as out:
        out.write("\n\n" + "\n\n".join(wrong))
    return folder


def leaks(*texts: str | bytes) -> list[str]:
    plain = [t.decode() if isinstance(t, bytes) else t for t in texts]
    return [secret for secret in SECRETS if any(secret in text for text in plain)]


@dataclass(frozen=True)
class Told:
    """What a grading told: on the terminal, and in its two files."""

    out: str
    err: str
    report: dict[str, Any]
    page: str


@pytest.fixture(scope="module")
def told(course, tmp_path_factory) -> Callable[..., Told]:
    """The same answers, graded with the options given, once for each.

    Wrong in both hidden checks, and in the summarised one.
    """
    home = tmp_path_factory.mktemp("told")
    mine = hand_in(home / "mine", course, FOR_FEW, BY_MACHINE, NO_BIAS)

    @cache
    def run(*options: str) -> Told:
        files = home / "r.json", home / "r.html"
        ran = grade(mine, "--assignment", course, "--json", files[0],
                    "--html", files[1], *options)  # fmt: skip
        assert ran.returncode == 0, ran.stderr
        report, page = (file.read_text("utf-8") for file in files)
        return Told(ran.stdout, ran.stderr, json.loads(report), page)

    return run


def test_what_is_wrong_in_hidden_checks_shows_nowhere(told):
    shown, whole = told(), told("--instructor")

    report = shown.report
    assert leaks(shown.out, shown.err, json.dumps(report), shown.page) == []
    assert (report["schema_version"], report["complete"]) == (2, False)
    assert report["score"]["core"]["out_of"] == 9
    assert report["elapsed"] == {}
    assert "passed" not in {e["outcome"] for e in report["exercises"]}
    assert "passed what is shown" in shown.out
    assert "/ 9  (of the checks that are shown)" in shown.out
    assert "Some checks are not shown here." in shown.out
    assert "Some checks are not shown here." in shown.page
    words = whole.out + json.dumps(whole.report)
    assert {"is_by_hand", "of_many", "/ 11", "grad-autograd"} <= {*leaks(words)}
    assert "holds what students are not shown" in whole.out
    assert whole.report["complete"] is True


def test_of_a_summarised_check_students_see_outcome_and_points(told):
    shown, whole = told(), told("--instructor")

    predict = shown.report["exercises"][0]
    assert predict["mistakes"] == []
    assert predict["checks"] == [
        {
            "name": "predict_is_linear", "title": "predict(X, w, b) is X w + b",
            "outcome": "failed", "points": 0.0, "out_of": 2.0, "message": None,
            "counterexample": None,
        }
    ]  # fmt: skip
    assert "FAIL  predict: predict(X, w, b) is X w + b\n" in shown.out
    for word in ("predict-no-bias", "bias is missing", "expected", "I know"):
        assert word not in shown.out
    assert "predict-no-bias" in whole.out


def test_a_class_gets_a_version_for_students_and_one_for_instructors(course, tmp_path):
    (tmp_path / "class").mkdir()
    hand_in(tmp_path / "class" / "Ada", course, FOR_FEW, BY_MACHINE)
    hand_in(tmp_path / "class" / "Bo", course, RAISES)
    hand_in(tmp_path / "class" / "Zoe", course, SPY)
    hand_in(tmp_path / "class" / "Max", course, TELLS_NEXT)
    results = tmp_path / "results"
    ran = grade("batch", tmp_path / "class", "-o", results, "--assignment", course)
    assert ran.returncode == 0, ran.stderr
    ran = grade("adjust", results, "Ada", "--set", "10.5", "--comment", "Well done")
    assert "core 10.5 (the grader gave 9)" in ran.stdout, ran.stderr

    (ada,) = results.glob("*-ada-*")
    theirs = [(ada / name).read_text() for name in ("student.json", "student.html")]
    ours = [(ada / name).read_text() for name in ("report.json", "report.html")]
    assert leaks(*theirs) == []
    assert {"of_many", "is_by_hand", "4321", "grad-autograd"} <= {*leaks(*ours)}
    assert leaks(*(path.read_text() for path in results.glob("*/student.*"))) == []
    assert len(list(results.glob("*/student.*"))) == 8
    (zoe,) = results.glob("*-zoe-*/student.json")
    # What she sees of her own code's calls is from the check that is shown.
    assert (
        "torch.Size"
        in json.loads(zoe.read_text())["exercises"][1]["checks"][0]["message"]
    )
    assert all("Well done" in text for text in (*theirs, *ours))
    assert "Core: set to 10.5 by the instructor" in theirs[1]
    assert json.loads(theirs[0])["instructor"]["core"] is None
    assert json.loads(ours[0])["instructor"]["core"] == 10.5

    ran = grade("export", results, "--to", "gradescope", "-o", tmp_path / "gradescope")
    assert ran.returncode == 0, ran.stderr
    for path in (tmp_path / "gradescope").glob("*.json"):
        told = json.loads(path.read_text())
        kinds = {test["visibility"] for test in told["tests"]}
        assert kinds == {"visible", "after_published"}
        assert told["visibility"] == "after_published"
        assert "execution_time" not in told
        seen = [test for test in told["tests"] if test["visibility"] == "visible"]
        assert leaks(json.dumps(seen)) == []


def test_in_a_notebook_hidden_checks_are_not_run(course, tmp_path):
    with ExitStack() as engines:
        grader = Grader(Settings(os.environ, tmp_path), engines)
        cells = ["import torch", FOR_FEW, BY_MACHINE, NO_BIAS]
        answer = grader.answer(Ask(cells, [], str(course)))

    assert leaks(answer.text, answer.html) == []
    assert "mse_loss: passed what is shown, 2 / 2" in answer.text
    assert "The checks that are shown passed" in answer.html
    assert "checks passed." not in answer.html
    assert "predict-no-bias" not in answer.text + answer.html


def test_as_plain_pytest_tests_hidden_checks_are_not_there(course, tmp_path):
    mine = hand_in(tmp_path / "mine", course, FOR_FEW, BY_MACHINE, NO_BIAS)
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "--submission", mine, "-v",
         "--submission-assignment", course, "-p", "no:cacheprovider"],
        capture_output=True, text=True, cwd=tmp_path, timeout=300,
    )  # fmt: skip

    assert leaks(ran.stdout, ran.stderr) == []
    assert "collected 5 items" in ran.stdout
    assert "1 failed, 4 passed" in ran.stdout
    assert "yours" not in ran.stdout


def test_the_screen_never_says_that_all_passed(course):
    assignment = load_assignment(course)
    session = Session(assignment)
    results = tuple(
        Result(Check(f"{e.name}_x", e.name, "x", 1.0), Outcome.PASSED)
        for e in assignment.exercises
    )
    session.checked(
        dict.fromkeys(session.names, ""), for_student(made(assignment, results))
    )

    lines, _ = rows(session, in_english)
    shown = "\n".join(
        [overview(session, in_english).plain, *(line.plain for line in lines),
         plain(detail(session, (), in_english), 78)]
    )  # fmt: skip

    assert "4 of 4 exercises pass what is shown   core 4 / 4" in shown
    assert "exercises passed" not in shown
    assert "All checks that are shown pass." in shown


def made(assignment, results=(), runs=(), **more) -> Report:
    """A report put together by hand."""
    environment = Environment("strong", "cpu", {"mnist": "sample"}, {}, 0)
    return Report(
        assignment, Submission("x", "0", ()), results, runs, environment,
        {"total": 77.0}, **more,
    )  # fmt: skip


def test_runs_can_be_hidden_and_summarised():
    course = load_assignment(mlp_folder())
    levels = {"mnist": Feedback.HIDDEN, "fashion-mnist": Feedback.SUMMARY}
    runs = tuple(
        RunResult(
            run, Outcome.FAILED, 0.5, 0.9, (Epoch(0.5, 0.9, 9.0, 1.0),),
            Finding("low_accuracy", {"got": "0.5", "want": "0.9"}),
        )
        for run in course.runs
    )  # fmt: skip

    report = for_student(made(replace(course, feedback=levels), runs=runs))

    (row,) = report_data(report)["accuracy"]
    assert (row["name"], row["outcome"], row["out_of"]) == (
        "fashion-mnist",
        "failed",
        10.0,
    )
    assert (row["accuracy"], row["message"], row["parts"], row["curve"]) == (
        None, None, [], [],
    )  # fmt: skip
    assert report_data(report)["environment"]["data"] is None
    assert "sample" not in render_text(report)
    assert "at least" not in render_text(report)


def test_a_stand_in_for_what_fails_hidden_is_not_told():
    course = load_assignment(mlp_folder())
    results = (
        Result(Check("a", "relu", "a", 5), Outcome.PASSED),
        Result(Check("b", "relu", "b", 1), Outcome.FAILED),
        Result(Check("c", "relu_grad", "c", 6), Outcome.PASSED),
    )
    provided = {"relu_grad": ("relu",)}
    hidden = replace(course, feedback={"b": Feedback.HIDDEN})

    assert for_student(made(course, results, provided=provided)).provided == provided
    assert not for_student(made(hidden, results, provided=provided)).provided


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('feedback = "none"', "Invalid enum value 'none'"),
        ('feedback = { predicct = "hidden" }', "Did you mean `predict`?"),
        ('feedback = { test_train_descends = "hidden" }', "no check, exercise or run"),
    ],
)
def test_an_unknown_level_or_name_is_refused(tmp_path, line, told):
    root = shutil.copytree(ROOT / "examples" / "linear", tmp_path / "linear")
    toml = root / "assignment.toml"
    toml.write_text(f"{line}\n{toml.read_text()}")

    with pytest.raises(AssignmentError) as raised:
        load_assignment(root)

    assert told in str(raised.value)


def test_without_levels_a_report_is_the_same_for_all():
    report = made(load_assignment(mlp_folder()))

    assert for_student(report) is report
