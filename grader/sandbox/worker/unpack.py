"""Takes an archive or a notebook apart, in memory: no path in it means anything.

Runs in a worker without a student's code in it, within the worker's limits:
what expands without end runs out of memory or time here.
"""

from __future__ import annotations

import io
import stat
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import TypeAlias

from grader.sandbox.protocol import File, Unpack, Unpacked
from grader.sandbox.worker.notebook import NoNotebook, module_text

MAX_ENTRIES = 2_000
MAX_FILES = 200
"""Of code, in an archive; the grader takes fewer."""
MAX_DEPTH = 20
MAX_NAME = 300
MAX_TEXT = 1 << 20
MAX_NOTEBOOK = 100 << 20
MAX_ALL = 200 << 20

Entry: TypeAlias = tuple[str, int, str, Callable[[], bytes]]
"""Path, bytes, why it is not read if so, and what reads it."""


class Refused(Exception):
    """The archive as a whole is not taken; the message is an `Unpacked.problem`."""


def unpack(request: Unpack) -> Unpacked:
    """Open a file by its suffix: a notebook, or else a zip or tar archive."""
    if request.name.lower().endswith(".ipynb"):
        return Unpacked(request.id, (_file(request.name, request.data, request),))
    try:
        return Unpacked(request.id, tuple(_files(request)))
    except Refused as refused:
        return Unpacked(request.id, (), str(refused))  # type: ignore[arg-type]  # its message is one of them
    except (MemoryError, RecursionError):
        return Unpacked(request.id, (), "bomb")
    except Exception:  # zipfile and tarfile raise dozens of kinds at a bad header
        return Unpacked(request.id, (), "damaged")


def _files(request: Unpack) -> Iterator[File]:
    stream = io.BytesIO(request.data)
    is_zip = zipfile.is_zipfile(stream)
    stream.seek(0)
    entries = _zip(stream) if is_zip else _tar(stream)
    seen: set[str] = set()
    total = 0
    for count, (name, size, why, read) in enumerate(entries):
        total += size
        if count >= MAX_ENTRIES:
            raise Refused("too_many")
        if total > MAX_ALL:
            raise Refused("bomb")
        path = _path(name)
        if path is None or len(seen) >= MAX_FILES:
            continue
        if path in seen:
            yield File(path, problem="twice")
        elif why:
            yield File(path, problem="unreadable", reason=why)
        else:
            yield _file(path, read(), request)
        seen.add(path)


def _file(path: str, data: bytes, request: Unpack) -> File:
    if not path.lower().endswith(".ipynb"):
        return File(path, data)
    if len(data) > MAX_NOTEBOOK:
        why = f"it is larger than {MAX_NOTEBOOK >> 20} MB; clear its outputs"
        return File(path, problem="unreadable", reason=why)
    try:
        module = module_text(data, request.wanted)
    except NoNotebook as reason:
        return File(path, problem="unreadable", reason=str(reason))
    except Exception:  # who knows what deep or strange JSON leads to
        why = "it is no notebook that can be opened"
        return File(path, problem="unreadable", reason=why)
    text = module.text.encode("utf-8", "replace")
    return File(path, text, defines=module.defines, cells=module.cells)


def _path(name: str) -> str | None:
    """A plain path of a file of code, or None: nothing else is looked at."""
    path = PurePosixPath(name.replace("\\", "/"))
    parts = path.parts
    if path.suffix.lower() not in (".py", ".ipynb") or len(name) > MAX_NAME:
        return None
    if path.is_absolute() or ".." in parts or len(parts) > MAX_DEPTH:
        return None
    if any(part[0] == "." or part == "__MACOSX" for part in parts):
        return None
    return str(path)


def _most(name: str) -> int:
    """Bytes that are read of an entry: one more than is taken."""
    return (MAX_NOTEBOOK if name.lower().endswith(".ipynb") else MAX_TEXT) + 1


def _zip(stream: io.BytesIO) -> Iterator[Entry]:
    with zipfile.ZipFile(stream) as archive:
        for info in archive.infolist():
            if info.flag_bits & 1:
                raise Refused("encrypted")
            why = "it is a link" if stat.S_ISLNK(info.external_attr >> 16) else ""

            def read(info: zipfile.ZipInfo = info) -> bytes:
                with archive.open(info) as file:
                    return file.read(_most(info.filename))

            if not info.is_dir():
                yield info.filename, info.file_size, why, read


def _tar(stream: io.BytesIO) -> Iterator[Entry]:
    with tarfile.open(fileobj=stream, mode="r|*") as archive:
        for info in archive:
            why = "" if info.isreg() else "it is not a regular file"
            why = "it is a link" if info.issym() or info.islnk() else why

            def read(info: tarfile.TarInfo = info) -> bytes:
                file = archive.extractfile(info)
                return file.read(_most(info.name)) if file else b""

            if not info.isdir():
                yield info.name, info.size, why, read
