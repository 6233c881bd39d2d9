"""What several commands have: options, and what they take from outside.

The environment, the clock and the terminal are read by commands alone, with this.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import platformdirs
import typer
from rich.console import Console

from grader.errors import Interrupted, UsageError

__all__ = [
    "Accuracy",
    "Course",
    "Data",
    "Epochs",
    "Isolation",
    "Lang",
    "Only",
    "Seed",
    "cache_folder",
    "console",
    "interruptible",
    "isolation_of",
    "language_of",
    "names_of",
]

LEVELS = ("auto", "strong", "good", "container", "process")

Accuracy = Annotated[bool, typer.Option(help="Train on real data.")]
Course = Annotated[
    Path | None, typer.Option(help="Folder of another assignment.", show_default=False)
]
Data = Annotated[Path | None, typer.Option(help="Folder with the data sets.")]
Epochs = Annotated[int | None, typer.Option(min=1, help="Fewer, to practise.")]
Isolation = Annotated[
    str, typer.Option(help="auto, strong, good, container or process.")
]
Lang = Annotated[str | None, typer.Option(help="en or zh; else as the locale has it.")]
Only = Annotated[str, typer.Option(help="Names, with commas between.")]
Seed = Annotated[
    int, typer.Option(min=0, max=2**31, help="Draws other inputs and courses.")
]


def names_of(only: str) -> frozenset[str]:
    """The names in `--only`."""
    return frozenset(name.strip() for name in only.split(",") if name.strip())


def language_of(wish: str | None) -> str:
    """The language of `--lang`, or that of the locale.

    Raises:
        UsageError: if there is no such language.
    """
    from grader.report.language import LANGUAGES, choose_language

    if wish is not None and wish not in LANGUAGES:
        raise UsageError(f"`--lang` is {' or '.join(LANGUAGES)}, not `{wish}`.")
    return choose_language(wish, os.environ)


def isolation_of(wish: str) -> str:
    """The level of `--isolation`; empty for the best that holds.

    Raises:
        UsageError: if there is no such level.
    """
    if wish not in LEVELS:
        choice = ", ".join(LEVELS)
        raise UsageError(f"`--isolation` is one of {choice}, not `{wish}`.")
    return wish.removeprefix("auto")


def cache_folder() -> Path:
    """The user's, for data sets and reference runs."""
    return Path(platformdirs.user_cache_dir("torch-grader"))


def console(stderr: bool = False) -> Console:
    """A stream as it is: text is never read as markup."""
    return Console(stderr=stderr, highlight=False, markup=False, emoji=False)


def interruptible(command: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Run a command; Ctrl-C has an exit code that no other ending has.

    Raises:
        Interrupted: if it was stopped from the keyboard.
    """
    try:
        return command(*args, **kwargs)
    except KeyboardInterrupt:
        raise Interrupted("Stopped; nothing was written.") from None
