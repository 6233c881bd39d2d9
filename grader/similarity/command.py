"""`grade similar`: which class, and where the page goes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from grader.errors import Interrupted

__all__ = ["similar"]


def similar(
    submissions: Annotated[Path, typer.Argument(metavar="DIR")],
    output: Annotated[
        Path | None, typer.Option("-o", help="Folder for the page and the table.")
    ] = None,
    least: Annotated[
        float, typer.Option(min=0, max=1, help="Pairs from this similarity on.")
    ] = 0.5,
    isolation: Annotated[
        str, typer.Option(help="auto, strong, good, container or process.")
    ] = "auto",
    assignment: Annotated[
        Path | None, typer.Option(help="Folder of another assignment.")
    ] = None,
) -> None:
    """Compare each submission of a class with each other one."""
    from grader.commands import isolation_level
    from grader.similarity.show import compare_class

    level = isolation_level(isolation)
    out = Console(highlight=False, markup=False, emoji=False)
    err = Console(stderr=True, highlight=False, markup=False, emoji=False)
    try:
        compare_class(
            submissions, output, least, assignment, os.environ, level, out, err
        )
    except KeyboardInterrupt:
        raise Interrupted("Stopped; nothing was written.") from None
