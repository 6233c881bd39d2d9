"""How alike two students' code is, beside how alike any two in the class are."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from grader.model import Submission
from grader.similarity.prints import name_of

__all__ = ["Compared", "Pair", "compare"]

COMMON = 0.5
"""What more than this share of a class wrote is nobody's own."""
FEW = 0.05
"""What at most this share wrote is rare, and hardly chance."""
SMALL = 5, 3
"""In a small class: what up to 5 wrote is not common, and 3 are few."""
LEAST_OWN = 100
"""Fingerprints of one's own that it takes to be compared: some five short functions."""
BLOCK = 8192
NONE = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two students, and what they share of the code that is not everybody's."""

    first: str
    second: str
    of_first: float
    """The share of the first one's own code that is in the second's, too."""
    of_second: float
    rare: float
    """The share of the shorter one's that is shared, and that few others wrote."""
    identical: tuple[str, ...] = ()
    """Names of files with the very same text, stubs left out."""

    @property
    def similarity(self) -> float:
        """How much of the shorter one is in the other."""
        return max(self.of_first, self.of_second)


@dataclass(frozen=True, slots=True)
class Compared:
    """A class, compared."""

    pairs: tuple[Pair, ...]
    """All, the most alike first."""
    usual: float
    """The similarity of the pair in the middle."""
    ninety: float
    """Nine pairs of ten are less alike than this."""
    own: Mapping[str, frozenset[int]]
    """The fingerprints of each student that are not everybody's."""
    too_little: tuple[str, ...]
    """Who wrote too little of their own to be compared."""

    def times_usual(self, pair: Pair) -> str:
        """How many times as alike as usual these two are; nothing where none are."""
        return f"{pair.similarity / self.usual:.1f}" if self.usual else ""


def compare(
    submissions: Sequence[Submission],
    prints: Sequence[Mapping[str, np.ndarray]],
    stubs: np.ndarray,
) -> Compared:
    """Compare each submission with each other one.

    Args:
        prints: of each submission: the text of a file -> its fingerprints.
        stubs: the fingerprints of what everybody was given.
    """
    files = [
        {text: np.setdiff1d(found, stubs) for text, found in each.items()}
        for each in prints
    ]
    own = [np.unique(np.concatenate([*each.values(), NONE])) for each in files]
    values, counts = np.unique(np.concatenate(own), return_counts=True)
    most = max(math.floor(COMMON * len(own)), SMALL[0])
    few = max(math.floor(FEW * len(own)), SMALL[1])
    own = [np.setdiff1d(each, values[counts > most]) for each in own]
    shared = _shared(own, values[(counts > 1) & (counts <= most)])
    rare = _shared(own, values[(counts > 1) & (counts <= few)])
    texts = [{text for text, found in each.items() if len(found)} for each in files]
    found = []
    for a, b in combinations(range(len(own)), 2):
        one, other = submissions[a], submissions[b]
        both = texts[a] & texts[b]
        is_copy = bool(both) and one.digest == other.digest
        sizes = len(own[a]), len(own[b])
        if min(sizes) < LEAST_OWN and not is_copy:
            continue
        shares = [1.0 if is_copy else float(shared[a, b] / size) for size in sizes]
        part = float(rare[a, b] / max(min(sizes), 1))
        same = tuple(name_of(s) for s in one.sources if s.text in both)
        found.append(Pair(one.name, other.name, shares[0], shares[1], part, same))
    found.sort(key=lambda pair: (-pair.similarity, -pair.rare))
    alike = [pair.similarity for pair in found] or [0.0]
    kept = {
        s.name: frozenset(o.tolist()) for s, o in zip(submissions, own, strict=True)
    }
    return Compared(
        tuple(found),
        float(np.median(alike)),
        float(np.quantile(alike, 0.9)),
        kept,
        tuple(name for name, prints in kept.items() if len(prints) < LEAST_OWN),
    )


def _shared(own: Sequence[np.ndarray], values: np.ndarray) -> np.ndarray:
    """How many of the values each two have: a product of a table with itself."""
    found = np.zeros((len(own), len(own)), np.float32)
    for start in range(0, len(values), BLOCK):
        block = values[start : start + BLOCK]
        table = np.stack([np.isin(block, each) for each in own]).astype(np.float32)
        found += table @ table.T
    return found
