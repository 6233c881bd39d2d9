"""Moodle, `Download all submissions`: a folder a student, or loose files.

With the option for folders there is `Ada Lovelace_1234567_assignsubmission_file_/`
(without the last `_` from Moodle 4.1), else
`Ada Lovelace_1234567_assignsubmission_file_activations.py`. The number is what the
grading worksheet calls `Participant 1234567`. `_assignsubmission_onlinetext_` is text
that was typed in. Blind marking has `Participant` for the name; a team's work has
the team's. Names keep their script; `_` in them is a space. (`get_student_prefix` and
`load_submissionplugin_filelist` in `mod/assign/classes/downloader.php` of
github.com/moodle/moodle.) Older versions put the chosen group before all names:
`Group A-Ada Lovelace`. Whether it was late is not in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from grader.batch.entry import Entry
from grader.batch.platforms.prefixes import shared
from grader.report.language import Say

__all__ = ["find"]

PART = re.compile(
    r"(?P<who>.+?)_assignsubmission_(?P<kind>[a-z]+)(?:_(?P<file>.*))?", re.DOTALL
)
WHO = re.compile(r"(?P<name>.+)_(?P<id>\d+)", re.DOTALL)


def find(
    folder: Path, paths: Sequence[Path], exercises: tuple[str, ...], say: Say
) -> list[Entry] | None:
    """One entry a student or team, if these are Moodle's names."""
    found: dict[str, list[tuple[Path, str]]] = {}
    for path in paths:
        if match := PART.fullmatch(path.name):
            own = found.setdefault(match["who"], [])
            if match["kind"] == "file":
                own.append((path, match["file"] or ""))
    if not found:
        return None
    entries = [_entry(who, pieces) for who, pieces in found.items()]
    group = shared([entry.name for entry in entries], least=3)
    return [replace(entry, name=entry.name.removeprefix(group)) for entry in entries]


def _entry(who: str, pieces: list[tuple[Path, str]]) -> Entry:
    match = WHO.fullmatch(who)
    return Entry(
        match["name"] if match else who,
        tuple(path for path, _ in pieces),
        id=match["id"] if match else "",
        names=tuple(name or path.name for path, name in pieces),
        platform="moodle",
    )
