"""Another course is another folder: `examples/linear`, and the commands around it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LINEAR = ROOT / "examples" / "linear"


def grade(*arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "grader", *map(str, arguments)],
        capture_output=True, text=True, timeout=300, env={**os.environ, **more},
    )  # fmt: skip


def test_a_mistake_of_another_assignment_is_named_and_costs_once(tmp_path):
    mine = shutil.copytree(LINEAR / "solutions", tmp_path / "mine")
    with (mine / "linear.py").open("a") as out:
        out.write("\n\ndef mse_grad(X, y, w, b):\n    e = X @ w + b - y\n")
        out.write("    return X.T @ e * 2, e.sum() * 2\n")

    ran = grade(mine, "--assignment", LINEAR, "--json", tmp_path / "r.json")

    rows = {
        e["name"]: e for e in json.loads((tmp_path / "r.json").read_text())["exercises"]
    }
    assert [m["id"] for m in rows["mse_grad"]["mistakes"]] == ["grad-no-n"]
    assert rows["train"]["outcome"] == "passed"
    others = {name: row["points"] for name, row in rows.items() if name != "mse_grad"}
    assert others == {"predict": 2, "mse_loss": 2, "train": 3}
    assert "Linear regression: mine" in ran.stdout
    assert "[grad-no-n]" in ran.stdout
    assert "The loss is a mean" in ran.stdout


def test_the_audit_lists_what_is_wrong_and_exits_with_1(tmp_path):
    course = shutil.copytree(LINEAR, tmp_path / "course")
    mistakes = course / "mistakes" / "mse_loss.toml"
    mistakes.write_text(mistakes.read_text().replace(".sum()", ".mean()"))
    (course / "hints" / "train.toml").unlink()
    (course / "exercises" / "linear.py").write_text("def predict(): pass\n")
    (course / "locale" / "zh.po").unlink()
    wrong = tmp_path / "answers"
    wrong.mkdir()
    (wrong / "predict.py").write_text(
        "# === is-wrong: no bias\ndef predict(X, w, b):\n    return X @ w\n"
    )

    ran = grade("audit", "--assignment", course, "--answers", wrong)

    assert ran.returncode == 1
    for problem in (
        "mse_loss: mse-sum is not caught",
        "train: there are no hints",
        "`linear.py` is not what `grade release` makes of the solution",
        "no translation of the title `predict(X, w, b) is X w + b`",
        "predict: the right answer is-wrong fails predict_is_linear",
    ):
        assert problem in ran.stderr
    assert "mse_grad                      4 mistakes" in ran.stderr
    assert "PROBLEM  mse_grad" not in ran.stderr


def test_a_folder_that_is_no_assignment_is_refused(tmp_path):
    ran = grade(LINEAR / "solutions", "--assignment", tmp_path)

    assert ran.returncode == 3
    assert "There is no `assignment.toml`" in ran.stderr


def test_hints_are_a_ladder_in_both_languages():
    first, last = grade("hint", "relu"), grade("hint", "relu", "--step", "3")
    chinese = grade("hint", "relu", "--lang", "zh")

    assert first.stdout.startswith("Hint 1 of 3 for `relu`:\n")
    assert "grade hint relu --step 2" in first.stdout
    assert "--step 4" not in last.stdout
    assert len(last.stdout.splitlines()) == 2
    assert "`relu`" in chinese.stdout
    assert "Hint" not in chinese.stdout
    assert first.stdout.splitlines()[1] not in chinese.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["hint", "rellu"], "There is no exercise `rellu`. Did you mean `relu`?"),
        (["hint", "relu", "--lang", "fr"], "`--lang` is en or zh, not `fr`."),
    ],
)
def test_a_wrong_question_for_a_hint_is_answered_in_a_sentence(arguments, says):
    ran = grade(*arguments)

    assert (ran.returncode, ran.stderr) == (2, f"grade: {says}\n")


def test_a_report_in_chinese_has_no_english_sentence(tmp_path):
    (tmp_path / "activations.py").write_text(
        "def relu(X):\n    return X.where(X > 0, 0.01 * X)\n"
    )

    ran = grade(tmp_path, "--only", "relu", LC_ALL="zh_CN.UTF-8", COLUMNS="78")

    assert "[relu-leaky]" in ran.stdout
    assert "leaky ReLU" in ran.stdout
    for english in ("expected", "yours", "partly", "Also", "Isolation"):
        assert english not in ran.stdout
