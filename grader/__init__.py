"""Torch Grader: grades PyTorch exercises. In a notebook: `from grader import check`."""

from __future__ import annotations

from typing import Any

__all__ = ["check"]


def __getattr__(name: str) -> Any:
    if name != "check":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from grader.practice import notebook

    notebook.start_in_notebook()
    return notebook.check
