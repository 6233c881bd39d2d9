"""What a class is graded with, what is asked for one code, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.batch.entries import Entry
from grader.batch.results import Row
from grader.batch.rows import labelled
from grader.model import Submission

__all__ = ["Course", "Finished", "Task"]


@dataclass(frozen=True, slots=True)
class Course:
    """What every submission of a class is graded with."""

    root: Path
    """The assignment's folder."""
    environment: Mapping[str, str]
    cache: Path
    data: Path | None
    versions: Mapping[str, str]
    isolation: str
    language: str
    only: frozenset[str]
    with_accuracy: bool
    seed: int
    epochs: int | None
    device: str = "cpu"
    secret: str = ""
    """Of the class: nobody in it knows what inputs follow from it."""


@dataclass(frozen=True, slots=True)
class Finished:
    """One student's result: the line, and the files for the folder."""

    place: str
    """The folder's name."""
    row: Row
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Task:
    """One code, and all who handed it in: graded once."""

    submission: Submission
    key: str
    """A digest of the code and of all that every part of its result depends on."""
    parts: Mapping[str, str]
    """Exercise or run -> a digest of what judges it."""
    places: Sequence[tuple[Entry, str]]
    """Whose it is, and the name of the folder for the result."""
    only: frozenset[str] = frozenset()
    """What to judge anew, where the rest is as `before`; empty for everything."""
    before: bytes = b""
    """The packed report that the rest is taken from."""

    def without_report(self, problem: str) -> list[Finished]:
        """What there is after a fault of ours: to be graded again, at no cost."""
        digest = self.submission.digest
        row = Row("", self.key, digest, provisional=True, problem=problem)
        return [
            Finished(place, labelled(row, entry), {}) for entry, place in self.places
        ]
