"""All Hypothesis strategies, used by checks and by our own tests.

Values are multiples of 1/8, whole numbers first: exact in float32, quick to
draw, and what a failure shrinks to can be read (`[[-1]]`).
"""

from __future__ import annotations

import functools

import torch
from hypothesis import strategies as st

__all__ = ["dtypes", "labels", "logits", "numbers", "seeds", "shapes", "tensors"]


def numbers(min_value: int = -20, max_value: int = 20) -> st.SearchStrategy[float]:
    """Moderate numbers: whole ones first, then multiples of 1/8."""
    if min_value > max_value:
        raise ValueError(f"min_value={min_value} is above max_value={max_value}")
    whole = _smallest_first(range(min_value, max_value + 1))
    eighths = _smallest_first(range(8 * min_value, 8 * max_value + 1))
    # One draw a number, and half of them whole.
    return st.sampled_from([float(n) for n in whole * 8] + [n / 8 for n in eighths])


def _smallest_first(values: range) -> list[int]:
    return sorted(values, key=lambda n: (abs(n), n < 0))


@functools.cache
def _rows(
    min_value: int, max_value: int, size: int
) -> st.SearchStrategy[tuple[float, ...]]:
    return st.tuples(*[numbers(min_value, max_value)] * size)


def dtypes() -> st.SearchStrategy[torch.dtype]:
    """Both dtypes of the contract, the exact one first."""
    return st.sampled_from([torch.float64, torch.float32])


def shapes(
    min_dims: int = 0, max_dims: int = 4, max_side: int = 3
) -> st.SearchStrategy[tuple[int, ...]]:
    """Shapes with at least one element, small ones first."""
    if min_dims > max_dims:
        raise ValueError(f"min_dims={min_dims} is above max_dims={max_dims}")
    sides = st.integers(1, max_side)
    return st.lists(sides, min_size=min_dims, max_size=max_dims).map(tuple)


def seeds() -> st.SearchStrategy[int]:
    """Seeds for what is drawn in bulk, where elements would take too long."""
    return st.integers(0, 2**16)


@st.composite
def tensors(
    draw: st.DrawFn,
    *,
    shape: st.SearchStrategy[tuple[int, ...]] | None = None,
    min_value: int = -20,
    max_value: int = 20,
) -> torch.Tensor:
    """Floating-point tensors of any small shape, at times not contiguous."""
    sides = draw(shapes() if shape is None else shape)
    size = 1
    for side in sides:
        size *= side
    values = draw(_rows(min_value, max_value, size))
    tensor = torch.tensor(values, dtype=draw(dtypes())).reshape(sides)
    if len(sides) >= 2 and draw(st.booleans()):
        axes = tuple(reversed(range(len(sides))))
        tensor = tensor.permute(axes).contiguous().permute(axes)
    return tensor


@st.composite
def logits(
    draw: st.DrawFn, *, max_rows: int = 4, max_classes: int = 5, max_value: int = 20
) -> torch.Tensor:
    """Logits (B, C) with B from 1 and C from 2."""
    rows, classes = draw(st.integers(1, max_rows)), draw(st.integers(2, max_classes))
    shape = st.just((rows, classes))
    return draw(tensors(shape=shape, min_value=-max_value, max_value=max_value))


def labels(rows: int, classes: int) -> st.SearchStrategy[torch.Tensor]:
    """Class indices (rows,), int64 in 0..classes-1."""
    one = st.integers(0, classes - 1)
    return st.lists(one, min_size=rows, max_size=rows).map(torch.tensor)
