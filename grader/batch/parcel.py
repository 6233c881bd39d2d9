"""What another machine needs to grade with: the course as bytes, and nothing else."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec
import platformdirs

from grader.assignment import course_folder, load_assignment
from grader.batch.course import Course
from grader.batch.keys import data_of
from grader.errors import GraderError, UsageError
from grader.model import Assignment

__all__ = ["Parcel", "pack_course"]

SKIPPED = ("__pycache__", "tests", "measurements")


class _Options(msgspec.Struct, frozen=True):
    """A course without what belongs to one machine."""

    data: str
    versions: Mapping[str, str]
    isolation: str
    language: str
    only: list[str]
    with_accuracy: bool
    seed: int
    epochs: int | None
    device: str
    secret: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """A course that travels."""

    options: bytes
    files: Mapping[str, bytes]
    """The assignment's folder, its solutions in it."""
    kinds: Mapping[str, str]
    """Data set -> `full` or `sample`: the same for the whole class."""

    @property
    def digest(self) -> str:
        """By which a machine knows it again."""
        sums = [hashlib.sha256(content).digest() for content in self.files.values()]
        names = "\0".join(self.files).encode()
        return hashlib.sha256(b"".join([self.options, names, *sums])).hexdigest()

    def unpack(self, versions: Mapping[str, str], root: Path) -> Course:
        """The course on this machine, which must be able to give the same results.

        Args:
            versions: what is installed here.
            root: an empty folder for the assignment.

        Raises:
            GraderError: if its packages or its data are others.
        """
        options = msgspec.msgpack.decode(self.options, type=_Options)
        if dict(versions) != dict(options.versions):
            other = sorted(
                f"{name} {versions.get(name, 'missing')} instead of {wanted}"
                for name, wanted in options.versions.items()
                if versions.get(name) != wanted
            )
            raise UsageError(
                f"A worker on `{os.uname().nodename}` has {', '.join(other)}. "
                "Install the same there: results must not depend on the machine."
            )
        for name, content in self.files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(content)
        data = Path(options.data) if options.data else None
        course = Course(
            root=root,
            environment=dict(os.environ),
            cache=Path(platformdirs.user_cache_dir("torch-grader")),
            data=data if data is not None and data.is_dir() else None,
            versions=options.versions,
            isolation=options.isolation,
            language=options.language,
            only=frozenset(options.only),
            with_accuracy=options.with_accuracy,
            seed=options.seed,
            epochs=options.epochs,
            device=options.device,
            secret=options.secret,
        )
        found = data_of(course, load_assignment(root))
        if found != dict(self.kinds):
            raise UsageError(
                f"A worker on `{os.uname().nodename}` finds other data "
                f"({_told(found)}) than this machine ({_told(self.kinds)}). Put the "
                "same where it looks: `grade data` says where that is."
            )
        return course


def pack_course(
    course: Course, assignment: Assignment, kinds: Mapping[str, str]
) -> Parcel:
    """The course as bytes.

    Args:
        kinds: what `data_of` has found here.

    Raises:
        GraderError: if a file of the assignment cannot be read.
    """
    options = _Options(
        str(course.data.resolve()) if course.data else "",
        dict(course.versions),
        course.isolation,
        course.language,
        sorted(course.only),
        course.with_accuracy,
        course.seed,
        course.epochs,
        course.device,
        course.secret,
    )
    files = _files(assignment.root, "")
    files |= _files(course_folder(assignment, "solutions"), "solutions/")
    return Parcel(msgspec.msgpack.encode(options), files, kinds)


def _files(folder: Path, prefix: str) -> dict[str, bytes]:
    try:
        return {
            f"{prefix}{path.relative_to(folder)}": path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and not set(path.relative_to(folder).parts) & set(SKIPPED)
        }
    except OSError as error:
        raise GraderError(
            f"`{folder}` cannot be read ({error.strerror}): it must travel to the "
            "cluster as a whole."
        ) from None


def _told(kinds: Mapping[str, str]) -> str:
    return ", ".join(f"{name}: {kind}" for name, kind in kinds.items()) or "none"
