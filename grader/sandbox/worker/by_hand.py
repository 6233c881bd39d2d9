"""Takes automatic differentiation out of torch, in this process and for good.

Inference mode is a switch that a student's code can turn. Here the kernels of
the dispatcher that record graphs, for backward and forward mode and for
`torch.func`, are overridden by ones that do nothing, and the ready-made
derivatives (`aten::*_backward`) by one that raises. What differentiates by
machine then gives no numbers, or wrong ones; a formula gives what it gave.
"""

from __future__ import annotations

import ctypes
import functools
import os
from typing import Any, NoReturn

import torch
import torch.library

__all__ = ["forgo_differentiation", "operators"]


@functools.cache
def operators() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Torch's operators that record graphs, and those that are derivatives."""
    names = [n for n in torch._C._dispatch_get_all_op_names() if n[:6] == "aten::"]
    has_kernel = torch._C._dispatch_has_kernel_for_dispatch_key
    recording = tuple(name for name in names if has_kernel(name, "Autograd"))
    derivatives = tuple(n for n in names if "backward" in n and n != "aten::_backward")
    return recording, derivatives


def forgo_differentiation() -> None:
    """Override the kernels; nothing in this process can bring them back."""
    recording, derivatives = operators()
    errors = os.dup(2)
    os.dup2(0, 2)  # torch warns of each override; what stdin is cannot be written
    try:
        passing = _library("Autograd")
        for name in recording:
            passing.impl(name, "Autograd", torch.library.fallthrough_kernel, False)
        refusing = _library("CPU")
        for name in derivatives:
            refusing.impl(name, "CPU", _refuse, False)
    finally:
        os.dup2(errors, 2)
        os.close(errors)


def _library(key: str) -> Any:
    """A library of overrides that is never freed: its end would undo them."""
    library = torch._C._dispatch_library("IMPL", "aten", key)
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(library))
    return library


def _refuse(*_: object, **__: object) -> NoReturn:
    raise RuntimeError("this is a ready-made derivative; write it by hand")
