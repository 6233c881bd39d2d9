"""`grade batch --cluster`: a real Dask cluster of processes, one of them killed."""

from __future__ import annotations

import csv
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.assignment import load_assignment
from grader.batch.course import Course
from grader.batch.parcel import Parcel, pack_course
from grader.errors import UsageError
from grader.versions import versions
from tests.conftest import ROOT

distributed = pytest.importorskip("distributed")

RIGHT = (ROOT / "examples" / "linear" / "solutions" / "linear.py").read_text("utf-8")
NO_BIAS = "\n\ndef predict(X, w, b):\n    return X @ w\n"
LINEAR = ROOT / "examples" / "linear"


class Cluster:
    """A scheduler and workers, processes of their own, in an empty folder."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._file = home / "scheduler.json"
        self.running: list[subprocess.Popen[bytes]] = []
        self._start("scheduler", "--port", "0", "--dashboard-address", ":0")
        self.add_workers()
        with distributed.Client(
            scheduler_file=str(self._file), timeout=60, set_as_default=False
        ) as client:
            client.wait_for_workers(2, timeout=60)
            self.address = client.scheduler.address

    def _start(self, *words: str) -> None:
        command = [sys.executable, "-m", "dask", *words]
        self.running.append(
            subprocess.Popen(
                [*command, "--scheduler-file", str(self._file)],
                cwd=self._home, start_new_session=True,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )
        )  # fmt: skip

    def add_workers(self) -> None:
        """Two more."""
        self._start("worker", "--nworkers", "2", "--nthreads", "1", "--no-dashboard")

    def kill(self, number: int) -> None:
        """End the scheduler (0) or workers (from 1) with all that they have begun."""
        os.killpg(self.running[number].pid, signal.SIGKILL)
        self.running[number].wait()

    def close(self) -> None:
        """End all of it."""
        for number, process in enumerate(self.running):
            if process.returncode is None:
                self.kill(number)


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    """Of a cluster with two workers."""
    cluster = Cluster(tmp_path_factory.mktemp("cluster"))
    yield cluster.address
    cluster.close()


@pytest.fixture
def cluster(tmp_path) -> Iterator[Cluster]:
    """One of a test's own, which may break it."""
    home = tmp_path / "cluster"
    home.mkdir()
    cluster = Cluster(home)
    yield cluster
    cluster.close()


def hand_in(folder: Path, count: int) -> Path:
    for number in range(count):
        own = folder / f"student-{number}"
        own.mkdir(parents=True)
        wrong = NO_BIAS if number % 2 else ""
        (own / "linear.py").write_text(f"{RIGHT}{wrong}\n# {number}\n", "utf-8")
        shutil.copy(LINEAR / "solutions" / "descent.py", own)
    return folder


