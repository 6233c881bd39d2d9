"""A folder of `.py` files -> `Submission`: read once, as text, within caps."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from grader.errors import SubmissionError
from grader.model import Finding, Source, Submission

__all__ = ["read_submission"]

MAX_BYTES = 1 << 20
"""Of one file. The longest honest one has some tens of kilobytes."""
MAX_FILES = 100


def read_submission(path: Path, expected: Iterable[str] = ()) -> Submission:
    """Read a student's folder: the `.py` files at its top.

    A file that cannot be read as text is kept with its problem, so that the
    others are still graded. Nothing is followed: a link is a problem.

    Args:
        expected: modules of which at least one must be there, if any is named.

    Raises:
        SubmissionError: if there is no such folder, or nothing in it to grade.
    """
    try:
        if not path.exists():
            raise SubmissionError(
                f"There is no folder `{path}`. Name the folder with your exercise "
                "files, or make one with `grade init mine`."
            )
        if not path.is_dir():
            raise SubmissionError(
                f"`{path}` is not a folder. Name the folder that holds "
                "`activations.py` and the other exercise files."
            )
        files = sorted(p for p in path.iterdir() if p.suffix == ".py")
    except OSError as error:
        raise SubmissionError(
            f"The folder `{path}` cannot be opened ({error.strerror}). "
            "Check its name and its permissions."
        ) from None
    names = list(expected)
    if names and not {file.stem for file in files} & set(names):
        raise SubmissionError(
            f"There is no exercise file in `{path}`. Name the folder that holds "
            f"`{names[0]}.py` and the others, or make one with `grade init mine`."
        )
    if len(files) > MAX_FILES:
        raise SubmissionError(
            f"`{path}` holds {len(files)} Python files; at most {MAX_FILES} are read. "
            "Name the folder of the exercises alone."
        )
    sources = tuple(_read(file) for file in files)
    digest = hashlib.sha256()
    for source in sources:
        text = source.text or ""
        line = f"{source.name}\0{len(text)}\0{text}"
        digest.update(line.encode("utf-8", "surrogateescape"))
    return Submission(path.resolve().name, digest.hexdigest(), sources)


def _read(path: Path) -> Source:
    name = path.stem
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        reason = "it is a link" if path.is_symlink() else str(error.strerror).lower()
        return _problem(path, "unreadable", reason=reason)
    try:
        status = os.fstat(fd)
        if not stat.S_ISREG(status.st_mode):
            return _problem(path, "unreadable", reason="it is not a regular file")
        if status.st_size > MAX_BYTES:
            return _problem(path, "too_large", size=_megabytes(status.st_size))
        raw = b"".join(iter(lambda: os.read(fd, MAX_BYTES), b""))
    except OSError as error:
        return _problem(path, "unreadable", reason=str(error.strerror).lower())
    finally:
        os.close(fd)
    if len(raw) > MAX_BYTES:
        return _problem(path, "too_large", size=_megabytes(len(raw)))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return _problem(path, "not_utf8", line=str(line))
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        return _problem(path, "null_bytes", line=str(line))
    return Source(name, text)


def _problem(path: Path, kind: str, **params: str) -> Source:
    return Source(path.stem, None, Finding(kind, {"file": path.name, **params}))


def _megabytes(size: int) -> str:
    return f"{size / (1 << 20):,.0f} MB"
