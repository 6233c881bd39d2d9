"""`grade similar`: which class, and where the page goes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from grader.options import Course, Isolation, console, interruptible, isolation_of

__all__ = ["similar"]


def similar(
    submissions: Annotated[Path, typer.Argument(metavar="DIR")],
    output: Annotated[
        Path | None, typer.Option("-o", help="Folder for the page and the table.")
    ] = None,
    least: Annotated[
        float, typer.Option(min=0, max=1, help="Pairs from this similarity on.")
    ] = 0.5,
    isolation: Isolation = "auto",
    assignment: Course = None,
) -> None:
    """Compare each submission of a class with each other one."""
    from grader.similarity.show import compare_class

    interruptible(
        compare_class, submissions, output, least, assignment, os.environ,
        isolation_of(isolation), console(), console(stderr=True),
    )  # fmt: skip
