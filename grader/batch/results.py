"""The results folder of a class: a folder a submission, each written at once."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from grader.errors import OutputError
from grader.writing import UNFINISHED, write_through

__all__ = [
    "Change",
    "Row",
    "Slip",
    "clear_unfinished",
    "find_rows",
    "handout",
    "keep",
    "write_result",
]

ROW = "row.json"


class Slip(msgspec.Struct, frozen=True):
    """One exercise that a submission has not passed, and by what mistake."""

    exercise: str
    id: str
    """Of the mistake, or the kind of what was seen where none is known."""
    message: str
    """The mistake in words, one line, cleaned."""
    example: str = ""
    """The call that showed it: inputs, the student's answer, the right one."""


class Change(msgspec.Struct, frozen=True):
    """Points that the instructor has added, or set, for one student."""

    what: str
    """`core`, `extension` or an exercise."""
    add: float | None = None
    set: float | None = None


class Row(msgspec.Struct, frozen=True):
    """One submission's line in the gradebook."""

    name: str
    key: str
    """A digest of all that the result depends on: code, course, options."""
    digest: str
    """Of the code alone."""
    core: float = 0.0
    core_out_of: float = 0.0
    extension: float = 0.0
    extension_out_of: float = 0.0
    provisional: bool = False
    """A fault of ours left a gap: to be graded again."""
    exercises: Mapping[str, float] = {}
    accuracy: Mapping[str, float | None] = {}
    asked: Mapping[str, float] = {}
    """The accuracy that each run asks for, where it trained."""
    problem: str = ""
    """Why there is no report, in a sentence."""
    id: str = ""
    """What the platform calls the student."""
    email: str = ""
    late: bool = False
    note: str = ""
    """What the teacher should know: which of several uploads counts."""
    unlisted: bool = False
    """There is a roster, and whose this is cannot be found on it."""
    missing: bool = False
    """No submission: somebody on the roster who handed in nothing."""
    slips: tuple[Slip, ...] = ()
    seconds: float = 0.0
    """What grading it took; nothing where it was the same as another's."""
    parts: Mapping[str, str] = {}
    """Exercise or run -> a digest of what judged it."""
    version: str = ""
    """Of the grader."""
    comment: str = ""
    """The instructor's. This and what follows comes from `manual.toml`, never from
    `row.json`: see `grader.batch.manual`."""
    changes: tuple[Change, ...] = ()
    """The instructor's; `core`, `extension` and `exercises` have them in."""
    core_by_grader: float | None = None
    """What the grader gave, where the instructor has changed something."""
    extension_by_grader: float | None = None


def write_result(
    results: Path, place: str, row: Row, files: Mapping[str, bytes]
) -> None:
    """Write a submission's folder as a whole, in place of an older one.

    Args:
        place: the folder's name.
        files: name -> content.

    Raises:
        OutputError: if that is not possible; nothing half-written is left.
    """
    target = results / place
    try:
        with tempfile.TemporaryDirectory(dir=results, prefix=UNFINISHED) as scratch:
            made = Path(scratch) / place
            made.mkdir()
            for name, content in files.items():
                write_through(made / name, content)
            write_through(made / ROW, msgspec.json.encode(row))
            if target.exists():
                target.rename(Path(scratch) / "old")
            made.rename(target)
    except OSError as error:
        raise OutputError(
            f"The result cannot be written to `{target}` ({error.strerror}). "
            "Make room, or choose another folder, and run the same command again."
        ) from None


def keep(place: str, row: Row, files: Mapping[str, bytes], results: Path) -> Row:
    """Write a result; one without a report does not take the place of an older one.

    Raises:
        OutputError: if that is not possible.
    """
    if files or not (results / place).exists():
        write_result(results, place, row, files)
    return row


def handout(folder: Path, suffix: str) -> Path:
    """Of a result's folder the report that its student may have.

    Args:
        suffix: `.json` or `.html`.
    """
    theirs = folder / f"student{suffix}"
    return theirs if theirs.exists() else folder / f"report{suffix}"


def clear_unfinished(results: Path) -> None:
    """Remove what was being written when an earlier run ended."""
    for folder in results.glob(f"{UNFINISHED}*"):
        shutil.rmtree(folder, ignore_errors=True)


def find_rows(results: Path) -> Iterator[tuple[Path, Row]]:
    """The submissions that have a result already, with their folders."""
    for folder in sorted(results.iterdir()) if results.is_dir() else []:
        try:
            yield folder, msgspec.json.decode((folder / ROW).read_bytes(), type=Row)
        except (OSError, msgspec.MsgspecError):
            continue
