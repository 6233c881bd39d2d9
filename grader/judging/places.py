"""Lines of a module that was a notebook, told as cells and lines of that notebook."""

from __future__ import annotations

import re
from dataclasses import replace

from grader.model import Finding, Result, RunResult, Source, Submission

__all__ = ["told_in_cells"]

PLACE = re.compile(r"(.+)\.py:(\d+)")


def told_in_cells(found: Result | RunResult, submission: Submission) -> Finding | None:
    """The finding of a result, its file and line as whoever wrote them knows them."""
    finding = found.finding
    if finding is None:
        return None
    sources = {f"{s.name}.py": s for s in submission.sources if s.notebook}
    params = dict(finding.params)
    source = sources.get(params.get("file", ""))
    if source is not None:
        params["file"] = source.notebook
        if "function" in params:
            params |= _cell(source, int(params["line"]))
    place = PLACE.fullmatch(params.get("place", ""))
    if place and (source := sources.get(f"{place[1]}.py")):
        params |= _cell(source, int(place[2]))
        # The lines of a cell that is no Python stand in the module as comments.
        params["line"] = params.get("line", "").removeprefix("# ")
    return replace(finding, params=params)


def _cell(source: Source, line: int) -> dict[str, str]:
    """The cell of a line, and the line in it; nothing for a line of our own."""
    before = [(first, cell) for first, cell in source.cells if first <= line]
    if not before:
        return {}
    first, cell = max(before)
    return {
        "notebook": source.notebook,
        "cell": str(cell),
        "cell_line": str(line - first + 1),
    }
