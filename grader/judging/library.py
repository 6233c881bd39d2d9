"""`mistakes/` and `hints/` of an assignment: what is known about each exercise."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec

from grader.errors import AssignmentError
from grader.model import Mistake

T = TypeVar("T")

__all__ = ["file_name", "load_hints", "load_mistakes"]


class _Mistake(msgspec.Struct, forbid_unknown_fields=True):
    check: str
    en: str
    zh: str
    code: str
    amount: bool = False


class _Hints(msgspec.Struct, forbid_unknown_fields=True):
    en: tuple[str, str, str]
    zh: tuple[str, str, str]


def file_name(exercise: str) -> str:
    """The name of an exercise's file: some file systems take `MLP` for `mlp`."""
    return exercise if exercise == exercise.lower() else f"{exercise}_class"


def load_mistakes(root: Path, exercise: str) -> tuple[Mistake, ...]:
    """The known mistakes of an exercise; none where there is no file of them.

    Raises:
        AssignmentError: if the file is not as it should be.
    """
    path = root / "mistakes" / f"{file_name(exercise)}.toml"
    if not path.is_file():
        return ()
    found = _read(path, dict[str, _Mistake])
    return tuple(
        Mistake(id, exercise, m.check, {"en": m.en, "zh": m.zh}, m.code, m.amount)
        for id, m in found.items()
    )


def load_hints(root: Path, exercise: str) -> dict[str, tuple[str, str, str]]:
    """The ladder of hints of an exercise: language -> three steps; or nothing.

    Raises:
        AssignmentError: if the file is not as it should be.
    """
    path = root / "hints" / f"{file_name(exercise)}.toml"
    if not path.is_file():
        return {}
    found = _read(path, _Hints)
    return {"en": found.en, "zh": found.zh}


def _read(path: Path, kind: type[T]) -> T:
    try:
        return msgspec.toml.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.MsgspecError) as error:
        raise AssignmentError(f"`{path}` cannot be used: {error}.") from None
