"""The pairs as one page that needs nothing else, and as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.batch.gradebook import inert
from grader.report.language import in_english
from grader.report.markup import load_templates
from grader.report.words import clean
from grader.similarity.pairs import FEW, SMALL, Compared, Pair
from grader.similarity.places import Match

__all__ = ["Shown", "percent", "render_page", "render_table"]

MOST = 20
"""Places of a pair that are shown."""
LISTED = 500
"""Pairs in the page's table."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A pair with the places where the two are alike."""

    pair: Pair
    matches: Sequence[Match]


def percent(share: float) -> str:
    """A share in words; 100 % is said of all and no less."""
    return f"{int(100 * share + 1e-6)} %"


def render_page(
    title: str,
    compared: Compared,
    told: Sequence[Pair],
    shown: Sequence[Shown],
    problems: Mapping[str, str],
    least: float,
) -> bytes:
    """The pairs above `least`, the first of them with the places that are alike."""
    environment = load_templates(in_english)
    environment.filters.update(percent=percent, plain=clean)
    text = environment.get_template("similar.html.j2").render(
        title=title, compared=compared, told=told[:LISTED], more=len(told) - LISTED,
        shown=shown, problems=problems, least=least, most=MOST,
        few=max(int(FEW * len(compared.own)), SMALL[1]),
    )  # fmt: skip
    return text.encode()


def render_table(compared: Compared, told: Sequence[Pair]) -> bytes:
    """The pairs as CSV in UTF-8, with a mark that spreadsheets look for."""
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(
        [
            "first",
            "second",
            "similarity",
            "of_first",
            "of_second",
            "rare",
            "times_usual",
            "same",
        ]
    )
    for pair in told:
        shares = (pair.similarity, pair.of_first, pair.of_second, pair.rare)
        table.writerow(
            [inert(pair.first), inert(pair.second), *(f"{s:.3f}" for s in shares),
             compared.times_usual(pair),              inert(", ".join(pair.identical))]
        )  # fmt: skip
    return text.getvalue().encode("utf-8-sig")
