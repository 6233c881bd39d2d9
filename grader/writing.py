"""Files are written whole, or the old ones stay."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from grader.errors import OutputError

__all__ = [
    "UNFINISHED",
    "assert_writable",
    "make_folder",
    "write_file",
    "write_through",
]

UNFINISHED = ".writing-"
"""How the name of a folder begins in which something is being written."""


def write_file(path: Path, content: bytes) -> None:
    """Write a file at once: a kill or a full disk in between leaves the old one.

    A link is followed, and a device is written as it is.

    Raises:
        OutputError: if that is not possible.
    """
    _assert_place(path)
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
            return
        target = path.resolve()
        with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=target.parent) as own:
            part = Path(own) / target.name
            write_through(part, content)
            part.replace(target)
    except OSError as error:
        raise _unwritable(path, error) from None


def write_through(path: Path, content: bytes) -> None:
    """Write a new file, and wait until it would survive a power cut."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def assert_writable(path: Path) -> None:
    """Say before an hour of work what `write_file` would say after it.

    Raises:
        OutputError: if nothing can be written there.
    """
    _assert_place(path)
    try:
        if path.is_file():
            path.open("ab").close()
        if path.is_file() or not path.exists():
            tempfile.TemporaryFile(dir=path.parent).close()
    except OSError as error:
        raise _unwritable(path, error) from None


def make_folder(path: Path) -> None:
    """Make a folder, and those that it lies in; it may be there already.

    Raises:
        OutputError: if that is not possible.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"`{path}` cannot be made ({error.strerror}). Choose another folder."
        ) from None


def _assert_place(path: Path) -> None:
    if path.is_dir():
        raise OutputError(f"`{path}` is a folder; name a file.")
    if not path.parent.is_dir():
        raise OutputError(f"There is no folder `{path.parent}` to write into.")


def _unwritable(path: Path, error: OSError) -> OutputError:
    return OutputError(
        f"`{path}` cannot be written ({error.strerror}). Make room or choose another "
        "place, and run the same command again."
    )
