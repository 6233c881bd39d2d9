"""Files on disk, read once and within a cap; texts that are UTF-8 and no more."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from grader.model import Finding, Source

__all__ = ["MAX_TEXT", "as_source", "problem", "read_file"]

MAX_TEXT = 1 << 20
"""Bytes of one file of code. The longest honest one has some tens of kilobytes."""


def read_file(path: Path, most: int) -> bytes | Finding:
    """Read a regular file; what is not one, or too large, is a finding.

    Nothing is followed and nothing is waited for: links, pipes and devices are
    refused.
    """
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        reason = "it is a link" if path.is_symlink() else str(error.strerror).lower()
        return problem(path.name, "unreadable", reason=reason)
    try:
        status = os.fstat(fd)
        if not stat.S_ISREG(status.st_mode):
            return problem(path.name, "unreadable", reason="it is not a regular file")
        size = status.st_size
        data = bytearray()
        while size <= most and (part := os.read(fd, 1 << 20)):
            data += part
            size = max(size, len(data))
    except OSError as error:
        return problem(path.name, "unreadable", reason=str(error.strerror).lower())
    finally:
        os.close(fd)
    return bytes(data) if size <= most else too_large(path.name, size, most)


def as_source(file: str, raw: bytes) -> Source:
    """Code as text: UTF-8 whatever its first lines say, within the cap."""
    name = file.rpartition(".")[0]
    if len(raw) > MAX_TEXT:
        return Source(name, None, too_large(file, len(raw), MAX_TEXT))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return Source(name, None, problem(file, "not_utf8", line=str(line)))
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        return Source(name, None, problem(file, "null_bytes", line=str(line)))
    return Source(name, text)


def too_large(file: str, size: int, most: int) -> Finding:
    """The finding on a file that is longer than what is read."""
    return problem(file, "too_large", size=_megabytes(size), most=_megabytes(most))


def problem(file: str, kind: str, **params: str) -> Finding:
    """A finding on one file."""
    return Finding(kind, {"file": file, **params})


def _megabytes(size: int) -> str:
    return f"{size / (1 << 20):,.0f} MB"
