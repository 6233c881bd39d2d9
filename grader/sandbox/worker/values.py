"""Python and torch objects <-> what travels on the wire, on the worker's side."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any, Literal

import numpy as np
import torch

from grader.sandbox.protocol import (
    DTYPES,
    MAX_DIMS,
    MAX_ITEMS,
    Items,
    Other,
    TensorData,
    Value,
)

MAX_DEPTH = 4


def to_tensor(data: TensorData, device: str) -> torch.Tensor:
    """Build the tensor; a strided one gets the most awkward layout there is."""
    dtype = getattr(torch, data.dtype)
    if data.data:
        flat = torch.frombuffer(bytearray(data.data), dtype=dtype)
    else:
        flat = torch.empty(0, dtype=dtype)
    tensor = flat.reshape(data.shape).to(device)
    return strided(tensor) if data.strided else tensor


def strided(tensor: torch.Tensor) -> torch.Tensor:
    """Return an equal tensor that is not contiguous: axes reversed in memory.

    Where that changes nothing (fewer than two axes longer than one), every
    second element of a longer tensor.
    """
    if sum(length > 1 for length in tensor.shape) >= 2:
        axes = tuple(reversed(range(tensor.ndim)))
        return tensor.permute(axes).contiguous().permute(axes)
    wide = torch.zeros(*tensor.shape, 2, dtype=tensor.dtype, device=tensor.device)
    wide[..., 0] = tensor
    return wide[..., 0]


def decode(value: Value, device: str) -> Any:
    """Turn a wire value into what a student's function gets."""
    if isinstance(value, TensorData):
        return to_tensor(value, device)
    if isinstance(value, Items):
        items = [decode(item, device) for item in value.items]
        return tuple(items) if value.kind == "tuple" else items
    return value


def encode(value: Any, depth: int = 0) -> Value:
    """Turn what came back into a wire value; what does not cross is described."""
    if value is None or isinstance(value, bool | float | str):
        return value if type(value) in (type(None), bool, float, str) else _base(value)
    if isinstance(value, int):
        return int(value) if -(2**63) <= value < 2**63 else Other("int out of range")
    if isinstance(value, torch.Tensor):
        return encode_tensor(value)
    if isinstance(value, np.generic):
        return encode(value.item(), depth)
    if isinstance(value, list | tuple | torch.nn.ParameterList):
        # A subclass may lie about its length.
        items = tuple(itertools.islice(value, MAX_ITEMS + 1))
        if depth >= MAX_DEPTH or len(items) > MAX_ITEMS:
            return Other(f"{type(value).__name__}, too deep or too long")
        kind: Literal["list", "tuple"] = "tuple" if isinstance(value, tuple) else "list"
        return Items(kind, tuple(encode(item, depth + 1) for item in items))
    return Other(describe(value))


def _base(value: Any) -> Value:
    for base in (float, str):
        if isinstance(value, base):
            return base(value)
    return Other(describe(value))


def describe(value: Any) -> str:
    """Name the type of a foreign object, shortly."""
    kind = type(value)
    name = f"{kind.__module__}.{kind.__qualname__}"
    return name.removeprefix("builtins.")[:80]


def encode_tensor(tensor: torch.Tensor) -> TensorData | Other:
    """Copy a tensor's values out of it, whatever subclass, graph or layout it has."""
    if tensor.layout is not torch.strided or tensor.is_quantized or tensor.is_meta:
        return Other(f"a tensor that is not dense ({tensor.layout})")
    plain = torch.Tensor.detach(tensor).as_subclass(torch.Tensor)
    name = str(plain.dtype).removeprefix("torch.")
    if name not in DTYPES or plain.ndim > MAX_DIMS:
        return Other(f"a tensor of {name} with {plain.ndim} axes")
    dense = plain.resolve_conj().resolve_neg().cpu()
    if dense.dtype == torch.bfloat16:  # which numpy does not know
        # A clone, not contiguous(): a tensor of one element may keep odd strides.
        dense = dense.clone(memory_format=torch.contiguous_format)
        raw = dense.reshape(-1).view(torch.uint8).numpy().tobytes()
    else:
        raw = dense.numpy().tobytes()
    return TensorData(name, tuple(dense.shape), raw)  # type: ignore[arg-type]  # checked above


def tensors_in(values: Iterable[Any]) -> list[torch.Tensor]:
    """List the tensors in arguments, depth first, in order."""
    found: list[torch.Tensor] = []
    for value in values:
        if isinstance(value, torch.Tensor):
            found.append(value)
        elif isinstance(value, list | tuple):
            found.extend(tensors_in(value))
    return found
