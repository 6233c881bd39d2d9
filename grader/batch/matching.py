"""Whose submissions these are: entries of a download beside students of a roster."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from grader.batch.entry import Entry, apart
from grader.batch.roster import Student
from grader.report.language import Say

__all__ = ["match"]

STRANGER = "Not on the roster."
AMBIGUOUS = "More than one student on the roster has this name."
TWICE = "More than one submission is of this student."
APOSTROPHES = re.compile("['`\u2019]")


def match(
    entries: Sequence[Entry], students: Sequence[Student], say: Say
) -> tuple[list[Entry], list[Student]]:
    """The entries with what the roster knows of them, and who handed in nothing.

    By id, then email, then login, then name. Names are the same in any case, with or
    without accents, and as `Lovelace, Ada`; by a name that two have, nobody is found.
    In what is returned no two have the same name.
    """
    found: list[Entry] = []
    seen: dict[Student, int] = {}
    namesakes: set[Student] = set()
    for entry in entries:
        possible = _possible(entry, students)
        if len(possible) == 1:
            (student,) = possible
            seen[student] = seen.get(student, 0) + 1
            found.append(
                _known(entry, student, "" if seen[student] == 1 else TWICE, say)
            )
        elif possible:
            namesakes |= set(possible)
            found.append(_noted(entry, AMBIGUOUS, say))
        else:
            found.append(replace(_noted(entry, STRANGER, say), unlisted=True))
    missing = [s for s in students if s not in seen and s not in namesakes]
    # Nobody who handed in nothing is called as somebody else is.
    blank = [Entry(s.name, (), s.id or next(iter(s.emails), "")) for s in missing]
    named = apart([*found, *blank])
    called = (entry.name for entry in named[len(found) :])
    absent = [replace(s, name=name) for s, name in zip(missing, called, strict=True)]
    return named[: len(found)], absent


def _possible(entry: Entry, students: Sequence[Student]) -> list[Student]:
    """Those whose submission it may be, by the surest thing in common."""
    for agrees in (_by_id, _by_email, _by_login, _by_name, _by_turned_name):
        if possible := [student for student in students if agrees(entry, student)]:
            return possible
    return []


def _by_id(entry: Entry, student: Student) -> bool:
    if not entry.id:
        return False
    if entry.platform == "moodle":  # its numbers are of one assignment alone
        return entry.id == student.participant
    if entry.platform == "canvas" and entry.id != student.canvas:
        # A school's own id may look like Canvas's: the name must agree.
        return entry.id in student.ids and _by_turned_name(entry, student)
    return entry.id in student.ids


def _by_email(entry: Entry, student: Student) -> bool:
    known = {each.casefold() for each in (*student.emails, *student.logins)}
    return bool(entry.email) and entry.email.casefold() in known


def _by_login(entry: Entry, student: Student) -> bool:
    """For folders that are named by a login, an id or an email."""
    if entry.platform not in ("", "github"):
        return False
    known = {*student.logins, *student.ids, *student.emails}
    return entry.name.casefold() in {each.casefold() for each in known}


def _by_name(entry: Entry, student: Student) -> bool:
    mine = "".join(_words(entry.name))
    return bool(mine) and mine == "".join(_words(student.name))


def _by_turned_name(entry: Entry, student: Student) -> bool:
    return bool(_turned(entry.name) & _turned(student.name))


@functools.cache
def _turned(name: str) -> frozenset[str]:
    """A name without spaces, from each of its words on: which is the last is unsaid."""
    words = _words(name)
    turns = range(len(words))
    return frozenset("".join(words[first:] + words[:first]) for first in turns)


@functools.cache
def _words(name: str) -> tuple[str, ...]:
    """The words of a name, first name first, in small letters without accents."""
    last, comma, first = name.partition(",")
    text = unicodedata.normalize("NFKD", f"{first} {last}" if comma else name)
    plain = "".join(c for c in text if not unicodedata.combining(c))
    return tuple(re.findall(r"[^\W_]+", APOSTROPHES.sub("", plain.casefold())))


def _known(entry: Entry, student: Student, note: str, say: Say) -> Entry:
    return replace(
        _noted(entry, note, say),
        name=student.name,
        id=entry.id or student.id,
        email=entry.email or next(iter(student.emails), ""),
    )


def _noted(entry: Entry, note: str, say: Say) -> Entry:
    return replace(entry, note=f"{entry.note} {say(note) if note else ''}".strip())
