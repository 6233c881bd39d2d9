"""A platform's file filled: each student's row found, and written by the platform."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from grader.export.matching import Person, match
from grader.export.reading import Graded
from grader.export.sheets import Sheet, render_sheet

__all__ = ["Rendered", "fill"]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A file's content, and what the instructor must know of it."""

    content: bytes
    notes: tuple[str, ...] = ()


def fill(
    sheet: Sheet,
    rows: Sequence[list[str]],
    students: Sequence[int],
    graded: Sequence[Graded],
    person: Callable[[Sequence[str], Sequence[str]], Person],
    put: Callable[[Graded, list[str]], str],
    notes: Iterable[str],
) -> Rendered:
    """The file with what was graded in it; all other cells stay as they are.

    Args:
        rows: the cells of the sheet, to be changed; the first one is the header.
        students: which rows are students'.
        person: from the header and a row, whose the row is.
        put: writes a result into its student's row; returns a note, or nothing.
        notes: what there is to say besides.
    """
    matching = match(graded, [person(rows[0], rows[at]) for at in students])
    said = [put(one, rows[students[at]]) for at, one in matching.found.items()]
    told = (*notes, *filter(None, said), *matching.notes)
    return Rendered(render_sheet(sheet, rows), told)
