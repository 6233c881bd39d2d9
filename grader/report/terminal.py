"""Report -> text for a terminal: complete without colour, inert whatever it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.model import (
    Exercise,
    Mistake,
    Outcome,
    Part,
    Report,
    Result,
    RunResult,
)
from grader.report.failure import QUIET, STYLES, failure, plain
from grader.report.language import Say, in_english
from grader.report.words import OUTCOMES, clean, message
from grader.scoring import exercise_outcome, points, score, wrong_parts

__all__ = ["render_terminal", "render_text", "run_lines"]

FILES = {"fashion-mnist": "Fashion-MNIST", "mnist": "MNIST"}
SAMPLE = (
    "Data: the small embedded sample of {names}, with thresholds of its own. "
    "`grade data fetch` gets the full sets."
)


def render_text(report: Report, width: int = 80, say: Say = in_english) -> str:
    """The report as plain text of this width, without any control sequence."""
    return plain(render_terminal(report, say), width)


def render_terminal(report: Report, say: Say = in_english) -> RenderableType:
    """The report for Rich: scores by file, then what failed, then the sums."""
    by_exercise: dict[str, list[Result]] = {}
    for result in report.results:
        by_exercise.setdefault(result.check.exercise, []).append(result)
    parts: list[RenderableType] = [_head(report, say), ""]
    for file, exercises in groupby(report.assignment.exercises, lambda e: e.file):
        graded = [e for e in exercises if by_exercise.get(e.name)]
        if graded:
            table = _table(graded, by_exercise, report.provided, say)
            parts += [f"{file}.py", table, ""]
    runs = [run for run in report.runs if run.outcome is not Outcome.NOT_RUN]
    if runs:
        rows = [run_lines(run, _parts(run, report), say) for run in runs]
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
    environment = report.environment
    lines = [f"{report.assignment.title}: {clean(report.submission.name)}"]
    if "sample" in environment.data.values():
        names = [FILES.get(k, k) for k, v in environment.data.items() if v == "sample"]
        both = say("{one} and {other}").format(one=names[0], other=names[-1])
        lines.append(say(SAMPLE).format(names=both if len(names) == 2 else names[0]))
    isolation = environment.isolation
    note = say(" (student code can read your files)") if isolation == "process" else ""
    lines.append(
        say("Isolation: {isolation}{note}. Device: {device}.").format(
            isolation=isolation, note=note, device=environment.device
        )
    )
    return Text("\n".join(lines))


def _indented(content: RenderableType) -> Padding:
    if isinstance(content, str):
        content = Text(content)
    return Padding(content, (0, 0, 0, 2))


def _table(
    exercises: list[Exercise],
    by_exercise: dict[str, list[Result]],
    provided: Mapping[str, Sequence[str]],
    say: Say,
) -> Padding:
    table = Table.grid(padding=(0, 2))
    table.add_column(width=26)
    table.add_column(width=12, justify="right")
    table.add_column()
    for exercise in exercises:
        results = by_exercise[exercise.name]
        outcome = exercise_outcome(results)
        earned = sum(points(r.outcome, r.check.points) for r in results)
        extra = "  " + say("(extension)") if exercise.part is Part.EXTENSION else ""
        if ours := provided.get(exercise.name):
            names = ", ".join(f"`{name}`" for name in ours)
            extra += "  " + say("(with our {names})").format(names=names)
        table.add_row(
            Text(exercise.name),
            Text(f"{earned:g} / {exercise.points:g}"),
            Text(say(OUTCOMES[outcome]), STYLES.get(outcome, "")) + Text(extra),
        )
    return _indented(table)


def _parts(result: RunResult, report: Report) -> list[str]:
    return [_part(name, report.mistakes) for name in wrong_parts(result, report)]


def run_lines(result: RunResult, parts: Sequence[str], say: Say) -> Padding:
    """One accuracy run.

    Args:
        parts: what to name of the exercises it uses that failed on their own.
    """
    earned = points(result.outcome, result.run.points)
    head = Text(f"{result.run.title:26}  ")
    head.append(f"{earned:g} / {result.run.points:g}".rjust(12) + "  ")
    head.append(say(OUTCOMES[result.outcome]), STYLES.get(result.outcome, ""))
    lines: list[RenderableType] = [head]
    if result.accuracy is not None and result.threshold is not None:
        done, asked = len(result.curve), result.run.epochs
        cut = say("epoch {done} of {asked}").format(done=done, asked=asked)
        says = say(
            "test accuracy {accuracy} after {epochs}; at least {threshold} is asked"
        ).format(
            accuracy=f"{result.accuracy:.4f}", threshold=f"{result.threshold:.4f}",
            epochs=say("{count} epochs").format(count=done) if done == asked else cut,
        )  # fmt: skip
        lines.append(_indented(says))
    if result.finding is not None:
        lines.append(_indented(message(result.finding, say)))
    if parts:
        lines.append(_indented(say(PARTS).format(names=", ".join(parts))))
    return _indented(Group(*lines))


def _part(name: str, mistakes: Mapping[str, Sequence[Mistake]]) -> str:
    """An exercise, with the mistakes that are known to be in it."""
    ids = ", ".join(mistake.id for mistake in mistakes.get(name, ()))
    return f"`{name}` [{ids}]" if ids else f"`{name}`"


PARTS = "Of the parts it uses, these failed on their own: {names}."


def _score(report: Report, part: Part, say: Say) -> Text:
    found = score(report, part)
    name = say(part.value.capitalize())
    line = f"{name:10} {found.points:6g} / {found.out_of:g}"
    if found.provisional:
        line += "  " + say("(provisional: something of ours did not work)")
    return Text(line, "bold")
