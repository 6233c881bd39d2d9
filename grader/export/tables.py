"""The class as a table for any spreadsheet: plain CSV (RFC 4180) and XLSX.

No cell is a formula or a link, whatever a name looks like.
https://www.rfc-editor.org/rfc/rfc4180 and ECMA-376, as XlsxWriter writes it:
https://xlsxwriter.readthedocs.io/workbook.html
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from grader.batch.gradebook import inert
from grader.export.reading import Graded

__all__ = ["render_csv", "render_xlsx"]

Cell = str | float
INERT = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False,
    "strings_to_urls": False,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """A header, and a row a submission; text is inert already."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def render_csv(graded: Sequence[Graded]) -> bytes:
    """All submissions, sums and exercises as CSV in UTF-8, with a mark for Excel."""
    sums, exercises = _sums(graded), _exercises(graded)
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow([*sums.header, *exercises.header[1:]])
    for left, right in zip(sums.rows, exercises.rows, strict=True):
        table.writerow([*left, *right[1:]])
    return out.getvalue().encode("utf-8-sig")


def render_xlsx(graded: Sequence[Graded]) -> bytes:
    """A workbook: the sums, the points by exercise, and the mistakes."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, INERT) as book:
        head = book.add_format({"bold": True})
        tables = {
            "Grades": _sums(graded),
            "Exercises": _exercises(graded),
            "Mistakes": _mistakes(graded),
        }
        for name, table in tables.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 1)
            sheet.set_column(0, 0, 28)
            for column, title in enumerate(table.header):
                sheet.write_string(0, column, title, head)
            for index, cells in enumerate(table.rows, start=1):
                _write(sheet, index, cells)
    return out.getvalue()


def _write(sheet: Worksheet, index: int, cells: Sequence[Cell]) -> None:
    for column, cell in enumerate(cells):
        if not isinstance(cell, str):
            sheet.write_number(index, column, cell)
        elif cell:
            sheet.write_string(index, column, cell)


def _sums(graded: Sequence[Graded]) -> Table:
    runs = sorted({run for one in graded for run in one.row.accuracy})
    header = (
        "name", "id", "email", "late", "core", "core_out_of", "extension",
        "extension_out_of", "provisional", "problem", "note",
        "core_by_grader", "extension_by_grader", "comment_by_instructor",
        *(f"{inert(run)} accuracy" for run in runs),
    )  # fmt: skip
    rows = []
    for one in graded:
        row = one.row
        points = (row.core, row.core_out_of, row.extension, row.extension_out_of)
        by_grader = (row.core_by_grader, row.extension_by_grader)
        reached = (row.accuracy.get(run) for run in runs)
        rows.append(
            (inert(row.name), inert(row.id), inert(row.email),
             "yes" if row.late else "",
             *(points if not row.problem else ("",) * 4),
             "yes" if row.provisional else "", inert(row.problem), inert(row.note),
             *("" if given is None else given for given in by_grader),
             inert(row.comment),
             *("" if value is None else value for value in reached))
        )  # fmt: skip
    return Table(header, tuple(rows))


def _exercises(graded: Sequence[Graded]) -> Table:
    """Points by exercise, in the order of the assignment."""
    names = {e.name: None for one in graded if one.report for e in one.report.exercises}
    asked = [name for name in names if any(name in one.row.exercises for one in graded)]
    rows = [
        (inert(one.row.name), *(one.row.exercises.get(name, "") for name in asked))
        for one in graded
    ]
    return Table(("name", *map(inert, asked)), tuple(rows))


def _mistakes(graded: Sequence[Graded]) -> Table:
    rows = [
        tuple(map(inert, (one.row.name, s.exercise, s.id, s.message, s.example)))
        for one in graded
        for s in one.row.slips
    ]
    return Table(("name", "exercise", "mistake", "words", "example"), tuple(rows))
