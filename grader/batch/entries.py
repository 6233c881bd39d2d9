"""What a class has handed in: one entry a student, in a folder of submissions."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from grader.errors import SubmissionError, UsageError
from grader.intake.submission import ARCHIVES

__all__ = ["Entry", "find_entries", "slug"]

FILES = (".py", ".ipynb", *ARCHIVES)
LONGEST = 40


@dataclass(frozen=True, slots=True)
class Entry:
    """One student's work, where it lies."""

    name: str
    """The student's, or what the work is called: no two entries have the same."""
    paths: tuple[Path, ...]
    """Where the work lies: a folder, a notebook, an archive, or several files."""
    id: str = ""
    """What the platform calls the student, where a download says so."""
    email: str = ""
    late: bool = False
    note: str = ""
    """What the teacher should know of it: which of several uploads counts."""


def find_entries(folder: Path, exercises: tuple[str, ...]) -> list[Entry]:
    """The submissions in a folder, by name: folders, notebooks, archives, files.

    What begins with a dot is none, nor is a link.

    Args:
        exercises: files of an assignment: a folder that holds them is one
            submission, and no class.

    Raises:
        UsageError: if it is no folder, or one submission.
        SubmissionError: if there is nothing in it.
    """
    if not folder.is_dir():
        raise UsageError(f"There is no folder `{folder}` with submissions.")
    paths = sorted(p for p in folder.iterdir() if p.name[0] != "." and _counts(p))
    if any(p.is_file() and p.stem in exercises for p in paths):
        raise UsageError(
            f"`{folder}` is one submission: exercise files lie in it. "
            f"Grade it with `grade {folder}`, or name the folder above it."
        )
    if not paths:
        raise SubmissionError(
            f"There is no submission in `{folder}`: it should hold a folder, a "
            "notebook or an archive a student."
        )
    return [Entry(_name(path), (path,)) for path in paths]


def _counts(path: Path) -> bool:
    if path.is_symlink():
        return False
    return path.is_dir() or path.suffix in FILES


def _name(path: Path) -> str:
    if path.is_dir():
        return path.name
    return path.name.removesuffix(path.suffix).removesuffix(".tar")


def slug(name: str) -> str:
    """A name as part of a folder's: ASCII letters, digits and hyphens, or little."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    short = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:LONGEST]
    return short.strip("-") or "student"
