"""One failed exercise -> what is told of it: short enough to be read at a glance."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.model import Counterexample, Exercise, Finding, Mistake, Outcome, Result
from grader.report.language import Say, in_english
from grader.report.notes import QUIET, telling
from grader.report.words import clean

__all__ = ["LINES", "STYLES", "WIDTH", "failure", "failure_text", "plain"]

LINES = 12
WIDTH = 78
"""Columns; together what a message may take of a terminal."""
LABEL = 12
VALUE = WIDTH - LABEL - 4
"""Characters of one value: a line."""
FEW = 3
"""More inputs than these share a row."""

STYLES = {
    Outcome.PASSED: "green",
    Outcome.PASSED_SHOWN: "green",
    Outcome.PARTIAL: "yellow",
    Outcome.FAILED: "red",
    Outcome.ERRORED: "red",
    Outcome.TIMED_OUT: "red",
    Outcome.BROKEN: "magenta",
}
VERDICTS = {
    Outcome.BROKEN: "OURS", Outcome.TIMED_OUT: "TIME", Outcome.ERRORED: "ERROR",
}  # fmt: skip


def failure(
    exercise: Exercise,
    results: Sequence[Result],
    mistakes: Sequence[Mistake],
    say: Say = in_english,
) -> RenderableType:
    """The first failed check of an exercise, in at most LINES lines of WIDTH columns.

    Verdict, input, yours, expected, then the diagnosis where there is one. What
    does not fit is left out, the least telling first.
    """
    failed = [result for result in results if result.outcome not in QUIET]
    told = _told(exercise, failed, mistakes, say, 0)
    for shorter in (1, 2, 3):
        if len(plain(told, WIDTH).splitlines()) <= LINES:
            break
        told = _told(exercise, failed, mistakes, say, shorter)
    return told


def failure_text(
    exercise: Exercise,
    results: Sequence[Result],
    mistakes: Sequence[Mistake],
    say: Say = in_english,
) -> str:
    """What is told of an exercise that failed, as plain text."""
    return plain(failure(exercise, results, mistakes, say), WIDTH)


def plain(content: RenderableType, width: int) -> str:
    """Text without any control sequence."""
    console = Console(file=io.StringIO(), width=width, color_system=None)
    console.print(content)
    assert isinstance(console.file, io.StringIO)
    return "\n".join(line.rstrip() for line in console.file.getvalue().splitlines())


def _told(
    exercise: Exercise,
    failed: Sequence[Result],
    mistakes: Sequence[Mistake],
    say: Say,
    shorter: int,
) -> Group:
    first = failed[0]
    head = Text(say(VERDICTS.get(first.outcome, "FAIL")), STYLES.get(first.outcome, ""))
    head.append(f"  {exercise.name}: {say(first.check.title)}")
    told = telling(first, mistakes, say)
    head.append(f"  [{', '.join(told.known)}]" if told.known else "")
    body: list[RenderableType] = []
    if first.counterexample is not None:
        shown = _at_one_place(first.counterexample, first.finding)
        body.append(_evidence(shown, say, shorter))
    body += [Text(told.finding)] if told.finding else []
    body += [Text(line) for line in told.diagnoses]
    if len(failed) > 1 and shorter < 2:
        titles = [say(result.check.title) for result in failed[1:]]
        fitting = _fitting(titles, lines=1 if shorter else 2)
        body.append(Text(say("Also: {titles}").format(titles=fitting)))
    return Group(head, *(Padding(part, (0, 0, 0, 2)) for part in body))


def _fitting(titles: list[str], lines: int) -> str:
    """As many titles as fit, the first in any case."""
    shown, *rest = titles
    for title in rest:
        if len(shown) + len(title) > lines * VALUE:
            return f"{shown}; ..."
        shown += f"; {title}"
    return shown


def _at_one_place(shown: Counterexample, found: Finding | None) -> Counterexample:
    """Of values too long for a line, the one that the finding is about."""
    index = found.params.get("index") if found is not None else ""
    if (
        found is None
        or not index
        or max(map(len, (shown.answer, shown.expected))) <= VALUE
    ):
        return shown
    got, want = found.params["got"], found.params["want"]
    return replace(shown, answer=f"{got} at {index}", expected=f"{want} at {index}")


def _evidence(shown: Counterexample, say: Say, shorter: int) -> Table:
    """The call with its inputs, what came back and what is right."""
    table = Table.grid(padding=(0, 2))
    table.add_column(width=LABEL)
    table.add_column(overflow="fold")
    inputs = [(clean(name), say(value)) for name, value in shown.inputs.items()]
    if len(inputs) > FEW or shorter > 2:
        words = "; ".join(f"{name}: {value}" for name, value in inputs)
        inputs = [(say("with"), words)]
    elif shorter < 2:
        inputs = [(say("call"), shown.call), *inputs]
    rows = [*inputs, (say("yours"), shown.answer), (say("expected"), shown.expected)]
    for name, value in rows:
        if value:
            limit = 2 * VALUE if name == say("with") and shorter < 3 else VALUE
            table.add_row(Text(name), Text(clean(value, limit)))
    return table
