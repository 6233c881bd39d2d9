"""Canvas, `Download Submissions`: the loose files of all students in one folder.

A file is called `lovelaceada_LATE_12345_678901_activations-2.py`: the sortable name
in small letters without anything that is no letter, digit or `_`; `LATE` where it
is; the student's id; the file's; and its name. With anonymous grading it begins with
`anon_x7Kd9` or `LATE_anon_x7Kd9`. Text and links that were entered come as
`lovelaceada_12345_text.html` and `_link.html`. (`lib/content_zipper.rb` in
github.com/instructure/canvas-lms.) The files are those of the last attempt.

Where a student has used a file's name before, Canvas puts `-1`, `-2` after it, and
after many times a UUID (`Attachment.make_unique_filename` there;
instructure/canvas-lms#606 and #2310 for where it goes in `x.tar.gz`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.batch.entry import Entry, noted
from grader.report.language import Say

__all__ = ["find", "restored"]

FILE = re.compile(
    r"(?:(?P<anonymous>(?P<before>LATE_)?anon_[^_]+)"
    r"|(?P<name>.+?)(?P<after>_LATE)?_(?P<id>\d+))"
    r"_(?:(?P<file>\d+)_(?P<original>.+)|(?:text|link)\.html)",
    re.DOTALL,
)
UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
NUMBER = re.compile(rf"(.+?)(?:-{UUID}|-\d{{1,2}}| ?\(\d+\))+", re.DOTALL)
"""A name, and what Canvas or a browser puts after it when it is taken."""


@dataclass(frozen=True, slots=True)
class _Upload:
    path: Path
    number: int
    """Of the file: a later one has a larger one."""
    name: str
    """What it was called, as far as one can tell."""
    again: bool


def find(
    folder: Path, paths: Sequence[Path], exercises: tuple[str, ...], say: Say
) -> list[Entry] | None:
    """One entry a student, if these are Canvas's files; what fits nothing is its own.

    Args:
        exercises: names of files without `.py` that are worth restoring.
    """
    uploads: dict[tuple[str, str], list[_Upload]] = {}
    late: set[tuple[str, str]] = set()
    for path in paths:
        match = FILE.fullmatch(path.name)
        if match is None or path.is_dir():
            continue
        name = match["anonymous"] or match["name"]
        student = (name.removeprefix("LATE_"), match["id"] or "")
        own = uploads.setdefault(student, [])
        if match["before"] or match["after"]:
            late.add(student)
        if match["original"]:
            restoration = restored(match["original"], exercises)
            own.append(_Upload(path, int(match["file"]), *restoration))
    if not uploads:
        return None
    return [
        _entry(student, own, student in late, say) for student, own in uploads.items()
    ]


def _entry(
    student: tuple[str, str], uploads: list[_Upload], late: bool, say: Say
) -> Entry:
    """One student's files: of those that had one name, the last."""
    last: dict[str, _Upload] = {}
    count: dict[str, int] = {}
    for upload in sorted(uploads, key=lambda each: each.number):
        last[upload.name] = upload
        count[upload.name] = count.get(upload.name, 0) + 1
    again = any(upload.again for upload in last.values())
    return Entry(
        student[0],
        tuple(upload.path for upload in last.values()),
        id=student[1],
        late=late,
        note=noted(say, late, max(count.values(), default=1), again),
        names=tuple(last),
        platform="canvas",
    )


def restored(original: str, exercises: tuple[str, ...]) -> tuple[str, bool]:
    """A file's name before it was numbered, and whether it was.

    A number stays in the name of a module that is no exercise: it may be its own.
    """
    stem, dot, suffix = original.rpartition(".")
    inner = ".tar" if stem.endswith(".tar") else ""
    match = NUMBER.fullmatch(stem.removesuffix(inner))
    if match is None or (suffix == "py" and match[1] not in exercises):
        return original, False
    return f"{match[1]}{inner}{dot}{suffix}", True
