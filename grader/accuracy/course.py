"""The reference's course: where its parameters were after each epoch.

A course is kept as a sketch of the parameters (a count sketch: Charikar, Chen,
Farach-Colton, "Finding frequent items in data streams", 2002): linear, and
distances between sketches are those between the parameters, to about
sqrt(2 / SIZE) = 3 %.
"""

from __future__ import annotations

import functools
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import msgspec
import numpy as np
import torch

from grader.errors import AssignmentError
from grader.writing import make_folder, write_file

__all__ = [
    "Bounds",
    "Course",
    "Params",
    "Step",
    "distance",
    "load_bounds",
    "load_course",
    "make_step",
    "save_course",
    "sketch",
]

SIZE = 2048

Params = tuple[torch.Tensor, ...]
Sketch: TypeAlias = "np.ndarray[tuple[int, ...], np.dtype[np.float64]]"


@dataclass(frozen=True, slots=True)
class Step:
    """The state after an epoch."""

    accuracy: float
    """Fraction of the test set that is right."""
    travelled: float
    """Distance from the start values."""
    sketch: Sketch


Course = tuple[Step, ...]


class Bounds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a right answer stays within; set by `grade calibrate`."""

    distance: tuple[float, ...]
    """For each epoch, the largest distance from the reference's course."""
    margin: float
    """How far the final accuracy may lie below the reference's."""


@functools.lru_cache(maxsize=8)
def _buckets(count: int) -> tuple[Any, Any]:
    random = np.random.RandomState(count % 2**32)
    return random.randint(0, SIZE, count), random.choice([-1.0, 1.0], count)


def sketch(params: Params) -> Sketch:
    """Sum the parameters, with random signs, into SIZE buckets; float64."""
    flat = torch.cat([p.detach().reshape(-1) for p in params]).double().numpy()
    bucket, sign = _buckets(len(flat))
    summed: Any = np.bincount(bucket, weights=sign * flat, minlength=SIZE)
    return np.asarray(summed, dtype=np.float64)


def make_step(params: Params, start: Params, accuracy: float) -> Step:
    """Describe the parameters after an epoch."""
    # Rounded as it will be kept: a course means the same from the file.
    here = sketch(params).astype(np.float32).astype(np.float64)
    travelled = float(np.linalg.norm(here - sketch(start)))
    return Step(accuracy, travelled, here)


def distance(params: Params, reference: Step) -> float:
    """Distance from the reference's parameters, over the way it has travelled."""
    return (
        float(np.linalg.norm(sketch(params) - reference.sketch)) / reference.travelled
    )


def load_bounds(root: Path, run: str, kind: str) -> Bounds:
    """The bounds of a run for `full` or `sample` data, from `bounds.toml`."""
    path = root / "accuracy" / "bounds.toml"
    try:
        table = msgspec.toml.decode(
            path.read_bytes(), type=dict[str, dict[str, Bounds]]
        )
        return table[run][kind]
    except (OSError, KeyError, msgspec.MsgspecError) as error:
        raise AssignmentError(
            f"`{path}` has no usable bounds for `{run}` on {kind} data ({error}). "
            "Run `grade calibrate`."
        ) from None


def load_course(path: Path, epochs: int) -> Course | None:
    """Read a course of at least so many epochs, if there is a whole one."""
    try:
        with np.load(path, allow_pickle=False) as file:
            accuracy, travelled = file["accuracy"], file["travelled"]
            sketches = file["sketches"].astype(np.float64)
    except (OSError, ValueError, KeyError):
        return None
    if not len(accuracy) == len(travelled) == len(sketches) >= epochs:
        return None
    rows = zip(accuracy, travelled, sketches, strict=True)
    return tuple(Step(float(a), float(t), s) for a, t, s in rows)[:epochs]


def save_course(path: Path, course: Course) -> None:
    """Write a course, all of it or nothing.

    Raises:
        OutputError: if that is not possible.
    """
    file = io.BytesIO()
    np.savez_compressed(
        file,
        accuracy=np.array([step.accuracy for step in course]),
        travelled=np.array([step.travelled for step in course]),
        sketches=np.array([step.sketch for step in course], dtype=np.float32),
    )
    make_folder(path.parent)
    write_file(path, file.getvalue())
