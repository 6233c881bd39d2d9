"""Garbage is looked for seldom: of a million objects that torch brings, all stay."""

from __future__ import annotations

import atexit
import gc

__all__ = ["collect_seldom"]

SELDOM = 50_000
"""New objects after which the young ones are looked through; usually 700."""


def collect_seldom() -> None:
    """Take less time for imports, and none for all of torch before the process ends."""
    gc.set_threshold(SELDOM)
    atexit.register(gc.freeze)
