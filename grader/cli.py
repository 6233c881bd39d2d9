"""The commands: parse, call one function, render, exit code.

Only this module reads the environment, the clock and the terminal.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import platformdirs
import typer
from rich.console import Console

from grader.errors import GraderError, Interrupted, UsageError
from grader.export.command import export
from grader.model import Part
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

Data = Annotated[Path | None, typer.Option(help="Folder with the data sets.")]
Lang = Annotated[str | None, typer.Option(help="en or zh; else as the locale has it.")]
Course = Annotated[
    Path | None, typer.Option(help="Folder of another assignment.", show_default=False)
]


@app.command(hidden=True, help="Grade one submission: a folder of exercise files.")
def run(
    folder: Annotated[Path, typer.Argument(metavar="DIR")],
    json: Annotated[
        Path | None, typer.Option(help="Write the report here, for programs.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option(help="Write the report here, as a page.")
    ] = None,
    only: Annotated[str, typer.Option(help="Names, with commas between.")] = "",
    accuracy: Annotated[bool, typer.Option(help="Train on real data.")] = True,
    device: Annotated[str, typer.Option(help="auto, cpu or cuda.")] = "auto",
    data: Data = None,
    seed: Annotated[
        int, typer.Option(min=0, max=2**31, help="Draws other inputs and courses.")
    ] = 0,
    epochs: Annotated[
        int | None, typer.Option(min=1, help="Fewer, to practise.")
    ] = None,
    isolation: Annotated[
        str, typer.Option(help="auto, strong, good or process.")
    ] = "auto",
    fail_under: Annotated[
        float | None, typer.Option(help="Exit with 1 below so many core points.")
    ] = None,
    instructor: Annotated[
        bool, typer.Option("--instructor", help="Show what students are not shown.")
    ] = False,
    lang: Lang = None,
    assignment: Course = None,
) -> None:
    """Grade a folder; print the report; write it where asked."""
    from grader.commands import grade_folder, isolation_level

    names = _names(only)
    code = _interruptible(
        grade_folder,
        folder, json, html, names, with_accuracy=accuracy, device=device, data=data,
        seed=seed, epochs=epochs, fail_under=fail_under, cache=_cache(),
        environment=os.environ, cores=os.cpu_count() or 1, versions=versions(),
        language=_language(lang), root=assignment,
        isolation=isolation_level(isolation), instructor=instructor,
        out=Console(highlight=False, markup=False, emoji=False),
        err=Console(stderr=True, highlight=False, markup=False, emoji=False),
    )  # fmt: skip
    raise typer.Exit(code)


@app.command(help="Start practising: write the exercise files into a new folder.")
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


@app.command(help="Practise: check what changed each time a file is saved.")
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
    settings = Settings(os.environ, _cache(), data, cores, epochs)
    state = Path(platformdirs.user_state_dir("torch-grader"))
    is_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    code = _interruptible(
        follow, folder, state, settings,
        root=assignment, language=_language(lang), is_terminal=is_terminal,
    )  # fmt: skip
    raise typer.Exit(code)


@app.command(help="Give a hint for an exercise: three steps, and never the solution.")
def hint(
    exercise: str,
    step: Annotated[int, typer.Option(min=1, max=3, help="How much to give away.")] = 1,
    lang: Lang = None,
    assignment: Course = None,
) -> None:
    """Print one step of an exercise's ladder."""
    from grader.commands import give_hint

    typer.echo(give_hint(exercise, step, _language(lang), assignment))


@app.command(help="For instructors: grade a class; what is done is kept.")
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
    only: Annotated[str, typer.Option(help="Names, with commas between.")] = "",
    accuracy: Annotated[bool, typer.Option(help="Train on real data.")] = True,
    data: Data = None,
    seed: Annotated[int, typer.Option(min=0, max=2**31)] = 0,
    epochs: Annotated[int | None, typer.Option(min=1)] = None,
    isolation: Annotated[
        str, typer.Option(help="auto, strong, good or process.")
    ] = "auto",
    lang: Lang = None,
    assignment: Course = None,
) -> None:
    """Grade every submission in a folder; write reports and a gradebook."""
    from grader.assignment import mlp_folder
    from grader.batch import course as batch_course
    from grader.batch.show import grade_and_show
    from grader.commands import isolation_level

    course = batch_course.Course(
        root=assignment or mlp_folder(), environment=dict(os.environ), cache=_cache(),
        data=data, versions=versions(), isolation=isolation_level(isolation),
        language=_language(lang), only=_names(only), with_accuracy=accuracy,
        seed=seed, epochs=epochs, device=device,
    )  # fmt: skip
    err = Console(stderr=True, highlight=False, markup=False, emoji=False)
    out = Console(highlight=False, markup=False, emoji=False)
    code = _interruptible(
        grade_and_show, submissions, output, roster, regrade, course,
        cluster or os.cpu_count() or 1, out, err,
    )  # fmt: skip
    raise typer.Exit(code)


