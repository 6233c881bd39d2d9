"""`grade batch` as a person sees it: who is done, how long it will take, the sum."""

from __future__ import annotations

import statistics
import threading
from contextlib import nullcontext
from pathlib import Path

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn
from rich.text import Text

from grader.batch.classroom import Events, grade_class
from grader.batch.course import Course
from grader.batch.news import News
from grader.batch.results import Row
from grader.errors import Interrupted
from grader.report.words import clean

__all__ = ["Display", "grade_and_show"]

NAME = 40
STAGE = 30


class Display:
    """The state of a class: a bar and a line a process, or a line a submission."""

    def __init__(self, err: Console) -> None:
        self._err = err
        self._bar = Progress(
            BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=err
        )
        self._task = self._bar.add_task("class", total=None)
        self._lock = threading.Lock()
        self._at: dict[int, News] = {}
        self._total = 0
        self.done = self.kept = self.failed = 0

    def __rich__(self) -> RenderableType:
        with self._lock:
            at = list(self._at.values())
        lines = [
            Text(f"  {clean(news.name, NAME)}: {clean(news.stage, STAGE)}")
            for news in at
        ]
        sums = f"{self.done} done, {len(at)} running, {self.failed} with a problem"
        return Group(Text(sums), self._bar, *lines)

    def on_total(self, total: int) -> None:
        """So many submissions were handed in."""
        self._total = total
        self._bar.update(self._task, total=total)

    def on_row(self, row: Row, kept: bool) -> None:
        """One of them is done, perhaps in an earlier run."""
        self.done += 1
        self.kept += kept
        self.failed += bool(row.problem)
        self._bar.update(self._task, completed=self.done)
        if not self._err.is_terminal and not kept:
            line = f"{self.done} / {self._total}  {clean(row.name, NAME)}: {_said(row)}"
            self._err.print(line, soft_wrap=True)

    def on_notice(self, sentence: str) -> None:
        """Something that whoever waits should know."""
        self._err.print(clean(sentence, 200), soft_wrap=True)

    def on_news(self, news: News) -> None:
        """A process does something else than before."""
        with self._lock:
            self._at.pop(news.process, None)
            if news.name:
                self._at[news.process] = news


def grade_and_show(
    folder: Path,
    results: Path,
    roster: Path | None,
    regrade: bool,
    course: Course,
    place: int | str,
    out: Console,
    err: Console,
) -> int:
    """Grade a class; a display on a terminal, a line a submission in a log.

    Returns the exit code: 3 where of all that was handed in nothing could be graded.
    """
    display = Display(err)
    events = Events(
        display.on_total, display.on_row, display.on_news, display.on_notice
    )
    live = Live(display, console=err, transient=True, refresh_per_second=4)
    try:
        with live if err.is_terminal else nullcontext():
            rows = grade_class(folder, results, course, place, roster, regrade, events)
    except KeyboardInterrupt:
        raise Interrupted(
            "Stopped. What is finished is kept: the same command goes on from there."
        ) from None
    _sum_up(rows, display.kept, out)
    out.print(f"Gradebook: `{clean(str(results / 'gradebook.csv'))}`", soft_wrap=True)
    page = clean(str(results / "index.html"))
    out.print(f"The class at a glance: `{page}`", soft_wrap=True)
    handed_in = [row for row in rows if not row.missing]
    return 3 if handed_in and all(row.problem for row in handed_in) else 0


def _sum_up(rows: list[Row], kept: int, out: Console) -> None:
    """What came of the class, and whom the teacher should look at."""
    graded = [row for row in rows if not row.problem]
    absent = sum(row.missing for row in rows)
    handed_in = len(rows) - absent
    noun = "submission" if handed_in == 1 else "submissions"
    out.print(f"{handed_in} {noun}, {len(graded)} graded.")
    if kept:
        out.print(f"{kept} of them were graded before, and nothing has changed.")
    if absent:
        out.print(f"{absent} on the roster handed in nothing.")
    if late := sum(row.late for row in rows):
        out.print(f"{late} late.")
    if graded:
        scores = [row.core for row in graded]
        out.print(f"Core: median {statistics.median(scores):g}, best {max(scores):g}.")
    for row in rows:
        if row.problem:
            text = f"{clean(row.name, NAME)}: {clean(row.problem, 400)}"
            out.print(text, soft_wrap=True)
        if row.unlisted:
            out.print(f"{clean(row.name, NAME)}: not on the roster.", soft_wrap=True)


def _said(row: Row) -> str:
    if row.problem:
        return clean(row.problem, 200)
    return f"{row.core:g} / {row.core_out_of:g}"
