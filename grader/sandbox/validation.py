"""What came over the wire -> torch tensors and Python values, or a refusal.

Nothing here trusts the worker: sizes are computed in Python integers before
anything is allocated, and every value has one of the types of the protocol.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import torch

from grader.sandbox.protocol import (
    DTYPES,
    MAX_DIMS,
    Items,
    Malformed,
    Other,
    TensorData,
    Value,
)

__all__ = ["Answer", "Foreign", "from_wire", "to_wire", "wire_tensor"]

MAX_DEPTH = 8
"""Of lists in lists; an honest worker sends four."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """A value of a type that does not cross the border."""

    type: str


Answer: TypeAlias = (
    "bool | int | float | str | torch.Tensor | list[Answer] | tuple[Answer, ...]"
    " | Foreign | None"
)


def from_wire(value: Value, depth: int = 0) -> Answer:
    """Turn a reply's value into something a check can look at.

    Raises:
        Malformed: where a tensor's shape and bytes do not agree, or lists lie in
            each other more often than any worker of ours sends them.
    """
    if depth > MAX_DEPTH:
        raise Malformed("lists in lists without end")
    if isinstance(value, TensorData):
        return wire_tensor(value)
    if isinstance(value, Items):
        items = [from_wire(item, depth + 1) for item in value.items]
        return items if value.kind == "list" else tuple(items)
    if isinstance(value, Other):
        return Foreign(value.kind[:200])
    return value


def wire_tensor(data: TensorData) -> torch.Tensor:
    """Check a tensor's claims against its bytes and copy it into fresh memory."""
    if len(data.shape) > MAX_DIMS or any(length < 0 for length in data.shape):
        raise Malformed(f"a tensor of shape {data.shape[:MAX_DIMS]}")
    # The lengths that are not 0 bound the strides torch will compute.
    if math.prod(length for length in data.shape if length) > 2**40:
        raise Malformed("a tensor of impossible size")
    if math.prod(data.shape) * DTYPES[data.dtype] != len(data.data):
        raise Malformed(f"{len(data.data)} bytes for a tensor of shape {data.shape}")
    dtype = getattr(torch, data.dtype)
    if not data.data:
        return torch.empty(data.shape, dtype=dtype)
    if data.dtype == "bool" and data.data.strip(b"\x00\x01"):
        raise Malformed("a bool that is neither 0 nor 1")
    return torch.frombuffer(bytearray(data.data), dtype=dtype).reshape(data.shape)


def to_wire(value: object) -> Value:
    """Turn a check's argument into a wire value.

    A tensor that is not contiguous arrives as one that is not contiguous.
    """
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, torch.Tensor):
        dense = value.detach().cpu().clone(memory_format=torch.contiguous_format)
        raw = dense.reshape(-1).view(torch.uint8).numpy().tobytes()
        name = str(value.dtype).removeprefix("torch.")
        strided = not value.is_contiguous()
        return TensorData(name, tuple(value.shape), raw, strided)  # type: ignore[arg-type]  # the dtype is one a check drew
    if isinstance(value, list | tuple):
        kind: Literal["list", "tuple"] = "tuple" if isinstance(value, tuple) else "list"
        return Items(kind, tuple(to_wire(item) for item in value))
    raise TypeError(f"a check passed a {type(value).__name__}, which cannot cross")


def to_wire_mapping(values: Mapping[str, object]) -> dict[str, Value]:
    """The same for keyword arguments."""
    return {key: to_wire(value) for key, value in values.items()}
