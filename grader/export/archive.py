"""Gradescope: the archive of an autograder, ready to be uploaded.

`setup.sh` and `run_autograder` at its root, beside what they need.
https://gradescope-autograders.readthedocs.io/en/latest/specs/ (File hierarchy)
"""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import msgspec

from grader.assignment import load_assignment
from grader.errors import ExportError

__all__ = ["render_archive"]

SCRIPTS = ("setup.sh", "run_autograder")
WITHOUT = {"__pycache__", ".git", ".hypothesis"}
DAY = (2026, 1, 1, 0, 0, 0)
"""Of every entry, so that the same archive has the same bytes."""


def render_archive(score: str, assignment: Path | None, wheel: Path | None) -> bytes:
    """An autograder as a zip archive.

    Args:
        score: `core`, `extension` or `total`.
        assignment: folder of an assignment other than the package's own.
        wheel: the grader itself, where it is not to come from PyPI.

    Raises:
        AssignmentError: if the assignment cannot be loaded.
        ExportError: if there is no such wheel.
    """
    scripts = files("grader.export") / "autograder"
    settings = {"score": score, "arguments": []}
    entries = [(name, (scripts / name).read_bytes(), 0o755) for name in SCRIPTS]
    entries.append(("settings.json", msgspec.json.encode(settings), 0o644))
    if wheel is not None:
        entries.append((wheel.name, _wheel(wheel), 0o644))
    if assignment is not None:
        load_assignment(assignment)
        for path in _files(assignment):
            name = f"assignment/{path.relative_to(assignment).as_posix()}"
            entries.append((name, path.read_bytes(), 0o644))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content, mode in entries:
            entry = zipfile.ZipInfo(name, DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix: the mode below counts
            entry.external_attr = (stat.S_IFREG | mode) << 16
            archive.writestr(entry, content)
    return packed.getvalue()


def _wheel(path: Path) -> bytes:
    if not (path.is_file() and path.suffix == ".whl" and zipfile.is_zipfile(path)):
        raise ExportError(
            f"`{path}` is no wheel. Make one with `pip wheel --no-deps .`."
        )
    return path.read_bytes()


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder).parts
        if path.is_file() and not path.is_symlink() and not WITHOUT & set(inner):
            yield path
