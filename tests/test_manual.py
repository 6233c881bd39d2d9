"""`grade adjust` and `manual.toml`: what the instructor says, and that it survives."""

from __future__ import annotations

import csv
import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.assignment import load_assignment, mlp_folder
from grader.batch.finished import conclude, read_class
from grader.batch.manual import find_student, with_manual
from grader.batch.results import Row
from grader.errors import UsageError

LEAKY = "import torch\ndef relu(X):\n    return torch.where(X > 0, X, X / 100)\n"
EVIL = "=<b>cmd()</b>"
ROWS = [Row("Ada Lovelace", "", "", core=1.0, exercises={"relu": 1.0}, id="4711")]


def grade(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "grader", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=300)


def batch(submissions: Path, results: Path) -> list[object]:
    return ["batch", submissions, "-o", results, "--no-accuracy", "--only", "relu"]


def row(results: Path, name: str) -> dict[str, str]:
    with (results / "gradebook.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["name"]: row for row in csv.DictReader(file)}[name]


def report(results: Path) -> tuple[dict[str, object], str]:
    """Ada's, as JSON and as a page."""
    (folder,) = results.glob("*ada-lovelace*")
    data = json.loads((folder / "report.json").read_text("utf-8"))
    return data, (folder / "report.html").read_text("utf-8")


@pytest.fixture(scope="module")
def graded(tmp_path_factory) -> tuple[Path, Path]:
    """Submissions and results of a class of three."""
    folder = tmp_path_factory.mktemp("class")
    for name in ("Ada Lovelace", "Bo"):
        (folder / name).mkdir()
        (folder / name / "activations.py").write_text(LEAKY, "utf-8")
    (folder / "zoe.zip").write_bytes(b"PK no zip at all")
    results = tmp_path_factory.mktemp("results")
    done = grade(*batch(folder, results))
    assert done.returncode == 0, done.stderr
    return folder, results


@pytest.fixture
def results(graded, tmp_path) -> Path:
    """A copy of the results, to be changed."""
    return shutil.copytree(graded[1], tmp_path / "results")


def test_a_comment_and_points_are_in_gradebook_and_report_at_once(results):
    done = grade("adjust", results, "Ada Lovelace", "--comment", EVIL, "--add", "2.5")
    assert done.returncode == 0, done.stderr
    assert "core 3.5 (the grader gave 1)" in done.stdout

    line = row(results, "Ada Lovelace")
    assert (line["core"], line["core_by_grader"]) == ("3.5", "1.0")
    assert line["comment_by_instructor"] == f"'{EVIL}"
    assert row(results, "Bo")["core"] == "1.0"
    data, page = report(results)
    assert data["score"]["core"] == {"points": 1.0, "out_of": 6.0}
    assert data["instructor"] == {
        "comment": EVIL, "core": 3.5, "extension": None,
        "changes": [{"what": "core", "add": 2.5, "set": None}],
    }  # fmt: skip
    assert "=&lt;b&gt;cmd()&lt;/b&gt;" in page
    assert EVIL not in page
    assert "+2.5 points by the instructor" in page
    assert "Core with these changes: 3.5" in page


def test_an_export_has_the_instructors_points_and_words(results):
    grade("adjust", results, "Bo", "--add", "2", "--comment", "for the drawing")
    grade("adjust", results, "zoe", "--set", "4", "--comment", "on paper")

    done = grade("export", results, "--to", "csv", "-o", results / "out.csv")

    assert done.returncode == 0, done.stderr
    with (results / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        found = {row["name"]: row for row in csv.DictReader(file)}
    assert {name: row["core"] for name, row in found.items()} == {
        "Ada Lovelace": "1.0", "Bo": "3.0", "zoe": "4.0",
    }  # fmt: skip
    assert found["Bo"]["core_by_grader"] == "1.0"
    assert found["zoe"]["comment_by_instructor"] == "on paper"


def test_it_survives_a_kill_and_a_new_grading(graded, results):
    (results / "manual.toml").write_text('[Bo]\nset.relu = 4\ncomment = "So be it."\n')
    for _, folder in enumerate(results.glob("0*")):
        shutil.rmtree(folder)  # all is graded anew
    command = [sys.executable, "-m", "grader", *batch(graded[0], results)]
    process = subprocess.Popen(
        [str(word) for word in command],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    end = time.monotonic() + 120
    while not list(results.glob("*/report.json")) and time.monotonic() < end:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()

    assert grade(*batch(graded[0], results)).returncode == 0

    line = row(results, "Bo")
    assert (line["core"], line["relu"], line["core_by_grader"]) == ("4.0", "4.0", "1.0")
    (page,) = results.glob("*-bo-*/report.html")
    assert "relu: set to 4 by the instructor" in page.read_text("utf-8")


def test_what_is_taken_back_leaves_no_trace(graded, results):
    before = {p: p.read_bytes() for p in results.rglob("*.*") if p.is_file()}
    assert grade("adjust", results, "Bo", "--add", "2", "--comment", "x").stdout
    assert {p for p in before if p.read_bytes() != before[p]} != set()

    assert grade("adjust", results, "Bo", "--add", "0", "--comment", "").stdout

    assert {p: p.read_bytes() for p in before} == before
    assert (results / "manual.toml").read_text().strip() == ""


def test_an_edit_keeps_what_was_written_by_hand(results):
    path = results / "manual.toml"
    path.write_text("# Talked to her.\n[Bo]\nadd.core = 1   # late bus\nset.relu = 3\n")

    grade("adjust", results, "Bo", "--set", "2.5", "--exercise", "relu")
    grade("adjust", results, "Bo", "--add", "-9")
    grade("adjust", results, "zoe", "--set", "40")

    text = path.read_text()
    assert "# Talked to her." in text
    assert "late bus" in text
    assert row(results, "Bo")["relu"] == "2.5"
    assert row(results, "Bo")["core"] == "0.0"
    assert row(results, "zoe")["core"] == "40.0"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[Bo]\ncomment 3\n", "line 2"),
        ("# x\n\n[Bo]\nadd = 3\n", "(line 3), student `Bo`: Expected `object`"),
        ("[Bo]\npoints = 3\n", "unknown field `points`"),
        ("[Bo]\nadd.rleu = 3\n", "Did you mean `relu`?"),
        ("[Bo]\nadd.core = nan\n", "points are numbers up to 10000, not nan"),
        ("[Bo]\nset.core = -1\n", "`set` takes points from 0 on, not -1."),
        ("[Bo]\nset.core = 1\nadd.core = 1\n", "is both in `add` and in `set`"),
        ("[bo]\ncomment = 'x'\n", "no student `bo` in these results. Did you mean"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_told_in_a_sentence(tmp_path, text, told):
    (tmp_path / "manual.toml").write_text(text)

    with pytest.raises(UsageError, match=r"manual\.toml") as raised:
        with_manual([Row("Bo", "", "")], tmp_path, load_assignment(mlp_folder()))

    assert told in str(raised.value)


def test_a_wrong_file_stops_the_command_before_anything_is_graded(graded, results):
    (results / "manual.toml").write_text("[Bo]\ncomment 3\n")
    shutil.rmtree(next(results.glob("*-bo-*")))

    done = grade(*batch(graded[0], results))

    assert done.returncode == 2
    assert "(at line 2, column 9)" in done.stderr
    assert not list(results.glob("*-bo-*"))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["ada", "--add", "1"], "Did you mean `Ada Lovelace`?"),
        (["Bo"], "give `--comment`, `--add` or `--set`"),
        (["Bo", "--add", "1", "--set", "1"], "exclude each other"),
        (["Bo", "--add", "1", "--part", "core", "--exercise", "relu"], "exclude"),
        (["Bo", "--add", "1", "--exercise", "rleu"], "Did you mean `relu`?"),
        (["Bo", "--add", "inf"], "not inf"),
    ],
)
def test_a_wrong_command_says_why_and_writes_nothing(results, arguments, told):
    done = grade("adjust", results, *arguments)

    assert done.returncode == 2
    assert told in done.stderr
    assert not (results / "manual.toml").exists()


@pytest.mark.parametrize(
    ("name", "told"), [("report.html", "no place"), ("report.json", "truncated")]
)
def test_a_damaged_report_is_named(results, name, told):
    (path,) = results.glob(f"*-bo-*/{name}")
    path.write_text("{")

    done = grade("adjust", results, "Bo", "--add", "1")

    assert done.returncode == 3
    assert told in done.stderr
    assert path.parent.name in done.stderr


def test_results_may_be_moved_and_an_assignment_elsewhere_is_asked_for(
    results, tmp_path
):
    kept = json.loads((results / "class.json").read_text())
    assert kept["assignment"] == ""  # that of the package, wherever it is installed

    kept["assignment"] = "/another/machine"
    (results / "class.json").write_text(json.dumps(kept))
    course = shutil.copytree(mlp_folder(), tmp_path / "course")
    adjust = ["adjust", results, "Bo", "--add", "1"]

    for command in (["export", results], adjust):
        told = grade(*command)
        assert (told.returncode, told.stderr.count("`--assignment DIR`")) == (2, 1)
        assert grade(*command, "--assignment", course).returncode == 0


def test_a_folder_without_results_is_refused(tmp_path):
    with pytest.raises(UsageError, match="holds no results of a class"):
        read_class(tmp_path)


def test_a_student_is_found_by_id_and_one_of_two_is_asked_for():
    twins = [*ROWS, Row("Bo", "", "", id="4711")]
    assert find_student("4711", ROWS).name == "Ada Lovelace"
    with pytest.raises(UsageError, match="may be `Ada Lovelace` or `Bo`"):
        find_student("4711", twins)


def test_a_student_named_twice_is_refused_and_the_part_is_set_last(tmp_path):
    assignment = load_assignment(mlp_folder())
    path = tmp_path / "manual.toml"
    path.write_text("[4711]\nset.core = 9\nadd.relu = 3\nadd.extension = 1\n")
    (found,) = with_manual(ROWS, tmp_path, assignment)
    assert (found.core, found.extension, found.exercises["relu"]) == (9.0, 1.0, 4.0)

    path.write_text('[4711]\nadd.core = 1\n["Ada Lovelace"]\nadd.core = 1\n')
    with pytest.raises(UsageError, match="names the student `Ada Lovelace` twice"):
        conclude(tmp_path, assignment, ROWS, {"Ada Lovelace": "x"}, "en")