def batch(folder: Path, results: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "grader", "batch", str(folder), "-o"]
    return subprocess.Popen(
        [*command, str(results), "--assignment", str(LINEAR), *options],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.fixture(scope="module")
def here(tmp_path_factory) -> Path:
    """A class of five, graded on this machine: its folder, with the results in it."""
    home = tmp_path_factory.mktemp("here")
    running = batch(hand_in(home / "class", 5), home / "results")
    _, err = running.communicate(timeout=300)
    assert running.returncode == 0, err
    return home


def gradebook(results: Path) -> list[list[str]]:
    with (results / "gradebook.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_a_worker_that_is_killed_costs_nothing_but_its_time(address, here, tmp_path):
    results = tmp_path / "results"
    with distributed.Client(address, set_as_default=False) as client:
        pids = client.run(os.getpid)
        running = batch(here / "class", results, "--cluster", address)
        end = time.monotonic() + 120
        while not list(results.glob("*/report.json")) and time.monotonic() < end:
            time.sleep(0.05)
        os.kill(next(iter(pids.values())), signal.SIGKILL)
        _, err = running.communicate(timeout=300)
        assert running.returncode == 0, err
        assert set(client.run(os.getpid).values()) != set(pids.values())

    alone = here / "results"
    assert gradebook(results) == gradebook(alone)
    assert len(gradebook(results)) == 6
    reports = [path.relative_to(alone) for path in alone.glob("*/report.html")]
    assert len(reports) == 5
    for path in reports:
        assert (results / path).read_bytes() == (alone / path).read_bytes()


def test_the_same_command_goes_on_on_a_cluster(address, here, tmp_path):
    results = Path(shutil.copytree(here / "results", tmp_path / "results"))

    again = batch(here / "class", results, "--cluster", address)
    out, err = again.communicate(timeout=300)

    assert again.returncode == 0, err
    assert "5 of them were graded before" in out


def test_the_same_workers_grade_one_course_after_another(address, here, tmp_path):
    other = Path(shutil.copytree(LINEAR, tmp_path / "linear"))
    checks = other / "checks" / "test_linear.py"
    said = checks.read_text("utf-8").replace("is X w + b.", "is as in the new course.")
    checks.write_text(said, "utf-8")

    for number, course in enumerate((LINEAR, other)):
        results = tmp_path / f"results {number}"
        running = batch(
            here / "class", results, "--cluster", address, "--assignment", str(course)
        )
        _, err = running.communicate(timeout=300)
        assert running.returncode == 0, err
        assert gradebook(results) == gradebook(here / "results"), err
    told = [path.read_text("utf-8") for path in results.glob("*/report.json")]
    assert ["as in the new course" in text for text in told] == [True] * 5


def begin(folder: Path, results: Path, cluster: Cluster) -> subprocess.Popen[str]:
    """The command, up to its first report."""
    running = batch(folder, results, "--cluster", cluster.address)
    end = time.monotonic() + 120
    while not list(results.glob("*/report.json")) and time.monotonic() < end:
        time.sleep(0.05)
    return running


def test_when_all_workers_are_lost_it_waits_for_others(cluster, tmp_path):
    running = begin(hand_in(tmp_path / "class", 8), tmp_path / "results", cluster)
    cluster.kill(1)
    too_late = threading.Timer(120, running.kill)
    too_late.start()
    was_told = any("no worker" in line for line in running.stderr)
    too_late.cancel()
    assert was_told
    cluster.add_workers()
    out, err = running.communicate(timeout=300)

    assert running.returncode == 0, err
    assert "8 submissions, 8 graded." in out
    points = {row[0]: row[5] for row in gradebook(tmp_path / "results")[1:]}
    assert points == {f"student-{n}": "8.0" if n % 2 else "10.0" for n in range(8)}


def test_when_the_scheduler_is_lost_it_is_said(cluster, tmp_path):
    running = begin(hand_in(tmp_path / "class", 8), tmp_path / "results", cluster)
    cluster.kill(0)
    _, err = running.communicate(timeout=300)

    assert running.returncode == 3
    assert "its scheduler is gone. What is finished is kept" in err
    assert "Traceback" not in err


def test_where_there_is_no_scheduler_it_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr("grader.batch.cluster.PATIENCE", 2)
    from grader.batch.cluster import grade_there

    with pytest.raises(UsageError, match="There is no Dask scheduler at"):
        list(grade_there("tcp://127.0.0.1:9", [], parcel(), "cpu", tmp_path, print))


def parcel() -> Parcel:
    course = Course(
        root=LINEAR, environment=dict(os.environ), cache=Path("none"), data=None,
        versions=versions(), isolation="", language="en", only=frozenset(),
        with_accuracy=True, seed=0, epochs=None,
    )  # fmt: skip
    return pack_course(course, load_assignment(LINEAR), {})


def test_a_machine_with_other_versions_is_refused_by_name(tmp_path):
    assert parcel().unpack(versions(), tmp_path).only == frozenset()
    with pytest.raises(UsageError, match=r"torch 0\.1 instead of"):
        parcel().unpack({**versions(), "torch": "0.1"}, tmp_path)
