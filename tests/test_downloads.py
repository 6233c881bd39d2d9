"""What is read of a download: folders looked through, archives in them, the zip."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from grader.batch.download import unpacked
from grader.batch.entries import find_entries
from grader.errors import SubmissionError, UsageError
from grader.intake.pieces import read_pieces
from tests.test_platforms import EXERCISES, LEAKY, RIGHT, lay, zipped

# --- what is read of a folder -------------------------------------------------


@pytest.fixture
def texts(assignment, sandbox):
    """The modules that are read of a student's folder."""

    def read(path: Path) -> dict[str, str]:
        one = read_pieces("Ada", (path,), (), assignment.names, lambda: sandbox)
        return dict(one.modules)

    return read


def test_the_topmost_folder_with_exercises_counts(texts, tmp_path):
    lay(tmp_path, {
        "setup.py": "", "venv/pyvenv.cfg": "", "venv/activations.py": LEAKY,
        "src/mlp/activations.py": RIGHT, "src/mlp/old/activations.py": LEAKY,
        ".git/activations.py": LEAKY,
    })  # fmt: skip

    assert texts(tmp_path) == {"activations": RIGHT}


def test_one_archive_in_a_folder_is_read_where_no_code_lies_beside_it(texts, tmp_path):
    lay(tmp_path / "Ada", {"readme.txt": "see the zip"})
    zipped(tmp_path / "Ada" / "hw.zip", {"hw/activations.py": RIGHT})
    assert texts(tmp_path / "Ada") == {"activations": RIGHT}

    zipped(tmp_path / "Ada" / "hw2.zip", {"hw/activations.py": LEAKY})
    with pytest.raises(SubmissionError, match="several archives"):
        texts(tmp_path / "Ada")


def test_ends_of_names_may_be_in_capitals(texts, tmp_path):
    (tmp_path / "Ada").mkdir()
    zipped(tmp_path / "Ada" / "HW.ZIP", {"hw/activations.PY": RIGHT})
    assert texts(tmp_path / "Ada") == {"activations": RIGHT}

    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "source": RIGHT}
    book = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [cell]}
    lay(tmp_path / "Bo", {"HW.IPYNB": json.dumps(book)})
    assert "relu" in texts(tmp_path / "Bo")["activations"]


def test_no_link_is_followed_out_of_a_folder(texts, tmp_path):
    secret = lay(tmp_path / "secret", {"activations.py": RIGHT})
    (tmp_path / "Ada").mkdir()
    (tmp_path / "Ada" / "work").symlink_to(secret)

    with pytest.raises(SubmissionError, match="no exercise file"):
        texts(tmp_path / "Ada")


@pytest.mark.parametrize(
    "name", ["Activations.py", "activations (1).py", "activations.PY"]
)
def test_a_file_may_have_the_name_of_a_copy_where_it_is_the_only_one(
    texts, name, tmp_path
):
    lay(tmp_path / "Ada", {name: RIGHT})
    assert texts(tmp_path / "Ada")["activations"] == RIGHT

    lay(tmp_path / "Bo", {"Activations.py": LEAKY, "work/activations.py": RIGHT})
    assert texts(tmp_path / "Bo") == {"activations": RIGHT}

    lay(tmp_path / "Cy", {"activations (1).py": LEAKY, "activations (2).py": RIGHT})
    with pytest.raises(SubmissionError, match="two versions of the same"):
        texts(tmp_path / "Cy")


@pytest.mark.parametrize(
    ("files", "names"),
    [
        ({"hw.pdf": "x", "b.docx": "x"}, "`, only `b.docx`, `hw.pdf`. What counts"),
        ({f"{n}.txt": "x" for n in range(5)}, "only `0.txt`, `1.txt`, `2.txt` and 2 m"),
        ({"work.rar": "x"}, "only `work.rar`. What counts"),
        ({"model.py": "x"}, "only `model.py`. What counts"),
    ],
)
def test_of_work_without_an_exercise_it_is_said_what_is_there(
    texts, files, names, tmp_path
):
    lay(tmp_path / "Ada", files)

    with pytest.raises(SubmissionError) as error:
        texts(tmp_path / "Ada")

    assert names in str(error.value)
    assert "zip or tar archive" in str(error.value)


