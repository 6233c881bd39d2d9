"""Grade a class: what is done is kept, what is the same is done once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from grader.assignment import assert_known, load_assignment
from grader.batch.cluster import grade_there
from grader.batch.course import Course, Task
from grader.batch.finished import conclude
from grader.batch.keys import data_of, key_of
from grader.batch.manual import with_manual
from grader.batch.news import News
from grader.batch.parcel import pack_course
from grader.batch.planning import make_plan
from grader.batch.pool import grade_here
from grader.batch.reading import read_class
from grader.batch.results import Row, clear_unfinished, write_result
from grader.batch.rows import labelled, missing
from grader.errors import UsageError
from grader.model import Assignment, Submission
from grader.writing import make_folder

__all__ = ["Events", "grade_class"]


@dataclass(frozen=True, slots=True)
class Events:
    """What a progress display wants to hear."""

    on_total: Callable[[int], None] = lambda total: None
    """How many submissions there are."""
    on_row: Callable[[Row, bool], None] = lambda row, kept: None
    """A submission is done; whether in an earlier run."""
    on_news: Callable[[News], None] = lambda news: None
    """What a process does now; comes from a thread."""
    on_notice: Callable[[str], None] = lambda sentence: None
    """What whoever waits should know; comes from a thread."""


def grade_class(
    folder: Path,
    results: Path,
    course: Course,
    place: int | str,
    roster: Path | None = None,
    regrade: bool = False,
    events: Events = Events(),
) -> list[Row]:
    """Grade all submissions of a class; write their reports and the gradebook.

    What an earlier run of the same command has finished is taken as it is, so a run
    that was ended in any way goes on where it stopped. After a change of checks only
    the exercises that they judge are judged again.

    Args:
        folder: the submissions, or the zip file that a platform gives.
        place: where: on so many cores of this machine, or on the cluster at an address.
        roster: a CSV file: who on it handed in nothing gets a row, after the others.
        regrade: take nothing from earlier runs.

    Raises:
        GraderError: if nothing can be graded or written at all.
    """
    assignment = load_assignment(course.root)
    _assert_possible(course, assignment)
    kinds = data_of(course, assignment)
    read, absent = read_class(folder, roster, course, assignment)
    course = replace(course, secret=_secret(read.values()))
    make_folder(results)
    clear_unfinished(results)
    # What is wrong with the instructor's file is told now, not after hours.
    expected = [labelled(Row("", "", ""), entry) for entry in read]
    with_manual([*expected, *map(missing, absent)], results, assignment)

    events.on_total(len(read))
    conditions = key_of(course, assignment, kinds)
    plan = make_plan(read, absent, results, assignment, conditions, regrade)
    rows: dict[str, Row] = {}

    def done(found: Iterable[Row], kept: bool = False) -> None:
        for row in found:
            rows[row.name] = row
            events.on_row(row, kept)

    done(_written(plan.unread, results))
    done(plan.kept, kept=True)
    done(_graded(plan.tasks, course, assignment, kinds, place, results, events))
    ordered = [rows[entry.name] for entry in read]
    ordered += _written(plan.absent, results)
    return conclude(results, assignment, ordered, plan.places, course.language)


def _assert_possible(course: Course, assignment: Assignment) -> None:
    assert_known(course.only, assignment)
    if course.device == "cuda" and course.isolation != "process":
        raise UsageError(
            "Isolated student code cannot reach a GPU. Add `--isolation process` for "
            "code that you trust, or leave out `--device cuda`."
        )


def _secret(read: Iterable[Submission | str]) -> str:
    """What follows from all submissions together: no student can foresee it."""
    digests = sorted(found.digest for found in read if not isinstance(found, str))
    return hashlib.sha256(" ".join(digests).encode()).hexdigest()


def _written(without: Iterable[tuple[str, Row]], results: Path) -> Iterator[Row]:
    """Those who have no report; what there is to say of them is on disk by then."""
    for place, row in without:
        write_result(results, place, row, {})
        yield row


def _graded(
    tasks: list[Task],
    course: Course,
    assignment: Assignment,
    kinds: Mapping[str, str],
    place: int | str,
    results: Path,
    events: Events,
) -> Iterator[Row]:
    """Grade what is left, here or on a cluster; the rows as they come."""
    if not tasks:
        return
    if isinstance(place, int):
        found = grade_here(tasks, course, results, place, events.on_news)
    else:
        parcel = pack_course(course, assignment, kinds)
        found = grade_there(
            place, tasks, parcel, course.device, results, events.on_notice
        )
    yield from chain.from_iterable(found)
