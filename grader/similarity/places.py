"""Where two submissions are alike: pieces of the one beside pieces of the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader.model import Source, Submission
from grader.report.words import clean
from grader.similarity.prints import Code, Part, name_of, read_code

__all__ = ["Line", "Match", "Piece", "find_matches"]

LONGEST = 40
"""Lines of a piece that are shown."""
WIDEST = 160
INDENT = 40


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is shown."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines of one file."""

    file: str
    place: str
    """`lines 3 to 9`, or for a notebook `code cell 2, line 3`."""
    lines: tuple[Line, ...]
    left_out: int
    """How many more there are."""


@dataclass(frozen=True, slots=True)
class Match:
    """A piece of the first submission, and what is like it in the second."""

    first: Piece
    second: Piece


def find_matches(
    first: Submission, second: Submission, shared: frozenset[int]
) -> list[Match]:
    """The places where both have what they share, in the order of the first's files.

    Each piece of the one has beside it the piece of the other that has most of it.
    """
    ours, theirs = _parts(first, shared), _parts(second, shared)
    if not ours or not theirs:
        return []
    pairs = {(i, _nearest(one[2], theirs)) for i, one in enumerate(ours)}
    reached = {j for _, j in pairs}
    pairs |= {
        (_nearest(one[2], ours), j) for j, one in enumerate(theirs) if j not in reached
    }
    return [Match(_piece(*ours[i]), _piece(*theirs[j])) for i, j in sorted(pairs)]


def _parts(
    submission: Submission, shared: frozenset[int]
) -> list[tuple[Source, Code, Part]]:
    found = []
    for source in submission.sources:
        code = read_code(source.text or "")
        found += [(source, code, part) for part in code.parts(shared)]
    return found


def _nearest(part: Part, others: Sequence[tuple[Source, Code, Part]]) -> int:
    common = [len(part.prints & other.prints) for _, _, other in others]
    return common.index(max(common))


def _piece(source: Source, code: Code, part: Part) -> Piece:
    where = [_where(source, at) for at in range(part.first, part.last + 1)]
    texts = code.lines[part.first : part.last + 1]
    lines = [
        Line(line, _plain(text))
        for (_, line), text, before in zip(where, texts, ("", *texts), strict=False)
        if text or before
    ]
    (cell, line), (last_cell, last) = where[0], where[-1]
    place = f"code cell {cell}, line {line}" if cell else f"line {line}"
    if cell != last_cell:
        place += f" to code cell {last_cell}, line {last}"
    elif last > line:
        place = f"{place.replace('line ', 'lines ')} to {last}"
    left_out = max(0, len(lines) - LONGEST)
    file = clean(name_of(source), 80)
    return Piece(file, place, tuple(lines[:LONGEST]), left_out)


def _where(source: Source, at: int) -> tuple[int, int]:
    """A line, from 0, of the text: the code cell or 0, and the line in it, from 1."""
    before = [(first, cell) for first, cell in source.cells if first <= at + 1]
    first, cell = max(before, default=(1, 0))
    return cell, at + 2 - first


def _plain(text: str) -> str:
    """A line without what could act or hide, with its indentation."""
    spaced = text.expandtabs(4)
    indent = len(spaced) - len(spaced.lstrip(" "))
    return " " * min(indent, INDENT) + clean(spaced, WIDEST)
