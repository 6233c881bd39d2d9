"""Who is who: the submissions of a class and the students of a platform's file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from grader.batch.results import Row
from grader.export.reading import Graded
from grader.report.words import clean

__all__ = ["Matching", "Person", "match"]


@dataclass(frozen=True, slots=True)
class Person:
    """A student in the file of a platform; what it does not say is empty."""

    name: str
    id: str
    logins: tuple[str, ...] = ()
    """Other names that a platform knows the student by."""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Matching:
    """The submissions by the number of their student, and who is left over."""

    found: Mapping[int, Graded]
    notes: tuple[str, ...]


Way = tuple[Callable[[Row], str], Callable[[Person], Iterable[str]]]


def match(graded: Sequence[Graded], people: Sequence[Person]) -> Matching:
    """Find the student of each submission: by id, login, email, then name.

    Nobody is guessed: where two submissions are one student's, or a name is that
    of several students, nobody gets the points, and the notes say so.
    """
    left = list(graded)
    free = dict(enumerate(people))
    found: dict[int, Graded] = {}
    notes: list[str] = []
    for of_row, of_person in WAYS:
        there: dict[str, set[int]] = {}
        for number, person in free.items():
            for key in of_person(person):
                there.setdefault(key, set()).add(number)
        there.pop("", None)
        hits: dict[int, list[Graded]] = {}
        for one in left:
            numbers = there.get(of_row(one.row), set())
            if len(numbers) == 1:
                hits.setdefault(min(numbers), []).append(one)
            elif numbers:
                notes.append(f"{_name(one)}: several students are called so; left out.")
        taken = [one for ones in hits.values() for one in ones]
        several = [one for one in left if len(there.get(of_row(one.row), ())) > 1]
        left = [one for one in left if one not in taken and one not in several]
        for number, ones in hits.items():
            del free[number]
            if len(ones) == 1:
                found[number] = ones[0]
            else:
                names = " and ".join(_name(one) for one in ones)
                notes.append(f"{names}: submissions of one student; left out.")
    notes += [f"{_name(one)}: not found in the file." for one in left]
    return Matching(found, tuple(notes))


def _plain(text: str) -> str:
    return text.strip().casefold()


def _folded(name: str) -> str:
    """A name without case, accents and punctuation, first name first."""
    last, comma, first = name.partition(",")
    whole = f"{first} {last}" if comma else name
    letters = unicodedata.normalize("NFKD", whole.casefold())
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", bare))


def _name(one: Graded) -> str:
    return clean(one.row.name, 60)


WAYS: Sequence[Way] = (
    (lambda row: _plain(row.id), lambda person: (_plain(person.id),)),
    (lambda row: _plain(row.id), lambda person: map(_plain, person.logins)),
    (
        lambda row: _plain(row.email),
        lambda person: map(_plain, (person.email, *person.logins)),
    ),
    (lambda row: _folded(row.name), lambda person: (_folded(person.name),)),
    (lambda row: _plain(row.name), lambda person: map(_plain, person.logins)),
)
"""From the surest to the least sure."""
