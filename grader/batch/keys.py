"""What a result depends on besides the code: only what changed is done again."""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from grader import datasets
from grader.batch.course import Course
from grader.judging.library import file_name
from grader.model import Assignment

__all__ = ["data_of", "key_of", "parts_of"]

FORM = 2
"""Of rows and packed reports: what an older one wrote is not taken."""
SHARED = ("drivers", "provided")
"""Folders of an assignment that every exercise depends on."""
DIGITS = 16
MARK = re.compile(r"exercise\((['\"])(\w+)\1")


def key_of(course: Course, assignment: Assignment, kinds: Mapping[str, str]) -> str:
    """A digest of all that every part of a result depends on: options, versions.

    Args:
        kinds: what `data_of` has found.
    """
    texts = [
        repr(sorted(course.only)), repr(course.with_accuracy), repr(assignment),
        repr((course.seed, course.epochs, course.language, course.isolation)),
        repr(sorted(kinds.items())),
        repr((FORM, course.device, sorted(course.versions.items()))),
    ]  # fmt: skip
    files = [path for folder in SHARED for path in _files(assignment.root / folder)]
    helpers = assignment.root / "checks"
    files += [p for p in _files(helpers) if not p.name.startswith("test_")]
    return _digest([*texts, *map(_content, files)])


def data_of(course: Course, assignment: Assignment) -> dict[str, str]:
    """Data set -> `full` or `sample`, for the runs that are asked for.

    Raises:
        DataError: if a data set is damaged, or not where it was said to be.
    """
    wanted = [
        run
        for run in assignment.runs
        if (run.name in course.only if course.only else course.with_accuracy)
    ]
    folders = datasets.search_folders(course.data, course.environment, course.cache)
    names = sorted({run.data or run.name for run in wanted})
    return {name: datasets.find(name, folders).kind for name in names}


def parts_of(assignment: Assignment) -> Mapping[str, str]:
    """Exercise or run -> a digest of what judges it: its checks, mistakes, bounds."""
    checks: dict[str, list[str]] = {}
    for path in _files(assignment.root / "checks"):
        if path.name.startswith("test_"):
            for name, text in _checks_of(path).items():
                checks.setdefault(name, []).append(text)
    found: dict[str, str] = {}
    for exercise in assignment.exercises:
        known = assignment.root / "mistakes" / f"{file_name(exercise.name)}.toml"
        texts = [_content(known)] if known.is_file() else []
        found[exercise.name] = _digest([*checks.get(exercise.name, []), *texts])
    bounds = [_content(path) for path in _files(assignment.root / "accuracy")]
    return found | {run.name: _digest(bounds) for run in assignment.runs}


def _checks_of(path: Path) -> dict[str, str]:
    """Exercise -> its checks in a file, and what of the file all of them may use."""
    own: dict[str, list[str]] = {}
    shared: list[str] = []
    for node in ast.parse(path.read_text("utf-8")).body:
        text = ast.unparse(node)
        decorators = getattr(node, "decorator_list", [])
        names = [MARK.match(ast.unparse(decorator)) for decorator in decorators]
        marked = [match[2] for match in names if match]
        for name in marked:
            own.setdefault(name, []).append(text)
        shared += [] if marked else [text]
    return {name: "\n".join([*shared, *texts]) for name, texts in own.items()}


def _files(folder: Path) -> list[Path]:
    kinds = (".py", ".toml", ".json")
    return sorted(path for path in folder.rglob("*") if path.suffix in kinds)


def _content(path: Path) -> str:
    return f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}"


def _digest(texts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:DIGITS]
