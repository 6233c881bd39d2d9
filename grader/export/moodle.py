"""Moodle: grades and feedback in an assignment's offline grading worksheet.

The teacher downloads the worksheet, and uploads it when it is filled. Moodle finds
students by `Identifier`, skips a grade beyond the maximum without a word, and
shows `Feedback comments` as HTML.
https://docs.moodle.org/en/Assignment_settings (Feedback types) and, as code:
https://github.com/moodle/moodle, mod/assign/feedback/offline/importgradeslib.php
and locallib.php.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from markupsafe import escape

from grader.errors import ExportError, UsageError
from grader.export.filling import Rendered, fill
from grader.export.matching import Person
from grader.export.reading import Graded, points_of, scaled_to, slips_of, withheld
from grader.export.sheets import (
    cell_of,
    find_column,
    number,
    put,
    read_sheet,
    told,
)
from grader.report.words import clean

__all__ = ["feedback", "render_moodle"]

GRADE, COMMENTS = "Grade", "Feedback comments"
NEEDED = ("Identifier", GRADE, "Last modified (grade)")


def render_moodle(
    graded: Sequence[Graded], worksheet: Path, score: str, *, scaled: bool
) -> Rendered:
    """The worksheet with grades and feedback; all other cells stay as they are.

    Args:
        score: `core`, `extension` or `total`.
        scaled: whether points become that fraction of the maximum grade.

    Raises:
        ExportError: if the file is no worksheet of Moodle.
        UsageError: if points exceed the maximum grade.
    """
    sheet = read_sheet(worksheet)
    header = sheet.rows[0]
    if any(find_column(header, name) is None for name in NEEDED):
        raise ExportError(
            f"`{worksheet}` is no offline grading worksheet: it needs the columns "
            f"{', '.join(f'`{name}`' for name in NEEDED)}. Download it from the "
            "assignment in Moodle, with the language set to English."
        )
    rows = [list(cells) for cells in sheet.rows]
    notes = withheld(graded, score)
    grade, comments = (find_column(header, name) for name in (GRADE, COMMENTS))
    if comments is None:
        notes.append(f"The worksheet has no `{COMMENTS}`: grades only.")

    def put_grade(one: Graded, cells: list[str]) -> str:
        worth = _worth(one, score, cell_of(header, cells, "Maximum grade"), scaled)
        if cell_of(header, cells, "Grade can be changed").strip().casefold() == "no":
            name = clean(one.row.name, 60)
            return f"{name}: the grade cannot be changed in Moodle; left so."
        if worth is not None and grade is not None:
            put(cells, grade, worth)
            if comments is not None:
                put(cells, comments, feedback(one))
        return ""

    students = range(1, len(rows))
    return fill(sheet, rows, students, graded, _person, put_grade, notes)


def feedback(one: Graded) -> str:
    """What a student reads, as HTML: the sums, and each exercise that lost points."""
    row = one.row
    shown = one.handout.exercises if one.handout else ()
    parts = {e.name: e for e in shown}
    lines = [f"Core: {told(row.core)} / {told(row.core_out_of)}"]
    if row.extension_out_of:
        lines.append(f"Extension: {told(row.extension)} / {told(row.extension_out_of)}")
    for slip in slips_of(shown):
        part = parts[slip.exercise]
        points = f"{told(part.points)} / {told(part.out_of)}"
        lines.append(f"{slip.exercise}: {points}. {slip.message}")
    lines += [f"By the instructor: {row.comment}"] if row.comment else []
    return "<br>".join(str(escape(clean(line, 500))) for line in lines)


def _person(header: Sequence[str], cells: Sequence[str]) -> Person:
    names = ("Identifier", "ID number", "Username", "Full name", "Email address")
    identifier, *logins, name, email = (cell_of(header, cells, n) for n in names)
    number = re.sub(r"\D", "", identifier)
    return Person(name, number, (identifier, *logins), email)


def _worth(one: Graded, score: str, maximum: str, scaled: bool) -> str | None:
    """The grade as the worksheet writes numbers; None where there is none."""
    points = points_of(one.row, score)
    if points is None:
        return None
    most = number(maximum)
    if most is None and maximum.strip():
        raise UsageError(
            f"The worksheet's maximum grade is `{clean(maximum, 60)}`: the assignment "
            "is not graded in points. Change that in Moodle."
        )
    worth = scaled_to(points, most if scaled else None)
    if most is not None and worth > most:
        raise UsageError(
            f"{clean(one.row.name, 60)} has {told(worth)} points, and the maximum "
            f"grade is {told(most)}: Moodle would skip it. Add `--scale`, or raise it."
        )
    return told(worth).replace(".", "," if "," in maximum else ".")
