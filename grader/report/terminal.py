"""Report -> text for a terminal: complete without colour, inert whatever it holds."""

from __future__ import annotations

import io
from itertools import groupby

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.model import Exercise, Outcome, Part, Report, Result, RunResult
from grader.report.words import OUTCOMES, clean, message
from grader.scoring import exercise_outcome, points, score

__all__ = ["render_terminal", "render_text"]

STYLES = {
    Outcome.PASSED: "green",
    Outcome.PARTIAL: "yellow",
    Outcome.FAILED: "red",
    Outcome.ERRORED: "red",
    Outcome.TIMED_OUT: "red",
    Outcome.BROKEN: "magenta",
}
FILES = {"fashion-mnist": "Fashion-MNIST", "mnist": "MNIST"}
QUIET = (Outcome.PASSED, Outcome.NOT_STARTED, Outcome.NOT_RUN)


def render_text(report: Report, width: int = 80) -> str:
    """The report as plain text of this width, without any control sequence."""
    console = Console(file=io.StringIO(), width=width, color_system=None)
    console.print(render_terminal(report))
    assert isinstance(console.file, io.StringIO)
    return "\n".join(line.rstrip() for line in console.file.getvalue().splitlines())


def render_terminal(report: Report) -> RenderableType:
    """The report for Rich: scores by file, then what failed, then the sums."""
    by_exercise: dict[str, list[Result]] = {}
    for result in report.results:
        by_exercise.setdefault(result.check.exercise, []).append(result)
    parts: list[RenderableType] = [_head(report), ""]
    for file, exercises in groupby(report.assignment.exercises, lambda e: e.file):
        graded = [e for e in exercises if by_exercise.get(e.name)]
        if graded:
            parts += [f"{file}.py", _table(graded, by_exercise), ""]
    runs = [run for run in report.runs if run.outcome is not Outcome.NOT_RUN]
    if runs:
        parts += ["accuracy", *(_run(run) for run in runs), ""]
    told: set[str] = set()
    for exercise in report.assignment.exercises:
        failed = [
            r for r in by_exercise.get(exercise.name, []) if r.outcome not in QUIET
        ]
        found = failed[0].finding if failed else None
        if found is not None and found.kind == "load":
            # A file that cannot be loaded is one problem, told once.
            if exercise.file not in told:
                head = Text("ERROR", STYLES[Outcome.ERRORED])
                parts += [head, Padding(Text(message(found)), (0, 0, 0, 2)), ""]
            told.add(exercise.file)
        elif failed:
            parts += [_failure(exercise, failed), ""]
    scores = {part: score(report, part) for part in Part}
    shown = [p for p, found in scores.items() if found.out_of or found.provisional]
    parts += [_score(report, part) for part in shown]
    return Group(*(Text(p) if isinstance(p, str) else p for p in parts))


def _head(report: Report) -> Text:
    environment = report.environment
    lines = [f"{report.assignment.title}: {clean(report.submission.name)}"]
    if "sample" in environment.data.values():
        names = [FILES[k] for k, v in environment.data.items() if v == "sample"]
        lines.append(
            f"Data: the small embedded sample of {' and '.join(names)}, with "
            "thresholds of its own. `grade data fetch` gets the full sets."
        )
    isolation = environment.isolation
    note = " (student code can read your files)" if isolation == "process" else ""
    lines.append(f"Isolation: {isolation}{note}. Device: {environment.device}.")
    return Text("\n".join(lines))


def _table(exercises: list[Exercise], by_exercise: dict[str, list[Result]]) -> Padding:
    table = Table.grid(padding=(0, 2))
    table.add_column(width=26)
    table.add_column(width=12, justify="right")
    table.add_column()
    for exercise in exercises:
        results = by_exercise[exercise.name]
        outcome = exercise_outcome(results)
        earned = sum(points(r.outcome, r.check.points) for r in results)
        extra = "  (extension)" if exercise.part is Part.EXTENSION else ""
        table.add_row(
            Text(exercise.name),
            Text(f"{earned:g} / {exercise.points:g}"),
            Text(OUTCOMES[outcome], STYLES.get(outcome, "")) + Text(extra),
        )
    return Padding(table, (0, 0, 0, 2))


def _run(result: RunResult) -> Padding:
    earned = points(result.outcome, result.run.points)
    head = Text(f"{result.run.title:26}  ")
    head.append(f"{earned:g} / {result.run.points:g}".rjust(12) + "  ")
    head.append(OUTCOMES[result.outcome], STYLES.get(result.outcome, ""))
    lines: list[RenderableType] = [head]
    if result.accuracy is not None and result.threshold is not None:
        done, asked = len(result.curve), result.run.epochs
        epochs = f"{done} epochs" if done == asked else f"epoch {done} of {asked}"
        says = (
            f"test accuracy {result.accuracy:.4f} after {epochs}; "
            f"at least {result.threshold:.4f} is asked"
        )
        lines.append(Padding(Text(says), (0, 0, 0, 2)))
    if result.finding is not None:
        lines.append(Padding(Text(message(result.finding)), (0, 0, 0, 2)))
    return Padding(Group(*lines), (0, 0, 0, 2))


def _failure(exercise: Exercise, failed: list[Result]) -> Group:
    """The first failed check of an exercise in full, the others by their titles."""
    first = failed[0]
    word = {Outcome.BROKEN: "OURS", Outcome.TIMED_OUT: "TIME", Outcome.ERRORED: "ERROR"}
    head = Text(word.get(first.outcome, "FAIL"), STYLES.get(first.outcome, ""))
    head.append(f"  {exercise.name}: {first.check.title}")
    body: list[RenderableType] = [head]
    table = Table.grid(padding=(0, 2))
    table.add_column(width=10)
    table.add_column(overflow="fold")
    shown = first.counterexample
    if shown is not None:
        table.add_row(Text("call"), Text(clean(shown.call)))
        for name, value in shown.inputs.items():
            table.add_row(Text(clean(name)), Text(clean(value)))
        if shown.answer:
            table.add_row(Text("yours"), Text(clean(shown.answer)))
        if shown.expected:
            table.add_row(Text("expected"), Text(clean(shown.expected)))
        body.append(Padding(table, (0, 0, 0, 2)))
    if first.finding is not None:
        body.append(Padding(Text(message(first.finding)), (0, 0, 0, 2)))
    if len(failed) > 1:
        titles = "; ".join(result.check.title for result in failed[1:])
        body.append(Padding(Text(f"Also: {titles}"), (0, 0, 0, 2)))
    return Group(*body)


def _score(report: Report, part: Part) -> Text:
    found = score(report, part)
    line = f"{part.value.capitalize():10} {found.points:6g} / {found.out_of:g}"
    if found.provisional:
        line += "  (provisional: something of ours did not work)"
    return Text(line, "bold")
