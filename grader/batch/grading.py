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
from grader.batch.results import Row, write_result
from grader.errors import GraderError
from grader.model import Assignment, Outcome, Part, Report, Submission
from grader.report.html import render_html
from grader.report.json import render_json
from grader.report.language import speak
from grader.sandbox.client import Sandbox
from grader.scoring import points, score
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
    places: Sequence[tuple[str, str]]
    """Name of the student, and of the folder for the result."""
    results: Path


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
        return [
            Row(
                name,
                task.key,
                task.submission.digest,
                provisional=True,
                problem=str(error),
            )
            for name, _ in task.places
        ]
    say = speak(course.language, warm.assignment.root)
    rows = []
    for name, place in task.places:
        own = replace(report, submission=replace(task.submission, name=name))
        row = _row(own, task.key)
        files = {
            "report.json": render_json(own, say),
            "report.html": render_html(own, say),
        }
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


def _row(report: Report, key: str) -> Row:
    core, extension = (score(report, part) for part in Part)
    earned: dict[str, float] = {}
    for result in report.results:
        name = result.check.exercise
        got = points(result.outcome, result.check.points)
        earned[name] = round(earned.get(name, 0.0) + got, 4)
    return Row(
        report.submission.name, key, report.submission.digest,
        core.points, core.out_of, extension.points, extension.out_of,
        core.provisional or extension.provisional, earned,
        {
            r.run.name: None if r.accuracy is None else round(r.accuracy, 4)
            for r in report.runs
            if r.outcome is not Outcome.NOT_RUN
        },
    )  # fmt: skip
