"""An assignment's checks on one submission: where pytest meets the sandbox."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from grader.assignment import course_folder, read_sources
from grader.errors import AssignmentError, Interrupted
from grader.intake.submission import read_submission
from grader.model import Assignment, Finding, Mistake, Outcome, Result, Submission
from grader.sandbox.client import Sandbox
from grader.testing.loading import Loading, Materials
from grader.testing.plugin import EXAMPLES, NOTHING, SHRINKING, GradingPlugin
from grader.testing.prompted import Prompted
from grader.testing.remote import Record, Remote
from grader.testing.student import Student
from grader.testing.tapes import Recorder

__all__ = ["Judged", "make_prompted", "make_remote", "run_checks"]

UNUSED = (
    "terminal", "cacheprovider", "capture", "logging", "faulthandler", "doctest",
    "hypothesispytest", "junitxml", "legacypath", "pastebin", "setuponly", "setupplan",
    "stepwise", "subtests", "tmpdir", "unittest",
    # These two collect garbage several times a run: half the time of a short one.
    "unraisableexception", "threadexception",
)  # fmt: skip
"""Plugins of pytest that checks have no use for, and that take time to load."""

PYTEST = (
    "-c", os.devnull, "--assert=plain", "--disable-plugin-autoload", "--noconftest",
    *(word for name in UNUSED for word in ("-p", f"no:{name}")),
)  # fmt: skip
"""Nothing but the checks and our plugin: no configuration, no output, no cache."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What the checks made of a submission."""

    results: tuple[Result, ...] = ()
    records: Mapping[str, Record] = field(default_factory=dict)
    """Exercise -> what was asked of it, and answered."""
    provided: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Exercise -> functions of its file that were ours, where that earned more."""
    outlines: Mapping[str, str] = field(default_factory=dict)
    """Exercise -> a digest of its code, where that is known."""
    named: Mapping[str, tuple[Mistake, ...]] = field(default_factory=dict)
    """Exercise -> the mistakes in it, of a code that was judged before."""


def make_remote(
    assignment: Assignment,
    submission: Submission,
    sandbox: Sandbox,
    *,
    seed: int,
    device: str,
    stand_ins: tuple[str, ...] = (),
    patience: float | None = None,
) -> Remote:
    """A keeper of workers that load this submission.

    Args:
        stand_ins: exercises that are ours where others of their file call them.
        patience: seconds of computing for an exercise, where not the usual.
    """
    loading = _loading(assignment, submission, seed, device, stand_ins)
    return Remote(loading, _problems(submission), sandbox, patience)


def make_prompted(
    assignment: Assignment,
    submission: Submission,
    sandbox: Sandbox,
    *,
    seed: int,
    device: str,
) -> Prompted:
    """The same for a submission that is asked what others have been asked."""
    loading = _loading(assignment, submission, seed, device)
    return Prompted(loading, _problems(submission), sandbox)


def _loading(
    assignment: Assignment,
    submission: Submission,
    seed: int,
    device: str,
    stand_ins: tuple[str, ...] = (),
) -> Loading:
    ours = read_sources(Path(__file__).parent.parent / "testing" / "drivers")
    drivers = ours | read_sources(assignment.root / "drivers")
    provided = read_sources(assignment.root / "provided")
    materials = Materials(drivers, provided)
    return Loading(assignment, submission.modules, materials, seed, device, stand_ins)


def _problems(submission: Submission) -> dict[str, Finding]:
    """File -> why it cannot be read."""
    return {s.name: s.problem for s in submission.sources if s.problem}


def run_checks(
    submission: Submission,
    assignment: Assignment,
    sandbox: Sandbox,
    only: frozenset[str] = frozenset(),
    *,
    seed: int,
    device: str,
    fail_fast: bool = False,
    shrinking: int = SHRINKING,
    examples: int = EXAMPLES,
    stand_ins: tuple[str, ...] = (),
    own_seed: int | None = None,
    patience: float | None = None,
    recorder: Recorder | None = None,
    with_hidden: bool = True,
    known: Mapping[str, Record] = NOTHING,
    apart: bool = False,
    on_result: Callable[[Result], None] = lambda result: None,
) -> Judged:
    """Run the checks of the exercises named, or of all.

    With `own_seed`, some inputs are drawn from it that no other submission gets.
    Without `with_hidden`, checks of which students hear nothing are not run.
    With `stand_ins`, exercises that call one of these of the same file get ours.
    A `recorder` notes what is drawn and asked.
    Checks that are `known` to be passed, with what they asked, are not run again.
    `apart`, each exercise has a worker in which no other has been called.

    Whose fault is a check that ends in an exception of ours? Something that the
    student's code sent may have brought it about. It is ours (`broken`) only if
    the reference solution does not get through the same check either.

    Raises:
        AssignmentError: if the checks cannot be collected.
    """
    wanted = only & {e.name for e in assignment.exercises}
    if only and not wanted:
        return Judged()

    def judge(whose: Submission, chosen: frozenset[str], **events: Any) -> Judged:
        remote = make_remote(
            assignment, whose, sandbox,
            seed=seed, device=device, stand_ins=stand_ins, patience=patience,
        )  # fmt: skip
        remote.apart = apart
        remote.heard = None if recorder is None else recorder.heard
        student = Student(assignment, remote)
        plugin = GradingPlugin(
            assignment,
            student,
            chosen,
            # Who stops at the first failure does not ask for the smallest one.
            shrinking=0 if fail_fast else shrinking,
            examples=examples,
            own_seed=own_seed,
            recorder=recorder,
            with_hidden=with_hidden,
            **events,
        )
        try:
            _run(plugin, _files(assignment, chosen), assignment, fail_fast)
        finally:
            remote.close()
        return Judged(tuple(plugin.results), remote.records)

    judged = judge(submission, wanted, on_result=on_result, known=known)
    results = judged.results
    ours = {r.check.name for r in results if r.outcome is Outcome.BROKEN}
    if ours:
        reference = read_submission(course_folder(assignment, "solutions"))
        exercises = frozenset(r.check.exercise for r in results if r.check.name in ours)
        proof = judge(reference, exercises).results
        ours -= {r.check.name for r in proof if r.outcome is Outcome.PASSED}
        results = tuple(_blamed(result, ours) for result in results)
    return Judged(results, judged.records)


def _blamed(result: Result, ours: set[str]) -> Result:
    if result.outcome is Outcome.BROKEN and result.check.name not in ours:
        return replace(result, outcome=Outcome.ERRORED, finding=Finding("odd"))
    return result


def _files(assignment: Assignment, chosen: frozenset[str]) -> list[str]:
    """The files of checks that name one of the exercises chosen; all for none.

    Collecting the others takes a third of the time of a short run.
    """
    files = sorted((assignment.root / "checks").glob("test_*.py"))
    texts = {file: file.read_text("utf-8") for file in files} if chosen else {}
    return [
        str(file)
        for file in files
        if not chosen or any(f'@exercise("{name}"' in texts[file] for name in chosen)
    ]


def _run(
    plugin: GradingPlugin, files: list[str], assignment: Assignment, fail_fast: bool
) -> None:
    checks = assignment.root / "checks"
    if not files:
        raise AssignmentError(f"`{checks}` has no checks of the exercises asked for.")
    _forget_others(files)
    limits = ["--maxfail=1"] if fail_fast else []
    arguments = [*files, f"--rootdir={checks}", f"--confcutdir={checks}"]
    arguments += [*PYTEST, *limits]
    code = pytest.main(arguments, plugins=[plugin])
    stopped = code == pytest.ExitCode.INTERRUPTED and not plugin.problem
    if stopped and not fail_fast:
        raise Interrupted("Stopped; nothing was written.")
    ran = [pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED]
    ran += [pytest.ExitCode.INTERRUPTED] if fail_fast else []
    ran += [pytest.ExitCode.NO_TESTS_COLLECTED] if plugin.left_out else []
    if plugin.problem or code not in ran:
        why = plugin.problem or pytest.ExitCode(code).name
        raise AssignmentError(f"The checks in `{checks}` cannot be run: {why}")


def _forget_others(files: list[str]) -> None:
    """Drop modules of checks that have the name of one of these, from elsewhere.

    One process may judge by several assignments, one after the other: a worker of a
    cluster unpacks each in a folder of its own.
    """
    for file in files:
        found = sys.modules.get(Path(file).stem)
        if found is not None and getattr(found, "__file__", file) != file:
            del sys.modules[Path(file).stem]