app.command(help="For instructors: results in the form that a platform reads.")(export)
app.command(help="For instructors: who wrote alike, and where.")(similar)


@app.command(help="For instructors: comment on a result, or change its points.")
def adjust(
    results: Path,
    student: Annotated[str, typer.Argument(help="Name, id or address.")],
    comment: Annotated[str | None, typer.Option(help="Empty to remove it.")] = None,
    add: Annotated[float | None, typer.Option(help="Points; may be below 0.")] = None,
    to: Annotated[float | None, typer.Option("--set", help="What counts.")] = None,
    part: Annotated[Part | None, typer.Option(show_default="core")] = None,
    exercise: Annotated[str, typer.Option(help="What the points are for.")] = "",
    assignment: Course = None,
) -> None:
    """Edit `manual.toml`; bring the gradebook and the reports up to date."""
    from grader.batch.adjusting import adjust as change

    told = change(
        results, student, comment=comment, add=add, to=to, part=part,
        exercise=exercise, root=assignment,
    )  # fmt: skip
    typer.echo(told)


@app.command(
    help="For instructors: prove the checks and the mistakes of an assignment."
)
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

    err = Console(stderr=True, highlight=False, markup=False, emoji=False)
    problems = _interruptible(
        prove,
        assignment,
        answers,
        pairs=pairs,
        environment=os.environ,
        cores=os.cpu_count() or 1,
        err=err,
    )
    raise typer.Exit(1 if problems else 0)


@app.command(help="Say which data sets are where; `grade data fetch` gets them.")
def data(
    action: Annotated[str, typer.Argument(help="Nothing, or `fetch`.")] = "",
    data: Data = None,
) -> None:
    """Show or fetch the data sets."""
    from grader.commands import fetch_data, show_data

    out = Console(highlight=False, markup=False, emoji=False)
    if action == "fetch":
        fetch_data(_cache(), out)
    elif action:
        raise UsageError(f"`grade data` takes nothing or `fetch`, not `{action}`.")
    else:
        show_data(data, os.environ, _cache(), out)


@app.command(help="Say what works on this machine: isolation, data, device.")
def doctor(data: Data = None) -> None:
    """Try each level of isolation; exit with 3 where none isolates."""
    from grader.doctor import examine

    out = Console(highlight=False, markup=False, emoji=False)
    isolates = examine(os.environ, _cache(), data, versions(), out)
    raise typer.Exit(0 if isolates else 3)


@app.command(help="For instructors: make stubs and notebooks from the solutions.")
def release(solutions: Path, exercises: Path) -> None:
    """Write a stub and a notebook for every solution."""
    from grader.authoring import stubs

    for path in stubs.release(solutions, exercises):
        typer.echo(f"Wrote `{path}`.")


@app.command(help="For instructors: set the bounds of the runs.")
def calibrate(
    output: Annotated[Path, typer.Option("-o", help="Folder for the measurement.")],
    data: Data = None,
    seeds: Annotated[int, typer.Option(min=1, help="How many seeds.")] = 40,
    only: Annotated[str, typer.Option(help="Runs, with commas between.")] = "",
) -> None:
    """Run right and known wrong answers beside the reference."""
    from grader.authoring.calibrate import calibrate as measure

    names = _names(only)
    err = Console(stderr=True, highlight=False, markup=False, emoji=False)
    measure(
        output, data, seeds, names, environment=os.environ, cache=_cache(),
        cores=os.cpu_count() or 1, say=err.print,
    )  # fmt: skip


def _names(only: str) -> frozenset[str]:
    return frozenset(name.strip() for name in only.split(",") if name.strip())


def _language(wish: str | None) -> str:
    from grader.report.language import LANGUAGES, choose_language

    if wish is not None and wish not in LANGUAGES:
        raise UsageError(f"`--lang` is {' or '.join(LANGUAGES)}, not `{wish}`.")
    return choose_language(wish, os.environ)


def _cache() -> Path:
    return Path(platformdirs.user_cache_dir("torch-grader"))


def _interruptible(command: Callable[..., int], *args: Any, **kwargs: Any) -> int:
    """Run a command; Ctrl-C has an exit code that no other ending has."""
    try:
        return command(*args, **kwargs)
    except KeyboardInterrupt:
        raise Interrupted("Stopped; nothing was written.") from None


@contextmanager
def _own_pytest() -> Iterator[None]:
    """Keep what the environment says to pytest away from our checks."""
    for name in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS"):
        os.environ.pop(name, None)
    yield


def main() -> None:
    """Run a command; turn an error of ours into a sentence and its exit code."""
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
