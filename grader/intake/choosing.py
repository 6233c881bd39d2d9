"""Which of the files that were handed in count, and for what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from grader.errors import SubmissionError
from grader.intake.opening import Opened
from grader.model import Finding, Source

__all__ = ["Exercises", "choose", "holds", "is_copy"]

Exercises = Mapping[str, tuple[str, ...]]
"""File -> the exercises in it."""


def choose(path: Path, opened: list[Opened], expected: Exercises) -> tuple[Source, ...]:
    """The sources of the one folder with exercises, notebooks in their places.

    For a file that is not there stands a notebook that defines an exercise of it,
    whatever its name; or else one whose name differs from its as that of a copy does.

    Raises:
        SubmissionError: if there is no such folder, or more than one, or if two
            files claim the same place.
    """
    if expected:
        opened = _of_one_folder(path, opened, expected)
    found: dict[str, Opened] = {}
    for each in opened:
        name = _place(each, expected)
        if name in found and (each.is_notebook or found[name].is_notebook):
            raise _two(path, found[name], each)
        if name in found:
            twice = Finding("twice", {"file": each.file})
            each = Opened(each.folder, Source(name, None, twice))
        found[name] = each
    named = {name: each for name, each in found.items() if name in expected}
    for file, names in expected.items():
        if file in named:
            continue
        if stand_in := _stand_in(path, opened, set(names)) or _copy(path, opened, file):
            found[file] = stand_in
    sources = {
        name: replace(each.source, name=name)
        for name, each in found.items()
        if name in expected or not each.is_notebook
    }
    if expected and not sources.keys() & expected.keys():
        raise _nothing(path, expected, opened)
    return tuple(sources[name] for name in sorted(sources))


def holds(each: Opened, expected: Exercises) -> bool:
    """Whether a file has an exercise's name or, as a notebook, defines one."""
    names = {name for own in expected.values() for name in own}
    return _place(each, expected) in expected or bool(names & set(each.defines))


def is_copy(each: Opened, expected: Exercises) -> bool:
    """Whether a file has an exercise file's name but for what a copy has added."""
    return any(_is_copy_of(each.source.name, file) for file in expected)


COPY = re.compile(
    r"(?:copy[ _]of[ _])?(.+?)(?:[ _-]*(?:\(\d+\)|copy ?\d*))?", re.IGNORECASE
)
"""How browsers, Jupyter and Colab name the copy of a file."""


def _is_copy_of(name: str, file: str) -> bool:
    """In any case, as on the systems where `Loss.py` is `loss.py`."""
    original = COPY.fullmatch(name)
    return original is not None and original[1].lower() == file.lower()


def _place(each: Opened, expected: Exercises) -> str:
    """The module that a file is; a notebook may have the name of a copy of it."""
    name = each.source.name
    if each.is_notebook and name not in expected:
        return next((file for file in expected if _is_copy_of(name, file)), name)
    return name


def _copy(path: Path, opened: list[Opened], file: str) -> Opened | None:
    """The module that is a copy of a file by its name, if one is."""
    copies = [
        each
        for each in opened
        if not each.is_notebook and _is_copy_of(each.source.name, file)
    ]
    if len(copies) > 1:
        raise _two(path, *copies[:2])
    return copies[0] if copies else None


def _stand_in(path: Path, opened: list[Opened], names: set[str]) -> Opened | None:
    """The notebook that defines most of a file's exercises, if one does."""
    sizes = {each.file: len(names & set(each.defines)) for each in opened}
    most = max(sizes.values())
    best = [each for each in opened if most and sizes[each.file] == most]
    if len(best) > 1:
        raise _two(path, *best[:2])
    return best[0] if best else None


def _two(path: Path, one: Opened, other: Opened) -> SubmissionError:
    # A module first, then the notebook.
    first, second = sorted((one, other), key=lambda each: each.is_notebook)
    return SubmissionError(
        f"`{path}` holds two versions of the same exercises: `{first.file}` and "
        f"`{second.file}`. Keep the one that counts and move the other away."
    )


def _of_one_folder(
    path: Path, opened: list[Opened], expected: Exercises
) -> list[Opened]:
    """Keep what lies in the topmost folder with an exercise in it."""
    holding = {each.folder for each in opened if holds(each, expected)}
    holding = holding or {each.folder for each in opened if is_copy(each, expected)}
    if not holding:
        raise _nothing(path, expected, opened)
    least = min(len(folder.parts) for folder in holding)
    top = sorted(folder for folder in holding if len(folder.parts) == least)
    if len(top) > 1:
        raise SubmissionError(
            f"`{path}` holds exercise files in `{top[0]}` and in `{top[1]}`. "
            "Hand in one folder."
        )
    return [each for each in opened if each.folder == top[0]]


def _nothing(path: Path, expected: Exercises, opened: list[Opened]) -> SubmissionError:
    for each in opened:
        if each.is_notebook and (found := each.source.problem):
            reason = (
                found.params.get("reason") or f"{found.params['size']} are too many"
            )
            return SubmissionError(
                f"`{each.file}` in `{path}` cannot be read: {reason}."
            )
    first = next(iter(expected))
    return SubmissionError(
        f"There is no exercise file in `{path}`. Name the folder that holds "
        f"`{first}.py` and the others, or make one with `grade init mine`."
    )
