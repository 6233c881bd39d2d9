"""Grade a class: what is done is kept, what is the same is done once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grader.assignment import assert_known, load_assignment
from grader.batch.cluster import grade_there
from grader.batch.course import Course, Task
from grader.batch.entries import Entry, slug
from grader.batch.finished import conclude
from grader.batch.grading import REPORT
from grader.batch.keeping import unpack
from grader.batch.keys import data_of, key_of, parts_of
from grader.batch.manual import with_manual
from grader.batch.news import News
from grader.batch.parcel import pack_course
from grader.batch.pool import grade_here
from grader.batch.reading import read_class
from grader.batch.results import Row, find_rows, write_result
from grader.batch.rows import labelled, missing
from grader.errors import OutputError, UsageError
from grader.model import Assignment, Submission

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
    assert_known(course.only, assignment)
    if course.device == "cuda" and course.isolation != "process":
        raise UsageError(
            "Isolated student code cannot reach a GPU. Add `--isolation process` for "
            "code that you trust, or leave out `--device cuda`."
        )
    kinds = data_of(course, assignment)
    read, absent = read_class(folder, roster, course, assignment)
    try:
        results.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"`{results}` cannot be made ({error.strerror}). Choose another folder."
        ) from None
    # What is wrong with the instructor's file is told now, not after hours.
    expected = [labelled(Row("", "", ""), entry) for entry in read]
    with_manual([*expected, *map(missing, absent)], results, assignment)
    events.on_total(len(read))
    rows: dict[str, Row] = {}

    def done(found: Iterable[Row], kept: bool = False) -> None:
        for row in found:
            rows[row.name] = row
            events.on_row(row, kept)

    plan = _plan(read, results, assignment, key_of(course, assignment, kinds), regrade)
    for entry, own, problem in plan.unreadable:
        row = labelled(Row("", "", "", problem=problem), entry)
        write_result(results, own, row, {})
        done([row])
    done(plan.kept, kept=True)
    if isinstance(place, int):
        graded = grade_here(plan.tasks, course, results, place, events.on_news)
    else:
        parcel = pack_course(course, assignment, kinds)
        graded = grade_there(place, plan.tasks, parcel, course.device, results)
    for found in graded if plan.tasks else ():
        done(found)
    ordered = [rows[entry.name] for entry in read]
    for number, student in enumerate(absent, start=len(read) + 1):
        row = missing(student)
        own = plan.places[row.name] = f"{number:04}-{slug(row.name)}"
        write_result(results, own, row, {})
        ordered.append(row)
    return conclude(results, assignment, ordered, plan.places, course.language)


@dataclass(slots=True)
class _Plan:
    """What is to be done, and what has been."""

    unreadable: list[tuple[Entry, str, str]] = field(default_factory=list)
    """Whose it is, the folder's name, and why."""
    places: dict[str, str] = field(default_factory=dict)
    """Name -> the folder of the result."""
    kept: list[Row] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)


def _plan(
    read: Mapping[Entry, Submission | str],
    results: Path,
    assignment: Assignment,
    conditions: str,
    regrade: bool,
) -> _Plan:
    """Look through earlier results: one task for each code that is left.

    Args:
        conditions: a digest of all that every part of a result depends on.
    """
    parts = parts_of(assignment)
    earlier = (
        {} if regrade else {(r.name, r.key): (at, r) for at, r in find_rows(results)}
    )
    plan = _Plan()
    tasks: dict[tuple[str, frozenset[str]], Task] = {}
    for number, (entry, found) in enumerate(read.items(), start=1):
        place = plan.places[entry.name] = f"{number:04}-{slug(entry.name)}"
        if isinstance(found, str):
            plan.unreadable.append((entry, place, found))
            continue
        place = plan.places[entry.name] = f"{place}-{found.digest[:8]}"
        key = f"{conditions}-{found.digest}"
        at, old = earlier.get((entry.name, key), (None, None))
        changed, before = frozenset[str](), b""
        if at is not None and old is not None and not old.provisional:
            at = _moved(at, results / place)
            changed = _changed(old, parts)
            if not changed and (old.late, old.note) == (entry.late, entry.note):
                plan.kept.append(labelled(old, entry))
                plan.places[entry.name] = at.name
                continue
            before = _packed(at / REPORT, assignment)
        only = changed if before else frozenset[str]()
        others = tasks[key, only].places if (key, only) in tasks else ()
        tasks[key, only] = Task(
            found, key, parts, [*others, (entry, place)], only, before
        )
    plan.tasks = list(tasks.values())
    return plan


def _changed(row: Row, parts: Mapping[str, str]) -> frozenset[str]:
    """Of what was judged: what would be judged in another way now."""
    judged = row.exercises.keys() | row.accuracy.keys()
    return frozenset(name for name in judged if row.parts.get(name) != parts[name])


def _moved(folder: Path, place: Path) -> Path:
    """Give a kept result the number that its student has now, if that is free."""
    if folder == place or place.exists():
        return folder
    try:
        return folder.rename(place)
    except OSError as error:
        raise OutputError(
            f"`{folder}` cannot be renamed to `{place.name}` ({error.strerror}). "
            "Check that the results may be written."
        ) from None


def _packed(path: Path, assignment: Assignment) -> bytes:
    """The kept report, packed; empty where none can be read: all is judged anew."""
    try:
        data = path.read_bytes()
    except OSError:
        return b""
    return data if unpack(data, assignment) else b""
