"""The commands: parse, call one function, render, exit code.

Those of one package alone are in its module `command`.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from grader import options
from grader.authoring.command import audit, calibrate, init, release
from grader.batch.command import adjust, batch
from grader.errors import GraderError, UsageError
from grader.export.command import export
from grader.garbage import collect_seldom
from grader.practice.command import watch
from grader.similarity.command import similar
from grader.versions import versions

__all__ = ["app", "main"]

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Grades PyTorch exercises. `grade DIR` grades a folder of exercise files; "
    "`grade DIR --help` lists its options. The other commands:",
)
COMMANDS = (
    "init", "watch", "hint", "batch", "adjust", "export", "similar", "data", "doctor",
    "release", "audit", "calibrate", "run",
)  # fmt: skip


@app.command(hidden=True, help="Grade one submission: a folder of exercise files.")
def run(
    folder: Annotated[Path, typer.Argument(metavar="DIR")],
    json: Annotated[
        Path | None, typer.Option(help="Write the report here, for programs.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option(help="Write the report here, as a page.")
    ] = None,
    only: options.Only = "",
    accuracy: options.Accuracy = True,
    device: Annotated[str, typer.Option(help="auto, cpu or cuda.")] = "auto",
    data: options.Data = None,
    seed: options.Seed = 0,
    epochs: options.Epochs = None,
    isolation: options.Isolation = "auto",
    fail_under: Annotated[
        float | None, typer.Option(help="Exit with 1 below so many core points.")
    ] = None,
    instructor: Annotated[
        bool, typer.Option("--instructor", help="Show what students are not shown.")
    ] = False,
    lang: options.Lang = None,
    assignment: options.Course = None,
) -> None:
    """Grade a folder; print the report; write it where asked."""
    from grader.commands import grade_folder

    names = options.names_of(only)
    code = options.interruptible(
        grade_folder,
        folder, json, html, names, with_accuracy=accuracy, device=device, data=data,
        seed=seed, epochs=epochs, fail_under=fail_under, cache=options.cache_folder(),
        environment=os.environ, cores=os.cpu_count() or 1, versions=versions(),
        language=options.language_of(lang), root=assignment,
        isolation=options.isolation_of(isolation), instructor=instructor,
        out=options.console(), err=options.console(stderr=True),
    )  # fmt: skip
    raise typer.Exit(code)


app.command(help="Start practising: write the exercise files into a new folder.")(init)
app.command(help="Practise: check what changed each time a file is saved.")(watch)


@app.command(help="Give a hint for an exercise: three steps, and never the solution.")
def hint(
    exercise: str,
    step: Annotated[int, typer.Option(min=1, max=3, help="How much to give away.")] = 1,
    lang: options.Lang = None,
    assignment: options.Course = None,
) -> None:
    """Print one step of an exercise's ladder."""
    from grader.commands import give_hint

    typer.echo(give_hint(exercise, step, options.language_of(lang), assignment))


app.command(help="For instructors: grade a class; what is done is kept.")(batch)
app.command(help="For instructors: results in the form that a platform reads.")(export)
app.command(help="For instructors: who wrote alike, and where.")(similar)
app.command(help="For instructors: comment on a result, or change its points.")(adjust)
app.command(
    help="For instructors: prove the checks and the mistakes of an assignment."
)(audit)


@app.command(help="Say which data sets are where; `grade data fetch` gets them.")
def data(
    action: Annotated[str, typer.Argument(help="Nothing, or `fetch`.")] = "",
    data: options.Data = None,
) -> None:
    """Show or fetch the data sets."""
    from grader.commands import fetch_data, show_data

    out = options.console()
    if action == "fetch":
        fetch_data(options.cache_folder(), out)
    elif action:
        raise UsageError(f"`grade data` takes nothing or `fetch`, not `{action}`.")
    else:
        show_data(data, os.environ, options.cache_folder(), out)


@app.command(help="Say what works on this machine: isolation, data, device.")
def doctor(data: options.Data = None) -> None:
    """Try each level of isolation; exit with 3 where none isolates."""
    from grader.doctor import examine

    out = options.console()
    isolates = examine(os.environ, options.cache_folder(), data, versions(), out)
    raise typer.Exit(0 if isolates else 3)


app.command(help="For instructors: make stubs and notebooks from the solutions.")(
    release
)
app.command(help="For instructors: set the bounds of the runs.")(calibrate)


@contextmanager
def _own_pytest() -> Iterator[None]:
    """Keep what the environment says to pytest away from our checks."""
    for name in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS"):
        os.environ.pop(name, None)
    yield


def main() -> None:
    """Run a command; turn an error of ours into a sentence and its exit code."""
    collect_seldom()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    arguments = sys.argv[1:]
    group = typer.main.get_command(app)
    known = [*COMMANDS, "-h", "--help"]
    try:
        with _own_pytest():
            if arguments and arguments[0] not in known:
                commands: dict[str, Any] = getattr(group, "commands")  # noqa: B009
                commands["run"].main(arguments, prog_name="grade")
            else:
                group.main(arguments, prog_name="grade")
    except GraderError as error:
        _say(str(error))
        sys.exit(error.exit_code)
    except SystemExit as leaving:
        sys.exit(_flushed(leaving.code))
    except OSError as error:
        sys.exit(_unwritable(error))


def _flushed(code: str | int | None) -> str | int | None:
    """Write out what is buffered; the exit code, or another if that fails."""
    try:
        sys.stdout.flush()
    except OSError as error:
        return _unwritable(error)
    return code


def _unwritable(error: OSError) -> int:
    # What is still buffered must not be tried again when Python ends.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if not isinstance(error, BrokenPipeError):
        _say(f"The output cannot be written ({error.strerror}). Send it elsewhere.")
    return 3


def _say(sentence: str) -> None:
    from grader.report.words import clean

    typer.echo(f"grade: {clean(sentence, 2000)}", err=True)
