"""Files are written whole, or the old ones stay."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from grader.errors import OutputError

__all__ = ["Rendered", "write_file"]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A file's content, and what the instructor must know of it."""

    content: bytes
    notes: tuple[str, ...] = ()


def write_file(path: Path, content: bytes) -> None:
    """Write a file at once.

    Raises:
        OutputError: if that is not possible.
    """
    if path.is_dir():
        raise OutputError(f"`{path}` is a folder; name a file.")
    if not path.parent.is_dir():
        raise OutputError(f"There is no folder `{path.parent}` to write into.")
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
            return
        target = path.resolve()
        with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
            part = Path(scratch) / target.name
            part.write_bytes(content)
            part.replace(target)
    except OSError as error:
        raise OutputError(
            f"`{path}` cannot be written ({error.strerror}). Choose another place."
        ) from None
