"""Torch without its compiler, which takes as long to import as all the rest of it.

A worker has no compiler to call, and what `torch.compile` gives back computes what it
was given: so here it gives that back. Optimizers and torchvision ask the compiler's
package for a name or two; these are there. Whoever asks for more gets the real one.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import sys
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

__all__ = ["leave_out_the_compiler"]

PACKAGE = "torch._dynamo"


def as_it_is(model: Any = None, **_: object) -> Any:
    """Stands for `torch.compile`: a function or module, as it is.

    Without one it is a decorator, as `torch.compile(mode=...)` is.
    """
    return model if model is not None else as_it_is


def _disable(fn: Any = None, *_: object, **__: object) -> Any:
    return fn if fn is not None else _disable


def _nothing(*_: object, **__: object) -> None:
    return None


def _no(*_: object, **__: object) -> bool:
    return False


NAMES: dict[str, dict[str, Callable[..., Any]]] = {
    PACKAGE: {
        "allow_in_graph": as_it_is,
        "disable": _disable,
        "disallow_in_graph": as_it_is,
        "graph_break": _nothing,
        "is_compiling": _no,
    },
    f"{PACKAGE}.compiled_autograd": {"_disable": contextlib.nullcontext},
    f"{PACKAGE}.utils": {"is_compile_supported": _no},
}
"""What torch and torchvision ask for where nothing is compiled."""


def leave_out_the_compiler() -> None:
    """Import torch without it, in a process that has not imported torch yet."""
    sys.meta_path.insert(0, NoCompiler())
    import torch

    torch.compile = as_it_is


class NoCompiler(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """An import finder that answers for the compiler's package, until it is needed."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        """A stand-in; behind a name that has none is the real package."""
        if name in NAMES:
            return importlib.util.spec_from_loader(name, self, is_package=True)
        if name.startswith(f"{PACKAGE}."):
            real = self.give_way()
            return importlib.machinery.PathFinder.find_spec(name, real.__path__)
        return None

    def exec_module(self, module: ModuleType) -> None:
        """Give it the names that are known, and a way to the others."""
        name = module.__name__

        def of_the_real_one(attribute: str) -> Any:
            if f"{name}.{attribute}" in NAMES:
                return importlib.import_module(f"{name}.{attribute}")
            if attribute.startswith("__"):
                raise AttributeError(attribute)
            self.give_way()
            return getattr(importlib.import_module(name), attribute)

        vars(module).update(NAMES[name])
        module.__getattr__ = of_the_real_one  # type: ignore[method-assign]

    def give_way(self) -> ModuleType:
        """Import the real package, in a second or two."""
        if self in sys.meta_path:
            sys.meta_path.remove(self)
            for name in NAMES:
                sys.modules.pop(name, None)
        return importlib.import_module(PACKAGE)
