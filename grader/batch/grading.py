"""One code at a time, with a sandbox that is warm: the same on every machine."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import torch

from grader import datasets
from grader.assignment import load_assignment
from grader.batch.course import Course, Finished, Task
from grader.batch.keeping import REPORT, joined, pack, unpack
from grader.batch.rows import labelled, row_of
from grader.datasets import ImageSet
from grader.errors import GraderError
from grader.grading import Events, Request, grade
from grader.model import Assignment, Report
from grader.report.html import render_html
from grader.report.json import render_json
from grader.report.language import speak
from grader.report.shown import for_student
from grader.sandbox.client import Sandbox
from grader.testing.recalling import Memory
from grader.testing.tapes import Tapes

__all__ = ["Warm", "grade_task"]

Tell = Callable[[str], None]
"""Hears what is being done, in a few words."""


@dataclass(slots=True)
class Warm:
    """What a process keeps from one submission to the next."""

    course: Course
    sandbox: Sandbox
    assignment: Assignment
    tapes: Tapes
    memory: Memory = field(default_factory=dict)
    sets: dict[str, ImageSet] = field(default_factory=dict)
    """Data sets that have been used, by name."""

    def data(self, name: str) -> ImageSet:
        """A data set, loaded once."""
        if name not in self.sets:
            course = self.course
            folders = datasets.search_folders(
                course.data, course.environment, course.cache
            )
            self.sets[name] = datasets.load(datasets.find(name, folders))
        return self.sets[name]

    @classmethod
    def up(cls, course: Course, sandbox: Sandbox) -> Warm:
        """All of it, for a sandbox that has been started before torch was imported."""
        torch.set_num_threads(1)
        return cls(course, sandbox, load_assignment(course.root), Tapes(_seed(course)))


def _seed(course: Course) -> int:
    text = f"{course.seed} {course.secret}"
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")


def grade_task(
    task: Task, warm: Warm, tell: Tell = lambda what: None
) -> list[Finished]:
    """Grade a code, and make a report for each who handed it in.

    What goes wrong on our side is in the row, and costs nobody anything.
    """
    try:
        report = _report(task, warm, tell)
    except GraderError as error:
        return task.without_report(str(error))
    say = speak(warm.course.language, warm.assignment.root)
    graded = row_of(report, task.key, say, task.parts)
    packed = pack(report)
    found = []
    for entry, place in task.places:
        submission = replace(
            task.submission, name=entry.name, late=entry.late, note=entry.note
        )
        own = replace(report, submission=submission)
        files = {
            "report.json": render_json(own, say),
            "report.html": render_html(own, say),
            REPORT: packed,
        }
        if warm.assignment.feedback:
            theirs = for_student(own)
            files["student.json"] = render_json(theirs, say)
            files["student.html"] = render_html(theirs, say)
        found.append(Finished(place, labelled(graded, entry), files))
    return found


def _report(task: Task, warm: Warm, tell: Tell) -> Report:
    course = warm.course
    request = Request(
        data=warm.data,
        only=task.only or course.only,
        with_accuracy=course.with_accuracy,
        device=course.device,
        seed=course.seed,
        epochs=course.epochs,
        cache=course.cache,
        cores=1,
        versions=course.versions,
        memory=warm.memory,
        tapes=warm.tapes,
    )

    events = Events(
        on_result=lambda result: tell(result.check.exercise),
        on_progress=lambda run, done, total: tell(
            f"{run.name} {100 * done // total} %"
        ),
    )
    report = grade(task.submission, warm.assignment, warm.sandbox, request, events)
    old = unpack(task.before, warm.assignment) if task.before else None
    return joined(old, report, task.only) if old is not None else report
