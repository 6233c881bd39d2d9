"""Versions of what a result depends on."""

from __future__ import annotations

import platform
from importlib.metadata import version

__all__ = ["versions"]

NAMES = ("torch-grader", "torch", "torchvision", "numpy", "hypothesis")


def versions() -> dict[str, str]:
    """Of Python, the grader and the libraries that give numbers."""
    return {"python": platform.python_version()} | {n: version(n) for n in NAMES}
