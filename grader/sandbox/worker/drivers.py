"""Our drivers in the worker: run from their text at each request, out of reach.

A driver sees builtins and torch as they were before any student code ran: what
a student's file has put in the place of `torch.equal` or `all` does not reach
it. Its modules are nobody else's to import.
"""

from __future__ import annotations

import builtins
import functools
import importlib
from collections.abc import Callable, Mapping
from types import CodeType, ModuleType
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

__all__ = ["find_driver", "keep_originals"]

PREFIX = "drivers."
_ORIGINALS: dict[str, ModuleType] = {}
_BUILTINS: dict[str, Any] = {}


def keep_originals() -> None:
    """Copy what drivers use; called before there is any student code."""
    for module in (torch, nn, functional, np):
        copied = ModuleType(module.__name__)
        vars(copied).update(vars(module))
        _ORIGINALS[module.__name__] = copied
    vars(_ORIGINALS["torch.nn"])["functional"] = _ORIGINALS["torch.nn.functional"]
    vars(_ORIGINALS["torch"])["nn"] = _ORIGINALS["torch.nn"]
    _BUILTINS.update(vars(builtins))


@functools.lru_cache(maxsize=64)
def _compiled(name: str, text: str) -> CodeType:
    return compile(text, f"<{PREFIX}{name}>", "exec")


def find_driver(texts: Mapping[str, str], driver: str) -> Callable[..., Any]:
    """The function `module.name` of these modules, run anew from their texts."""
    modules: dict[str, ModuleType] = {}

    def find(
        name: str,
        scope: Mapping[str, Any] | None = None,
        local: Mapping[str, Any] | None = None,
        names: tuple[str, ...] = (),
        level: int = 0,
    ) -> Any:
        """`__import__` for drivers."""
        if name.startswith(PREFIX):
            return load(name.removeprefix(PREFIX))
        imported = importlib.import_module(name)
        return _ORIGINALS.get(name, imported)

    def load(name: str) -> ModuleType:
        if name not in modules:
            module = modules[name] = ModuleType(PREFIX + name)
            vars(module)["__builtins__"] = {**_BUILTINS, "__import__": find}
            exec(_compiled(name, texts[name]), vars(module))
        return modules[name]

    module, _, name = driver.partition(".")
    found: Callable[..., Any] = getattr(load(module), name)
    return found
