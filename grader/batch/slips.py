"""The most common mistakes of a class: what to explain next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from grader.batch.results import Row, Slip
from grader.model import Assignment, Outcome
from grader.report.words import LOADING, WORDS

__all__ = ["Common", "common_slips", "has_tried"]

UNKNOWN = WORDS.keys() | LOADING.keys() | set(Outcome)
"""What stands for a mistake's id where none was recognised."""
UNLOADABLE = "load"


@dataclass(frozen=True, slots=True)
class Common:
    """One mistake, and who made it."""

    where: str
    """The exercise, or the file where that cannot be loaded."""
    id: str
    known: bool
    """A mistake with words of its own; else the words are those of one student."""
    names: tuple[str, ...]
    """Who made it, in the order of the rows."""
    tried: int
    """How many have written anything for it."""
    message: str
    example: str

    @property
    def share(self) -> float:
        """Of those who tried: a fraction in (0, 1]."""
        return len(self.names) / self.tried


def has_tried(row: Row, exercise: str) -> bool:
    """Whether there is more than the stub: it earned something, or went wrong."""
    earned = row.exercises.get(exercise, 0.0) > 0
    return earned or any(slip.exercise == exercise for slip in row.slips)


def common_slips(rows: Sequence[Row], assignment: Assignment) -> list[Common]:
    """All mistakes of a class, those that most students made first."""
    files = {exercise.name: exercise.file for exercise in assignment.exercises}
    order = {name: place for place, name in enumerate(files)}
    made: dict[tuple[str, str], dict[str, Slip]] = {}
    for row in rows:
        for slip in row.slips:
            # A file that cannot be loaded is one problem of all that is in it.
            lost = slip.id == UNLOADABLE and slip.exercise in files
            where = f"{files[slip.exercise]}.py" if lost else slip.exercise
            made.setdefault((where, slip.id), {}).setdefault(row.name, slip)
    found = []
    for (where, known), by_name in made.items():
        slips = list(by_name.values())
        first = next((slip for slip in slips if slip.example), slips[0])
        asked = {slip.exercise for slip in slips}
        found.append((
            order.get(first.exercise, len(order)),
            Common(
                where, known, known not in UNKNOWN, tuple(by_name),
                _tried(rows, asked), first.message, first.example,
            ),
        ))  # fmt: skip
    found.sort(key=lambda pair: (-len(pair[1].names), pair[0], pair[1].id))
    return [common for _, common in found]


def _tried(rows: Iterable[Row], exercises: set[str]) -> int:
    return sum(any(has_tried(row, name) for name in exercises) for row in rows)
