"""No platform's: a folder, notebook, archive or file of code a student.

nbgrader's `submitted/STUDENT/ASSIGNMENT/notebook.ipynb` is one, too: a folder a
student, looked through for exercises ("directory structure" in nbgrader's
`docs/source/exchange/exchange_api.rst`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from grader.batch.entry import Entry
from grader.intake.submission import ARCHIVES
from grader.report.language import Say

__all__ = ["find"]

FILES = (".py", ".ipynb", *ARCHIVES)
TEACHERS = (
    "", ".csv", ".json", ".log", ".md", ".ods", ".toml", ".tsv", ".txt", ".xls",
    ".xlsx", ".yaml", ".yml",
)  # fmt: skip
"""Files that lie beside submissions and are none."""


def find(
    folder: Path, paths: Sequence[Path], exercises: tuple[str, ...], say: Say
) -> list[Entry] | None:
    """One entry a folder or file, by its name; also of a kind that cannot be graded.

    Whoever hands in `Ada.rar` or `Ada.pdf` has handed in something.
    """
    return [
        Entry(_name(path), (path,))
        for path in paths
        if path.is_dir() or path.suffix.lower() not in TEACHERS
    ]


def _name(path: Path) -> str:
    if path.is_dir():
        return path.name
    return path.name.removesuffix(path.suffix).removesuffix(".tar")
