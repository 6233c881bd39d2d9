"""`grade export`: gradebooks of Canvas and Moodle, tables, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import msgspec
import openpyxl
import pytest

from grader.batch.results import Row
from tests.conftest import HOSTILE, ROOT


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
    (path,) = results.glob("*bo-ng*/report.json")
    data = json.loads(path.read_text())
    data["exercises"][0]["mistakes"] = [
        {"id": "x", "message": "<script>alert(1)</script>"}
    ]
    path.write_text(json.dumps(data))

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
        ([ROOT / "README.md", "--assignment", "x"], "a report has all in it"),
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
    graded_class, tmp_path, text, column, sentence
):
    file = canvas(tmp_path, text)

    said = refused(
        graded_class, "--to", "canvas", "--gradebook", file, "--column", column
    )

    assert sentence in said


def test_a_wrong_worksheet_is_said_in_a_sentence(graded_class, tmp_path):
    file = canvas(tmp_path)

    said = refused(graded_class, "--to", "moodle", "--worksheet", file)

    assert "is no offline grading worksheet" in said
