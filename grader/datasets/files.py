"""Reading the published files with care.

A file is believed when its size, its IDX header and its SHA-256 are those of
the published one. Its size is known beforehand, so no more than that is ever
read or unpacked, however large the file claims to be.
"""

import gzip
import hashlib
import stat
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from grader.datasets.published import Bytes, DataFile, Published

# gzip adds 5 bytes to each block it cannot compress, 15 kB for the largest file.
GZIP_OVERHEAD = 2**16


@dataclass(frozen=True, slots=True)
class Contents:
    """What a folder holds of one data set."""

    arrays: tuple[Bytes, ...]
    """Of the intact files, in the order of `Published.files`."""
    missing: tuple[str, ...]
    """Names of files that are there neither raw nor as `.gz`."""
    damaged: tuple[str, ...]
    """A phrase for each damaged file: its path in backticks, what is wrong."""

    @property
    def complete(self) -> bool:
        return len(self.arrays) == 4


class DamagedFileError(Exception):
    """One file is not the published one; `_read_either` catches it."""


def read_folder(folder: Path, dataset: Published) -> Contents:
    """Read the four files of `dataset` directly in `folder`, each raw or `.gz`.

    Never raises for what the folder holds.
    """
    arrays: list[Bytes] = []
    missing: list[str] = []
    damaged: list[str] = []
    for file in dataset.files:
        array, problems = _read_either(folder, file, dataset.title)
        damaged += problems
        if array is not None:
            arrays.append(array)
        elif not problems:
            missing.append(file.name)
    return Contents(tuple(arrays), tuple(missing), tuple(damaged))


def holds_test_labels(folder: Path, dataset: Published) -> bool:
    """Whether `folder` has the intact test labels of `dataset`, raw or `.gz`.

    All data sets use the same file names; these 10 kB tell them apart.
    """
    array, _ = _read_either(folder, dataset.files[3], dataset.title)
    return array is not None


def _read_either(
    folder: Path, file: DataFile, title: str
) -> tuple[Bytes | None, list[str]]:
    """The array of the raw file, else of the `.gz`; a phrase for each damaged one."""
    problems: list[str] = []
    for path in (folder / file.name, folder / f"{file.name}.gz"):
        try:
            array = _read_file(path, file, title)
        except DamagedFileError as error:
            problems.append(f"`{path}` {error}")
        else:
            if array is not None:
                return array, problems
    return None, problems


def _read_file(path: Path, file: DataFile, title: str) -> Bytes | None:
    """The array in `path`, or None where there is no such file.

    Raises DamagedFileError where it is not `file` of the data set `title`.
    """
    try:
        content = _read_bytes(path, file.size)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise DamagedFileError("is cut off or not a gzip file") from error
    except OSError as error:
        raise DamagedFileError(f"cannot be read ({error.strerror})") from error
    if not content.startswith(file.header):
        shape = " x ".join(map(str, file.shape))
        raise DamagedFileError(f"does not start as an IDX file of {shape} bytes")
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise DamagedFileError(f"differs from the published file of {title} (SHA-256)")
    array = np.frombuffer(content, np.uint8, offset=len(file.header))
    return array.reshape(file.shape)


def _read_bytes(path: Path, size: int) -> bytes:
    """The `size` bytes in `path`, unpacked where its name ends in `.gz`.

    Raises DamagedFileError for any other size, OSError, EOFError or zlib.error
    for what cannot be read or unpacked.
    """
    info = path.stat()
    if not stat.S_ISREG(info.st_mode):
        raise DamagedFileError("is not a regular file")
    if path.suffix == ".gz":
        if info.st_size > size + GZIP_OVERHEAD:
            raise DamagedFileError(f"has {info.st_size} bytes, too many for {size}")
        with gzip.open(path) as packed:
            content = packed.read(size + 1)
        if len(content) != size:
            many = "more" if len(content) > size else "fewer"
            raise DamagedFileError(f"unpacks to {many} than {size} bytes")
        return content
    if info.st_size != size:
        raise DamagedFileError(f"has {info.st_size} bytes instead of {size}")
    with path.open("rb") as raw:
        return raw.read(size)
