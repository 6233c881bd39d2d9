"""What an audit finds out about one exercise, in a process of its own."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rich.cells import cell_len

from grader.assignment import course_folder, load_assignment
from grader.authoring.answers import Answer, read_answers
from grader.intake.submission import read_submission
from grader.judging.checking import Judged, run_checks
from grader.judging.diagnosing import with_answer
from grader.judging.library import load_mistakes
from grader.model import Exercise, Mistake, Outcome, Result, Submission
from grader.report.failure import LINES, WIDTH, failure_text
from grader.report.language import LANGUAGES, Say, speak
from grader.sandbox.client import Sandbox
from grader.testing.diagnosis import MOST, records_alike
from grader.testing.plugin import EXAMPLES

__all__ = ["Proof", "prove_exercise", "sandbox", "start"]

FEWER = 10
"""Inputs that Hypothesis draws for a right answer, beside the fixed ones."""
TELLING = 6
"""Inputs after a failing one: fewer than a submission gets to tell mistakes apart."""
OTHER_SEED = 1
"""Draws other answers at random than the first."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found out about one exercise."""

    problems: tuple[str, ...]
    mistakes: int = 0
    ambiguous: int = 0
    right: int = 0
    idle: tuple[str, ...] = ()
    """Checks that are the first to catch no mistake: others catch it before."""


_SANDBOX: list[Sandbox] = []


def start(environment: dict[str, str]) -> None:
    """Make a process ready: a zygote of its own, one thread."""
    import torch

    torch.set_num_threads(1)
    os.environ.pop("PYTEST_ADDOPTS", None)
    _SANDBOX.append(Sandbox(environment))


def sandbox() -> Sandbox:
    """This process's own."""
    return _SANDBOX[0]


def prove_exercise(root: Path, name: str, folder: Path | None) -> Proof:
    """Audit an exercise: solution, mistakes, right answers, each check needed."""
    assignment = load_assignment(root)
    exercise = next(e for e in assignment.exercises if e.name == name)
    solutions = read_submission(course_folder(assignment, "solutions"))
    problems: list[str] = []

    def judge(
        submission: Submission, seed: int = 0, examples: int = EXAMPLES
    ) -> Judged:
        return run_checks(
            submission, assignment, sandbox(), frozenset([name]), seed=seed,
            device="cpu", shrinking=TELLING, examples=examples,
        )  # fmt: skip

    checks = judge(solutions).results
    problems += [
        f"{name}: the solution does not pass {r.check.name}"
        for r in checks
        if r.outcome is not Outcome.PASSED
    ]
    points = sum(r.check.points for r in checks)
    if abs(points - exercise.points) > 1e-9:
        problems.append(f"{name}: the checks give {points:g} of {exercise.points:g}")
    stubs = read_submission(course_folder(assignment, "exercises"))
    if any(r.outcome is not Outcome.NOT_STARTED for r in judge(stubs).results):
        problems.append(f"{name}: the stub is not recognised as not started")

    says = [speak(language, root) for language in LANGUAGES]
    mistakes = load_mistakes(root, name)
    judged = {m.id: judge(with_answer(solutions, exercise, m.code)) for m in mistakes}
    again = judged
    if exercise.random:
        again = {
            m.id: judge(with_answer(solutions, exercise, m.code), OTHER_SEED)
            for m in mistakes
        }
    failures = {id: _failed(found) for id, found in judged.items()}
    ambiguous = 0
    for mistake in mistakes:
        names = _names(mistake, mistakes, judged, again, exercise)
        ambiguous += len(names) > 1
        problems += _mistake_problems(mistake, failures[mistake.id], names)
        told = [m for m in mistakes if m.id in names]
        if failures[mistake.id]:
            results = judged[mistake.id].results
            problems += _long_messages(exercise, mistake, results, told, says)
    needed = {failed[0] for failed in failures.values() if failed}
    idle = [r.check.name for r in checks if mistakes and r.check.name not in needed]
    right = _right_answers(folder, name)
    for answer in right:
        whole = with_answer(solutions, exercise, answer.code)
        lost = _failed(judge(whole, examples=FEWER))
        problems += [f"{name}: the right answer {answer.slug} fails {c}" for c in lost]
    return Proof(tuple(problems), len(mistakes), ambiguous, len(right), tuple(idle))


def _right_answers(folder: Path | None, name: str) -> list[Answer]:
    return read_answers(folder, name) if folder is not None else []


def _failed(judged: Judged) -> list[str]:
    return [r.check.name for r in judged.results if r.outcome is not Outcome.PASSED]


def _names(
    mistake: Mistake,
    mistakes: Iterable[Mistake],
    judged: Mapping[str, Judged],
    again: Mapping[str, Judged],
    exercise: Exercise,
) -> list[str]:
    """The ids that a submission with exactly this mistake would be given."""
    mine = judged[mistake.id].records.get(exercise.name, [])
    return [
        other.id
        for other in mistakes
        if other.check == mistake.check
        and records_alike(
            mine,
            again[other.id].records.get(exercise.name, []),
            random=exercise.random,
        )
    ]


def _mistake_problems(
    mistake: Mistake, failed: list[str], names: list[str]
) -> list[str]:
    where = f"{mistake.exercise}: {mistake.id}"
    if not failed:
        return [f"{where} is not caught"]
    if failed[0] != mistake.check:
        return [f"{where} fails {failed[0]} first, not {mistake.check}"]
    if mistake.id not in names:
        return [f"{where} is not named"]
    if len(names) > MOST:
        return [f"{where} cannot be told from {', '.join(names)}"]
    return []


def _long_messages(
    exercise: Exercise,
    mistake: Mistake,
    results: tuple[Result, ...],
    named: list[Mistake],
    says: Iterable[Say],
) -> list[str]:
    """A message that cannot be read at a glance, in whichever language."""
    problems = []
    for say in says:
        lines = failure_text(exercise, results, named, say).splitlines()
        if len(lines) > LINES or max(map(cell_len, lines), default=0) > WIDTH:
            problems.append(
                f"{exercise.name}: the message of {mistake.id} takes {len(lines)} "
                f"lines in `{say.language}`"
            )
    return problems
