"""What a download holds of one student: loose files, or a folder to look through."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from grader.errors import SubmissionError
from grader.intake.choosing import Exercises, holds, is_copy
from grader.intake.opening import Opened
from grader.intake.submission import ARCHIVES, open_file, submission_of
from grader.model import Submission
from grader.sandbox.client import Sandbox

__all__ = ["read_pieces"]

MAX_DEPTH = 8
MAX_ENTRIES = 10_000
MAX_CODE = 100
"""Files of code on one level: each notebook among them takes a worker."""
CODE = (".py", ".ipynb")
NAMED, LONGEST = 3, 60
"""Files that a message names of those that are none of the exercises."""
SKIPPED = ("__MACOSX", "__pycache__", "node_modules", "site-packages")


@dataclass(frozen=True, slots=True)
class _Piece:
    path: Path
    name: str
    """What it was called when it was handed in."""
    folder: PurePosixPath

    @property
    def kind(self) -> str:
        """The end of its name: `.py`."""
        return Path(self.name).suffix.lower()


def read_pieces(
    name: str,
    paths: Sequence[Path],
    names: Sequence[str],
    expected: Exercises,
    sandbox: Callable[[], Sandbox],
) -> Submission:
    """Read a student's work as a platform gives it.

    Of a folder the topmost one with exercises in it counts. Where there is none,
    but one archive, it is read. Hidden folders are not looked at, and no link is
    followed.

    Args:
        name: the student's, for messages about several files.
        paths: one folder, or files.
        names: what each file was called; empty where nothing was renamed.

    Raises:
        SubmissionError: if there is nothing in it to grade, or too much.
    """
    if not paths:
        raise SubmissionError(
            "There is no file of this student in the download: only text or a link "
            "was entered."
        )
    is_folder = len(paths) == 1 and paths[0].is_dir()
    shown = paths[0] if len(paths) == 1 else Path(name)
    called = names or [path.name for path in paths]
    levels = _levels(paths[0]) if is_folder else iter([_loose(paths, called)])
    wanted = tuple(name for own in expected.values() for name in own)
    seen: list[Opened] = []
    archives: list[_Piece] = []
    there: list[str] = []
    for level in levels:
        there += [piece.name for piece in level]
        code = [piece for piece in level if piece.kind in CODE]
        if len(code) > MAX_CODE:
            raise SubmissionError(
                f"`{shown}` holds {len(code)} files of code beside each other; at "
                f"most {MAX_CODE} are read. Name the folder of the exercises alone."
            )
        opened = [
            replace(each, folder=piece.folder)
            for piece in code
            for each in open_file(piece.path, piece.name, wanted, sandbox)
        ]
        if any(holds(each, expected) for each in opened):
            return submission_of(shown, opened, expected)
        seen += opened
        archives = archives or [p for p in level if p.kind in ARCHIVES]
    if len(archives) > 1:
        raise SubmissionError(
            f"`{shown}` holds several archives: `{archives[0].name}` and "
            f"`{archives[1].name}`. Keep the one that counts."
        )
    for piece in archives:
        seen = open_file(piece.path, piece.name, wanted, sandbox)
        there = [each.file for each in seen]
    for each in seen:
        if holds(each, expected) or is_copy(each, expected) or each.source.problem:
            return submission_of(shown, seen, expected)
    raise _nothing(shown, there, expected)


def _nothing(shown: Path, there: Sequence[str], expected: Exercises) -> SubmissionError:
    """What to say to a teacher, who has not named the folder."""
    names = [f"`{name[:LONGEST]}`" for name in there[:NAMED] if name != shown.name]
    more = f" and {len(there) - NAMED} more" if len(there) > NAMED else ""
    only = f", only {', '.join(names)}{more}" if names else ""
    return SubmissionError(
        f"There is no exercise file in `{shown}`{only}. What counts: files named as in "
        f"the course (`{next(iter(expected))}.py`), notebooks that define exercises, "
        "or one zip or tar archive of them."
    )


def _loose(paths: Sequence[Path], names: Sequence[str]) -> list[_Piece]:
    """Files, and the files at the top of folders that lie among them."""
    found = []
    for path, name in zip(paths, names, strict=True):
        inside = sorted(path.iterdir()) if path.is_dir() else []
        found += [_Piece(each, each.name, PurePosixPath()) for each in inside]
        found += [] if path.is_dir() else [_Piece(path, name, PurePosixPath())]
    return found


def _levels(top: Path) -> Iterator[list[_Piece]]:
    """The files of a folder, then those of its folders, and so on."""
    folders = [PurePosixPath()]
    count = 0
    for _ in range(MAX_DEPTH):
        files: list[_Piece] = []
        inner: list[PurePosixPath] = []
        for folder in folders:
            try:
                with os.scandir(top / folder) as scanned:
                    for entry in scanned:
                        count += 1
                        if entry.is_dir(follow_symlinks=False):
                            inner.append(folder / entry.name)
                        else:
                            path = Path(entry.path)
                            files.append(_Piece(path, entry.name, folder))
                        if count > MAX_ENTRIES:
                            raise SubmissionError(
                                f"`{top}` holds more than {MAX_ENTRIES:,} files. "
                                "Name the folder of the exercises alone."
                            )
            except OSError as error:
                raise SubmissionError(
                    f"`{top / folder}` cannot be opened ({error.strerror}). "
                    "Check its permissions."
                ) from None
        yield sorted(files, key=lambda piece: str(piece.folder / piece.name))
        folders = sorted(folder for folder in inner if _is_looked_into(top, folder))


def _is_looked_into(top: Path, folder: PurePosixPath) -> bool:
    if folder.name.startswith(".") or folder.name in SKIPPED:
        return False
    return not (top / folder / "pyvenv.cfg").exists()
