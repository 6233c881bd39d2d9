"""The class as a table: one line a submission."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from grader.batch.results import Row
from grader.model import Assignment
from grader.report.words import clean

__all__ = ["first_of_same", "inert", "render_gradebook"]

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def render_gradebook(rows: Sequence[Row], assignment: Assignment) -> bytes:
    """The gradebook as CSV in UTF-8, with a mark that spreadsheets look for."""
    names = [exercise.name for exercise in assignment.exercises]
    runs = [run.name for run in assignment.runs]
    same = first_of_same(rows)
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(
        ["name", "id", "email", "late", "note", "core", "core_out_of", "extension",
         "extension_out_of", "provisional", "same_as", "problem",
         "core_by_grader", "extension_by_grader", "comment_by_instructor", *names,
         *(f"{run} accuracy" for run in runs)]
    )  # fmt: skip
    for row in rows:
        graded = not row.problem or row.changes
        scores = (row.core, row.core_out_of, row.extension, row.extension_out_of)
        table.writerow(
            [inert(row.name), inert(row.id), inert(row.email),
             "yes" if row.late else "", inert(row.note),
             *(scores if graded else [""] * 4),
             "yes" if row.provisional else "", inert(same.get(row.name, "")),
             inert(row.problem), _number(row.core_by_grader),
             _number(row.extension_by_grader), inert(row.comment),
             *(row.exercises.get(name, "") for name in names),
             *(row.accuracy.get(run) or "" for run in runs)]
        )  # fmt: skip
    return text.getvalue().encode("utf-8-sig")


def inert(text: str) -> str:
    """Text that no spreadsheet runs: `=cmd()` gets an apostrophe before it."""
    text = clean(text, 500)
    return f"'{text}" if text.startswith(FORMULA) else text


def _number(points: float | None) -> float | str:
    return "" if points is None else points


def first_of_same(rows: Sequence[Row]) -> dict[str, str]:
    """Name -> the first submission with the very same code, for all but that one."""
    first: dict[str, str] = {}
    found: dict[str, str] = {}
    for row in rows:
        if not row.digest:
            continue
        if row.digest in first:
            found[row.name] = first[row.digest]
        first.setdefault(row.digest, row.name)
    return found
