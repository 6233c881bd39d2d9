"""Which of the files that were handed in count, and for what."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from grader.errors import SubmissionError
from grader.intake.opening import Opened
from grader.model import Finding, Source

__all__ = ["Exercises", "choose"]

Exercises = Mapping[str, tuple[str, ...]]
"""File -> the exercises in it."""


def choose(path: Path, opened: list[Opened], expected: Exercises) -> tuple[Source, ...]:
    """The sources of the one folder with exercises, notebooks in their places.

    A notebook that is named after no exercise file stands for every file that is
    not there and of which it defines an exercise.

    Raises:
        SubmissionError: if there is no such folder, or more than one, or if two
            files claim the same place.
    """
    if expected:
        opened = _of_one_folder(path, opened, expected)
    found: dict[str, Opened] = {}
    for each in opened:
        name = each.source.name
        if name in found and (each.is_notebook or found[name].is_notebook):
            raise SubmissionError(
                f"`{path}` holds both `{name}.py` and `{name}.ipynb`. "
                "Keep the one that counts and move the other away."
            )
        if name in found:
            twice = Finding("twice", {"file": f"{name}.py"})
            each = Opened(each.folder, Source(name, None, twice))
        found[name] = each
    sources = {name: each.source for name, each in found.items()}
    for each in opened:
        if each.is_notebook and each.source.name not in expected:
            del sources[each.source.name]
            text, defined = each.source.text, set(each.defines)
            for file, names in expected.items():
                if defined & set(names):
                    sources.setdefault(file, Source(file, text))
    if expected and not sources.keys() & expected.keys():
        raise _nothing(path, expected)
    return tuple(sources[name] for name in sorted(sources))


def _of_one_folder(
    path: Path, opened: list[Opened], expected: Exercises
) -> list[Opened]:
    """Keep what lies in the topmost folder with an exercise in it."""
    names = {name for own in expected.values() for name in own}
    holding = {
        each.folder
        for each in opened
        if each.source.name in expected or names & set(each.defines)
    }
    if not holding:
        raise _nothing(path, expected)
    least = min(len(folder.parts) for folder in holding)
    top = sorted(folder for folder in holding if len(folder.parts) == least)
    if len(top) > 1:
        raise SubmissionError(
            f"`{path}` holds exercise files in `{top[0]}` and in `{top[1]}`. "
            "Hand in one folder."
        )
    return [each for each in opened if each.folder == top[0]]


def _nothing(path: Path, expected: Exercises) -> SubmissionError:
    first = next(iter(expected))
    return SubmissionError(
        f"There is no exercise file in `{path}`. Name the folder that holds "
        f"`{first}.py` and the others, or make one with `grade init mine`."
    )
