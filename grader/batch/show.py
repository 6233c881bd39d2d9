"""`grade batch` as a person sees it: who is done, how long it will take, the sum."""

from __future__ import annotations

import statistics
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

from grader.batch.classroom import grade_class
from grader.batch.grading import Course
from grader.batch.results import Row
from grader.report.words import clean

__all__ = ["grade_and_show"]


def grade_and_show(
    folder: Path, results: Path, course: Course, cores: int, out: Console, err: Console
) -> int:
    """Grade a class; a bar on a terminal, a line a submission in a log."""
    progress = Progress(
        TextColumn("{task.description}", markup=False), BarColumn(),
        MofNCompleteColumn(), TimeRemainingColumn(),
        console=err, transient=True, disable=not err.is_terminal,
    )  # fmt: skip
    bar = progress.add_task("reading", total=None)

    def on_row(row: Row, done: int, total: int) -> None:
        name = clean(row.name, 40)
        progress.update(bar, completed=done, total=total, description=name)
        if not err.is_terminal:
            err.print(f"{done} / {total}  {name}: {_said(row)}", soft_wrap=True)

    with progress:
        rows = grade_class(folder, results, course, cores, on_row)
    scores = [row.core for row in rows if not row.problem]
    out.print(f"{len(rows)} submissions, {len(scores)} of them graded.")
    if scores:
        out.print(f"Core: median {statistics.median(scores):g}, best {max(scores):g}.")
    for row in rows:
        if row.problem:
            text = f"{clean(row.name, 40)}: {clean(row.problem, 400)}"
            out.print(text, soft_wrap=True)
    out.print(f"Gradebook: `{clean(str(results / 'gradebook.csv'))}`", soft_wrap=True)
    page = clean(str(results / "index.html"))
    out.print(f"The class at a glance: `{page}`", soft_wrap=True)
    return 0


def _said(row: Row) -> str:
    if row.problem:
        return clean(row.problem, 200)
    return f"{row.core:g} / {row.core_out_of:g}"
