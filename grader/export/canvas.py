"""Canvas: scores merged into the gradebook that the instructor has exported.

The form is that of the gradebook's CSV: student columns, custom columns, then
assignments as `Title (id)`; a row `    Points Possible` under the header, before
it sometimes a row of `Manual Posting`; totals are marked `(read only)`.
https://community.canvaslms.com/t5/Instructor-Guide/How-do-I-import-grades-in-the-Gradebook/ta-p/807
and, as code: https://github.com/instructure/canvas-lms, lib/gradebook_exporter.rb
and lib/gradebook_importer.rb.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.batch.gradebook import inert
from grader.errors import ExportError, UsageError
from grader.export.filling import Rendered, fill
from grader.export.matching import Person
from grader.export.reading import Graded, points_of, scaled_to, withheld
from grader.export.sheets import (
    Sheet,
    cell_of,
    find_column,
    number,
    put,
    read_sheet,
    told,
)
from grader.report.words import clean

__all__ = ["render_canvas"]

ASSIGNMENT = re.compile(r"(?P<title>.*\S)\s*\((?P<id>\d+)\)\s*")
TOTALS = re.compile("(Current|Final|Override) (Score|Points|Grade|Status)")
HIDDEN = re.compile(r"\s*(Muted|Manual Posting.*)?\s*", re.I)
EXCUSED = "EX"
POSSIBLE = "Points Possible"


@dataclass(frozen=True, slots=True)
class Gradebook:
    """Where things are in an export; rows and columns counted from 0."""

    sheet: Sheet
    possible: int
    """The row of `Points Possible`."""
    students: tuple[int, ...]
    """The rows of students."""
    assignments: tuple[int, ...]
    """The columns of assignments."""


def render_canvas(
    graded: Sequence[Graded], export: Path, column: str, score: str, *, scaled: bool
) -> Rendered:
    """The export with one column filled; all other cells stay as they are.

    Args:
        column: an assignment's name, with or without its id; a new name adds a
            column; empty where the export has one assignment only.
        score: `core`, `extension` or `total`.
        scaled: whether points become that fraction of the points possible.

    Raises:
        ExportError: if the file is no export of Canvas.
        UsageError: if the column cannot be told.
    """
    book = _read(export)
    rows = [list(cells) for cells in book.sheet.rows]
    notes = withheld(graded, score)
    at = _column(book, column)
    if at is None:
        at = len(rows[0])
        found = [points_of(one.row, score) for one in graded]
        out_of = told(max((points.out_of for points in found if points), default=0.0))
        for cells in rows:
            put(cells, at, "")
        rows[0][at], rows[book.possible][at] = inert(column), out_of
        notes.append(f"`{clean(column)}` is added: a new assignment, {out_of} points.")
    possible = number(rows[book.possible][at]) if scaled else None
    if scaled and possible is None:
        raise UsageError("`--scale` needs points possible in the column of the export.")

    def put_points(one: Graded, cells: list[str]) -> str:
        points = points_of(one.row, score)
        if "".join(cells[at : at + 1]).strip().upper() == EXCUSED:
            return f"{clean(one.row.name, 60)}: excused in Canvas; left so."
        if points is not None:
            put(cells, at, told(scaled_to(points, possible)))
        return ""

    return fill(book.sheet, rows, book.students, graded, _person, put_points, notes)


def _read(export: Path) -> Gradebook:
    sheet = read_sheet(export)
    header = sheet.rows[0]
    section = find_column(header, "Section")
    firsts = ["".join(cells[:1]) for cells in sheet.rows]
    possible = next((i for i, cell in enumerate(firsts) if POSSIBLE in cell), None)
    if find_column(header, "ID") is None or section is None or possible is None:
        raise ExportError(
            f"`{export}` is no gradebook of Canvas: it needs the columns `ID` "
            "and `Section` and a row `Points Possible`. Export it in Canvas."
        )
    students = [
        i
        for i, cells in enumerate(sheet.rows)
        if i not in (0, possible) and not all(HIDDEN.fullmatch(cell) for cell in cells)
    ]
    assignments = [
        i
        for i, name in enumerate(header)
        if i > section and ASSIGNMENT.fullmatch(name) and not TOTALS.search(name)
    ]
    return Gradebook(sheet, possible, tuple(students), tuple(assignments))


def _column(book: Gradebook, wish: str) -> int | None:
    """The column that is meant; None for a new one."""
    names = {i: book.sheet.rows[0][i].strip() for i in book.assignments}
    titles = {i: _title(name) for i, name in names.items()}
    shown = ", ".join(f"`{clean(name, 60)}`" for name in names.values()) or "none"
    if not wish:
        if len(names) == 1:
            return next(iter(names))
        raise UsageError(
            f"Name the assignment with `--column`. The export has {shown}."
        )
    fits = [i for i, name in names.items() if name == wish.strip()]
    same = wish.strip().casefold()
    fits = fits or [i for i, title in titles.items() if title.casefold() == same]
    if len(fits) == 1:
        return fits[0]
    if fits or ASSIGNMENT.fullmatch(wish):
        what = "fits several columns" if fits else "is no column of the export"
        raise UsageError(f"`{clean(wish)}` {what}. It has {shown}.")
    return None


def _title(name: str) -> str:
    found = ASSIGNMENT.fullmatch(name)
    return found["title"] if found else name


def _person(header: Sequence[str], cells: Sequence[str]) -> Person:
    names = ("Student", "LastName", "FirstName", "ID", "SIS Login ID", "SIS User ID")
    student, last, first, own, *logins = (cell_of(header, cells, n) for n in names)
    return Person(student or f"{last}, {first}", own, tuple(logins))
