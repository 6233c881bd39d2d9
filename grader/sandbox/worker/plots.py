"""Libraries that draw: there to be imported and called, and they do nothing.

A plot is no part of an answer, and drawing wants files and time. What a
student's file does with them must not make it fail where they are missing.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.util
from collections.abc import Iterator, Sequence
from types import ModuleType
from typing import Any

__all__ = ["Blank", "NoPlots"]

NAMES = frozenset(
    {"IPython", "ipywidgets", "matplotlib", "matplotlib_inline", "mpl_toolkits",
     "plotly", "pylab", "seaborn"}
)  # fmt: skip


class Blank:
    """Takes any call and has any attribute; gives itself, or nothing to go through."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *args: object, **kwargs: object) -> Blank:
        return self

    def __getitem__(self, key: object) -> Blank:
        return self

    def __setitem__(self, key: object, value: object) -> None:
        return

    def __iter__(self) -> Iterator[Blank]:
        # `fig, ax = plt.subplots()` takes two.
        return iter((self, self))

    def __enter__(self) -> Blank:
        return self

    def __exit__(self, *_: object) -> None:
        return


class _Module(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Blank()


class NoPlots(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """An import finder that answers for these libraries, installed or not."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        """A blank module for each name in one of them."""
        if name.partition(".")[0] not in NAMES:
            return None
        return importlib.util.spec_from_loader(name, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        """A module that has everything."""
        return _Module(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing to run."""
