"""How points and accuracies spread over a class, as what a page draws."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from grader.batch.results import Row
from grader.batch.summary import Spread, is_final, spread, tally
from grader.model import AccuracyRun, Part

__all__ = ["PartSpread", "RunSpread", "part_spread", "run_spread"]


@dataclass(frozen=True, slots=True)
class PartSpread:
    """The final scores of one part."""

    part: Part
    out_of: float
    numbers: Spread
    bars: tuple[tuple[float, float, int, str], ...]
    """From, to, how many, and the bar's length in percent of the longest."""


@dataclass(frozen=True, slots=True)
class RunSpread:
    """The accuracies of one run: fractions in [0, 1]."""

    run: AccuracyRun
    asked: float | None
    numbers: Spread
    below: int
    """How many are below what is asked."""
    without: int
    """How many have no accuracy: the run did not train."""
    marks: tuple[tuple[int, str, str], ...]
    """Percent reached; top and height of its mark, in percent of the highest one."""


def part_spread(rows: Sequence[Row], part: Part) -> PartSpread | None:
    """The spread of a part's final scores; None where nothing counts for it."""
    final = [row for row in rows if is_final(row)]
    if part is Part.CORE:
        found = [(row.core, row.core_out_of) for row in final]
    else:
        found = [(row.extension, row.extension_out_of) for row in final]
    scores = [score for score, _ in found]
    out_of = max((most for _, most in found), default=0.0)
    numbers = spread(scores)
    if numbers is None or not out_of:
        return None
    tallied = tally(scores, out_of)
    longest = max(number for _, _, number in tallied)
    bars = ((a, b, n, f"{100 * n / longest:.1f}") for a, b, n in reversed(tallied))
    return PartSpread(part, out_of, numbers, tuple(bars))


def run_spread(rows: Sequence[Row], run: AccuracyRun) -> RunSpread | None:
    """The spread of a run's accuracies; None where no student has one."""
    ran = [row.accuracy[run.name] for row in rows if run.name in row.accuracy]
    reached = [accuracy for accuracy in ran if accuracy is not None]
    numbers = spread(reached)
    if numbers is None:
        return None
    asked = next((r.asked[run.name] for r in rows if run.name in r.asked), None)
    counted = Counter(min(99, int(100 * accuracy)) for accuracy in reached)
    highest = max(counted.values())
    return RunSpread(
        run, asked, numbers,
        sum(accuracy < asked for accuracy in reached) if asked is not None else 0,
        len(ran) - len(reached),
        tuple(
            (percent, f"{100 - 100 * n / highest:.1f}", f"{100 * n / highest:.1f}")
            for percent, n in sorted(counted.items())
        ),
    )  # fmt: skip
