"""Report -> text for a terminal: complete without colour, inert whatever it holds."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.model import (
    Exercise,
    Outcome,
    Part,
    Report,
    Result,
    RunResult,
)
from grader.report.failure import STYLES, WIDTH, failure, plain
from grader.report.language import Say, in_english
from grader.report.notes import (
    PROVISIONAL,
    QUIET,
    SHOWN,
    isolation_note,
    parts_note,
    provided_note,
    run_note,
    sample_note,
    shown_note,
)
from grader.report.words import OUTCOMES, clean, message
from grader.scoring import exercise_outcome, points, score

__all__ = ["render_some", "render_terminal", "render_text", "run_lines"]


def render_text(report: Report, width: int = 80, say: Say = in_english) -> str:
    """The report as plain text of this width, without any control sequence."""
    return plain(render_terminal(report, say), width)


def render_some(report: Report, names: Sequence[str], say: Say = in_english) -> str:
    """These exercises alone, as plain text: where a front end shows no HTML."""
    parts: list[RenderableType] = []
    for exercise in report.assignment.exercises:
        results = [r for r in report.results if r.check.exercise == exercise.name]
        if exercise.name not in names or not results:
            continue
        outcome = exercise_outcome(results, report.complete)
        earned = sum(points(r.outcome, r.check.points) for r in results)
        line = f"{exercise.name}: {say(OUTCOMES[outcome])}, "
        parts.append(Text(line + f"{earned:g} / {exercise.points:g}"))
        failed = [r for r in results if r.outcome not in QUIET]
        if failed:
            known = report.mistakes.get(exercise.name, ())
            parts.append(failure(exercise, failed, known, say))
    return plain(Group(*parts), WIDTH)


def render_terminal(report: Report, say: Say = in_english) -> RenderableType:
    """The report for Rich: scores by file, then what failed, then the sums."""
    by_exercise: dict[str, list[Result]] = {}
    for result in report.results:
        by_exercise.setdefault(result.check.exercise, []).append(result)
    parts: list[RenderableType] = [_head(report, say), ""]
    for file, exercises in groupby(report.assignment.exercises, lambda e: e.file):
        graded = [e for e in exercises if by_exercise.get(e.name)]
        if graded:
            table = _table(graded, by_exercise, report, say)
            parts += [f"{file}.py", table, ""]
    runs = [run for run in report.runs if run.outcome is not Outcome.NOT_RUN]
    if runs:
        rows = [run_lines(run, parts_note(run, report, say), say) for run in runs]
        parts += [say("accuracy"), *rows, ""]
    told: set[str] = set()
    for exercise in report.assignment.exercises:
        failed = [
            r for r in by_exercise.get(exercise.name, []) if r.outcome not in QUIET
        ]
        found = failed[0].finding if failed else None
        if found is not None and found.kind == "load":
            # A file that cannot be loaded is one problem, told once.
            if exercise.file not in told:
                head = Text(say("ERROR"), STYLES[Outcome.ERRORED])
                parts += [head, _indented(message(found, say)), ""]
            told.add(exercise.file)
        elif failed:
            named = report.mistakes.get(exercise.name, ())
            parts += [failure(exercise, failed, named, say), ""]
    scores = {part: score(report, part) for part in Part}
    shown = [p for p, found in scores.items() if found.out_of or found.provisional]
    parts += [_score(report, part, say) for part in shown]
    return Group(*(Text(p) if isinstance(p, str) else p for p in parts))


def _head(report: Report, say: Say) -> Text:
    title = f"{report.assignment.title}: {clean(report.submission.name)}"
    sample = sample_note(report.environment, say)
    lines = [title, sample, isolation_note(report.environment, say)]
    lines.append(shown_note(report, say))
    return Text("\n".join(line for line in lines if line))


def _indented(content: RenderableType) -> Padding:
    if isinstance(content, str):
        content = Text(content)
    return Padding(content, (0, 0, 0, 2))


def _table(
    exercises: list[Exercise],
    by_exercise: dict[str, list[Result]],
    report: Report,
    say: Say,
) -> Padding:
    table = Table.grid(padding=(0, 2))
    table.add_column(width=26)
    table.add_column(width=12, justify="right")
    table.add_column()
    for exercise in exercises:
        results = by_exercise[exercise.name]
        outcome = exercise_outcome(results, report.complete)
        earned = sum(points(r.outcome, r.check.points) for r in results)
        extra = "  " + say("(extension)") if exercise.part is Part.EXTENSION else ""
        if ours := report.provided.get(exercise.name):
            extra += "  " + provided_note(ours, say)
        table.add_row(
            Text(exercise.name),
            Text(f"{earned:g} / {exercise.points:g}"),
            Text(say(OUTCOMES[outcome]), STYLES.get(outcome, "")) + Text(extra),
        )
    return _indented(table)


def run_lines(result: RunResult, parts: str | None, say: Say) -> Padding:
    """One accuracy run.

    Args:
        parts: a sentence on the exercises it uses that failed on their own.
    """
    earned = points(result.outcome, result.run.points)
    head = Text(f"{result.run.title:26}  ")
    head.append(f"{earned:g} / {result.run.points:g}".rjust(12) + "  ")
    head.append(say(OUTCOMES[result.outcome]), STYLES.get(result.outcome, ""))
    lines: list[RenderableType] = [head]
    why = message(result.finding, say) if result.finding is not None else None
    notes = (run_note(result, say), why, parts)
    lines += [_indented(note) for note in notes if note]
    return _indented(Group(*lines))


def _score(report: Report, part: Part, say: Say) -> Text:
    found = score(report, part)
    name = say(part.value.capitalize())
    line = f"{name:10} {found.points:6g} / {found.out_of:g}"
    if not report.complete:
        line += "  " + say(SHOWN)
    if found.provisional:
        line += "  " + say(PROVISIONAL)
    return Text(line, "bold")
