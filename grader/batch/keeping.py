"""The whole report of a submission in its folder, so that a part can be judged anew."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any, get_type_hints

import msgspec

from grader.model import Assignment, Report

__all__ = ["REPORT", "joined", "pack", "unpack"]

REPORT = "report.msgpack"
"""The file with it."""
KEPT: dict[str, Any] = get_type_hints(Report)
"""Field -> its type, without the assignment, which lies elsewhere."""
del KEPT["assignment"]


def pack(report: Report) -> bytes:
    """The report as msgpack."""
    return msgspec.msgpack.encode({name: getattr(report, name) for name in KEPT})


def unpack(data: bytes, assignment: Assignment) -> Report | None:
    """The report that was packed; None where another version has written it."""
    try:
        raw = msgspec.msgpack.decode(data, type=dict[str, msgspec.Raw])
        kept = {n: msgspec.msgpack.decode(raw[n], type=KEPT[n]) for n in KEPT}
    except (msgspec.MsgspecError, KeyError):
        return None
    return Report(assignment, **kept)


def joined(old: Report, new: Report, names: Collection[str]) -> Report:
    """An old report in which the exercises and runs named are as in a new one."""
    order = {e.name: index for index, e in enumerate(new.assignment.exercises)}
    kept = [r for r in old.results if r.check.exercise not in names]
    results = sorted((*kept, *new.results), key=lambda r: order[r.check.exercise])
    before = {result.run.name: result for result in old.runs}
    runs = (
        result if result.run.name in names else before.get(result.run.name, result)
        for result in new.runs
    )
    data = {**old.environment.data, **new.environment.data}
    return replace(
        new,
        results=tuple(results),
        runs=tuple(runs),
        environment=replace(new.environment, data=data),
        mistakes={k: v for k, v in old.mistakes.items() if k not in names}
        | dict(new.mistakes),
        provided={k: v for k, v in old.provided.items() if k not in names}
        | dict(new.provided),
    )
