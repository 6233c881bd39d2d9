"""`grade batch` and `grade adjust`: which class, and graded how."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from grader import options
from grader.model import Part
from grader.versions import versions

__all__ = ["adjust", "batch"]


def batch(
    submissions: Annotated[Path, typer.Argument(metavar="DIR")],
    output: Annotated[Path, typer.Option("-o", help="Folder for the results.")],
    roster: Annotated[
        Path | None, typer.Option(help="CSV file: who handed in nothing?")
    ] = None,
    regrade: Annotated[
        bool, typer.Option("--regrade", help="Take nothing from an earlier run.")
    ] = False,
    cluster: Annotated[str, typer.Option(help="Address of a Dask scheduler.")] = "",
    device: Annotated[str, typer.Option(help="cpu, or cuda on a cluster.")] = "cpu",
    only: options.Only = "",
    accuracy: options.Accuracy = True,
    data: options.Data = None,
    seed: options.Seed = 0,
    epochs: options.Epochs = None,
    isolation: options.Isolation = "auto",
    lang: options.Lang = None,
    assignment: options.Course = None,
) -> None:
    """Grade every submission in a folder; write reports and a gradebook."""
    from grader.assignment import mlp_folder
    from grader.batch.course import Course
    from grader.batch.show import grade_and_show

    course = Course(
        root=assignment or mlp_folder(), environment=dict(os.environ),
        cache=options.cache_folder(), data=data, versions=versions(),
        isolation=options.isolation_of(isolation), language=options.language_of(lang),
        only=options.names_of(only), with_accuracy=accuracy, seed=seed, epochs=epochs,
        device=device,
    )  # fmt: skip
    out, err = options.console(), options.console(stderr=True)
    code = options.interruptible(
        grade_and_show, submissions, output, roster, regrade, course,
        cluster or os.cpu_count() or 1, out, err,
    )  # fmt: skip
    raise typer.Exit(code)


def adjust(
    results: Path,
    student: Annotated[str, typer.Argument(help="Name, id or address.")],
    comment: Annotated[str | None, typer.Option(help="Empty to remove it.")] = None,
    add: Annotated[float | None, typer.Option(help="Points; may be below 0.")] = None,
    to: Annotated[float | None, typer.Option("--set", help="What counts.")] = None,
    part: Annotated[Part | None, typer.Option(show_default="core")] = None,
    exercise: Annotated[str, typer.Option(help="What the points are for.")] = "",
    assignment: options.Course = None,
) -> None:
    """Edit `manual.toml`; bring the gradebook and the reports up to date."""
    from grader.batch.adjusting import adjust as change

    told = change(
        results, student, comment=comment, add=add, to=to, part=part,
        exercise=exercise, root=assignment,
    )  # fmt: skip
    typer.echo(told)
