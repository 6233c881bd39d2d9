"""What a report says of its making, its runs and its failures: alike in every form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.model import Environment, Mistake, Outcome, Report, Result, RunResult
from grader.report.language import Say, in_english
from grader.report.words import OBVIOUS, UNKNOWN, diagnoses, message
from grader.scoring import wrong_parts

__all__ = [
    "PARTS",
    "PROVISIONAL",
    "QUIET",
    "SAMPLE",
    "SHOWN",
    "Telling",
    "isolation_note",
    "parts_note",
    "provided_note",
    "run_note",
    "sample_note",
    "shown_note",
    "telling",
]

FILES = {"fashion-mnist": "Fashion-MNIST", "mnist": "MNIST"}
SAMPLE = (
    "Data: the small embedded sample of {names}, with thresholds of its own. "
    "`grade data fetch` gets the full sets."
)
PARTS = "Of the parts it uses, these failed on their own: {names}."
PROVISIONAL = "(provisional: something of ours did not work)"
SHOWN = "(of the checks that are shown)"
PART = (
    "Some checks are not shown here. The points are those of the checks that are "
    "shown; the final score is your teacher's."
)
WHOLE = "For instructors: this report holds what students are not shown."
QUIET = (Outcome.PASSED, Outcome.NOT_STARTED, Outcome.NOT_RUN)
"""Outcomes that need no more words."""
EVIDENT = ("value", "number", "type", "shape", "items", "params", "gradient", "classes")
"""Findings that a named mistake says better."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What is said of a failed check."""

    known: tuple[str, ...]
    """Ids of the mistakes that it is, or may be."""
    finding: str | None
    diagnoses: tuple[str, ...]
    """What a mistake means, or that none is known."""


def telling(
    result: Result, mistakes: Sequence[Mistake], say: Say = in_english
) -> Telling:
    """Choose the words for a failed check: the diagnosis says more than the finding."""
    found = result.finding
    known = [mistake.id for mistake in mistakes]
    if found is not None and not known and found.kind in OBVIOUS:
        known = [OBVIOUS[found.kind]]
    said = found is not None and not (mistakes and found.kind in EVIDENT)
    told = diagnoses(mistakes, say)
    if result.outcome is Outcome.FAILED and found is not None and not known:
        told.append(say(UNKNOWN))
    shown = message(found, say) if found is not None and said else None
    return Telling(tuple(known), shown, tuple(told))


def sample_note(environment: Environment, say: Say = in_english) -> str | None:
    """That the sample took the place of full data sets, where it did."""
    names = [FILES.get(k, k) for k, v in environment.data.items() if v == "sample"]
    if not names:
        return None
    both = say("{one} and {other}").format(one=names[0], other=names[-1])
    return say(SAMPLE).format(names=both if len(names) == 2 else names[0])


def shown_note(report: Report, say: Say = in_english) -> str | None:
    """That checks are left out for students, or that this is not for students."""
    if not report.complete:
        return say(PART)
    return say(WHOLE) if report.assignment.feedback else None


def isolation_note(environment: Environment, say: Say = in_english) -> str:
    """Where the submission's code ran."""
    isolation = environment.isolation
    note = say(" (student code can read your files)") if isolation == "process" else ""
    return say("Isolation: {isolation}{note}. Device: {device}.").format(
        isolation=isolation, note=note, device=environment.device
    )


def run_note(result: RunResult, say: Say = in_english) -> str | None:
    """What a run has reached and what is asked; None where it did not train."""
    if result.accuracy is None or result.threshold is None:
        return None
    done, asked = len(result.curve), result.run.epochs
    cut = say("epoch {done} of {asked}").format(done=done, asked=asked)
    return say(
        "test accuracy {accuracy} after {epochs}; at least {threshold} is asked"
    ).format(
        accuracy=f"{result.accuracy:.4f}", threshold=f"{result.threshold:.4f}",
        epochs=say("{count} epochs").format(count=done) if done == asked else cut,
    )  # fmt: skip


def parts_note(result: RunResult, report: Report, say: Say = in_english) -> str | None:
    """Which of the exercises that a failed run uses let it down, if any."""
    parts = wrong_parts(result, report)
    if not parts:
        return None
    names = ", ".join(_part(name, report.mistakes) for name in parts)
    return say(PARTS).format(names=names)


def provided_note(names: Sequence[str], say: Say = in_english) -> str:
    """That functions of ours stood in for some of the submission's."""
    quoted = ", ".join(f"`{name}`" for name in names)
    return say("(with our {names})").format(names=quoted)


def _part(name: str, mistakes: Mapping[str, Sequence[Mistake]]) -> str:
    """An exercise, with the mistakes that are known to be in it."""
    ids = ", ".join(mistake.id for mistake in mistakes.get(name, ()))
    return f"`{name}` [{ids}]" if ids else f"`{name}`"
