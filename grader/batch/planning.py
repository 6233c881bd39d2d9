"""What is to be graded of a class, and what an earlier run has done already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grader.batch.course import Task
from grader.batch.entries import Entry, slug
from grader.batch.keeping import REPORT, unpack
from grader.batch.keys import parts_of
from grader.batch.results import Row, find_rows
from grader.batch.roster import Student
from grader.batch.rows import labelled, missing
from grader.errors import OutputError
from grader.model import Assignment, Submission

__all__ = ["Plan", "make_plan"]


@dataclass(slots=True)
class Plan:
    """What is to be done, and what has been."""

    places: dict[str, str] = field(default_factory=dict)
    """Name -> the folder of the result."""
    unread: list[tuple[str, Row]] = field(default_factory=list)
    """Whose submission cannot be read, each with the folder for the result."""
    absent: list[tuple[str, Row]] = field(default_factory=list)
    """Who handed in nothing."""
    kept: list[Row] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)


def make_plan(
    read: Mapping[Entry, Submission | str],
    absent: Iterable[Student],
    results: Path,
    assignment: Assignment,
    conditions: str,
    regrade: bool,
) -> Plan:
    """Look through earlier results: one task for each code that is left.

    Args:
        conditions: a digest of all that every part of a result depends on.
        regrade: take nothing from earlier runs.

    Raises:
        OutputError: if a kept result cannot get the number that its student has now.
    """
    parts = parts_of(assignment)
    earlier = (
        {} if regrade else {(r.name, r.key): (at, r) for at, r in find_rows(results)}
    )
    plan = Plan()
    tasks: dict[tuple[str, frozenset[str]], Task] = {}
    for number, (entry, found) in enumerate(read.items(), start=1):
        place = plan.places[entry.name] = f"{number:04}-{slug(entry.name)}"
        if isinstance(found, str):
            row = labelled(Row("", "", "", problem=found), entry)
            plan.unread.append((place, row))
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
    for number, student in enumerate(absent, start=len(read) + 1):
        row = missing(student)
        place = plan.places[row.name] = f"{number:04}-{slug(row.name)}"
        plan.absent.append((place, row))
    return plan


def _changed(row: Row, parts: Mapping[str, str]) -> frozenset[str]:
    """Of what was judged: what would be judged in another way now."""
    judged = row.exercises.keys() | row.accuracy.keys()
    return frozenset(name for name in judged if row.parts.get(name) != parts[name])


def _moved(folder: Path, place: Path) -> Path:
    """Give a kept result the number that its student has now.

    Where a folder of that name is there already it keeps its old number: nothing
    but the order of the folders depends on it.
    """
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
