"""Code -> fingerprints, with copydetect: hashes of short runs of tokens.

Names and texts count as one letter each, comments and spaces as nothing, so that a
copy with other names and comments has the same fingerprints. Code is read as text.
"""

from __future__ import annotations

import ast
import contextlib
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from grader.model import Source, Submission

# It imports matplotlib, which reads a `matplotlibrc` where it is imported.
with contextlib.chdir(Path(__file__).parent):
    from copydetect import CodeFingerprint
    from copydetect.utils import get_copied_slices

__all__ = [
    "MAX_TEXT",
    "Code",
    "Part",
    "name_of",
    "prints_of",
    "read_code",
    "stub_prints",
]

RUN = 25
"""Letters of a run: about ten tokens. Less would find `return X` in everything."""
MAX_TEXT = 500_000
"""Letters of one submission that are compared; honest ones have some ten thousand."""


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of a file that are one piece, both ends counted, from 0."""

    first: int
    last: int
    prints: frozenset[int]


@dataclass(frozen=True, slots=True)
class Code:
    """One file and the runs in it."""

    lines: tuple[str, ...]
    at: dict[int, list[int]]
    """Fingerprint -> where runs with it begin, in letters without names and spaces."""
    line_of: np.ndarray
    """The line, from 0, that each of these letters is on."""

    def parts(self, prints: frozenset[int]) -> list[Part]:
        """The pieces that runs with these fingerprints cover."""
        found = [
            (start, each) for each in prints & self.at.keys() for start in self.at[each]
        ]
        starts = np.array([start for start, _ in found], int)
        begins, ends = get_copied_slices(starts, RUN).astype(int)
        inside: list[set[int]] = [set() for _ in begins]
        for start, each in found:
            inside[np.searchsorted(begins, start, "right") - 1].add(each)
        firsts, lasts = self.line_of[begins].tolist(), self.line_of[ends - 1].tolist()
        return [
            Part(first, last, frozenset(each))
            for first, last, each in zip(firsts, lasts, inside, strict=True)
        ]


def name_of(source: Source) -> str:
    """What a file was called when it was handed in."""
    return source.notebook or f"{source.name}.py"


def read_code(text: str) -> Code:
    """The fingerprints of a file: all of them, so that two runs find the same."""
    # Pygments leaves out empty lines at the start, and takes the square of the time
    # for lines of nothing but spaces.
    plain = "#\n" + "\n".join(line.rstrip() for line in re.split("\r\n?|\n", text))
    found = CodeFingerprint("code.py", RUN, 1, language="python", fp=io.StringIO(plain))
    places = np.arange(len(found.filtered_code))
    index, removed = found.offsets.T.astype(int)
    # Its offset of a class's name is not the sum so far; the others are.
    removed = np.maximum.accumulate(removed)
    here = np.searchsorted(index, places).clip(0, len(index) - 1)
    ends = np.flatnonzero(np.array(list(plain)) == "\n")
    line_of = np.searchsorted(ends, places + removed[here]) - 1
    at = {int(each): list(map(int, runs)) for each, runs in found.hash_idx.items()}
    return Code(tuple(plain.split("\n")[1:]), at, line_of)


def prints_of(submission: Submission) -> dict[str, np.ndarray]:
    """The fingerprints of each file by its text: the same text once."""
    texts = {source.text for source in submission.sources if source.text}
    found = {text: read_code(text).at for text in sorted(texts)}
    return {text: np.fromiter(at, np.int64, len(at)) for text, at in found.items()}


def stub_prints(stubs: Iterable[str]) -> np.ndarray:
    """The fingerprints of the released stubs, also without their docstrings."""
    found: set[int] = set()
    for stub in stubs:
        found.update(read_code(stub).at, read_code(_without_docstrings(stub)).at)
    return np.fromiter(found, np.int64, len(found))


def _without_docstrings(text: str) -> str:
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(
            node, ast.Module | ast.ClassDef | ast.FunctionDef
        ) and ast.get_docstring(node):
            del node.body[0]
    return ast.unparse(tree)
