"""An accuracy run, with all that a page shows of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from grader.model import Report, RunResult
from grader.report.language import Say
from grader.report.notes import parts_note, run_note
from grader.report.pictures import data_uri, learning_curve

__all__ = ["CURVE", "show_run"]

CURVE = (
    "Learning curve of {title}: test accuracy {first} after the first epoch, "
    "{last} after the last; the reference has {reference}."
)


def show_run(
    result: RunResult, row: Mapping[str, Any], report: Report, say: Say
) -> dict[str, Any]:
    """What the templates need of a run; texts in the reader's language."""
    labels = [say(name) for name in result.classes]
    labels += map(str, range(len(labels), len(result.confusion)))
    notes = (run_note(result, say), row["message"], parts_note(result, report, say))
    hit = sum(counts[truth] for truth, counts in enumerate(result.confusion))
    return {
        "row": row,
        "title": result.run.title,
        "notes": [note for note in notes if note],
        "curve": _curve(result, say) if result.curve else None,
        "labels": labels,
        "confusion": _shaded(result.confusion, labels),
        "hit": hit,
        "missed": sum(map(sum, result.confusion)) - hit,
        "wrong": _pictures(result, labels, right=False),
        "right": _pictures(result, labels, right=True),
    }


def _curve(result: RunResult, say: Say) -> str:
    label = say(CURVE).format(
        title=result.run.title,
        first=f"{result.curve[0].accuracy:.4f}",
        last=f"{result.curve[-1].accuracy:.4f}",
        reference=f"{result.curve[-1].reference:.4f}",
    )
    return learning_curve(result, label)


def _shaded(
    confusion: Sequence[Sequence[int]], labels: Sequence[str]
) -> list[tuple[str, list[tuple[int, str]]]]:
    """Class, with each count and how dark it is: few errors are to be seen, too."""
    return [
        (name, [(n, f"{(n / (sum(counts) or 1)) ** (1 / 3):.2f}") for n in counts])
        for name, counts in zip(labels, confusion, strict=False)
    ]


def _pictures(
    result: RunResult, labels: Sequence[str], *, right: bool
) -> list[dict[str, Any]]:
    return [
        {
            "index": picture.index,
            "truth": labels[picture.truth],
            "predicted": labels[picture.predicted],
            "src": data_uri(picture.image),
        }
        for picture in result.pictures
        if (picture.truth == picture.predicted) is right
    ]
