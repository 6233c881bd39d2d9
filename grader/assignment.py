"""`assignment.toml` and what lies beside it -> `Assignment`."""

from __future__ import annotations

import ast
import difflib
from importlib import resources
from pathlib import Path
from typing import Literal

import msgspec

from grader.errors import AssignmentError, UsageError
from grader.model import AccuracyRun, Assignment, Exercise, Feedback, Part

__all__ = [
    "assert_known",
    "course_folder",
    "find_exercise",
    "load_assignment",
    "mlp_folder",
    "read_sources",
]


class _Function(msgspec.Struct, forbid_unknown_fields=True):
    call: str
    points: float
    random: bool = False


class _File(msgspec.Struct, forbid_unknown_fields=True):
    file: str
    core: list[_Function] = []
    extension: list[_Function] = []


class _Run(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    title: str
    driver: str
    part: Part
    points: float
    needs: list[str]
    parts: list[str]
    sizes: tuple[int, int, int]
    start: Literal["normal", "linear"]
    lr: float
    batch_size: int
    epochs: int
    data: Literal["fashion-mnist", "mnist"]
    normalize: tuple[float, float] = (0.0, 1.0)
    prefers: str | None = None
    given: str = ""


class _Assignment(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    title: str
    exercises: list[_File]
    requires: dict[str, list[str]] = {}
    runs: list[_Run] = []
    feedback: Feedback | dict[str, Feedback] = {}


def mlp_folder() -> Path:
    """The folder of the assignment that comes with the package."""
    return Path(str(resources.files("grader"))) / "assignments" / "mlp"


def load_assignment(root: Path) -> Assignment:
    """Read an assignment's folder.

    Raises:
        AssignmentError: if `assignment.toml` is missing or says the impossible.
    """
    path = root / "assignment.toml"
    try:
        raw = msgspec.toml.decode(path.read_bytes(), type=_Assignment)
    except FileNotFoundError:
        raise AssignmentError(
            f"There is no `assignment.toml` in `{root}`; name an assignment's folder."
        ) from None
    except (msgspec.MsgspecError, OSError) as error:
        raise AssignmentError(f"`{path}` cannot be read: {error}.") from None
    exercises = tuple(
        Exercise(_name(f.call), file.file, f.call, part, f.points, f.random)
        for file in raw.exercises
        for part, functions in (
            (Part.CORE, file.core),
            (Part.EXTENSION, file.extension),
        )
        for f in functions
    )
    for exercise in exercises:
        if not exercise.points > 0:
            raise AssignmentError(
                f"`{path}`: the points of `{exercise.name}` must be above 0, "
                f"not {exercise.points:g}."
            )
    runs = tuple(
        AccuracyRun(
            **{
                **msgspec.structs.asdict(run),
                "needs": tuple(run.needs),
                "parts": tuple(run.parts),
            }
        )
        for run in raw.runs
    )
    requires = {file: tuple(names) for file, names in raw.requires.items()}
    names = [e.name for e in exercises] + [run.name for run in runs]
    feedback = _feedback(raw.feedback, root, names)
    return Assignment(raw.name, raw.title, root, exercises, runs, requires, feedback)


def _feedback(
    found: Feedback | dict[str, Feedback], root: Path, names: list[str]
) -> dict[str, Feedback]:
    """What students hear, by name; empty where that is everything."""
    levels = {"default": found} if isinstance(found, Feedback) else found
    if set(levels.values()) <= {Feedback.FULL}:
        return {}
    known = ["default", *names, *_check_names(root)]
    for name in levels.keys() - set(known):
        near = difflib.get_close_matches(name, known, n=1)
        hint = f" Did you mean `{near[0]}`?" if near else ""
        raise AssignmentError(
            f"`{root / 'assignment.toml'}`: `feedback` names `{name}`, which is no "
            f"check, exercise or run of this assignment.{hint}"
        )
    return levels


def _check_names(root: Path) -> list[str]:
    """The checks of an assignment, as reports call them; none is run."""
    found: list[str] = []
    for path in sorted((root / "checks").glob("test_*.py")):
        try:
            tree = ast.parse(path.read_bytes())
        except (SyntaxError, ValueError) as error:
            raise AssignmentError(f"`{path}` cannot be read: {error}.") from None
        found += [
            node.name.removeprefix("test_")
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        ]
    return found


def _name(call: str) -> str:
    return call.partition("(")[0]


def read_sources(folder: Path) -> dict[str, str]:
    """The `.py` files of one of our own folders: module -> text."""
    return {
        path.stem: path.read_text(encoding="utf-8")
        for path in sorted(folder.glob("*.py"))
    }


def find_exercise(assignment: Assignment, name: str) -> Exercise:
    """The exercise of this name.

    Raises:
        UsageError: if there is none.
    """
    found = [e for e in assignment.exercises if e.name == name]
    if not found:
        raise _unknown(name, [e.name for e in assignment.exercises])
    return found[0]


def assert_known(names: frozenset[str], assignment: Assignment) -> None:
    """Fail unless each name is that of an exercise or of an accuracy run.

    Raises:
        UsageError: for the first one that is not.
    """
    known = [
        *(e.name for e in assignment.exercises),
        *(r.name for r in assignment.runs),
    ]
    for name in sorted(names - set(known)):
        raise _unknown(name, known)


def _unknown(name: str, known: list[str]) -> UsageError:
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"Did you mean `{near[0]}`?" if near else f"Known: {', '.join(known)}."
    return UsageError(f"There is no exercise `{name}`. {hint}")


def course_folder(assignment: Assignment, name: str) -> Path:
    """Where `exercises` or `solutions` of an assignment are.

    An installed package has them in the assignment's folder; in a checkout they
    are at the top of the repository, the one place where they are written.
    """
    inside = assignment.root / name
    if inside.is_dir():
        return inside
    checkout = Path(str(resources.files("grader"))).parent / name
    if checkout.is_dir():
        return checkout
    raise AssignmentError(
        f"The assignment `{assignment.name}` has no folder `{name}` in "
        f"`{assignment.root}`."
    )
