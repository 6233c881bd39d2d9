"""What the commands do, with everything from outside given to them."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from grader import datasets
from grader.assignment import assert_known, find_exercise, load_assignment, mlp_folder
from grader.errors import OutputError, UsageError
from grader.intake.submission import read_submission
from grader.judging.library import load_hints
from grader.model import Assignment, Part, Report, Submission
from grader.report.json import render_json
from grader.report.language import Say, speak
from grader.report.shown import for_student
from grader.report.terminal import render_terminal, render_text
from grader.report.words import clean
from grader.sandbox.client import Sandbox
from grader.scoring import score
from grader.writing import assert_writable, write_file

__all__ = ["fetch_data", "give_hint", "grade_folder", "show_data"]


def grade_folder(
    folder: Path,
    json: Path | None,
    html: Path | None,
    only: frozenset[str],
    *,
    with_accuracy: bool,
    device: str,
    data: Path | None,
    seed: int,
    epochs: int | None,
    fail_under: float | None,
    cache: Path,
    environment: Mapping[str, str],
    cores: int,
    versions: Mapping[str, str],
    language: str,
    root: Path | None,
    isolation: str,
    instructor: bool,
    out: Console,
    err: Console,
) -> int:
    """Grade one folder and print the report; return the exit code.

    Args:
        instructor: show also what the assignment keeps from students.
    """
    assignment = load_assignment(root or mlp_folder())
    assert_known(only, assignment)
    say = speak(language, assignment.root)
    folders = datasets.search_folders(data, environment, cache)
    files = {"--json": json, "--html": html}
    for path in files.values():
        if path is not None:
            assert_writable(path)
    if json is not None and html is not None and json.resolve() == html.resolve():
        raise UsageError("`--json` and `--html` name the same file; name two.")
    with ExitStack() as stack:

        @functools.cache
        def sandbox() -> Sandbox:
            return stack.enter_context(Sandbox(environment, isolation))

        submission = read_submission(folder, assignment.names, sandbox)
        # The worker's torch loads on one core while ours loads on the other.
        report = _grade(
            submission, assignment, sandbox(), err, only=only,
            with_accuracy=with_accuracy, device=device, seed=seed, epochs=epochs,
            cache=cache, cores=cores, versions=versions, folders=folders,
            with_hidden=instructor,
        )  # fmt: skip
    report = report if instructor else for_student(report)
    problem: OutputError | None = None
    for option, path in files.items():
        if path is None:
            continue
        try:
            write_file(path, _rendered(option, report, say))
            err.print(f"Report: `{clean(str(path))}`", soft_wrap=True)
        except OutputError as error:
            problem = problem or error  # the scores are shown all the same
    if out.is_terminal:
        out.print(render_terminal(report, say))
    else:
        out.file.write(render_text(report, out.width, say) + "\n")
    if problem is not None:
        raise problem
    core = score(report, Part.CORE)
    return 1 if fail_under is not None and core.points < fail_under else 0


def _grade(
    submission: Submission,
    assignment: Assignment,
    sandbox: Sandbox,
    err: Console,
    *,
    device: str,
    folders: list[tuple[str, Path]],
    **options: Any,
) -> Report:
    """Import what needs torch, now that the worker is loading it too, and grade."""
    import torch

    from grader.device import choose_device
    from grader.grading import Events, Request, grade
    from grader.report.progress import Display

    torch.set_num_threads(1)
    # Looked for now: a wrong `--data` ends the command, not a run in the middle.
    only, every = options["only"], options["with_accuracy"] and not options["only"]
    wanted = [run.name for run in assignment.runs if every or run.name in only]
    found = {name: datasets.find(name, folders) for name in wanted}
    request = Request(
        data=lambda name: datasets.load(found[name]),
        device=_reachable(choose_device(device), device, sandbox),
        **options,
    )
    with Display(err, assignment) as display:
        events = Events(display.on_result, display.on_progress)
        return grade(submission, assignment, sandbox, request, events)


def _reachable(found: str, wish: str, sandbox: Sandbox) -> str:
    """The device found, where workers can reach it: no GPU from isolation."""
    if found != "cuda" or sandbox.isolation == "process":
        return found
    if wish == "auto":
        return "cpu"
    raise UsageError(
        "Isolated student code cannot reach a GPU. Add `--isolation process` for "
        "code that you trust, or leave out `--device cuda`."
    )


def give_hint(name: str, step: int, language: str, root: Path | None) -> str:
    """One step of an exercise's ladder of hints, with the way to the next.

    Raises:
        UsageError: if there is no such exercise, or no hint for it.
    """
    assignment = load_assignment(root or mlp_folder())
    exercise = find_exercise(assignment, name)
    ladder = load_hints(assignment.root, exercise.name).get(language)
    if ladder is None:
        raise UsageError(f"There is no hint for `{name}`.")
    say = speak(language, assignment.root)
    first = say("Hint {step} of {steps} for `{name}`:")
    lines = [first.format(step=step, steps=len(ladder), name=name), ladder[step - 1]]
    if step < len(ladder):
        more = say("More: `grade hint {name} --step {step}`")
        lines.append(more.format(name=name, step=step + 1))
    return "\n".join(lines)


def _rendered(option: str, report: Report, say: Say) -> bytes:
    """The report in the form that an option asks for."""
    if option == "--json":
        return render_json(report, say)
    from grader.report.html import render_html  # its libraries load for it alone

    return render_html(report, say)


def show_data(
    data: Path | None, environment: Mapping[str, str], cache: Path, out: Console
) -> None:
    """Print which data sets are where."""
    for row in datasets.describe(datasets.search_folders(data, environment, cache)):
        used = ", used" if row.used else ""
        out.print(Text(f"{row.name}  {row.source}: {row.state}{used}"))
        if row.folder:
            out.print(Text(f"    {row.folder}"), soft_wrap=True)


def fetch_data(cache: Path, out: Console) -> None:
    """Download both data sets into the cache."""
    for name in datasets.NAMES:
        location = datasets.fetch(name, cache)
        out.print(Text(f"{name}: verified, in `{location.folder}`"))
