"""Report -> one HTML page that needs nothing else: no script, no other file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from grader.model import Outcome, Part, Report
from grader.report.explained import Explained, Unloadable, explain
from grader.report.json import report_data
from grader.report.language import Say, in_english
from grader.report.markup import load_templates
from grader.report.notes import (
    PROVISIONAL,
    SHOWN,
    isolation_note,
    provided_note,
    sample_note,
    shown_note,
)
from grader.report.runs import show_run
from grader.scoring import score

__all__ = ["render_exercises", "render_html"]


def render_html(report: Report, say: Say = in_english) -> bytes:
    """The report as a page; the same report gives the same bytes.

    How long grading took is left out: it is all that differs when it is repeated.
    """
    data = report_data(report, say)
    graded = [row for row in data["exercises"] if row["checks"]]
    explained = explain(report, data, say)
    anchors = {name: _anchor(name, failed) for name, failed in explained.items()}
    page = load_templates(say).get_template("page.html.j2")
    text = page.render(
        data=data,
        title=report.assignment.title,
        sample=sample_note(report.environment, say),
        shown=shown_note(report, say),
        isolation=isolation_note(report.environment, say),
        scores=_scores(report, say),
        provisional=say(PROVISIONAL),
        of_shown=None if report.complete else say(SHOWN),
        files=[(f, list(rows)) for f, rows in groupby(graded, lambda row: row["file"])],
        provided={
            name: provided_note(ours, say)
            for name, ours in report.provided.items()
            if ours
        },
        anchors=anchors,
        # A file that cannot be loaded has one place, whatever is in it.
        failures={anchors[name]: failed for name, failed in explained.items()},
        runs=[
            show_run(result, row, report, say)
            for result, row in zip(report.runs, data["accuracy"], strict=True)
            if result.outcome is not Outcome.NOT_RUN
        ],
    )
    return text.encode()


def render_exercises(
    report: Report,
    names: Sequence[str],
    hints: Mapping[str, Sequence[str]],
    say: Say = in_english,
) -> str:
    """These exercises as a piece of HTML, for a notebook's output.

    Args:
        hints: exercise -> its ladder, in the language of `say`; each step is
            folded inside the one before it.
    """
    data = report_data(report, say)
    rows = {row["name"]: row for row in data["exercises"]}
    fragment = load_templates(say).get_template("fragment.html.j2")
    return fragment.render(
        rows=[rows[name] for name in names],
        failed=explain(report, data, say),
        hints=hints,
    )


def _anchor(name: str, failed: Explained | Unloadable) -> str:
    if isinstance(failed, Unloadable):
        return f"file-{failed.file.removesuffix('.py')}"
    return f"exercise-{name}"


def _scores(report: Report, say: Say) -> list[dict[str, Any]]:
    """The parts that anything counts for, as the terminal has them."""
    found = [(part, score(report, part)) for part in Part]
    return [
        {
            "name": say(part.value.capitalize()),
            "points": earned.points,
            "out_of": earned.out_of,
            "percent": f"{100 * earned.points / (earned.out_of or 1):.1f}",
            "provisional": earned.provisional,
        }
        for part, earned in found
        if earned.out_of or earned.provisional
    ]
