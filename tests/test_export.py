"""`grade export`: results in the forms of other platforms, each by its description."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import stat
import subprocess
import sys
import sysconfig
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import jsonschema
import msgspec
import openpyxl
import pytest

from grader.batch.results import Row
from tests.conftest import ROOT

RIGHT = "def relu(X):\n    return X.clamp(min=0)\n"
LEAKY = "import torch\ndef relu(X):\n    return torch.where(X > 0, X, X / 100)\n"
HOSTILE = "=cmd()]]><b>\u202e&"
VISIBILITY = {"enum": ["hidden", "after_due_date", "after_published", "visible"]}
FORMAT = {"enum": ["text", "html", "simple_format", "md", "ansi"]}
# https://gradescope-autograders.readthedocs.io/en/latest/specs/, "Output format".
GRADESCOPE = {
    "type": "object",
    "required": ["score", "tests"],
    "properties": {
        "score": {"type": "number"},
        "execution_time": {"type": "number"},
        "output": {"type": "string"},
        "output_format": FORMAT,
        "visibility": VISIBILITY,
        "stdout_visibility": VISIBILITY,
        "tests": {
            "type": "array",
            "items": {
                "required": ["score", "max_score", "name"],
                "properties": {
                    "score": {"type": "number"},
                    "max_score": {"type": "number"},
                    "status": {"enum": ["passed", "failed"]},
                    "name": {"type": "string"},
                    "name_format": FORMAT,
                    "output": {"type": "string"},
                    "output_format": FORMAT,
                    "visibility": VISIBILITY,
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
# junit-10.xsd of https://github.com/jenkinsci/xunit-plugin: elements, attributes.
JUNIT = {
    "testsuites": {"name", "time", "tests", "failures", "errors", "skipped"},
    "testsuite": {"name", "time", "tests", "failures", "errors", "skipped"},
    "properties": set(),
    "property": {"name", "value"},
    "testcase": {"name", "classname"},
    "failure": {"message", "type"},
    "error": {"message", "type"},
    "skipped": {"message"},
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory) -> Path:
    """A class, really graded: right, wrong, hostile by name, and not to be read."""
    folder = tmp_path_factory.mktemp("class")
    hand_ins = {"Jané Doe": RIGHT, "Bo Ng": LEAKY, HOSTILE: LEAKY, "Lee": RIGHT}
    for name, text in hand_ins.items():
        (folder / name).mkdir()
        (folder / name / "activations.py").write_text(text, "utf-8")
    (folder / "zoe.zip").write_bytes(b"PK no zip at all")
    results = tmp_path_factory.mktemp("results")
    done = grade("batch", folder, "-o", results, "--only", "relu", "--no-accuracy")
    assert done.returncode == 0, done.stderr
    return results


def grade(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "grader", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True)


def export(*arguments: object) -> tuple[str, str]:
    """What was written, and what was said on standard error."""
    done = grade("export", *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout, done.stderr


def refused(*arguments: object) -> str:
    done = grade("export", *arguments)
    assert done.returncode in (2, 3)
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.fixture
def results(graded, tmp_path) -> Path:
    """A copy that a test may change."""
    return Path(shutil.copytree(graded, tmp_path / "results"))


def change(results: Path, name: str, **fields: object) -> None:
    """Change the row of one submission, as intake or a fault of ours would."""
    for path in results.glob("*/row.json"):
        row = msgspec.json.decode(path.read_bytes(), type=Row)
        if row.name == name:
            path.write_bytes(
                msgspec.json.encode(msgspec.structs.replace(row, **fields))
            )


def report_of(results: Path, slug: str) -> Path:
    (found,) = results.glob(f"*-{slug}-*/report.json")
    return found


CANVAS = (
    "\ufeffStudent,ID,SIS Login ID,Section,Quiz (7),MLP (12),Final Score\r\n"
    ",,,,Manual Posting,,\r\n"
    "    Points Possible,,,,10.00,60.00,(read only)\r\n"
    '"Doe, Jane",101,jane,"A, B",,,"5"\r\n'
    '"Ng, Bo",102,bo@x.org,A,3.0,,1\r\n'
    '"Nobody, Ann",103,ann,A,3.0,,1\r\n'
    '"Lee, Kim",104,kim,A,,EX,\r\n'
    '"Student, Test",105,test,A,,,\r\n'
)


def canvas(folder: Path, text: str = CANVAS) -> Path:
    (folder / "canvas.csv").write_bytes(text.encode())
    return folder / "canvas.csv"


def test_canvas_gets_the_points_and_every_other_byte_stays(results, tmp_path):
    change(results, "Bo Ng", email="BO@x.org")
    change(results, "Lee", id="104")

    written, said = export(
        results, "--to", "canvas", "--gradebook", canvas(tmp_path), "--column", "mlp"
    )

    lines = written.removeprefix("\ufeff").splitlines()
    before = CANVAS.removeprefix("\ufeff").splitlines()
    changed = {old: new for old, new in zip(before, lines, strict=True) if old != new}
    assert changed == {
        '"Doe, Jane",101,jane,"A, B",,,"5"': '"Doe, Jane",101,jane,"A, B",,6,5',
        '"Ng, Bo",102,bo@x.org,A,3.0,,1': '"Ng, Bo",102,bo@x.org,A,3.0,1,1',
    }
    assert "Lee: excused in Canvas; left so." in said
    assert "zoe: no points. The archive" in said
    assert "=cmd()]]><b> &: not found in the file." in said


def test_canvas_gets_no_line_break_or_mark_of_ours(results, tmp_path):
    target = tmp_path / "merged.csv"

    export(results, "--to", "canvas", "--gradebook", canvas(tmp_path), "--column",
           "MLP (12)", "--scale", "-o", target)  # fmt: skip

    merged = target.read_bytes().decode()
    assert merged.count("\r\n") == CANVAS.count("\r\n") == merged.count("\n")
    assert '"Doe, Jane",101,jane,"A, B",,60,5\r\n' in merged


def test_a_new_assignment_becomes_a_column_with_its_points(results, tmp_path):
    change(results, "Bo Ng", provisional=True)

    written, said = export(
        results, "--to", "canvas", "--gradebook", canvas(tmp_path), "--column", "New"
    )

    rows = list(csv.reader(io.StringIO(written)))
    assert [row[-1] for row in rows] == ["New", "", "6", "6", "", "", "", ""]
    assert "Bo Ng: no points yet, the result is provisional." in said
    assert "`New` is added: a new assignment, 6 points." in said


def test_two_students_of_one_name_get_nothing_by_it(results, tmp_path):
    twins = CANVAS.replace("Nobody, Ann", "Doe, Jané").replace(",EX,", ",,")
    change(results, "Lee", id="102")
    change(results, "Bo Ng", id="102")

    written, said = export(
        results, "--to", "canvas", "--gradebook", canvas(tmp_path, twins),
        "--column", "MLP",
    )  # fmt: skip

    assert [row[5] for row in csv.reader(io.StringIO(written))][3:] == [""] * 5
    assert "Jané Doe: several students are called so; left out." in said
    assert "Bo Ng and Lee: submissions of one student; left out." in said


MOODLE = (
    "Identifier,Full name,Email address,Status,Grade,Maximum grade,"
    "Grade can be changed,Last modified (grade),Feedback comments\n"
    "Participant 11,Jane DOE,jane@x.org,Submitted,,{most},Yes,-,\n"
    "Participant 12,Bo Ng,bo@x.org,Submitted,3.00,{most},Yes,-,old\n"
    "Participant 13,Kim Lee,kim@x.org,Submitted,2.00,{most},No,-,old\n"
    "Participant 14,Ann Nobody,ann@x.org,No submission,,{most},Yes,-,\n"
)


def moodle(folder: Path, most: str) -> Path:
    (folder / "moodle.csv").write_text(MOODLE.format(most=most), "utf-8")
    return folder / "moodle.csv"


def test_moodle_gets_grades_and_feedback_that_no_browser_runs(results, tmp_path):
    change(results, "Lee", id="13")
    change(results, HOSTILE, id="Participant 14")

    written, said = export(
        results, "--to", "moodle", "--worksheet", moodle(tmp_path, "100.00")
    )

    jane, bo, kim, ann = csv.DictReader(io.StringIO(written))
    assert [row["Grade"] for row in (jane, bo, kim, ann)] == ["6", "1", "2.00", "1"]
    assert jane["Feedback comments"] == "Core: 6 / 6"
    assert bo["Feedback comments"].startswith("Core: 1 / 6<br>relu: 1 / 6. Negative")
    assert kim["Feedback comments"] == "old"
    assert "Lee: the grade cannot be changed in Moodle; left so." in said


def test_feedback_is_escaped(results, tmp_path):
    slip = {"exercise": "relu", "id": "x", "message": "<script>alert(1)</script>"}
    change(results, "Bo Ng", slips=(slip,))

    written, _ = export(
        results, "--to", "moodle", "--worksheet", moodle(tmp_path, "100.00")
    )

    assert "<script" not in written
    assert "&lt;script&gt;" in written


def test_moodle_never_gets_a_grade_that_it_would_skip(results, tmp_path):
    worksheet = moodle(tmp_path, '"5,00"')

    said = refused(results, "--to", "moodle", "--worksheet", worksheet)
    written, _ = export(results, "--to", "moodle", "--worksheet", worksheet, "--scale")

    assert "Moodle would skip it. Add `--scale`, or raise it." in " ".join(said.split())
    grades = [row["Grade"] for row in csv.DictReader(io.StringIO(written))]
    assert grades == ["5", "0,83", "2.00", ""]


def test_gradescope_gets_results_in_its_form(results, tmp_path):
    change(results, "Lee", provisional=True)
    folder = tmp_path / "gradescope"

    export(results, "--to", "gradescope", "-o", folder)

    found = {path.name: json.loads(path.read_text()) for path in folder.iterdir()}
    (bo,) = [data for name, data in found.items() if "bo-ng" in name]
    jsonschema.validate(bo, GRADESCOPE)
    assert bo["score"] == 1
    assert sum(test["score"] for test in bo["tests"]) == 1
    assert sum(test["max_score"] for test in bo["tests"]) == 6
    assert "X = -1" in bo["tests"][0]["output"]
    without = [d for n, d in found.items() if "lee" in n or "zoe" in n]
    assert len(without) == 2
    assert all("score" not in data and "tests" not in data for data in without)


def test_junit_has_a_suite_a_submission_and_a_case_a_check(results):
    written, _ = export(results, "--to", "junit")

    root = ET.fromstring(written)
    for element in root.iter():
        assert set(element.attrib) <= JUNIT[element.tag], element.tag
    names = [suite.get("name") for suite in root]
    assert names[0] == "=cmd()]]><b> &"
    for kind in ("failure", "error", "skipped"):
        plural = {"failure": "failures", "error": "errors"}.get(kind, kind)
        assert int(root.get(plural)) == len(list(root.iter(kind)))
    assert int(root.get("tests")) == len(list(root.iter("testcase")))
    bo = root[names.index("Bo Ng")]
    failures = {case.get("name") for case in bo if case.find("failure") is not None}
    assert "relu_is_the_larger_of_x_and_0" in failures
    assert len({(c.get("classname"), c.get("name")) for c in bo.iter("testcase")}) == 6


def test_one_report_is_exported_like_a_class(graded, tmp_path):
    report = report_of(graded, "bo-ng")

    junit, _ = export(report, "--to", "junit")
    results, _ = export(report, "--to", "gradescope")

    assert [suite.get("name") for suite in ET.fromstring(junit)] == ["Bo Ng"]
    jsonschema.validate(json.loads(results), GRADESCOPE)


def test_a_table_holds_no_formula(results, tmp_path):
    book = tmp_path / "class.xlsx"

    written, _ = export(results, "--to", "csv")
    export(results, "--to", "xlsx", "-o", book)

    rows = list(csv.DictReader(io.StringIO(written.removeprefix("\ufeff"))))
    assert {row["name"]: row["core"] for row in rows} == {
        "'=cmd()]]><b> &": "1.0", "Jané Doe": "6.0", "Bo Ng": "1.0", "Lee": "6.0",
        "zoe": "",
    }  # fmt: skip
    sheets = openpyxl.load_workbook(book)
    assert sheets.sheetnames == ["Grades", "Exercises", "Mistakes"]
    assert sheets["Grades"].freeze_panes == "B2"
    cells = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    points = {row[0].value: row[4].value for row in sheets["Grades"].iter_rows()}
    assert points["Bo Ng"] == 1
    assert points["zoe"] is None


@pytest.fixture
def autograder(tmp_path) -> Path:
    """What Gradescope makes of our archive, with a folder in place of its root."""
    packed = tmp_path / "autograder.zip"
    course = ROOT / "examples" / "linear"
    export("--to", "gradescope-autograder", "--assignment", course, "-o", packed)
    root = tmp_path / "autograder"
    with zipfile.ZipFile(packed) as archive:
        modes = {i.filename: i.external_attr >> 16 for i in archive.infolist()}
        archive.extractall(root / "source")
    assert modes["setup.sh"] == modes["run_autograder"] == stat.S_IFREG | 0o755
    shutil.copy(root / "source" / "run_autograder", root)
    return root


def run_autograder(root: Path) -> tuple[int, dict]:
    scripts = sysconfig.get_path("scripts")
    environment = {
        **os.environ, "GRADER_AUTOGRADER": str(root),
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, root / "run_autograder"], env=environment, cwd=root
    )
    return done.returncode, json.loads((root / "results/results.json").read_text())


def test_the_autograder_grades_a_submission(autograder):
    shutil.copytree(ROOT / "examples/linear/solutions", autograder / "submission")

    code, data = run_autograder(autograder)

    assert code == 0
    jsonschema.validate(data, GRADESCOPE)
    assert data["score"] == sum(test["max_score"] for test in data["tests"]) > 0


def test_the_autograder_gives_no_score_where_it_cannot_grade(autograder):
    (autograder / "submission").mkdir()
    shutil.rmtree(autograder / "source" / "assignment" / "checks")

    code, data = run_autograder(autograder)

    assert code == 1
    assert "score" not in data
    assert "tests" not in data
    assert data["output"].startswith("This submission could not be graded.")


def test_setup_is_a_script_that_bash_can_read():
    script = ROOT / "grader" / "export" / "autograder" / "setup.sh"

    subprocess.run(["bash", "-n", script], check=True)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere"], "There is no `nowhere`."),
        ([], "Name what to export"),
        ([ROOT / "docs"], "holds no results"),
        ([ROOT / "README.md"], "is no report of this grader"),
        (["x", "--to", "word"], "`--to` is one of canvas, moodle"),
        (["x", "--to", "canvas"], "`--gradebook FILE`"),
        (["x", "--to", "moodle"], "`--worksheet FILE`"),
        (["x", "--to", "junit", "--scale"], "is for `--to canvas or moodle`"),
        (["x", "--to", "canvas", "--score", "all"], "`--score` is one of core"),
        (["x", "--to", "gradescope-autograder"], "An autograder needs no results"),
        (["--to", "gradescope-autograder", "--wheel", "x.whl"], "`x.whl` is no wheel"),
    ],
)
def test_what_cannot_be_exported_is_said_in_a_sentence(arguments, sentence):
    assert sentence in refused(*arguments)


@pytest.mark.parametrize(
    ("text", "column", "sentence"),
    [
        (
            CANVAS,
            "MLP (13)",
            "`MLP (13)` is no column of the export.",
        ),
        (CANVAS, "", "Name the assignment with `--column`. The export has `Quiz (7)`"),
        (CANVAS.replace("MLP", "Quiz"), "quiz", "`quiz` fits several columns"),
        ("a,b\n1,2\n", "", "is no gradebook of Canvas"),
        ('a,"b\n', "", "is no CSV file"),
        ("", "", "is empty"),
    ],
)
def test_a_wrong_gradebook_or_column_is_said_in_a_sentence(
    graded, tmp_path, text, column, sentence
):
    file = canvas(tmp_path, text)

    said = refused(graded, "--to", "canvas", "--gradebook", file, "--column", column)

    assert sentence in said


def test_a_wrong_worksheet_is_said_in_a_sentence(graded, tmp_path):
    file = canvas(tmp_path)

    said = refused(graded, "--to", "moodle", "--worksheet", file)

    assert "is no offline grading worksheet" in said
