"""What a class has handed in: one entry a student, in a folder of submissions."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from grader.batch.entry import Entry, apart
from grader.batch.platforms import canvas, github, gradescope, moodle, plain
from grader.errors import SubmissionError, UsageError
from grader.report.language import Say, in_english

__all__ = ["Entry", "find_entries", "slug"]

PLATFORMS = (gradescope.find, moodle.find, canvas.find, github.find, plain.find)
"""The first that knows the names has the folder; a plain folder is any."""
LONGEST = 40


def find_entries(
    folder: Path, exercises: tuple[str, ...], say: Say = in_english
) -> list[Entry]:
    """The submissions in a folder, as a platform or a person has laid them there.

    What begins with a dot is none, nor is a link.

    Args:
        exercises: files of an assignment: a folder that holds them is one
            submission, and no class.
        say: the language of notes on late and repeated uploads.

    Raises:
        UsageError: if it is no folder, or one submission.
        SubmissionError: if there is nothing in it.
    """
    if not folder.is_dir():
        if folder.exists():
            raise UsageError(
                f"`{folder}` is no folder and no zip file. Name the folder with the "
                "submissions, unpacked."
            )
        raise UsageError(f"There is no folder `{folder}` with submissions.")
    paths = _visible(folder)
    if len(paths) == 1 and (paths[0] / gradescope.METADATA).is_file():
        folder, paths = paths[0], _visible(paths[0])
    if any(p.is_file() and p.stem in exercises for p in paths):
        raise UsageError(
            f"`{folder}` is one submission: exercise files lie in it. "
            f"Grade it with `grade {folder}`, or name the folder above it."
        )
    found = (find(folder, paths, exercises, say) for find in PLATFORMS)
    entries = next((each for each in found if each is not None), [])
    if not entries:
        raise SubmissionError(
            f"There is no submission in `{folder}`: it should hold a folder, a "
            "notebook or an archive a student, or be a platform's download."
        )
    return apart(entries)


def _visible(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.iterdir()
        if path.name[0] != "." and path.name != "__MACOSX" and not path.is_symlink()
    )


def slug(name: str) -> str:
    """A name as part of a folder's: ASCII letters, digits and hyphens, or little."""
    ascii = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    short = re.sub(r"[^a-z0-9]+", "-", ascii.lower()).strip("-")[:LONGEST]
    return short.strip("-") or "student"
