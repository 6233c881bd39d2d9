"""In each process of the pool: a warm sandbox, and one submission at a time."""

from __future__ import annotations

import ctypes
import hashlib
import signal
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from grader import datasets
from grader.assignment import load_assignment
from grader.batch.entries import Entry
from grader.batch.results import Row, write_result
from grader.batch.rows import labelled, row_of
from grader.errors import GraderError
from grader.model import Assignment, Submission
from grader.report.html import render_html
from grader.report.json import render_json
from grader.report.language import speak
from grader.report.shown import for_student
from grader.sandbox.client import Sandbox
from grader.testing.recalling import Memory

__all__ = ["Course", "Task", "grade_task", "key_of", "start"]

PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Course:
    """What every submission of a class is graded with."""

    root: Path
    """The assignment's folder."""
    environment: Mapping[str, str]
    cache: Path
    data: Path | None
    versions: Mapping[str, str]
    isolation: str
    language: str
    only: frozenset[str]
    with_accuracy: bool
    seed: int
    epochs: int | None


@dataclass(frozen=True, slots=True)
class Task:
    """One code, and all who handed it in: graded once."""

    submission: Submission
    key: str
    places: Sequence[tuple[Entry, str]]
    """Whose it is, and the name of the folder for the result."""
    results: Path

    def without_report(self, problem: str) -> list[Row]:
        """The rows of a fault of ours: to be graded again, at no cost to anybody."""
        digest = self.submission.digest
        row = Row("", self.key, digest, provisional=True, problem=problem)
        return [labelled(row, entry) for entry, _ in self.places]


@dataclass(slots=True)
class _Warm:
    course: Course
    assignment: Assignment
    sandbox: Sandbox
    memory: Memory


_warm: list[_Warm] = []
"""This process's own, from its start to its end."""


def start(course: Course) -> None:
    """Prepare a process of the pool: it ends with the one that began it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    sandbox = Sandbox(course.environment, course.isolation)
    import torch

    torch.set_num_threads(1)
    _warm.append(_Warm(course, load_assignment(course.root), sandbox, {}))


def grade_task(task: Task) -> list[Row]:
    """Grade a code, and write a report for each who handed it in.

    What goes wrong on our side is in the row, and costs nobody anything.
    """
    from grader.grading import Request, grade

    warm = _warm[0]
    course = warm.course
    folders = datasets.search_folders(course.data, course.environment, course.cache)
    request = Request(
        data=lambda name: datasets.load(datasets.find(name, folders)),
        only=course.only,
        with_accuracy=course.with_accuracy,
        seed=course.seed,
        epochs=course.epochs,
        cache=course.cache,
        cores=1,
        versions=course.versions,
        memory=warm.memory,
    )
    try:
        report = grade(task.submission, warm.assignment, warm.sandbox, request)
    except GraderError as error:
        return task.without_report(str(error))
    say = speak(course.language, warm.assignment.root)
    graded = row_of(report, task.key, say)
    rows = []
    for entry, place in task.places:
        own = replace(report, submission=replace(task.submission, name=entry.name))
        row = labelled(graded, entry)
        files = {
            "report.json": render_json(own, say),
            "report.html": render_html(own, say),
        }
        if warm.assignment.feedback:
            theirs = for_student(own)
            files["student.json"] = render_json(theirs, say)
            files["student.html"] = render_html(theirs, say)
        write_result(task.results, place, row, files)
        rows.append(row)
    return rows


def key_of(course: Course, assignment: Assignment) -> str:
    """A digest of all that a result depends on besides the code."""
    parts = [
        repr(sorted(course.only)), repr(course.with_accuracy), repr(assignment),
        repr((course.seed, course.epochs, course.language, course.isolation)),
        repr(sorted(course.versions.items())),
    ]  # fmt: skip
    for folder in ("checks", "drivers", "provided", "mistakes", "accuracy"):
        for path in sorted((assignment.root / folder).rglob("*")):
            if path.suffix in (".py", ".toml", ".json"):
                parts += [path.name, hashlib.sha256(path.read_bytes()).hexdigest()]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
