"""A pool of processes on this machine, one a core, each with a warm sandbox."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from grader.batch.course import Course, Task
from grader.batch.news import News, Teller, listening
from grader.batch.results import Row, keep
from grader.errors import GraderError
from grader.garbage import collect_seldom
from grader.sandbox.client import Sandbox

if TYPE_CHECKING:
    from grader.batch.grading import Warm
    from grader.batch.sharing import Sharing

__all__ = ["LOST", "grade_here"]

PR_SET_PDEATHSIG = 1
LOST = (
    "The process that graded this has ended twice (no memory left?). It costs the "
    "student nothing: run the same command again."
)


def grade_here(
    tasks: list[Task],
    course: Course,
    results: Path,
    cores: int,
    on_news: Callable[[News], None],
) -> Iterator[list[Row]]:
    """The rows of all tasks, as they come; what they tell of is on disk by then.

    When a process dies, its whole pool does. Those who may have brought it about
    are tried once more, each in a pool of its own, and nobody else suffers.

    Raises:
        GraderError: if nothing can be graded here, or written.
    """
    left = {task.key: task for task in tasks}
    suspects: list[str] = []
    with listening(on_news) as pipe, TemporaryDirectory(prefix="grade-pool-") as shared:
        while left:
            alone = suspects.pop() if suspects else ""
            chosen = [alone] if alone else list(left)
            start = (course, results, pipe, Path(shared), os.getpid())
            with _pool(min(cores, len(chosen)), start) as pool:
                futures = {pool.submit(_grade, left[key]): key for key in chosen}
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
                            gone = left.pop(key).without_report(LOST)
                            yield [keep(f.place, f.row, f.files, results) for f in gone]
                        elif future in running:
                            suspects.append(key)
                    running = {future for future in waiting if future.running()}


@dataclass(frozen=True, slots=True)
class Here:
    """A process's own, from its start to its end."""

    warm: Warm
    results: Path
    teller: Teller
    sharing: Sharing


_here: list[Here] = []
_failed: list[GraderError] = []
"""Why there is nothing of its own."""


def _start(
    course: Course, results: Path, pipe: Connection, shared: Path, parent: int
) -> None:
    """Prepare a process of the pool: it ends with the one that began it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    collect_seldom()
    if os.getppid() != parent:  # which has been killed before it could be asked for
        os._exit(1)
    try:
        sandbox = Sandbox(course.environment, course.isolation)
        from grader.batch.grading import Warm  # torch: here, and not where it is led
        from grader.batch.sharing import Sharing

        warm = Warm.up(course, sandbox)
        _here.append(Here(warm, results, Teller(pipe), Sharing(shared)))
    except GraderError as error:  # told by the first submission: a pool has no voice
        _failed.append(error)


def _grade(task: Task) -> list[Row]:
    """Grade a code and write what comes of it.

    Raises:
        GraderError: if this machine can grade nobody, or nothing can be written.
    """
    from grader.batch.grading import grade_task

    if _failed:
        raise _failed[0]
    here = _here[0]
    warm = here.warm
    warm.sandbox.isolation  # noqa: B018  (where none holds, it is nobody's row)
    here.sharing.take(warm.tapes, warm.memory)
    name = task.places[0][0].name
    found = grade_task(task, warm, lambda stage: here.teller.tell(name, stage))
    here.sharing.give(warm.tapes, warm.memory)
    here.teller.tell("", "")
    return [keep(f.place, f.row, f.files, here.results) for f in found]


@contextmanager
def _pool(cores: int, start: tuple[Any, ...]) -> Iterator[ProcessPoolExecutor]:
    """Processes with a warm sandbox each; none is left behind, however this ends.

    Args:
        start: what `_start` is given in each.
    """
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(cores, context, _start, start)
    ended = False
    try:
        yield pool
        ended = True
    finally:
        if not ended:
            # Their sandboxes end with them; multiprocessing's own helper stays.
            for process in multiprocessing.active_children():
                process.kill()
        pool.shutdown(cancel_futures=True)
