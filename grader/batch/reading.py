"""Everything that a class has handed in, read: submissions, or why there is none."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from grader.batch.course import Course
from grader.batch.download import unpacked
from grader.batch.entries import Entry, find_entries
from grader.batch.matching import match
from grader.batch.roster import Student, read_roster
from grader.errors import SubmissionError
from grader.intake.pieces import read_pieces
from grader.model import Assignment, Submission
from grader.report.language import speak
from grader.sandbox.client import Sandbox

__all__ = ["read_class"]


def read_class(
    folder: Path, roster: Path | None, course: Course, assignment: Assignment
) -> tuple[dict[Entry, Submission | str], list[Student]]:
    """What each student handed in, or a sentence why not; and who handed in nothing.

    Args:
        folder: the submissions, or the zip file that a platform gives.
        roster: a CSV file.

    Raises:
        GraderError: if there is no class.
    """
    students = read_roster(roster) if roster else []
    say = speak(course.language, assignment.root)
    with unpacked(folder) as inside:
        entries = find_entries(inside, assignment.files, say)
        absent: list[Student] = []
        if roster:
            entries, absent = match(entries, students, say)
        return _read(inside, entries, course, assignment), absent


def _read(
    folder: Path, entries: Iterable[Entry], course: Course, assignment: Assignment
) -> dict[Entry, Submission | str]:
    """Notebooks and archives are opened in a worker; for the others none is needed.

    Args:
        folder: what all of it lies in; the sentences name what is inside alone.
    """
    found: dict[Entry, Submission | str] = {}
    with ExitStack() as stack:

        @functools.cache
        def sandbox() -> Sandbox:
            made = Sandbox(course.environment, course.isolation)
            return stack.enter_context(made)

        for entry in entries:
            try:
                one = read_pieces(
                    entry.name, entry.paths, entry.names, assignment.names, sandbox
                )
                found[entry] = replace(one, name=entry.name)
            except SubmissionError as error:
                found[entry] = str(error).replace(f"{folder}/", "")
    return found
