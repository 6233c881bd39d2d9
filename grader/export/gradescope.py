"""Gradescope: `results.json`, what an autograder says of one submission.

https://gradescope-autograders.readthedocs.io/en/latest/specs/ (Output format). A
score is required, at the top or in each test. So what is not final is written
without any: Gradescope then has nothing to count, and an instructor must look.
"""

from __future__ import annotations

from typing import Any

import msgspec

from grader.export.reading import SCORES, Graded, points_of, withheld
from grader.export.reports import Check, ReportData, Run
from grader.report.words import clean

__all__ = ["render_results"]

LONG = 1000
WITHOUT_SCORE = "No score yet: an instructor must look first. That costs you nothing."


def render_results(one: Graded, score: str) -> bytes:
    """The results of a submission as JSON.

    Args:
        score: `core`, `extension` or `total`; checks of another part are shown
            without points.
    """
    points = points_of(one.row, score)
    data: dict[str, Any] = {"visibility": "visible", "stdout_visibility": "hidden"}
    if points is None or one.report is None:
        told = "\n".join(withheld([one], score))
        return _encoded({"output": f"{WITHOUT_SCORE}\n{told}", **data})
    parts = SCORES[score]
    seen = _seen(one.handout)
    tests = [
        _test(
            f"{exercise.name}: {check.title}",
            check,
            seen.get((exercise.name, check.name)),
            exercise.part in parts,
        )
        for exercise in one.report.exercises
        for check in exercise.checks
    ]
    tests += [
        _test(
            f"{run.name}: {_reached(run)}",
            run,
            seen.get(("", run.name)),
            run.part in parts,
        )
        for run in one.report.accuracy
        if run.outcome != "not_run"
    ]
    said = f"\nBy the instructor: {one.row.comment}" if one.row.comment else ""
    head: dict[str, Any] = {
        "score": points.points,
        "output": f"{points.points:g} of {points.out_of:g} points ({score}).{said}",
        "output_format": "text",
    }
    if all(test["visibility"] == "visible" for test in tests):
        head["execution_time"] = round(one.report.elapsed.total, 2)
    else:  # the sum and the time tell of what is hidden
        data["visibility"] = "after_published"
    return _encoded({**head, **data, "tests": tests})


def _seen(report: ReportData | None) -> dict[tuple[str, str], Check | Run]:
    """Checks, and runs, that a student may see, as he may see them."""
    if report is None:
        return {}
    checks = {(e.name, c.name): c for e in report.exercises for c in e.checks}
    return {**checks, **{("", run.name): run for run in report.accuracy}}


def _test(
    name: str, found: Check | Run, shown: Check | Run | None, counts: bool
) -> dict[str, Any]:
    return {
        "name": clean(name, LONG),
        "name_format": "text",
        "score": round(found.points, 4) if counts else 0.0,
        "max_score": round(found.out_of, 4) if counts else 0.0,
        "status": "passed" if found.outcome == "passed" else "failed",
        "output": _output(shown or found),
        "output_format": "text",
        "visibility": "visible" if shown else "after_published",
    }


def _output(found: Check | Run) -> str:
    """Why it did not pass, and the call that shows it; text, never markup."""
    lines = [found.message or ""]
    if isinstance(found, Check) and (shown := found.counterexample):
        lines.append(shown.call)
        lines += [f"{name} = {value}" for name, value in shown.inputs.items()]
        lines += [f"yours: {shown.answer}"] if shown.answer else []
        lines += [f"expected: {shown.expected}"] if shown.expected else []
    return "\n".join(clean(line, LONG) for line in lines if line)


def _reached(run: Run) -> str:
    return "not trained" if run.accuracy is None else f"accuracy {run.accuracy:.2%}"


def _encoded(data: dict[str, Any]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(data), indent=2) + b"\n"