OTHERS = {"Ada/loss.py": RIGHT, "Bo.rar": "x", "Cy.pdf": "x", "Di.ZIP": "x"}


@pytest.mark.parametrize("form", ["folder", "zip"])
def test_whoever_hands_in_what_cannot_be_read_is_in_the_class(form, tmp_path):
    files = OTHERS | {"students.csv": "name", "README.md": "x"}
    if form == "zip":
        zipped(tmp_path / "all.zip", files)
    else:
        lay(tmp_path / "all", files)

    with unpacked(tmp_path / ("all.zip" if form == "zip" else "all")) as folder:
        names = [entry.name for entry in find_entries(folder, ("activations",))]

    assert names == ["Ada", "Bo", "Cy", "Di"]


def test_in_a_zip_of_canvas_a_file_of_another_kind_is_a_submission(tmp_path):
    files = {"lovelaceada_1_2_work.rar": "x", "hopperbo_3_4_loss.py": RIGHT}

    with unpacked(zipped(tmp_path / "all.zip", files)) as folder:
        entries = find_entries(folder, ("loss",))

    assert {entry.name for entry in entries} == {"lovelaceada", "hopperbo"}


# --- the download as a zip ----------------------------------------------------


def test_a_zip_is_unpacked_for_a_while_and_what_is_no_submission_stays_in(tmp_path):
    files = {"top/Ada/loss.py": RIGHT, "top/Ada/a.exe": "x", "__MACOSX/top/x.py": "x"}
    with unpacked(zipped(tmp_path / "all.zip", files)) as folder:
        assert {
            path.relative_to(folder).as_posix(): path.read_text()
            for path in folder.rglob("*.*")
        } == {"Ada/loss.py": RIGHT, "Ada/a.exe": ""}
    assert not folder.exists()


def test_what_a_teacher_laid_beside_the_one_folder_makes_it_no_student(tmp_path):
    files = {"top/Ada/loss.py": RIGHT, "top/Bo/loss.py": RIGHT, "README.md": "x"}
    with unpacked(zipped(tmp_path / "all.zip", files)) as folder:
        assert [e.name for e in find_entries(folder, ("loss",))] == ["Ada", "Bo"]


def test_no_link_is_made(tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        link = zipfile.ZipInfo("Ada/loss.py")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("Bo/loss.py", RIGHT)

    with unpacked(tmp_path / "all.zip") as folder:
        assert [p.parent.name for p in folder.rglob("*.py")] == ["Bo"]


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"../loss.py": "x"}, "leads out of it"),
        ({"/etc/loss.py": "x"}, "leads out of it"),
        ({"a\\..\\..\\loss.py": "x"}, "leads out of it"),
        ({"a/" * 30 + "loss.py": "x"}, "deep"),
        ({f"{'a' * 300}.py": "x"}, "cannot be written"),
        ({"bomb.py": "\0" * (100 << 20)}, "far more than a class"),
    ],
)
def test_a_zip_that_no_platform_writes_is_refused(tmp_path, files, why):
    download = zipped(tmp_path / "all.zip", files)

    with pytest.raises(SubmissionError, match=why), unpacked(download):
        pass


@pytest.mark.parametrize("name", ["all.tar", "activations.py"])
def test_what_is_no_folder_and_no_zip_is_said_to_be_neither(tmp_path, name):
    lay(tmp_path, {name: RIGHT})

    with (
        pytest.raises(UsageError, match="no folder and no zip file"),
        unpacked(tmp_path / name) as folder,
    ):
        find_entries(folder, EXERCISES)


def test_one_submission_as_a_zip_is_no_class_and_is_called_by_its_name(tmp_path):
    download = zipped(tmp_path / "ada.zip", {"activations.py": RIGHT})

    with (
        pytest.raises(UsageError, match=f"`{download}` is one submission"),
        unpacked(download) as folder,
    ):
        find_entries(folder, EXERCISES)
