"""The whole report of a submission in its folder, so that a part can be judged anew."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import msgspec

from grader.model import (
    Assignment,
    Environment,
    Mistake,
    Report,
    Result,
    RunResult,
    Submission,
)

__all__ = ["joined", "pack", "unpack"]


@dataclass(frozen=True, slots=True)
class _Kept:
    """A report without its assignment, which lies elsewhere."""

    submission: Submission
    results: tuple[Result, ...]
    runs: tuple[RunResult, ...]
    environment: Environment
    elapsed: dict[str, float]
    mistakes: dict[str, tuple[Mistake, ...]]
    provided: dict[str, tuple[str, ...]]


def pack(report: Report) -> bytes:
    """The report as msgpack."""
    kept = _Kept(
        report.submission,
        report.results,
        report.runs,
        report.environment,
        dict(report.elapsed),
        dict(report.mistakes),
        dict(report.provided),
    )
    return msgspec.msgpack.encode(kept)


def unpack(data: bytes, assignment: Assignment) -> Report | None:
    """The report that was packed; None where another version has written it."""
    try:
        kept = msgspec.msgpack.decode(data, type=_Kept)
    except msgspec.MsgspecError:
        return None
    return Report(
        assignment,
        kept.submission,
        kept.results,
        kept.runs,
        kept.environment,
        kept.elapsed,
        kept.mistakes,
        kept.provided,
    )


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
