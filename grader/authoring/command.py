"""`grade init`, `audit`, `release` and `calibrate`: which assignment, and where to."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from grader.options import Course, Data, cache_folder, console, interruptible, names_of

__all__ = ["audit", "calibrate", "init", "release"]


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR")],
    notebook: Annotated[
        bool, typer.Option("--notebook", help="Notebooks in place of .py files.")
    ] = False,
    assignment: Course = None,
) -> None:
    """Write the stubs or the notebooks into a folder."""
    from grader.authoring.start import start_folder

    written = start_folder(folder, assignment, notebooks=notebook)
    typer.echo(f"Wrote {len(written)} files into `{folder}`.")
    read = folder / "README.md"
    first = f"Read `{read}`, fill" if read in written else "Fill"
    option = f" --assignment {assignment}" if assignment else ""
    typer.echo(f"{first} in a function, and run `grade {folder}{option}`.")
    if not notebook:
        typer.echo(f"To have each save checked: `grade watch {folder}{option}`.")


def audit(
    assignment: Course = None,
    answers: Annotated[
        Path | None, typer.Option(help="Folder of right answers, EXERCISE.py each.")
    ] = None,
    pairs: Annotated[
        bool, typer.Option("--pairs", help="Each mistake before its users, too.")
    ] = False,
) -> None:
    """Run the solution, the stubs, all mistakes and all right answers."""
    from grader.authoring.audit import audit as prove

    problems = interruptible(
        prove, assignment, answers, pairs=pairs, environment=os.environ,
        cores=os.cpu_count() or 1, err=console(stderr=True),
    )  # fmt: skip
    raise typer.Exit(1 if problems else 0)


def release(solutions: Path, exercises: Path) -> None:
    """Write a stub and a notebook for every solution."""
    from grader.authoring import stubs

    for path in stubs.release(solutions, exercises):
        typer.echo(f"Wrote `{path}`.")


def calibrate(
    output: Annotated[Path, typer.Option("-o", help="Folder for the measurement.")],
    data: Data = None,
    seeds: Annotated[int, typer.Option(min=1, help="How many seeds.")] = 40,
    only: Annotated[str, typer.Option(help="Runs, with commas between.")] = "",
) -> None:
    """Run right and known wrong answers beside the reference."""
    from grader.authoring.calibrate import calibrate as measure

    measure(
        output, data, seeds, names_of(only), environment=os.environ,
        cache=cache_folder(), cores=os.cpu_count() or 1,
        say=console(stderr=True).print,
    )  # fmt: skip
