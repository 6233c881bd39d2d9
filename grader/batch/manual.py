"""`manual.toml` beside the results: what the instructor says, and the rows with it.

    ["Ada Lovelace"]
    comment = "A neat idea in softmax."
    add.core = 2
    set.relu = 6

The grader never writes a point of its own into this file, and no grading changes
it: so it survives regrading. `row.json` holds what the grader gave; whoever shows
points reads rows that have passed `with_manual`.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from grader.batch.results import Change, Row, find_rows
from grader.errors import UsageError
from grader.model import Assignment, Part
from grader.report.words import clean

__all__ = [
    "MANUAL",
    "Adjustment",
    "find_student",
    "parse_manual",
    "read_manual",
    "with_manual",
]

MANUAL = "manual.toml"
MOST = 10_000
"""Points that a change may have, either way."""


class Adjustment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the instructor says of one student."""

    comment: str = ""
    add: dict[str, float] = {}
    """`core`, `extension` or an exercise -> points to be added; below 0: taken off."""
    set: dict[str, float] = {}
    """The same -> points that count in place of the grader's."""


def read_manual(results: Path, assignment: Assignment) -> dict[str, Adjustment]:
    """What the instructor says, by student; without a file nothing.

    Raises:
        UsageError: if the file is not as it should be; with the line, where known.
    """
    path = results / MANUAL
    try:
        text = path.read_bytes().decode()
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"`{path}` cannot be read as UTF-8 text: {error}.") from None
    return parse_manual(text, path, assignment)


def parse_manual(
    text: str, path: Path, assignment: Assignment
) -> dict[str, Adjustment]:
    """The text of the file as values; see `read_manual`."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"`{path}` is no valid TOML: {error}.") from None
    found: dict[str, Adjustment] = {}
    known = [*Part, *(exercise.name for exercise in assignment.exercises)]
    for student, table in tables.items():
        try:
            found[student] = msgspec.convert(table, Adjustment)
            problem = _problem(found[student], known)
        except msgspec.ValidationError as error:
            problem = (
                f"{error}; write `comment`, `add` and `set`, as docs/manual.md has it"
            )
        if problem:
            place = _line(text, student)
            raise UsageError(f"`{path}`{place}, student `{student}`: {problem}")
    return found


def _problem(adjustment: Adjustment, known: Sequence[str]) -> str:
    for name in [*adjustment.add, *adjustment.set]:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = (
                f"Did you mean `{near[0]}`?" if near else f"Known: {', '.join(known)}."
            )
            return f"points go to a part or an exercise, not to `{name}`. {hint}"
    if both := adjustment.add.keys() & adjustment.set.keys():
        return f"`{min(both)}` is both in `add` and in `set`; keep one."
    for points in [*adjustment.add.values(), *adjustment.set.values()]:
        if not abs(points) <= MOST:  # `nan` too
            return f"points are numbers up to {MOST}, not {points:g}."
    low = [points for points in adjustment.set.values() if points < 0]
    return f"`set` takes points from 0 on, not {low[0]:g}." if low else ""


def _line(text: str, student: str) -> str:
    """Where a student is first named, for a message."""
    lines = text.splitlines()
    at = next((i for i, line in enumerate(lines, 1) if student in line), 0)
    return f" (line {at})" if at else ""


def find_student(student: str, rows: Sequence[Row]) -> Row:
    """The row of a student, named by name, id or address.

    Raises:
        UsageError: if there is none, or more than one.
    """
    for known in ("name", "id", "email"):
        same = [row for row in rows if getattr(row, known) == student]
        if len(same) == 1:
            return same[0]
        if same:
            both = " or ".join(f"`{clean(row.name, 80)}`" for row in same[:3])
            raise UsageError(f"`{student}` may be {both}; give the name.")
    words = [word for row in rows for word in (row.name, row.id, row.email) if word]
    folded = {word.casefold(): word for word in words}
    asked = student.casefold()
    near = [word for fold, word in folded.items() if asked and asked in fold][:3]
    near = near or [folded[f] for f in difflib.get_close_matches(asked, folded)]
    quoted = " or ".join(f"`{clean(name, 80)}`" for name in near or words[:3])
    hint = f"Did you mean {quoted}?" if near else f"There are {quoted} and others."
    raise UsageError(f"There is no student `{student}` in these results. {hint}")


def with_manual(
    rows: Sequence[Row], results: Path, assignment: Assignment
) -> list[Row]:
    """The rows with the instructor's comments and changes in them.

    Raises:
        UsageError: if the file is wrong, or names a student who is not there.
    """
    manual = read_manual(results, assignment)
    if not manual:
        return list(rows)
    now = {row.name for row in rows}
    # Who has a result here is known, also where the class now is a part of it.
    others = [row for _, row in find_rows(results) if row.name not in now]
    whose: dict[str, Adjustment] = {}
    for student, said in manual.items():
        try:
            name = find_student(student, [*rows, *others]).name
        except UsageError as error:
            raise UsageError(f"`{results / MANUAL}`: {error}") from None
        if name in whose:
            raise UsageError(
                f"`{results / MANUAL}` names the student `{name}` twice; keep one."
            )
        whose[name] = said
    return [_adjusted(row, whose.get(row.name), assignment) for row in rows]


def _adjusted(row: Row, said: Adjustment | None, assignment: Assignment) -> Row:
    if said is None:
        return row
    sums = {Part.CORE.value: row.core, Part.EXTENSION.value: row.extension}
    own = dict(row.exercises)
    for exercise in assignment.exercises:
        name = exercise.name
        if name in said.add or name in said.set:
            before = own.get(name, 0.0)
            own[name] = _changed(before, name, said)
            sums[exercise.part] += own[name] - before
    after = {part: _changed(points, part, said) for part, points in sums.items()}
    changes = [Change(what, add=points) for what, points in said.add.items()]
    changes += [Change(what, set=points) for what, points in said.set.items()]
    return msgspec.structs.replace(
        row,
        comment=said.comment,
        changes=tuple(changes),
        core=after["core"],
        extension=after["extension"],
        exercises=own,
        core_by_grader=row.core if changes else None,
        extension_by_grader=row.extension if changes else None,
    )


def _changed(points: float, what: str, said: Adjustment) -> float:
    """Points after a change; never below 0."""
    new = said.set.get(what, points + said.add.get(what, 0.0))
    return round(max(0.0, new), 4)
