"""The class at a glance: one HTML page that needs nothing else.

The page is complete without its script, which sorts and filters what is there. The
page's policy names that script by its digest and lets nothing else run or load.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from grader.batch.gradebook import first_of_same
from grader.batch.heatmap import FULL, NONE, UNTRIED, heat_map
from grader.batch.results import Row
from grader.batch.slips import Common, common_slips
from grader.batch.spreads import part_spread, run_spread
from grader.batch.summary import count, is_final, runtime
from grader.model import Assignment, Part
from grader.report.language import Say
from grader.report.markup import load_script, load_templates
from grader.report.words import clean

__all__ = ["render_class"]

SHOWN = 10
"""Mistakes that are told in full."""
MENTIONED = 40
"""Mistakes that are counted in a table after these."""
LINKS = 3
NAME = 80
REMARK = 500


def render_class(
    rows: Sequence[Row], places: Mapping[str, str], assignment: Assignment, say: Say
) -> bytes:
    """The class as a page; the same rows give the same bytes.

    Args:
        places: row name -> the folder of its reports, relative to the page; nothing
            for those without a report.
    """
    ordered = sorted(rows, key=lambda row: (row.name.casefold(), row.name))
    numbers = {row.name: number for number, row in enumerate(ordered)}
    same = first_of_same(rows)
    common = common_slips(ordered, assignment)
    spreads = [part_spread(ordered, part) for part in Part]
    script, policy = load_script("sortable.min.js", "class.js")
    students = [_student(row, assignment, places, same, say) for row in ordered]
    page = load_templates(say).get_template("class.html.j2")
    text = page.render(
        title=clean(assignment.title, NAME),
        script=script,
        policy=policy,
        counts=count(rows, same),
        common=[_told(one, places) for one in common[:SHOWN]],
        further=common[SHOWN : SHOWN + MENTIONED],
        unsaid=max(0, len(common) - SHOWN - MENTIONED),
        parts=[found for found in spreads if found is not None],
        unsettled=sum(not is_final(row) for row in rows),
        runs=[
            found
            for run in assignment.runs
            if (found := run_spread(ordered, run)) is not None
        ],
        heat=heat_map(ordered, assignment),
        levels=((FULL, "6"), ("a", ""), ("b", ""), ("c", ""), ("d", ""), (NONE, "0")),
        untried=UNTRIED,
        numbers=numbers,
        reports={name: _link(place) for name, place in places.items()},
        shown_name=lambda name: clean(name, NAME),
        students=students,
        run_names=[
            run for run in assignment.runs if any(run.name in r.accuracy for r in rows)
        ],
        has={
            key: any(student[key] for student in students)
            for key in ("id", "late", "same", "remarks", "extension_out_of")
        },
        core_out_of=max((s["core_out_of"] for s in students), default=0.0),
        extension_out_of=max((s["extension_out_of"] for s in students), default=0.0),
        runtime=runtime(rows),
    )
    return text.encode()


def _link(place: str) -> str:
    return f"{quote(place)}/report.html"


def _told(one: Common, places: Mapping[str, str]) -> dict[str, Any]:
    """A mistake, with those whose reports show it."""
    linked = [name for name in one.names if places.get(name)]
    return {
        "one": one,
        "percent": f"{100 * one.share:.0f}",
        "message": clean(one.message, REMARK),
        "example": clean(one.example, REMARK),
        "names": linked[:LINKS],
    }


def _student(
    row: Row,
    assignment: Assignment,
    places: Mapping[str, str],
    same: Mapping[str, str],
    say: Say,
) -> dict[str, Any]:
    """A line of the table; what is not known is empty, and no zero."""
    graded = not (row.problem or row.missing)
    remarks = [
        say("Nothing was handed in.") if row.missing and not row.problem else "",
        clean(row.problem, REMARK),
        say("provisional") if row.provisional else "",
        clean(row.note, REMARK),
    ]
    tags = {
        "problem": bool(row.problem) and not row.missing, "missing": row.missing,
        "late": row.late, "provisional": row.provisional, "same": row.name in same,
    }  # fmt: skip
    return {
        "key": row.name,
        "id": clean(row.id, NAME),
        "core": f"{round(row.core, 2):g}" if graded else "",
        "core_out_of": row.core_out_of if graded else 0.0,
        "extension": f"{round(row.extension, 2):g}" if graded else "",
        "extension_out_of": row.extension_out_of if graded else 0.0,
        "final": is_final(row),
        "accuracy": {
            run.name: None if (found := row.accuracy.get(run.name)) is None
            else (f"{found:.4f}", found < row.asked.get(run.name, 0.0))
            for run in assignment.runs
        },
        "late": row.late,
        "same": clean(same.get(row.name, ""), NAME),
        "remarks": [remark for remark in remarks if remark],
        "tags": " ".join(tag for tag, holds in tags.items() if holds),
    }  # fmt: skip
