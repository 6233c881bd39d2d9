"""`grade export`: which form, from what, and where to."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from grader.errors import UsageError
from grader.options import Course
from grader.report.words import clean
from grader.writing import make_folder, write_file

__all__ = ["export"]

FORMATS: Mapping[str, frozenset[str]] = {
    "canvas": frozenset({"--gradebook", "--column", "--score", "--scale"}),
    "moodle": frozenset({"--worksheet", "--score", "--scale"}),
    "gradescope": frozenset({"--score"}),
    "gradescope-autograder": frozenset({"--score", "--wheel"}),
    "junit": frozenset(),
    "csv": frozenset(),
    "xlsx": frozenset(),
}
"""What there is, and the options that not all take."""
SCORES = ("core", "extension", "total")


def export(
    results: Annotated[Path | None, typer.Argument(metavar="RESULTS")] = None,
    to: Annotated[str, typer.Option(help=", ".join(FORMATS))] = "csv",
    output: Annotated[
        Path | None,
        typer.Option("-o", help="File or folder; else it is printed."),
    ] = None,
    gradebook: Annotated[
        Path | None, typer.Option(help="Canvas: the exported gradebook.")
    ] = None,
    column: Annotated[str, typer.Option(help="Canvas: the assignment's name.")] = "",
    worksheet: Annotated[
        Path | None, typer.Option(help="Moodle: the offline grading worksheet.")
    ] = None,
    score: Annotated[str, typer.Option(help="core, extension or total.")] = "",
    scale: Annotated[
        bool, typer.Option("--scale", help="Scale to the points possible there.")
    ] = False,
    assignment: Course = None,
    wheel: Annotated[
        Path | None, typer.Option(help="Autograder: the grader, if not from PyPI.")
    ] = None,
) -> None:
    """Turn results into the form that another platform reads."""
    given = {
        "--gradebook": gradebook, "--column": column, "--worksheet": worksheet,
        "--score": score, "--scale": scale, "--wheel": wheel,
    }  # fmt: skip
    _assert_fits(to, {name for name, value in given.items() if value})
    if score not in ("", *SCORES):
        raise UsageError(f"`--score` is one of {', '.join(SCORES)}, not `{score}`.")
    points = score or "core"
    if to == "gradescope-autograder":
        from grader.export.archive import render_archive

        if results is not None:
            raise UsageError("An autograder needs no results: leave out `RESULTS`.")
        _put(output, render_archive(points, assignment, wheel), to)
        return
    if results is None:
        raise UsageError(
            "Name what to export: a folder of `grade batch`, or a file of "
            "`grade DIR --json FILE`."
        )
    if to == "canvas":
        _canvas(results, assignment, output, gradebook, column, points, scale)
    elif to == "moodle":
        _moodle(results, assignment, output, worksheet, points, scale)
    elif to == "gradescope":
        _gradescope(results, assignment, output, points)
    else:
        _table(results, assignment, output, to)


def _assert_fits(to: str, given: set[str]) -> None:
    """A wrong option ends the command, so that nobody thinks that it did something."""
    if to not in FORMATS:
        raise UsageError(f"`--to` is one of {', '.join(FORMATS)}, not `{to}`.")
    for option in sorted(given - FORMATS[to]):
        fits = " or ".join(name for name, takes in FORMATS.items() if option in takes)
        raise UsageError(f"`{option}` is for `--to {fits}`, not for `--to {to}`.")


def _canvas(
    results: Path, root: Path | None, output: Path | None, gradebook: Path | None,
    column: str, score: str, scale: bool,
) -> None:  # fmt: skip
    from grader.export.canvas import render_canvas
    from grader.export.reading import read_results

    if gradebook is None:
        raise UsageError("Name the gradebook exported from Canvas: `--gradebook FILE`.")
    graded = read_results(results, root)
    made = render_canvas(graded, gradebook, column, score, scaled=scale)
    _tell(*made.notes)
    _put(output, made.content, "canvas")


def _moodle(
    results: Path, root: Path | None, output: Path | None, worksheet: Path | None,
    score: str, scale: bool,
) -> None:  # fmt: skip
    from grader.export.moodle import render_moodle
    from grader.export.reading import read_results

    if worksheet is None:
        raise UsageError(
            "Name the offline grading worksheet from Moodle: `--worksheet FILE`."
        )
    made = render_moodle(read_results(results, root), worksheet, score, scaled=scale)
    _tell(*made.notes)
    _put(output, made.content, "moodle")


def _gradescope(
    results: Path, root: Path | None, output: Path | None, score: str
) -> None:
    from grader.export.gradescope import render_results
    from grader.export.reading import read_results, withheld

    graded = read_results(results, root)
    _tell(*withheld(graded, score))
    if results.is_file():
        _put(output, render_results(graded[0], score), "gradescope")
        return
    if output is None:
        raise UsageError("Name a folder for the results, a file each: `-o FOLDER`.")
    make_folder(output)
    for one in graded:
        write_file(output / f"{one.place}.json", render_results(one, score))
    _tell(f"{len(graded)} files in `{output}`")


def _table(results: Path, root: Path | None, output: Path | None, to: str) -> None:
    from grader.export.junit import render_junit
    from grader.export.reading import read_results
    from grader.export.tables import render_csv, render_xlsx

    render = {"junit": render_junit, "csv": render_csv, "xlsx": render_xlsx}[to]
    _put(output, render(read_results(results, root)), to)


def _put(output: Path | None, content: bytes, to: str) -> None:
    """Write the file, or print what is text."""

    if output is not None:
        write_file(output, content)
        _tell(f"Written: `{output}`")
    elif to in ("xlsx", "gradescope-autograder"):
        raise UsageError(f"`--to {to}` makes no text: name a file with `-o FILE`.")
    else:
        sys.stdout.buffer.write(content)


def _tell(*sentences: str) -> None:
    for sentence in sentences:
        typer.echo(clean(sentence, 1000), err=True)
