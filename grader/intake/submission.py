"""What a student hands in -> `Submission`: read once, as text, within caps."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath

from grader.errors import SubmissionError
from grader.intake.choosing import Exercises, choose
from grader.intake.files import MAX_TEXT, as_source, read_file
from grader.intake.opening import Opened, open_archive, open_notebook
from grader.model import Finding, Source, Submission
from grader.sandbox.client import Sandbox

__all__ = ["ARCHIVES", "open_file", "read_cells", "read_submission", "submission_of"]

MAX_ALL = 4 << 20
"""Bytes of all code together: less than the weights of a network."""
MAX_NOTEBOOK = 100 << 20
MAX_ARCHIVE = 50 << 20
MAX_FILES = 100
MAX_ENTRIES = 10_000
"""In a folder, of whatever kind."""

ARCHIVES = (".zip", ".tar", ".tgz", ".gz", ".bz2", ".xz", ".tbz2", ".txz")


def read_submission(
    path: Path,
    expected: Exercises | None = None,
    sandbox: Callable[[], Sandbox] | None = None,
) -> Submission:
    """Read a student's work: a folder, a file of code, a notebook or an archive.

    Of a folder it is the files at its top. A file that cannot be read as text is
    kept with its problem, so that the others are still graded. Nothing is
    followed: a link is a problem.

    Args:
        expected: files of which at least one must be there, if any is named.
        sandbox: where notebooks and archives are opened; without one they are
            not looked at.

    Raises:
        SubmissionError: if there is no such thing, or nothing in it to grade.
    """
    expected = expected or {}
    wanted = tuple(name for names in expected.values() for name in names)
    try:
        files = _listed(path, expected)
    except OSError as error:
        raise SubmissionError(
            f"`{path}` cannot be opened ({error.strerror}). "
            "Check its name and its permissions."
        ) from None
    opened: list[Opened] = []
    for file in files:
        if sandbox is not None or file.suffix.lower() == ".py":
            opened += open_file(file, file.name, wanted, sandbox)
    return submission_of(path, opened, expected)


def open_file(
    file: Path,
    name: str,
    wanted: tuple[str, ...],
    sandbox: Callable[[], Sandbox] | None,
) -> list[Opened]:
    """The code in one file: its own, a notebook's, or what an archive holds.

    Args:
        name: what it was called when it was handed in.
        wanted: exercises, to see which of them a notebook defines.
        sandbox: where notebooks and archives are opened; code needs none.

    Raises:
        SubmissionError: if it is an archive and cannot be opened.
    """
    stem, _, suffix = name.rpartition(".")
    suffix = suffix.lower()
    most = {"py": MAX_TEXT, "ipynb": MAX_NOTEBOOK}.get(suffix, MAX_ARCHIVE)
    raw = read_file(file, most)
    if isinstance(raw, Finding):
        if suffix in ("py", "ipynb"):
            notebook = name if suffix == "ipynb" else ""
            return [Opened(PurePosixPath(), Source(stem, None, raw, notebook))]
        reason = raw.params.get("reason") or f"{raw.params['size']} are too many"
        raise SubmissionError(f"`{file}` cannot be read: {reason}.")
    if suffix == "py":
        return [Opened(PurePosixPath(), as_source(name, raw))]
    if sandbox is None:
        return []
    if suffix == "ipynb":
        return [open_notebook(name, raw, wanted, sandbox)]
    return open_archive(name, raw, wanted, sandbox)


def submission_of(path: Path, opened: list[Opened], expected: Exercises) -> Submission:
    """The submission that opened files make, if they are within the caps.

    Args:
        path: what messages call it by.

    Raises:
        SubmissionError: if there is nothing in it to grade, or too much.
    """
    sources = choose(path, opened, expected)
    if len(sources) > MAX_FILES:
        raise SubmissionError(
            f"`{path}` holds {len(sources)} Python files; at most {MAX_FILES} are "
            "read. Name the folder of the exercises alone."
        )
    if sum(len(source.text or "") for source in sources) > MAX_ALL:
        raise SubmissionError(
            f"The code in `{path}` is longer than {MAX_ALL >> 20} MB altogether. "
            "Hand in the exercise files alone."
        )
    return Submission(path.resolve().name, _digest(sources), sources)


def read_cells(
    cells: Iterable[str], expected: Exercises, sandbox: Callable[[], Sandbox]
) -> Submission:
    """What cells that were run one after the other define, as a submission.

    Args:
        cells: their texts; the place of each is what messages call it by.

    Raises:
        SubmissionError: if no exercise is among it.
    """
    plain = {"cell_type": "code", "metadata": {}, "outputs": []}
    rows = [plain | {"source": cell} for cell in cells]
    notebook = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": rows}
    wanted = tuple(name for names in expected.values() for name in names)
    data = json.dumps(notebook).encode()
    opened = open_notebook("notebook.ipynb", data, wanted, sandbox)
    sources = choose(Path("notebook"), [opened], expected)
    return Submission("notebook", _digest(sources), sources)


def _listed(path: Path, expected: Iterable[str]) -> list[Path]:
    """The files to look at: those of a folder, or the one that is named."""
    if not path.exists():
        raise SubmissionError(
            f"There is no folder `{path}`. Name the folder with your exercise "
            "files, or make one with `grade init mine`."
        )
    if path.is_dir():
        entries: list[Path] = []
        for entry in path.iterdir():
            entries.append(entry)
            if len(entries) > MAX_ENTRIES:
                raise SubmissionError(
                    f"`{path}` holds more than {MAX_ENTRIES:,} files. "
                    "Name the folder of the exercises alone."
                )
        return sorted(p for p in entries if p.suffix.lower() in (".py", ".ipynb"))
    if path.suffix.lower() in (".py", ".ipynb", *ARCHIVES):
        return [path]
    example = next(iter(expected), "activations")
    raise SubmissionError(
        f"`{path}` is not a folder. Name the folder that holds "
        f"`{example}.py` and the other exercise files, a notebook, or an archive "
        "(zip, tar)."
    )


def _digest(sources: Iterable[Source]) -> str:
    digest = hashlib.sha256()
    for source in sources:
        text = source.text or ""
        line = f"{source.name}\0{len(text)}\0{text}"
        digest.update(line.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()
