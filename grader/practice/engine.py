"""A grader that stays warm: torch loaded, the sandbox up, a worker forked ahead."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from grader import datasets
from grader.errors import SandboxError
from grader.intake.submission import read_cells, read_submission
from grader.model import AccuracyRun, Assignment, Feedback, Report, Submission
from grader.report.shown import for_student
from grader.sandbox.client import Sandbox
from grader.testing.recalling import Memory

__all__ = ["Engine", "Settings"]

WEAKEST = "process"
"""The level that holds everywhere."""
PATIENCE = 8.0
"""Seconds of computing for an exercise: who practises waits for it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What practising needs from outside."""

    environment: Mapping[str, str]
    cache: Path
    data: Path | None = None
    cores: int = 2
    epochs: int | None = None
    isolation: str = ""
    """Empty for the best level that holds; here that may be none at all."""


class Engine:
    """Checks one exercise at a time, from any thread.

    On a machine that isolates nothing, students practise with their own code all
    the same: it could do nothing here that it cannot do without us.
    """

    def __init__(self, assignment: Assignment, settings: Settings) -> None:
        self.assignment = assignment
        self._settings = settings
        self._lock = threading.RLock()
        self._sandbox: Sandbox | None = None
        self._closed = False
        self._memory: Memory = {}
        self._level = settings.isolation
        with contextlib.suppress(SandboxError):  # who needs it hears of it: `warm`
            self._start()

    def warm_up(self) -> None:
        """Load all that the first check needs; to be called where nobody waits."""
        import grader.grading  # noqa: F401

        self.warm().worker().kill()

    def __enter__(self) -> Engine:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        with self._lock:
            self._closed = True
        self._stop()

    def read(self, path: Path) -> Submission:
        """The submission in a folder or file.

        Raises:
            SubmissionError: if there is none that can be read.
        """
        return read_submission(path, self.assignment.names, self.warm)

    def read_cells(self, cells: Sequence[str]) -> Submission:
        """What the cells of a notebook define.

        Raises:
            SubmissionError: if no exercise is among it.
        """
        return read_cells(cells, self.assignment.names, self.warm)

    def check(self, submission: Submission, names: frozenset[str]) -> Report:
        """Run the checks of these exercises.

        Raises:
            GraderError: if that cannot be done.
        """
        from grader.grading import Request, grade

        request = Request(
            data=self._load,
            only=names,
            cores=self._settings.cores,
            patience=PATIENCE,
            memory=self._memory,
            with_hidden=False,
        )
        return for_student(grade(submission, self.assignment, self.warm(), request))

    @property
    def runs(self) -> frozenset[str]:
        """The accuracy runs that there are for students, by name."""
        hears = self.assignment.feedback_of
        runs = [run.name for run in self.assignment.runs]
        return frozenset(n for n in runs if hears(n) is not Feedback.HIDDEN)

    def train(
        self,
        submission: Submission,
        on_progress: Callable[[AccuracyRun, int, int], None],
    ) -> Report:
        """Run all accuracy runs that there are, and nothing else.

        Raises:
            GraderError: if that cannot be done.
        """
        from grader.grading import Events, Request, grade

        request = Request(
            data=self._load,
            only=self.runs,
            cores=self._settings.cores,
            epochs=self._settings.epochs,
            cache=self._settings.cache,
            with_hidden=False,
        )
        events = Events(on_progress=on_progress)
        return for_student(
            grade(submission, self.assignment, self.warm(), request, events)
        )

    def _load(self, name: str) -> datasets.ImageSet:
        settings = self._settings
        folders = datasets.search_folders(
            settings.data, settings.environment, settings.cache
        )
        return datasets.load(datasets.find(name, folders))

    def _start(self) -> Sandbox:
        """The sandbox, which may be starting still."""
        with self._lock:
            if self._closed:
                raise SandboxError("The practice session has ended.")
            if self._sandbox is None:
                self._sandbox = Sandbox(self._settings.environment, self._level)
            return self._sandbox

    def _stop(self) -> None:
        with self._lock:
            sandbox, self._sandbox = self._sandbox, None
        if sandbox is not None:
            sandbox.__exit__()

    def warm(self) -> Sandbox:
        """The sandbox, once it is known which level holds.

        Raises:
            SandboxError: if none starts, or not the one that was asked for.
        """
        import torch

        torch.set_num_threads(1)
        try:
            sandbox = self._start()
            sandbox.isolation  # noqa: B018  (waits for the zygote)
        except SandboxError:
            if self._closed or self._settings.isolation:
                raise
            with self._lock:
                if self._level != WEAKEST:  # another thread may have been first
                    self._stop()
                    self._level = WEAKEST
                sandbox = self._start()
        return sandbox
