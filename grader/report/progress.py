"""Progress on a terminal: checks done, epochs of the runs, time left."""

from __future__ import annotations

from types import TracebackType

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

from grader.model import AccuracyRun, Assignment, Result

__all__ = ["Display"]


class Display:
    """Draws on a console while it is a terminal; silent elsewhere."""

    def __init__(self, console: Console, assignment: Assignment) -> None:
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[unit]}", markup=False),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._checks = self._progress.add_task("checks", total=None, unit="")
        self._runs: dict[str, TaskID] = {}
        self._assignment = assignment

    def __enter__(self) -> Display:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def on_result(self, result: Result) -> None:
        """A check is done."""
        name = f"checks: {result.check.exercise}"
        self._progress.update(self._checks, advance=1, description=name)

    def on_progress(self, run: AccuracyRun, done: int, total: int) -> None:
        """A run has done so many of its batches."""
        if run.name not in self._runs:
            task = self._progress.add_task(run.title, total=total, unit="batches")
            self._runs[run.name] = task
        epochs = f"batches, epoch {min(run.epochs, 1 + done * run.epochs // total)}"
        self._progress.update(self._runs[run.name], completed=done, unit=epochs)
