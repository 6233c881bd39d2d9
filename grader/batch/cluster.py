"""A class on the machines of a Dask cluster: codes and reports travel as bytes.

A worker needs this package and nothing else: no shared folder, no submission. One
that is lost costs the time of what it was at: Dask gives that to another. A code
that takes its worker with it again and again is given up, at no cost to the student.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import msgspec

from grader.batch.course import Finished, Task
from grader.batch.parcel import Parcel
from grader.batch.results import Row, keep
from grader.errors import GraderError, UsageError
from grader.sandbox.client import Sandbox
from grader.versions import versions

if TYPE_CHECKING:
    from grader.batch.grading import Warm

__all__ = ["grade_there"]

PATIENCE = 30
"""Seconds to find a scheduler."""
LOOK = 5
"""Seconds between two looks at whether there are workers."""
NOBODY = "The cluster has no worker. Waiting for one; Ctrl-C keeps what is finished."
GPU = {"GPU": 1}
"""What `--device cuda` asks of a worker: `dask worker --resources GPU=1`."""
LOST = (
    "Several workers of the cluster have ended while they graded this. It costs the "
    "student nothing: look at their memory, and run the same command again."
)


def grade_there(
    address: str,
    tasks: list[Task],
    parcel: Parcel,
    device: str,
    results: Path,
    on_notice: Callable[[str], None],
) -> Iterator[list[Row]]:
    """The rows of all tasks, as they come; what they tell of is on disk by then.

    Args:
        address: of the scheduler, such as `tcp://10.0.0.1:8786`.
        parcel: the course.
        device: `cpu`, or `cuda` for workers that have a GPU.
        on_notice: hears a sentence when it is a cluster without workers.

    Raises:
        GraderError: if there is no cluster, or its workers grade with something else.
    """
    with _client(address) as client, _watched(client, on_notice):
        from distributed import as_completed
        from distributed.scheduler import KilledWorker

        # A task: when all who have the result are lost, Dask runs it again.
        sent = client.submit(_same, parcel, key=f"course-{parcel.digest}")
        asked = {
            client.submit(
                _grade, _encoded(task), sent,
                key=f"grade-{number}-{task.key}", pure=False,
                resources=GPU if device == "cuda" else None,
            ): task
            for number, task in enumerate(tasks)
        }  # fmt: skip
        for future in as_completed(list(asked), loop=client.loop):
            task = asked.pop(future)
            if future.cancelled():
                raise GraderError(
                    f"The cluster at `{address}` was restarted, or its scheduler is "
                    "gone. What is finished is kept: the same command goes on from "
                    "there."
                )
            error = future.exception()
            if error is None:
                found = _decoded(future.result(), task)
            elif isinstance(error, KilledWorker):
                found = task.without_report(LOST)
            elif isinstance(error, GraderError):
                raise error
            else:
                raise GraderError(
                    f"The cluster at `{address}` could not grade a submission "
                    f"({type(error).__name__}: {error}). What is finished is kept."
                ) from None
            future.release()
            yield [keep(each.place, each.row, each.files, results) for each in found]


@contextmanager
def _client(address: str) -> Iterator[Any]:
    try:
        import distributed
    except ImportError:
        raise UsageError(
            "`--cluster` needs Dask. Install it: `pip install 'torch-grader[cluster]'`."
        ) from None
    # What a person should know of a lost connection is told in a sentence of ours.
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
    try:
        client = distributed.Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"There is no Dask scheduler at `{address}` ({error}). Start one with "
            "`dask scheduler`, which prints its address."
        ) from None
    with client:
        yield client


@contextmanager
def _watched(client: Any, on_notice: Callable[[str], None]) -> Iterator[None]:
    """While the block lasts, say so once whenever the last worker is gone."""
    ended = threading.Event()

    def watch() -> None:
        was_told = False
        with suppress(OSError, TimeoutError):  # without a scheduler, the block ends
            while not ended.wait(LOOK) and client.status != "closed":
                is_alone = not client.nthreads()
                if is_alone and not was_told:
                    on_notice(NOBODY)
                was_told = is_alone

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _same(parcel: Parcel) -> Parcel:
    """In a worker: have the course there, for all tasks that need it."""
    return parcel


def _encoded(task: Task) -> bytes:
    places = [(replace(entry, paths=()), place) for entry, place in task.places]
    return msgspec.msgpack.encode(replace(task, places=places))


def _decoded(data: bytes, task: Task) -> list[Finished]:
    """What came back, in the folders that were asked for and no others."""
    found = msgspec.msgpack.decode(data, type=list[Finished])
    places = {place for _, place in task.places}
    return [each for each in found if each.place in places]


_thread: list[ThreadPoolExecutor] = []
_homes: list[TemporaryDirectory[str]] = []
_warm: dict[str, Warm] = {}
"""A worker's own. One thread for all: what ends with the thread that began it
stays, and no two submissions are graded at once in a process."""


def _grade(task: bytes, parcel: Parcel) -> bytes:
    """In a worker: grade a code.

    Raises:
        GraderError: if this machine can grade nobody.
    """
    if not _thread:
        _thread.append(ThreadPoolExecutor(1))
    return _thread[0].submit(_graded, task, parcel).result()


def _graded(task: bytes, parcel: Parcel) -> bytes:
    if parcel.digest not in _warm:
        for old in _warm.values():
            old.sandbox.__exit__()
        _warm.clear()
        _homes.append(TemporaryDirectory(prefix="grade-course-"))
        course = parcel.unpack(versions(), Path(_homes[-1].name))
        sandbox = Sandbox(course.environment, course.isolation)
        from grader.batch.grading import Warm  # torch: here, and not where it is led

        _warm[parcel.digest] = Warm.up(course, sandbox)
    from grader.batch.grading import grade_task

    warm = _warm[parcel.digest]
    warm.sandbox.isolation  # noqa: B018  (where none holds, it is nobody's row)
    asked = msgspec.msgpack.decode(task, type=Task)
    return msgspec.msgpack.encode(grade_task(asked, warm))
