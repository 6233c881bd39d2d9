"""A class that is graded: what is written last, and how to read it back.

`class.json` says of which assignment the class is and where each student's result
lies: older results may lie beside them. From it, from each `row.json` and from
`manual.toml` follow the gradebook and the instructor's part of the reports.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from grader.assignment import load_assignment, mlp_folder
from grader.batch.gradebook import render_gradebook
from grader.batch.manual import with_manual
from grader.batch.page import render_class
from grader.batch.results import Row, find_rows
from grader.errors import OutputError, UsageError
from grader.model import Assignment
from grader.report.instructor import fill_html, fill_json
from grader.report.language import speak
from grader.report.words import clean
from grader.writing import write_file

__all__ = ["CLASS", "Finished", "conclude", "read_class"]

CLASS = "class.json"


class _Class(msgspec.Struct):
    assignment: str
    """The assignment's folder; empty for the one that comes with the package, which
    is somewhere else on another machine."""
    places: dict[str, str]
    """Student -> the folder of the result, in the order of the gradebook."""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Finished:
    """A graded class, as it was read back."""

    assignment: Assignment
    rows: Sequence[Row]
    """In the order of the gradebook, as the grader has them."""
    places: Mapping[str, str]
    """Student -> the name of the folder."""
    language: str
    """Of the class page."""


def read_class(results: Path, root: Path | None = None) -> Finished:
    """A graded class from its results folder, without the instructor's changes.

    Args:
        root: the assignment's folder, where it is not the one graded with.

    Raises:
        UsageError: if no class has been graded into this folder to its end, or its
            assignment is not here.
    """
    try:
        found = msgspec.json.decode((results / CLASS).read_bytes(), type=_Class)
    except (OSError, msgspec.MsgspecError):
        raise UsageError(
            f"`{results}` holds no results of a class. Run `grade batch` to its end "
            "first, and name the folder that you gave it with `-o`."
        ) from None
    root = root or (Path(found.assignment) if found.assignment else mlp_folder())
    if not root.is_dir():
        raise UsageError(
            f"`{results}` was graded with the assignment in `{root}`, which is not "
            "there. Name its folder: `--assignment DIR`."
        )
    assignment = load_assignment(root)
    there = {folder.name: row for folder, row in find_rows(results)}
    by_name = {row.name: (place, row) for place, row in there.items()}
    rows: list[Row] = []
    places: dict[str, str] = {}
    for name, place in found.places.items():
        # A grading that was ended may have moved or replaced a result.
        own = (place, there[place]) if place in there else by_name.get(name)
        if own is not None:
            places[name] = own[0]
            rows.append(own[1])
    return Finished(assignment, rows, places, found.language)


def conclude(
    results: Path,
    assignment: Assignment,
    rows: Sequence[Row],
    places: Mapping[str, str],
    language: str,
) -> list[Row]:
    """Write what follows from all rows and from `manual.toml`; the rows with both.

    Raises:
        GraderError: if `manual.toml` is wrong, or something cannot be written.
    """
    adjusted = with_manual(rows, results, assignment)
    for row in adjusted:
        _tell(results / places[row.name], row, assignment)
    root = assignment.root.resolve()
    own = "" if root == mlp_folder().resolve() else str(root)
    kept = _Class(own, dict(places), language)
    write_file(results / CLASS, msgspec.json.encode(kept))
    write_file(results / "gradebook.csv", render_gradebook(adjusted, assignment))
    reported = {row.name: places[row.name] for row in adjusted if not row.problem}
    page = render_class(
        adjusted, reported, assignment, speak(language, assignment.root)
    )
    write_file(results / "index.html", page)
    return adjusted


def _tell(folder: Path, row: Row, assignment: Assignment) -> None:
    """Bring the instructor's part of a student's reports up to date."""
    whole = _said(row)
    # The sum would tell what the checks that are not shown have given.
    part = whole and whole | {"core": None, "extension": None}
    for name in ("report.json", "report.html", "student.json", "student.html"):
        path = folder / name
        if not path.is_file():
            continue
        is_part = assignment.hides and path.stem == "student"
        said = part if is_part else whole
        try:
            old = path.read_bytes()
            if path.suffix == ".json":
                new = fill_json(old, said)
            else:
                new = fill_html(old, said, assignment.root)
        except (OSError, ValueError, msgspec.MsgspecError) as error:
            raise OutputError(
                f"`{path}` is no report that this version has written ({error}). "
                "Remove its folder and grade the class again."
            ) from None
        if new != old:
            write_file(path, new)


def _said(row: Row) -> dict[str, Any] | None:
    """The instructor's part of a report, as docs/report.md has it."""
    if not row.comment and not row.changes:
        return None
    return {
        "comment": clean(row.comment, 2000),
        "changes": [
            {"what": change.what, "add": change.add, "set": change.set}
            for change in row.changes
        ],
        "core": _if_changed(row.core, row.core_by_grader),
        "extension": _if_changed(row.extension, row.extension_by_grader),
    }


def _if_changed(points: float, by_grader: float | None) -> float | None:
    return None if by_grader is None or points == by_grader else points
