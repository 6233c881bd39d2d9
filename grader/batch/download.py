"""A platform's download as it comes: the zip file itself, unpacked for a while.

A platform made the zip, and students the names and files in it. So it goes into a
private folder, within caps that hold for what is written and not for what is
announced; of names only plain ones are taken; links are not made; and of what can be
no submission only the name is kept, which tells that something was handed in.
Archives within are not opened here.
"""

from __future__ import annotations

import lzma
import stat
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from grader.batch.platforms.gradescope import METADATA
from grader.batch.platforms.plain import FILES, TEACHERS
from grader.errors import SubmissionError, UsageError

__all__ = ["unpacked"]

MAX_ENTRIES = 50_000
MAX_DEPTH = 20
MAX_FILE = 200 << 20
MAX_ALL = 4 << 30
MAX_OTHERS = 1_000
"""Names in one folder of what is no submission."""
MAX_RATIO = 100
"""Bytes written for a byte of the zip, once it is more than `FREE`."""
FREE = 64 << 20
KEPT = (*FILES, ".html", Path(METADATA).suffix)
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError,
    RuntimeError, ValueError, OverflowError,
)  # fmt: skip
"""What zipfile raises at a damaged or encrypted file."""


@contextmanager
def unpacked(download: Path) -> Iterator[Path]:
    """The folder of submissions: the one named, or that in a zip, removed at the end.

    Raises:
        SubmissionError: if the zip cannot be unpacked safely.
    """
    if download.is_dir() or not zipfile.is_zipfile(download):
        yield download
        return
    with tempfile.TemporaryDirectory(prefix="grade-") as scratch:
        root = Path(scratch) / download.name
        root.mkdir()
        try:
            with zipfile.ZipFile(download) as archive:
                _unpack(archive, root, download.stat().st_size)
        except UNREADABLE:
            raise _refused(download, "is damaged, encrypted or no plain zip") from None
        except _Unsafe as error:
            raise _refused(download, str(error)) from None
        except OSError as error:
            why = f"holds a file that cannot be written here ({error.strerror})"
            raise _refused(download, why) from None
        inner = _inner(root)
        try:
            yield inner
        except (UsageError, SubmissionError) as error:
            shown = str(error).replace(str(inner), str(download))
            raise type(error)(shown) from None


class _Unsafe(Exception):
    """Why a zip is not unpacked, as the end of a sentence."""


def _refused(download: Path, why: str) -> SubmissionError:
    return SubmissionError(
        f"`{download}` cannot be unpacked: it {why}. Unpack it yourself, and name "
        "the folder."
    )


def _unpack(archive: zipfile.ZipFile, root: Path, size: int) -> None:
    members = archive.infolist()
    if len(members) > MAX_ENTRIES:
        raise _Unsafe(f"holds more than {MAX_ENTRIES:,} files")
    total = 0
    others: Counter[Path] = Counter()
    for member in members:
        parts = _parts(member)
        if any(part[0] == "." or part == "__MACOSX" for part in parts):
            continue
        if stat.S_ISLNK(member.external_attr >> 16):
            continue
        target = root.joinpath(*parts)
        if member.is_dir():
            target.mkdir(parents=True, exist_ok=True)
            continue
        if target.suffix.lower() not in KEPT:
            others[target.parent] += 1
            if others[target.parent] <= MAX_OTHERS:
                with suppress(OSError):  # it is for a message alone
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.touch()
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            total += _write(archive, member, target)
            if total > MAX_ALL or total > FREE + MAX_RATIO * size:
                raise _Unsafe("unpacks to far more than a class hands in")


def _parts(member: zipfile.ZipInfo) -> tuple[str, ...]:
    """Where a file goes, or a refusal: no platform writes such a path."""
    name = member.filename
    if not member.flag_bits & 0x800:  # not marked as UTF-8, and often it is
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = member.filename
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or "\0" in name:
        raise _Unsafe("holds a path that leads out of it")
    if len(path.parts) > MAX_DEPTH:
        raise _Unsafe(f"holds folders more than {MAX_DEPTH} deep")
    return path.parts


def _write(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> int:
    """Write one file; how many bytes it has."""
    written = 0
    with archive.open(member) as source, target.open("xb") as file:
        while part := source.read(1 << 20):
            written += len(part)
            if written > MAX_FILE:
                raise _Unsafe(f"holds a file of more than {MAX_FILE >> 20} MB")
            file.write(part)
    return written


def _inner(root: Path) -> Path:
    """The one folder that everything lies in, unless that is a student's own."""
    inside = [path for path in root.iterdir() if path.is_dir() or _counts(path)]
    if len(inside) != 1 or not inside[0].is_dir():
        return root
    is_work = "_assignsubmission_" in inside[0].name or any(
        path.suffix in (".py", ".ipynb") and path.is_file()
        for path in inside[0].iterdir()
        if not _renamed(path)
    )
    return root if is_work else inside[0]


def _counts(path: Path) -> bool:
    """Whether a file is more than what a teacher lays beside submissions."""
    kind = path.suffix.lower()
    return kind in KEPT or kind not in TEACHERS


def _renamed(path: Path) -> bool:
    """Whether a platform named it: then the folder is a class."""
    return "_assignsubmission_" in path.name or any(
        part.isdigit() for part in path.name.split("_")
    )
