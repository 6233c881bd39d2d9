"""Which exercises a change of a file can have touched: by its text alone.

A file is cut where a line begins in the first column. What belongs to no exercise
(imports, constants, helpers) can be used by all of them; one exercise can be used
by another of the same file that names it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Text", "cut"]

BEGINS = re.compile(r"^(?=[^\s#)\]}])", re.M)
"""Where a statement begins, or a line of a text that looks like one: too many cuts
make for too many checks, never for too few."""
DEFINES = re.compile(r"(?:async\s+)?(?:def|class)\s+(\w+)|(\w+)\s*(?::[^=\n]*)?=(?!=)")
STUB = "raise NotImplementedError"
DOCUMENTED = re.compile(r'^[ \t]*r?"""(?:[^"]|"(?!""))*"""[ \t]*$', re.M)
"""A docstring, which may name what it does not use."""
NUMBERED = re.compile(r"^# cell \d+\n", re.M)


@dataclass(frozen=True, slots=True)
class Text:
    """What a file holds for one exercise."""

    own: str
    """A digest of its definition."""
    fingerprint: str
    """A digest of all that the exercise can depend on."""
    is_stub: bool
    """Whether it looks as if nobody had begun: its check costs next to nothing."""


def cut(text: str, names: Sequence[str]) -> dict[str, Text]:
    """For each exercise, what of a file's text belongs to it.

    Args:
        text: of the file.
        names: the exercises that belong in it.
    """
    own: dict[str, list[str]] = {name: [] for name in names}
    rest: list[str] = []
    decorators = ""
    for piece in BEGINS.split(NUMBERED.sub("", text)):
        if piece.startswith("@"):
            decorators += piece
            continue
        found = DEFINES.match(piece)
        name = (found[1] or found[2]) if found else ""
        own.get(name, rest).append(decorators + piece.rstrip())
        decorators = ""
    shared = "\n".join([*rest, decorators])
    pieces = {name: "\n".join(parts) for name, parts in own.items()}
    uses = {
        name: {other for other in names if _mentions(piece, other)} - {name}
        for name, piece in pieces.items()
    }
    # What everybody can use uses these.
    common = {other for other in names if _mentions(shared, other)}
    return {
        name: Text(
            _digest([pieces[name]]),
            _digest([shared, *(pieces[n] for n in sorted(_reach(name, uses, common)))]),
            not pieces[name] or STUB in pieces[name],
        )
        for name in names
    }


def _mentions(text: str, name: str) -> bool:
    code = DOCUMENTED.sub("", text)
    return re.search(rf"(?<![\w.]){re.escape(name)}\b", code) is not None


def _reach(name: str, uses: dict[str, set[str]], common: set[str]) -> set[str]:
    """An exercise, those it names, those that these name, and so on."""
    found: set[str] = set()
    left = {name, *common}
    while left:
        found |= left
        left = {other for each in left for other in uses[each]} - found
    return found


def _digest(parts: list[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
