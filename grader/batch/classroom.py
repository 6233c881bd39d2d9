"""Grade a class: what is done is kept, what is the same is done once."""

from __future__ import annotations

import functools
import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import psutil

from grader.assignment import assert_known, load_assignment
from grader.batch.entries import Entry, find_entries, slug
from grader.batch.finished import conclude
from grader.batch.grading import Course, Task, grade_task, key_of, start
from grader.batch.manual import with_manual
from grader.batch.results import Row, find_rows, write_result
from grader.batch.rows import labelled
from grader.errors import OutputError, SubmissionError
from grader.intake.submission import read_submission
from grader.model import Assignment, Submission
from grader.sandbox.client import Sandbox

__all__ = ["grade_class"]

LOST = (
    "The process that graded this has ended twice (no memory left?). It costs the "
    "student nothing: run the same command again."
)


def grade_class(
    folder: Path,
    results: Path,
    course: Course,
    cores: int,
    on_row: Callable[[Row, int, int], None],
) -> list[Row]:
    """Grade all submissions in a folder; write their reports and the gradebook.

    What an earlier run of the same command has finished is taken as it is, so a run
    that was ended in any way goes on where it stopped.

    Args:
        on_row: hears of each submission: its row, how many are done, and of how many.

    Raises:
        GraderError: if nothing can be graded or written at all.
    """
    assignment = load_assignment(course.root)
    assert_known(course.only, assignment)
    entries = find_entries(folder, assignment.files)
    try:
        results.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"`{results}` cannot be made ({error.strerror}). Choose another folder."
        ) from None
    # What is wrong with the instructor's file is told now, not after hours.
    with_manual([labelled(Row("", "", ""), e) for e in entries], results, assignment)
    rows: dict[str, Row] = {}
    places: dict[str, str] = {}

    def done(found: Iterable[Row]) -> None:
        for row in found:
            rows[row.name] = row
            on_row(row, len(rows), len(entries))

    read = _read(entries, course, assignment)
    conditions = key_of(course, assignment)
    tasks: dict[str, Task] = {}
    kept = {(row.name, row.key): (at, row) for at, row in find_rows(results)}
    for number, (entry, found) in enumerate(read.items(), start=1):
        if isinstance(found, str):
            row = labelled(Row("", "", "", problem=found), entry)
            places[entry.name] = f"{number:04}-{slug(entry.name)}"
            write_result(results, places[entry.name], row, {})
            done([row])
            continue
        place = f"{number:04}-{slug(entry.name)}-{found.digest[:8]}"
        places[entry.name] = place
        key = f"{conditions}-{found.digest}"
        old = kept.get((entry.name, key))
        if old is not None and not old[1].provisional:
            _move(old[0], results / place)
            done([labelled(old[1], entry)])
        else:
            before = tasks[key].places if key in tasks else ()
            tasks[key] = Task(found, key, [*before, (entry, place)], results)
    for task_rows in _graded(list(tasks.values()), course, cores):
        done(task_rows)
    ordered = [rows[entry.name] for entry in entries]
    return conclude(results, assignment, ordered, places)


def _read(
    entries: Iterable[Entry], course: Course, assignment: Assignment
) -> dict[Entry, Submission | str]:
    """What each student handed in, or in a sentence why it cannot be read.

    Notebooks and archives are opened in a worker; for the others none is needed.
    """
    found: dict[Entry, Submission | str] = {}
    with ExitStack() as stack:

        @functools.cache
        def sandbox() -> Sandbox:
            made = Sandbox(course.environment, course.isolation)
            return stack.enter_context(made)

        for entry in entries:
            try:
                one = read_submission(entry.paths[0], assignment.names, sandbox)
                found[entry] = replace(one, name=entry.name)
            except SubmissionError as error:
                found[entry] = str(error)
    return found


def _move(folder: Path, place: Path) -> None:
    """Give a kept result the number that its student has now, if that is free."""
    if folder != place and not place.exists():
        folder.rename(place)


def _graded(tasks: list[Task], course: Course, cores: int) -> Iterator[list[Row]]:
    """The rows of all tasks, as they come.

    When a process dies, its whole pool does. Those who may have brought it about
    are tried once more, each in a pool of its own, and nobody else suffers.
    """
    left = {task.key: task for task in tasks}
    suspects: list[str] = []
    while left:
        alone = suspects.pop() if suspects else ""
        chosen = [alone] if alone else list(left)
        with _pool(course, min(cores, len(chosen))) as pool:
            futures = {pool.submit(grade_task, left[key]): key for key in chosen}
            waiting, running = set(futures), set(futures)
            while waiting:
                finished, waiting = wait(
                    waiting, timeout=1, return_when=FIRST_COMPLETED
                )
                for future in finished:
                    key = futures[future]
                    if not isinstance(future.exception(), BrokenProcessPool):
                        yield future.result()
                        del left[key]
                    elif alone:
                        task = left.pop(key)
                        yield task.without_report(LOST)
                    elif future in running:
                        suspects.append(key)
                running = {future for future in waiting if future.running()}


@contextmanager
def _pool(course: Course, cores: int) -> Iterator[ProcessPoolExecutor]:
    """Processes with a warm sandbox each; none is left behind, however this ends."""
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(cores, context, start, (course,))
    ended = False
    try:
        yield pool
        ended = True
    finally:
        if not ended:
            for child in psutil.Process().children(recursive=True):
                child.kill()
        pool.shutdown(cancel_futures=True)
