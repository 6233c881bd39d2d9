"""A class in numbers: how many, how their points spread, how long it took."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.batch.results import Row

__all__ = [
    "Counts",
    "Runtime",
    "Spread",
    "count",
    "is_final",
    "runtime",
    "spread",
    "tally",
]

STEPS = 10


@dataclass(frozen=True, slots=True)
class Counts:
    """How many students are what."""

    handed_in: int
    graded: int
    missing: int
    late: int
    problems: int
    """Handed in, and without a report."""
    provisional: int
    copies: int
    """With the very same code as somebody before them."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Five numbers that say how values lie, and how many values there are."""

    number: int
    least: float
    low: float
    """A quarter of the values is below it."""
    median: float
    high: float
    """A quarter of the values is above it."""
    most: float


@dataclass(frozen=True, slots=True)
class Runtime:
    """What grading took, in seconds of computing."""

    number: int
    """Codes that were graded: the same code is graded once."""
    median: float
    longest: float
    slowest: str
    """Whose code took longest."""
    total: float


def is_final(row: Row) -> bool:
    """Whether a row's points may be counted with others.

    What is missing, could not be graded, or has to be graded again is no zero.
    """
    return not (row.problem or row.missing or row.provisional)


def count(rows: Sequence[Row], same: Mapping[str, str]) -> Counts:
    """Count the rows of each kind.

    Args:
        same: name -> the first submission with the very same code.
    """
    there = [row for row in rows if not row.missing]
    return Counts(
        handed_in=len(there),
        graded=sum(not row.problem for row in there),
        missing=len(rows) - len(there),
        late=sum(row.late for row in there),
        problems=sum(bool(row.problem) for row in there),
        provisional=sum(row.provisional for row in there),
        copies=sum(row.name in same for row in there),
    )


def spread(values: Sequence[float]) -> Spread | None:
    """The five numbers of some values; None where there is no value."""
    if not values:
        return None
    low = median = high = values[0]
    if len(values) > 1:
        low, median, high = statistics.quantiles(values, n=4, method="inclusive")
    return Spread(len(values), min(values), low, median, high, max(values))


def tally(values: Sequence[float], out_of: float) -> list[tuple[float, float, int]]:
    """How many values are in each tenth: from, to, count; the last is all of it.

    Args:
        out_of: the most that can be reached, above 0; it is no part of a tenth.
    """
    edges = [out_of * step / STEPS for step in range(STEPS + 1)]
    found = [0] * (STEPS + 1)
    for value in values:
        found[sum(value >= edge for edge in edges[1:])] += 1
    return list(zip(edges, [*edges[1:], out_of], found, strict=True))


def runtime(rows: Sequence[Row]) -> Runtime | None:
    """What the codes of a class took; None where nothing was measured."""
    timed = [row for row in rows if row.seconds > 0]
    if not timed:
        return None
    seconds = [row.seconds for row in timed]
    slowest = max(timed, key=lambda row: row.seconds)
    return Runtime(
        len(timed), statistics.median(seconds), slowest.seconds, slowest.name,
        sum(seconds),
    )  # fmt: skip
