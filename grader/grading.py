"""grade(submission, assignment, ...) -> Report: checks and accuracy runs together."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import torch

from grader.accuracy.run import Setup, not_run, run_accuracy
from grader.assignment import assert_known, course_folder, read_sources
from grader.datasets import ImageSet
from grader.errors import SandboxError
from grader.intake.submission import read_submission
from grader.judging.checking import Judged, make_remote
from grader.judging.diagnosing import diagnose
from grader.judging.follow_through import judge
from grader.judging.places import told_in_cells
from grader.model import (
    AccuracyRun,
    Assignment,
    Environment,
    Feedback,
    Mistake,
    Report,
    Result,
    RunResult,
    Submission,
)
from grader.sandbox.client import Sandbox
from grader.testing.recalling import Memory
from grader.testing.remote import Remote
from grader.testing.tapes import Failure, Tapes

__all__ = ["Events", "Request", "grade"]


@dataclass(frozen=True, slots=True)
class Events:
    """What a progress display wants to hear; every one may come from a thread."""

    on_result: Callable[[Result], None] = lambda result: None
    on_progress: Callable[[AccuracyRun, int, int], None] = lambda run, done, total: None
    on_run: Callable[[RunResult], None] = lambda result: None


@dataclass(frozen=True, slots=True)
class Request:
    """What to grade, and how."""

    data: Callable[[str], ImageSet]
    """Loads a data set by name."""
    only: frozenset[str] = frozenset()
    """Exercises and runs by name; all of them where it is empty."""
    with_accuracy: bool = True
    device: str = "cpu"
    seed: int = 0
    epochs: int | None = None
    """Epochs of the accuracy runs, where not the assignment's."""
    cache: Path | None = None
    """Where reference courses that were computed here are kept."""
    cores: int = 2
    patience: float | None = None
    """Seconds of computing for an exercise, where not the usual."""
    fail_fast: bool = False
    """Stop after the first check that fails, at the first input that shows it."""
    with_hidden: bool = True
    """Run also what students hear nothing of."""
    versions: Mapping[str, str] = field(default_factory=dict)
    memory: Memory = field(default_factory=dict)
    """What known mistakes have answered, to be kept from one grading to the next."""
    tapes: Tapes | None = None
    """Checks as they have been passed: who passes them too is asked no more."""


def grade(
    submission: Submission,
    assignment: Assignment,
    sandbox: Sandbox,
    request: Request,
    events: Events = Events(),
) -> Report:
    """Judge one submission.

    The accuracy runs train in workers of their own while the checks go on, one
    a core, the longest first.

    Raises:
        GraderError: if grading cannot be done at all; what goes wrong in the
            student's code is in the report.
    """
    begin = time.monotonic()
    assert_known(request.only, assignment)
    isolation = sandbox.isolation  # where none holds, not one check need be tried
    wanted = [run for run in assignment.runs if _wanted(run, assignment, request)]
    cores = threading.Semaphore(max(1, request.cores))
    kinds: dict[str, str] = {}
    mistakes: Mapping[str, tuple[Mistake, ...]] = {}

    def train(run: AccuracyRun) -> RunResult:
        setup = _setup(submission, assignment, sandbox, request, events)
        with cores:
            result, kinds[run.name] = run_accuracy(run, setup)
        events.on_run(result)
        return result

    own_seed = _own_seed(submission, request.seed)
    if request.tapes is not None:  # who fails alike in a class is asked alike
        own_seed = request.tapes.seed
    with ThreadPoolExecutor(max_workers=max(1, len(wanted))) as pool:
        cores.acquire()
        # The smaller the batches, the longer the run.
        longest_first = sorted(wanted, key=lambda run: run.batch_size)
        futures = {run.name: pool.submit(train, run) for run in longest_first}
        try:
            judged = judge(
                submission, assignment, sandbox, request.only,
                seed=request.seed, device=request.device,
                own_seed=own_seed,
                patience=request.patience,
                tapes=request.tapes,
                fail_fast=request.fail_fast, with_hidden=request.with_hidden,
                on_result=events.on_result,
            )  # fmt: skip
            mistakes = judged.named
            with suppress(SandboxError):  # the verdicts stand without a name
                found = diagnose(
                    judged, assignment, sandbox,
                    seed=request.seed, device=request.device, memory=request.memory,
                )  # fmt: skip
                mistakes = {**mistakes, **found}
                if request.tapes is not None:
                    _remember(judged, found, request.tapes)
        finally:
            cores.release()
        checked = time.monotonic()
        trained = {name: future.result() for name, future in futures.items()}
    elapsed = {"checks": checked - begin, "total": time.monotonic() - begin}
    environment = Environment(
        isolation=isolation,
        device=request.device,
        data={name: kinds[name] for name in sorted(kinds) if kinds[name]},
        versions=request.versions,
        seed=request.seed,
    )
    results = tuple(
        replace(r, finding=told_in_cells(r, submission)) for r in judged.results
    )
    trials = (trained.get(run.name, not_run(run)) for run in assignment.runs)
    runs = tuple(replace(r, finding=told_in_cells(r, submission)) for r in trials)
    return Report(
        assignment,
        submission,
        results,
        runs,
        environment,
        elapsed,
        mistakes,
        judged.provided,
    )


def _remember(
    judged: Judged, mistakes: Mapping[str, tuple[Mistake, ...]], tapes: Tapes
) -> None:
    """Keep what came of code that fails, for the next who hands it in.

    Not where a second chance earned more: that follows from what else was in the file.
    """
    for name in judged.records.keys() & judged.outlines.keys() - judged.provided.keys():
        own = tuple(r for r in judged.results if r.check.exercise == name)
        failure = Failure(own, mistakes.get(name, ()))
        tapes.remember(name, judged.outlines[name], failure)


def _own_seed(submission: Submission, seed: int) -> int:
    """A seed that nobody knows who writes the submission: it follows from its text."""
    text = f"{seed} {submission.digest}"
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")


def _wanted(run: AccuracyRun, assignment: Assignment, request: Request) -> bool:
    hidden = assignment.feedback_of(run.name) is Feedback.HIDDEN
    if hidden and not request.with_hidden:
        return False
    if request.only:
        return run.name in request.only
    return request.with_accuracy


def _setup(
    submission: Submission,
    assignment: Assignment,
    sandbox: Sandbox,
    request: Request,
    events: Events,
) -> Setup:
    def remote(whose: Submission) -> Remote:
        return make_remote(
            assignment, whose, sandbox, seed=request.seed, device=request.device
        )

    def reference() -> Remote:
        solutions = read_submission(course_folder(assignment, "solutions"))
        return remote(solutions)

    return Setup(
        root=assignment.root,
        data=request.data,
        remote=lambda: remote(submission),
        reference=reference,
        seed=request.seed,
        own_seed=_own_seed(submission, request.seed),
        epochs=request.epochs,
        cache=request.cache,
        version=_version(assignment),
        on_progress=events.on_progress,
    )


def _version(assignment: Assignment) -> str:
    """torch's version and a digest of what makes a course: plans, drivers, answers."""
    plan = Path(__file__).parent / "accuracy" / "plan.py"
    texts = [plan.read_text("utf-8"), repr(assignment.runs)]
    texts += read_sources(assignment.root / "drivers").values()
    texts += read_sources(course_folder(assignment, "solutions")).values()
    digest = hashlib.sha256("\0".join(texts).encode()).hexdigest()
    return f"{torch.__version__}-{digest[:16]}"
