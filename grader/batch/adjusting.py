"""`grade adjust`: a comment or a change of points for one student, kept in a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from grader.assignment import find_exercise
from grader.batch.finished import conclude, read_class
from grader.batch.manual import MANUAL, find_student, parse_manual, read_manual
from grader.batch.results import Row
from grader.errors import UsageError
from grader.model import Part
from grader.report.words import clean
from grader.writing import write_file

__all__ = ["adjust"]


def adjust(
    results: Path,
    student: str,
    *,
    comment: str | None,
    add: float | None,
    to: float | None,
    part: Part | None,
    exercise: str,
    root: Path | None = None,
) -> str:
    """Write it into `manual.toml`, keep what is there, and bring all up to date.

    Args:
        comment: replaces the one that is there; empty to remove it.
        add: points to be added to what the grader gives; 0 to add none any more.
        to: points that count in place of the grader's.
        part: what the points are for; None for the core.
        exercise: what the points are for, where it is not a part.

    Returns:
        What the student has now, in a sentence.

    Raises:
        GraderError: if there is no such student or exercise, or nothing to do.
    """
    if comment is None and add is None and to is None:
        raise UsageError("Nothing to do: give `--comment`, `--add` or `--set`.")
    if add is not None and to is not None:
        raise UsageError("`--add` and `--set` exclude each other; give one of them.")
    if part and exercise:
        raise UsageError("`--part` and `--exercise` exclude each other; give one.")
    graded = read_class(results, root)
    what = find_exercise(graded.assignment, exercise).name if exercise else part
    path = results / MANUAL
    row = find_student(student, graded.rows)
    read_manual(results, graded.assignment)  # says what is wrong with an old file
    text = path.read_bytes().decode() if path.exists() else ""
    new = _edited(text, row, comment, add, to, what or Part.CORE, path)
    parse_manual(new, path, graded.assignment)
    write_file(path, new.encode())
    rows = conclude(
        results, graded.assignment, graded.rows, graded.places, graded.language
    )
    return _told(next(r for r in rows if r.name == row.name))


def _edited(
    text: str, row: Row, comment: str | None, add: float | None, to: float | None,
    what: str, path: Path,
) -> str:  # fmt: skip
    """The file with this said of one student; comments and all else stay."""
    try:
        document = tomlkit.parse(text)
        names = {row.name, row.id, row.email} - {""}
        key = next((key for key in document if key in names), row.name)
        if key not in document:
            document[key] = tomlkit.table()
        table: Any = document[key]
        if comment:
            table["comment"] = comment
        elif comment is not None:
            table.pop("comment", None)
        if add is not None or to is not None:
            for kind, points in (("add", add or None), ("set", to)):
                _put(table, kind, what, points)
        if not table:
            del document[key]
        return tomlkit.dumps(document)
    except TOMLKitError as error:
        raise UsageError(
            f"`{path}` cannot be edited ({error}). Change it by hand."
        ) from None


def _put(table: Any, kind: str, what: str, points: float | None) -> None:
    """Write points under `add` or `set`, or take them out for None."""
    if points is not None:
        if kind not in table:
            table[kind] = tomlkit.inline_table()
        table[kind][str(what)] = int(points) if points.is_integer() else points
    elif kind in table:
        table[kind].pop(what, None)
        if not table[kind]:
            del table[kind]


def _told(row: Row) -> str:
    name = clean(row.name, 80)
    parts = [("core", row.core, row.core_by_grader)]
    parts += [("extension", row.extension, row.extension_by_grader)]
    said = [
        f"{part} {points:g} (the grader gave {own:g})"
        for part, points, own in parts
        if own is not None and points != own
    ]
    points = ", ".join(said) or "points as the grader gave them"
    comment = " A comment is in the report." if row.comment else ""
    return f"{name}: {points}.{comment}"
