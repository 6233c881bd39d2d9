"""One student's work in a download: where it lies, and whose it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from grader.report.language import Say

__all__ = ["AGAIN", "LAST", "LATE", "Entry", "apart", "noted"]

LATE = "Late."
LAST = "The last of {count} uploads counts."
AGAIN = "An earlier upload had the same name; the last one counts."


@dataclass(frozen=True, slots=True)
class Entry:
    """One student's work, where it lies."""

    name: str
    """The student's, or what the work is called: no two entries have the same."""
    paths: tuple[Path, ...]
    """Where the work lies: a folder, a notebook, an archive, or several files.
    None where only text was entered on the platform."""
    id: str = ""
    """What the platform calls the student, where a download says so."""
    email: str = ""
    late: bool = False
    note: str = ""
    """What the teacher should know of it: which of several uploads counts."""
    names: tuple[str, ...] = ()
    """What each of the files was called before the platform renamed it."""
    platform: str = ""
    """Whose download it is from: canvas, moodle, gradescope, github, or nobody's."""
    unlisted: bool = False
    """Whether there is a roster, and nobody of that name on it."""


def apart(entries: Iterable[Entry]) -> list[Entry]:
    """The entries with a name of its own each: `Li Wei (1234)` where two share one."""
    entries = list(entries)
    count = Counter(entry.name for entry in entries)
    taken: set[str] = set()
    found = []
    for entry in entries:
        name = entry.name
        if count[name] > 1:
            own = entry.id or (entry.paths[0].name if entry.paths else "")
            name = f"{name} ({own})" if own else name
        first, number = name, 2
        while name in taken:
            name, number = f"{first} {number}", number + 1
        taken.add(name)
        found.append(replace(entry, name=name))
    return found


def noted(say: Say, late: bool = False, uploads: int = 1, again: bool = False) -> str:
    """The note on a submission, in words.

    Args:
        uploads: how many are there or are known of; the last is the one that counts.
        again: whether an earlier one is known of by the file's name alone.
    """
    parts = [say(LATE)] if late else []
    if uploads > 1:
        parts.append(say(LAST).format(count=uploads))
    elif again:
        parts.append(say(AGAIN))
    return " ".join(parts)
