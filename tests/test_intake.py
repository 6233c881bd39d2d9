"""What students hand in: folders, files, notebooks, archives, and what is in them."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat import v3, v4

from grader.errors import SubmissionError
from grader.intake.submission import read_submission
from grader.model import Submission
from grader.sandbox.worker.notebook import module_text

ROOT = Path(__file__).parent.parent
RELU = "def relu(X):\n    return X.clamp(min=0)\n"
SOLUTIONS = {p.name: p.read_text("utf-8") for p in (ROOT / "solutions").glob("*.py")}

Read = Callable[[Path], Submission]


@pytest.fixture
def read(assignment, sandbox) -> Read:
    """Read a submission, its notebooks and archives opened in a worker."""
    return lambda path: read_submission(path, assignment.names, lambda: sandbox)


def texts(submission: Submission) -> dict[str, str | None]:
    return {source.name: source.text for source in submission.sources}


# --- archives -----------------------------------------------------------------


def zipped(path: Path, files: dict[str, str | bytes], method: int = 8) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def tarred(path: Path, *members: tarfile.TarInfo, text: str = RELU) -> Path:
    with tarfile.open(path, f"w:{path.suffix[1:].replace('tar', '')}") as archive:
        for member in members:
            member.size = len(text) if member.isreg() else 0
            archive.addfile(member, io.BytesIO(text.encode()))
    return path


def member(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    return info


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.gz", "a.xz", "a.bz2"])
def test_an_archive_counts_like_its_folder(name, read, tmp_path):
    path = tmp_path / name
    if name.endswith(".zip"):
        zipped(path, {f"hw/{file}": text for file, text in SOLUTIONS.items()})
    else:
        with tarfile.open(path, f"w:{path.suffix[1:].replace('tar', '')}") as archive:
            archive.add(ROOT / "solutions", "hw")

    found = read(path)

    assert texts(found) == texts(read(ROOT / "solutions"))
    assert found.digest == read(ROOT / "solutions").digest


def test_what_an_archiver_adds_does_not_count(read, tmp_path):
    files = {
        "hw/activations.py": RELU,
        "__MACOSX/hw/._activations.py": "x",
        "a.txt": "",
    }

    assert texts(read(zipped(tmp_path / "a.zip", files))) == {"activations": RELU}


HOSTILE_PATHS = ["../activations.py", "/etc/activations.py", "a/../../activations.py"]


@pytest.mark.parametrize("name", [*HOSTILE_PATHS, "..\\activations.py"])
def test_a_path_that_leaves_the_archive_is_not_looked_at(name, read, tmp_path):
    for path in (
        zipped(tmp_path / "a.zip", {name: "import os"}),
        tarred(tmp_path / "a.tar", member(name)),
    ):
        with pytest.raises(SubmissionError, match="no exercise file"):
            read(path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.tar", "a.zip"]


KINDS = {
    "symlink": tarfile.SYMTYPE, "hard link": tarfile.LNKTYPE, "device": tarfile.CHRTYPE,
    "block device": tarfile.BLKTYPE, "fifo": tarfile.FIFOTYPE,
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_member_that_is_no_file_is_a_problem_of_its_own(kind, read, tmp_path):
    odd = member("activations.py", KINDS[kind], "/etc/passwd")
    path = tarred(tmp_path / "a.tar", odd, member("loss.py"))

    activations, loss = read(path).sources

    assert (activations.text, loss.text) == (None, RELU)
    assert activations.problem is not None
    assert activations.problem.kind == "unreadable"


def test_a_link_in_a_zip_is_not_followed(read, tmp_path):
    info = zipfile.ZipInfo("activations.py")
    info.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(info, "/etc/passwd")

    (source,) = read(tmp_path / "a.zip").sources

    assert source.text is None


def test_a_file_that_is_there_twice_says_so(read, tmp_path):
    path = tarred(
        tmp_path / "a.tar", member("activations.py"), member("activations.py")
    )

    (source,) = read(path).sources

    assert source.problem is not None
    assert source.problem.kind == "twice"


def bomb(path: Path) -> Path:
    return zipped(path, {"activations.py": b"\0" * (300 << 20)})


def bomb_in_a_tar(path: Path) -> Path:
    with tarfile.open(path, "w:gz", compresslevel=1) as archive:
        info = tarfile.TarInfo("big.txt")
        info.size = 300 << 20
        archive.addfile(info, io.BytesIO(bytes(info.size)))
    return path


def many(path: Path) -> Path:
    return zipped(path, {f"{n}.py": "" for n in range(3000)}, method=0)


def encrypted(path: Path) -> Path:
    data = bytearray(zipped(path, {"activations.py": RELU}).read_bytes())
    data[6] |= 1
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    path.write_bytes(data)
    return path


REFUSED = {
    "bomb.zip": (bomb, "unpacks to more than 200 MB"),
    "bomb.tgz": (bomb_in_a_tar, "unpacks to more than 200 MB"),
    "many.zip": (many, "more than 2,000 entries"),
    "secret.zip": (encrypted, "is encrypted"),
    "noise.zip": (lambda p: p.write_bytes(bytes(range(256)) * 9), "no zip or tar"),
    "empty.tar": (lambda p: p.write_bytes(b""), "no zip or tar"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_an_archive_that_is_none_is_refused_in_words(name, read, tmp_path):
    make, words = REFUSED[name]
    make(tmp_path / name)

    with pytest.raises(SubmissionError, match=words):
        read(tmp_path / name)


def test_two_folders_of_work_are_not_chosen_between(read, tmp_path):
    files = {"first/activations.py": RELU, "second/activations.py": RELU}

    with pytest.raises(SubmissionError, match="in `first` and in `second`"):
        read(zipped(tmp_path / "a.zip", files))


def test_all_code_together_is_less_than_a_networks_weights(read, tmp_path):
    files = {f"part{n}.py": "#" * (1 << 20) for n in range(5)}

    with pytest.raises(SubmissionError, match="longer than 4 MB altogether"):
        read(zipped(tmp_path / "a.zip", {"activations.py": RELU, **files}))


# --- notebooks ----------------------------------------------------------------


def notebook(*cells: str) -> bytes:
    made = v4.new_notebook(cells=[v4.new_code_cell(cell) for cell in cells])
    return nbformat.writes(made).encode()


def test_a_notebook_is_its_definitions_imports_and_constants(read, tmp_path):
    cells = (
        "%matplotlib inline\nimport torch\n!pip install d2l",
        "SLOPE = 0.0\nhistory = train_for_an_hour()",
        "def relu(X):\n    return torch.where(X > 0, X, SLOPE * X)",
        "relu(torch.ones(3))\nplt.plot(nothing)",
        "this is no python",
        "%%bash\nrm -rf nothing",
    )
    (tmp_path / "activations.ipynb").write_bytes(notebook(*cells))

    text = texts(read(tmp_path))["activations"]

    assert text is not None
    kept = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert kept == [
        "import torch", "SLOPE = 0.0", "def relu(X):",
        "    return torch.where(X > 0, X, SLOPE * X)",
    ]  # fmt: skip


def test_what_a_definition_needs_is_kept_whatever_it_calls():
    cells = notebook(
        "device = pick()\nunused = call()", "def net(X):\n    return X.to(device)"
    )

    text, defines, _ = module_text(cells, ("net",))

    assert "device = pick()" in text
    assert "unused" not in text
    assert defines == ("net",)


def test_a_broken_cell_counts_only_where_an_exercise_is_in_it():
    cells = notebook("def scratch(:", "def relu(X:\n    return X")

    text, _, _ = module_text(cells, ("relu",))

    assert "def relu(X:" in text
    assert "scratch" not in text


def test_a_notebook_of_another_name_counts_by_what_it_defines(read, tmp_path):
    (tmp_path / "Untitled1.ipynb").write_bytes(
        notebook(RELU, "def softmax(O):\n    return O.softmax(1)")
    )

    found = texts(read(tmp_path))

    assert sorted(found) == ["activations", "loss"]


def test_an_old_notebook_is_read_too(read, tmp_path):
    sheet = v3.new_worksheet(cells=[v3.new_code_cell(input=RELU)])
    made = v3.new_notebook(worksheets=[sheet])
    (tmp_path / "activations.ipynb").write_text(v3.writes_json(made), "utf-8")

    assert "def relu" in (texts(read(tmp_path))["activations"] or "")


def test_fifty_megabytes_of_output_do_not_matter(read, tmp_path):
    made = json.loads(notebook(RELU))
    text = ["x" * (50 << 20)]
    output = {"output_type": "stream", "name": "stdout", "text": text}
    made["cells"][0]["outputs"] = [output]
    (tmp_path / "activations.ipynb").write_text(json.dumps(made), "utf-8")

    assert "def relu" in (texts(read(tmp_path))["activations"] or "")


BROKEN = {
    "empty": b"", "no json": b"{", "deep": b"[" * 100_000, "a list": b"[]",
    "a number": b"7", "no cells": b"{}", "no text": b"\xff\xfe", "null": b"null",
    "odd cells": b'{"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": 3}',
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_notebook_is_told_and_the_rest_is_graded(case, read, tmp_path):
    (tmp_path / "activations.ipynb").write_bytes(BROKEN[case])
    (tmp_path / "loss.py").write_text("x = 1", "utf-8")

    activations, loss = read(tmp_path).sources

    assert activations.text in (None, "\n")
    assert loss.text == "x = 1"


def test_two_versions_of_a_file_are_an_error_that_names_both(read, tmp_path):
    (tmp_path / "activations.ipynb").write_bytes(notebook(RELU))
    (tmp_path / "activations.py").write_text(RELU, "utf-8")

    with pytest.raises(
        SubmissionError, match=r"activations\.py` and `activations\.ipynb"
    ):
        read(tmp_path)


# --- what lies around the code --------------------------------------------------

MINES = {
    "torch.py": "raise SystemExit('torch')",
    "conftest.py": "raise SystemExit('conftest')",
    "sitecustomize.py": "raise SystemExit('sitecustomize')",
    "grader.py": "raise SystemExit('grader')",
    "hypothesis.py": "raise SystemExit('hypothesis')",
    "pytest.ini": "[pytest]\naddopts = --collect-only\n",
    "pyproject.toml": "[tool.pytest.ini_options]\naddopts = '--collect-only'\n",
    "setup.cfg": "[tool:pytest]\naddopts = --collect-only\n",
    "assignment.toml": "name = 'mine'\n",
}


def test_files_of_tools_have_no_effect_also_where_the_command_runs(tmp_path):
    for name, text in {**MINES, "activations.py": RELU}.items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / ".hypothesis").mkdir()
    command = Path(sys.executable).with_name("grade")

    shown = subprocess.run(
        [command, ".", "--only", "relu"], cwd=tmp_path, capture_output=True, text=True,
        check=False, env={**os.environ, "NO_COLOR": "1"},
    )  # fmt: skip

    assert shown.returncode == 0, shown.stderr
    assert "relu                               6 / 6  passed" in shown.stdout


def test_a_folder_may_have_any_name(tmp_path):
    name = "=cmd()<img src=x onerror=y>\x1b[31m\u202e\nscore: 100"
    (tmp_path / name).mkdir()
    (tmp_path / name / "activations.py").write_text(RELU, "utf-8")
    command = Path(sys.executable).with_name("grade")

    shown = subprocess.run(
        [command, tmp_path / name, "--only", "relu", "--json", tmp_path / "r.json"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert shown.returncode == 0, shown.stderr
    written = shown.stdout + (tmp_path / "r.json").read_text("utf-8")
    assert "\x1b" not in written
    assert "\u202e" not in written
    assert json.loads((tmp_path / "r.json").read_text("utf-8"))["exercises"]
