"""Downloads of course platforms as they come: Canvas, Moodle, Gradescope, GitHub."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from grader.batch.entries import find_entries
from grader.batch.entry import Entry, apart
from grader.batch.platforms.canvas import restored
from grader.errors import SubmissionError
from grader.report.language import speak

RIGHT = "def relu(X):\n    return X.clamp(min=0)\n"
LEAKY = "import torch\ndef relu(X):\n    return torch.where(X > 0, X, X / 100)\n"
NONE = "def relu(X):\n    raise NotImplementedError\n"
EXERCISES = ("activations", "loss")


def lay(folder: Path, files: dict[str, str]) -> Path:
    """Write files, by their paths, into a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def zipped(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def found(folder: Path) -> dict[str, Entry]:
    return {entry.name: entry for entry in find_entries(folder, EXERCISES)}


# --- as a command -------------------------------------------------------------

CANVAS = {
    "lovelaceada_12345_700001_activations.py": NONE,
    "lovelaceada_12345_700009_activations-2.py": RIGHT,
    "lovelaceada_12345_700003_report.pdf": "a text",
    "zoëlüdenscheid_LATE_777_700004_activations-1.py": LEAKY,
    "王小明_888_700005_activations.py": RIGHT,
    "ó_neil_999_text.html": "I did it",
    "=cmd()_1_2_loss.py": "raise SystemExit\n",
}
ROSTER = """\
Student,ID,SIS User ID,SIS Login ID,Section,MLP (4)
    Points Possible,,,,,100
"Lovelace, Ada",12345,s1,ada@x.edu,1,
"Lüdenscheid, Zoë",777,s2,zoe@x.edu,1,
王小明,888,s3,wang@x.edu,1,
"O'Neil, José",999,s4,jose@x.edu,1,
"Absent, Bob",1000,s5,bob@x.edu,1,
"Student, Test",,,,,
"""


@pytest.fixture(scope="module")
def graded(tmp_path_factory) -> tuple[Path, str]:
    """Canvas's zip as it comes, graded with a roster, and what was printed."""
    folder = tmp_path_factory.mktemp("canvas")
    download = zipped(folder / "submissions.zip", CANVAS)
    lay(folder, {"students.csv": ROSTER})
    results = folder / "results"
    command = [sys.executable, "-m", "grader", "batch", download, "-o", results,
               "--roster", folder / "students.csv", "--no-accuracy", "--only",
               "relu"]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return results, done.stdout


def test_a_zip_of_canvas_and_a_roster_give_a_gradebook(graded):
    with (graded[0] / "gradebook.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}

    told = {
        key: (row["name"], row["core"], row["late"], row["note"])
        for key, row in rows.items()
    }
    assert told == {
        "12345": ("Lovelace, Ada", "6.0", "", "The last of 2 uploads counts."),
        "777": ("Lüdenscheid, Zoë", "1.0", "yes",
                "Late. An earlier upload had the same name; the last one counts."),
        "888": ("王小明", "6.0", "", ""),
        "999": ("O'Neil, José", "", "", ""),
        "1": ("'=cmd()", "0.0", "", "Not on the roster."),
        "1000": ("Absent, Bob", "", "", ""),
    }  # fmt: skip
    assert "only text or a link" in rows["999"]["problem"]
    assert rows["1000"]["problem"] == "Nothing was handed in."
    assert rows["1000"]["email"] == ""


def test_the_end_of_the_run_names_who_is_missing_and_who_is_unknown(graded):
    assert "5 submissions, 4 graded." in graded[1]
    assert "1 on the roster handed in nothing." in graded[1]
    assert "Absent, Bob: Nothing was handed in." in graded[1]
    assert "=cmd(): not on the roster." in graded[1]


def test_a_report_says_that_it_is_late(graded):
    reports = [json.loads(p.read_text()) for p in graded[0].glob("*/report.json")]
    (late,) = [r["submission"] for r in reports if r["submission"]["late"]]
    (page,) = graded[0].glob("*denscheid*/report.html")

    assert late["name"] == "Lüdenscheid, Zoë"
    assert late["note"].startswith("Late. An earlier upload")
    assert late["note"] in page.read_text("utf-8")


# --- platforms ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("original", "name"),
    [
        ("activations-2.py", "activations.py"),
        ("activations (1).py", "activations.py"),
        ("activations.py", "activations.py"),
        ("part-1.py", "part-1.py"),
        ("hw-1.tar.gz", "hw.tar.gz"),
        ("hw.tar-1.gz", "hw.tar.gz"),
        ("mlp-3f2c8a1e-1111-2222-3333-0123456789ab.ipynb", "mlp.ipynb"),
    ],
)
def test_a_name_that_canvas_numbered_is_restored(original, name):
    assert restored(original, EXERCISES)[0] == name


def test_canvas_without_names_and_two_students_of_one_name(tmp_path):
    lay(tmp_path, {
        "LATE_anon_x7Kd9_55_activations.py": RIGHT,
        "anon_Qq123_56_loss.py": RIGHT,
        "weili_1_57_activations.py": RIGHT,
        "weili_2_58_activations.py": RIGHT,
        "weili_2_59_loss.py": RIGHT,
    })  # fmt: skip

    entries = found(tmp_path)
    assert {n: (e.late, e.names) for n, e in entries.items()} == {
        "anon_x7Kd9": (True, ("activations.py",)),
        "anon_Qq123": (False, ("loss.py",)),
        "weili (1)": (False, ("activations.py",)),
        "weili (2)": (False, ("activations.py", "loss.py")),
    }


def test_moodle_with_folders_and_without(tmp_path):
    part = "assignsubmission_file"
    lay(tmp_path, {
        f"José O'Neil-Ruiz_101_{part}_/activations.py": RIGHT,
        f"王小明_102_{part}/work/activations.py": RIGHT,
        f"Zoë d'Été_103_{part}_my_file.py": RIGHT,
        f"Zoë d'Été_103_{part}_loss.py": RIGHT,
        "Zoë d'Été_103_assignsubmission_onlinetext_/onlinetext.html": "text",
        "Bo_104_assignsubmission_onlinetext_onlinetext.html": "text",
        f"Default group_{part}_/loss.py": RIGHT,
    })  # fmt: skip

    entries = found(tmp_path)
    assert {n: (e.id, len(e.paths)) for n, e in entries.items()} == {
        "José O'Neil-Ruiz": ("101", 1), "王小明": ("102", 1), "Zoë d'Été": ("103", 2),
        "Bo": ("104", 0), "Default group": ("", 1),
    }  # fmt: skip
    assert entries["Zoë d'Été"].names == ("loss.py", "my_file.py")


def test_the_group_before_all_names_of_moodle_is_no_name(tmp_path):
    for number, name in enumerate(("Ada", "Jean-Paul", "Bo"), start=1):
        lay(tmp_path, {f"Lab 1-{name}_{number}_assignsubmission_file_/x.py": RIGHT})

    assert set(found(tmp_path)) == {"Ada", "Jean-Paul", "Bo"}


METADATA = """\
submission_11:
  :submitters:
  - :name: Ada Lovelace
    :sid: '0012'
    :email: ada@x.edu
  - :name: José O'Neil
    :sid: 13
    :email: jose@x.edu
  :created_at: 2026-03-01 10:00:00.5 Z
  :history:
  - :id: 9
    :created_at: 2026-02-01 10:00:00 Z
  - :id: 10
    :created_at: 2026-02-02 10:00:00 Z
submission_12:
  :submitters:
  - :name: Ada Lovelace
    :sid: '0012'
    :email: ada@x.edu
  :created_at: !ruby/object:ActiveSupport::TimeWithZone
    utc: 2026-02-20 10:00:00 Z
submission_13:
  :submitters:
  - :name: Bo
    :sid:
    :email:
  :created_at: 2026-02-20 10:00:00 Z
  :history:
  - :created_at: 2026-02-21 10:00:00 Z
../../etc:
  :submitters: []
"""


def test_gradescope_gives_each_of_a_group_the_last_work(tmp_path):
    export = tmp_path / "assignment_5_export"
    lay(export, {
        "submission_metadata.yml": METADATA, "submission_11/activations.py": RIGHT,
        "submission_12/activations.py": LEAKY, "submission_13/activations.py": RIGHT,
    })  # fmt: skip

    entries = found(tmp_path)
    assert {n: (e.id, [p.name for p in e.paths]) for n, e in entries.items()} == {
        "Ada Lovelace": ("0012", ["submission_11"]),
        "José O'Neil": ("13", ["submission_11"]),
        "Bo": ("", ["submission_13"]),
        "../../etc": ("", []),
    }
    assert entries["Ada Lovelace"].note == "The last of 4 uploads counts."
    assert entries["José O'Neil"].note == "The last of 3 uploads counts."
    assert entries["Bo"].note.startswith("An earlier one of 2 uploads counts")


@pytest.mark.parametrize(
    "text",
    [
        "- a list",
        "submission_1: [",
        "a: !!python/object/apply:os.getcwd []",
        "a: " + "[" * 100_000,
        "a: &x {b: *x, ':submitters': *x}",
    ],
    ids=["list", "open", "python", "deep", "circle"],
)
def test_metadata_that_is_not_gradescopes_is_refused(tmp_path, text):
    lay(tmp_path, {"submission_metadata.yml": text, "submission_1/x.py": RIGHT})

    with pytest.raises(SubmissionError, match="is not as Gradescope writes it"):
        find_entries(tmp_path, EXERCISES)


@pytest.mark.parametrize(
    ("folder", "clones", "names"),
    [
        ("mlp-submissions", ("mlp-jane-a", "mlp-jane-b"), {"jane-a", "jane-b"}),
        ("class", ("mlp-hw-ada", "mlp-hw-bob-2"), {"ada", "bob-2"}),
    ],
)
def test_clones_are_called_by_their_users(tmp_path, folder, clones, names):
    for clone in clones:
        lay(tmp_path / folder / clone, {".git/HEAD": "", "exercises/loss.py": RIGHT})

    assert set(found(tmp_path / folder)) == names


def test_names_are_apart_also_when_one_looks_like_anothers():
    entries = [Entry("A", (), id="1"), Entry("A", (), id="2"), Entry("A (1)", ())]

    assert len({entry.name for entry in apart(entries)}) == 3


def test_notes_are_in_the_language_of_the_reports(tmp_path, assignment):
    lay(tmp_path, {"ada_LATE_1_2_activations.py": RIGHT})

    (entry,) = find_entries(tmp_path, EXERCISES, speak("zh", assignment.root))
    assert entry.note == "迟交。"
