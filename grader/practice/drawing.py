"""A session as text: what a screen shows, complete without colour."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text

from grader.model import Outcome, Part
from grader.practice.session import STEPS, Session
from grader.report.failure import STYLES, failure
from grader.report.language import Say
from grader.report.notes import QUIET
from grader.report.terminal import run_lines
from grader.report.words import OUTCOMES, SIGNS, clean, message

__all__ = ["detail", "overview", "rows", "status"]

CHECKING = "~"
"""In the place of a sign for the outcome."""
TITLES = {Part.CORE: "core", Part.EXTENSION: "extension"}


def overview(session: Session, say: Say) -> Text:
    """How much is done: exercises, and points of both parts."""
    passed = sum(session.is_passed(name) for name in session.names)
    words = say("{done} of {all} exercises passed")
    if session.assignment.hides:
        words = say("{done} of {all} exercises pass what is shown")
    parts = [words.format(done=passed, all=len(session.names))]
    for part, title in TITLES.items():
        earned, out_of = session.score(part)
        if out_of:
            parts.append(f"{say(title)} {earned:g} / {out_of:g}")
    return Text("   ".join(parts), "bold")


def status(session: Session, say: Say) -> Text:
    """What is going on, in a line."""
    if session.problem:
        return Text(clean(session.problem, 300), "red")
    if session.checking:
        one, *more = session.checking
        words = (
            say("checking {count} exercises ...")
            if more
            else say("checking `{name}` ...")
        )
        return Text(words.format(name=one, count=len(session.checking)), "cyan")
    if session.submission is None:
        return Text(say("warming up ..."), "cyan")
    if session.training:
        return Text(say("training ..."), "cyan")
    if session.next_checks():
        return Text(say("waiting ..."), "cyan")
    return Text(say("waiting for the next save"))


def rows(session: Session, say: Say) -> tuple[list[Text], int]:
    """The list of all exercises, by files, and which line is the one in work."""
    lines: list[Text] = []
    at = 0
    for file, names in session.assignment.names.items():
        lines.append(Text(file, "dim"))
        for name in names:
            if name == session.current:
                at = len(lines)
            lines.append(_row(session, name, say))
    return lines, at


def _row(session: Session, name: str, say: Say) -> Text:
    standing = session.standings.get(name)
    fresh = session.is_fresh(name)
    outcome = standing.outcome if standing is not None else Outcome.NOT_RUN
    sign = CHECKING if name in session.checking else SIGNS[outcome]
    style = STYLES.get(outcome, "dim") if fresh else "dim"
    earned = standing.earned if standing is not None else 0.0
    here = ">" if name == session.current else " "
    line = Text(f"{here} ")
    line.append(sign, style)
    line.append(f" {name:24}", "bold" if name == session.current else "")
    line.append(f"{earned:g} / {session.out_of(name):g}".rjust(9))
    if standing is not None and not fresh:
        line.append(say("  (changed)"), "dim")
    return line


def detail(session: Session, hints: tuple[str, ...], say: Say) -> RenderableType:
    """The exercise in work: what to do, or what is wrong, and the hints so far."""
    name = session.current
    exercise = session.exercise(name)
    standing = session.standings.get(name)
    points = say("{points} points").format(points=f"{exercise.points:g}")
    head = Text(f"{exercise.signature}", "bold")
    head.append(f"   {exercise.file}   {points}", "not bold dim")
    parts: list[RenderableType] = [head, ""]
    if session.file_problem is not None:
        parts.append(Text(say("ERROR"), "red"))
        parts.append(Text(message(session.file_problem, say)))
    elif standing is None:
        parts.append(say("Not checked yet."))
    elif standing.is_passed:
        parts.append(Text(say(OUTCOMES[standing.outcome]), "green"))
        if following := session.following():
            more = say("Next: `{name}` (press n).").format(name=following)
        elif session.assignment.hides:
            more = say("All checks that are shown pass. Press a for the accuracy runs.")
        else:
            more = say("All exercises are passed. Press a for the accuracy runs.")
        parts += ["", Text(more)]
    elif standing.outcome is Outcome.NOT_STARTED:
        words = say("Fill in `{call}` and save. h gives a hint.")
        parts.append(Text(words.format(call=exercise.signature)))
    else:
        failed = [r for r in standing.results if r.outcome not in QUIET]
        said = Text(say(OUTCOMES[standing.outcome]), STYLES.get(standing.outcome, ""))
        earned = f"  {standing.earned:g} / {session.out_of(name):g}"
        parts += [said + Text(earned), ""]
        if failed:
            parts.append(failure(exercise, failed, standing.mistakes, say))
    if standing is None or not standing.is_passed:
        parts += _hints(session.steps.get(name, 0), hints, say)
    if session.runs:
        parts += ["", Text(say("accuracy"), "bold")]
        parts += [run_lines(result, None, say) for result in session.runs.values()]
    return Group(*(Text(p) if isinstance(p, str) else p for p in parts))


def _hints(shown: int, hints: tuple[str, ...], say: Say) -> list[RenderableType]:
    parts: list[RenderableType] = []
    for step, text in enumerate(hints[:shown], start=1):
        head = say("Hint {step} of {steps}").format(step=step, steps=STEPS)
        parts += ["", Text(head, "bold"), Text(text)]
    return parts
