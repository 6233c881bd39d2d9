"""`grade batch`: a class, as a command."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from rich.console import Console

from grader.batch.entries import find_entries, slug
from grader.batch.gradebook import inert
from grader.batch.news import News
from grader.batch.results import Row
from grader.batch.show import Display
from grader.errors import SubmissionError, UsageError
from tests.conftest import ROOT

RIGHT = "def relu(X):\n    return X.clamp(min=0)\n"
LEAKY = "import torch\ndef relu(X):\n    return torch.where(X > 0, X, X / 100)\n"
EVIL = "import os\nwhile True:\n    os._exit(0)\n"
OPTIONS = ("--no-accuracy", "--only", "relu")


def hand_in(folder: Path, name: str, text: str) -> None:
    (folder / name).mkdir()
    (folder / name / "activations.py").write_text(text, "utf-8")


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory) -> Path:
    """A small class: right, wrong, copied, hostile, unreadable, and a notebook."""
    folder = tmp_path_factory.mktemp("class")
    hand_in(folder, "Ada", RIGHT)
    hand_in(folder, "Bo Ng", LEAKY)
    hand_in(folder, "=cmd()", RIGHT)
    hand_in(folder, "evil", EVIL)
    (folder / "zoe.zip").write_bytes(b"PK no zip at all")
    shutil.copy(ROOT / "exercises" / "notebooks" / "activations.ipynb", folder)
    (folder / "activations.ipynb").rename(folder / "Nora.ipynb")
    return folder


def batch(folder: Path, results: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "grader", "batch", folder, "-o", results, *OPTIONS]
    return subprocess.run(command, capture_output=True, text=True)


def pool_of(running: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """The processes of the pool that are there by now."""
    found = []
    for child in psutil.Process(running.pid).children():
        with suppress(psutil.Error):  # it has just begun, or ended
            if "spawn_main" in " ".join(child.cmdline()):
                found.append(child)
    return found


def gradebook(results: Path) -> dict[str, dict[str, str]]:
    with (results / "gradebook.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["name"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def graded(handed_in, tmp_path_factory) -> tuple[Path, str]:
    """Its results, and what the command printed."""
    results = tmp_path_factory.mktemp("results")
    done = batch(handed_in, results)
    assert done.returncode == 0, done.stderr
    return results, done.stdout


def test_a_class_gets_its_points_reports_and_gradebook(graded):
    results, printed = graded
    rows = gradebook(results)
    assert {name: row["core"] for name, row in rows.items()} == {
        "Ada": "6.0", "Bo Ng": "1.0", "'=cmd()": "6.0", "evil": "0.0",
        "Nora": "0.0", "zoe": "",
    }  # fmt: skip
    assert "is no zip or tar archive" in rows["zoe"]["problem"]
    assert {rows[n]["same_as"] for n in ("Ada", "'=cmd()")} == {"", "'=cmd()"}
    assert "6 submissions, 5 graded." in printed
    assert "zoe: The archive `zoe.zip`" in printed
    reports = sorted(results.glob("*/report.json"))
    assert len(reports) == 5
    assert {json.loads(p.read_text())["submission"]["name"] for p in reports} == {
        "Ada", "Bo Ng", "=cmd()", "evil", "Nora",
    }  # fmt: skip
    assert all((path.parent / "report.html").exists() for path in reports)


def test_after_a_kill_the_same_command_ends_with_the_same_gradebook(
    handed_in, graded, tmp_path
):
    results = tmp_path / "results"
    command = [sys.executable, "-m", "grader", "batch", handed_in, "-o", results]
    process = subprocess.Popen(
        [*command, *OPTIONS], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    end = time.monotonic() + 120
    while not list(results.glob("*/report.json")) and time.monotonic() < end:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    finished = {p: p.stat().st_mtime_ns for p in results.glob("*/report.json")}

    done = batch(handed_in, results)

    assert done.returncode == 0
    assert (results / "gradebook.csv").read_bytes() == (
        graded[0] / "gradebook.csv"
    ).read_bytes()
    assert not list(results.glob(".writing-*"))
    assert finished
    assert {path: path.stat().st_mtime_ns for path in finished} == finished


def test_a_command_that_is_killed_as_it_starts_leaves_no_process(handed_in, tmp_path):
    command = [sys.executable, "-m", "grader", "batch", handed_in, "-o", tmp_path / "r"]
    running = subprocess.Popen([*command, *OPTIONS], stderr=subprocess.DEVNULL)
    end = time.monotonic() + 120
    started: list[psutil.Process] = []
    while not started and time.monotonic() < end:
        time.sleep(0.01)
        started = pool_of(running)
    running.kill()
    running.wait()

    _, alive = psutil.wait_procs(started, timeout=60)

    assert started
    assert alive == []


def test_a_process_of_the_pool_that_is_killed_costs_nobody_anything(
    handed_in, graded, tmp_path
):
    results = tmp_path / "results"
    command = [sys.executable, "-m", "grader", "batch", handed_in, "-o", results]
    running = subprocess.Popen(
        [*command, *OPTIONS], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    end = time.monotonic() + 120
    while not list(results.glob("*/report.json")) and time.monotonic() < end:
        time.sleep(0.02)
    pool_of(running)[0].kill()
    _, err = running.communicate(timeout=300)

    assert running.returncode == 0, err
    assert b"Traceback" not in err
    assert (results / "gradebook.csv").read_bytes() == (
        graded[0] / "gradebook.csv"
    ).read_bytes()


def test_a_class_of_which_nothing_can_be_graded_ends_with_3(tmp_path):
    folder = tmp_path / "class"
    folder.mkdir()
    (folder / "zoe.zip").write_bytes(b"no archive")

    done = batch(folder, tmp_path / "results")

    assert done.returncode == 3
    assert "1 submission, 0 graded." in done.stdout
    assert gradebook(tmp_path / "results")["zoe"]["core"] == ""


def test_a_machine_that_cannot_isolate_is_told_once_for_the_class(tmp_path):
    for name in ("Ada", "Bo"):
        hand_in(tmp_path, name, RIGHT)
    command = [sys.executable, "-m", "grader", "batch", tmp_path, "-o", tmp_path / "r"]
    environment = {k: v for k, v in os.environ.items() if k != "GRADER_CONTAINER"}

    done = subprocess.run(
        [*command, *OPTIONS, "--isolation", "container"],
        capture_output=True, text=True, env=environment,
    )  # fmt: skip

    assert done.returncode == 3
    assert done.stderr.count("GRADER_CONTAINER") == 2
    assert "Traceback" not in done.stderr


def test_a_disk_that_is_full_is_told_and_what_is_done_is_kept(tmp_path):
    folder, place = tmp_path / "class", tmp_path / "small"
    folder.mkdir()
    for name in ("Ada", "Bo", "Cy", "Dee", "Eve"):
        hand_in(folder, name, RIGHT)
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=100k", "tmpfs", str(place)],
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("no small disk can be made here")
    try:
        done = batch(folder, place / "results")
        assert done.returncode == 3
        kept = len([*(place / "results").glob("*/row.json")])
        assert 0 < kept < 5
        assert "Make room" in done.stderr
        assert "Traceback" not in done.stderr
        assert not (place / "results" / "gradebook.csv").exists()
        subprocess.run(["mount", "-o", "remount,size=9m", str(place)], check=True)
        done = batch(folder, place / "results")
        assert done.returncode == 0, done.stderr
        assert f"{kept} of them were graded before" in done.stdout
        assert {r["core"] for r in gradebook(place / "results").values()} == {"6.0"}
        assert len(gradebook(place / "results")) == 5
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_the_display_has_the_sums_and_what_each_process_is_at():
    console = Console(file=io.StringIO(), width=80)
    display = Display(console)
    display.on_total(3)
    display.on_row(Row("Ada", "", "", problem="No archive."), False)
    display.on_news(News(7, "Bo\x1b[2J", "softmax"))
    display.on_news(News(8, "Cy", "relu"))
    display.on_news(News(8, "", ""))

    console.print(display)

    shown = console.file.getvalue()
    assert "1 / 3  Ada: No archive." in shown
    assert "1 done, 1 running, 1 with a problem" in shown
    assert "1/3" in shown
    assert re.search(r"^  Bo.*: softmax$", shown, re.MULTILINE)
    assert "\x1b" not in shown
    assert "Cy" not in shown


def test_one_submission_is_no_class(handed_in):
    with pytest.raises(UsageError, match="is one submission"):
        find_entries(handed_in / "Ada", ("activations",))


def test_an_empty_folder_is_said_to_be_one(tmp_path):
    with pytest.raises(SubmissionError, match="There is no submission in"):
        find_entries(tmp_path, ("activations",))


def test_links_and_hidden_files_are_no_submissions(tmp_path):
    hand_in(tmp_path, "Ada", RIGHT)
    (tmp_path / ".git").mkdir()
    (tmp_path / "Bob").symlink_to(tmp_path / "Ada")

    assert [entry.name for entry in find_entries(tmp_path, ())] == ["Ada"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Zoë Lüdenscheid", "zoe-ludenscheid"),
        ("../../etc", "etc"),
        ("王小明", "student"),
    ],
)
def test_a_folder_is_never_named_by_a_raw_name(name, expected):
    assert slug(name) == expected


@pytest.mark.parametrize("text", ["=cmd()", "+1", "-1", "@x"])
def test_no_cell_is_a_formula(text):
    assert inert(text) == f"'{text}"
