"""`grade watch`: which folder, on which terminal."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import platformdirs
import typer

from grader.options import Course, Data, Lang, cache_folder, interruptible, language_of

__all__ = ["watch"]


def watch(
    folder: Annotated[Path, typer.Argument(metavar="DIR")],
    data: Data = None,
    epochs: Annotated[
        int | None, typer.Option(min=1, help="Of the accuracy runs.")
    ] = None,
    lang: Lang = None,
    assignment: Course = None,
) -> None:
    """Follow a folder on a screen of its own."""
    from grader.practice.engine import Settings
    from grader.practice.watch import watch as follow

    cores = os.cpu_count() or 1
    settings = Settings(os.environ, cache_folder(), data, cores, epochs)
    state = Path(platformdirs.user_state_dir("torch-grader"))
    is_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    code = interruptible(
        follow, folder, state, settings,
        root=assignment, language=language_of(lang), is_terminal=is_terminal,
    )  # fmt: skip
    raise typer.Exit(code)
