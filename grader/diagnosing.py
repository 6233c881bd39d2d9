"""What failed -> the known mistakes that behave the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from grader.assignment import course_folder
from grader.checking import Judged, make_remote
from grader.library import load_mistakes
from grader.model import (
    Assignment,
    Exercise,
    Mistake,
    Outcome,
    Result,
    Source,
    Submission,
)
from grader.sandbox.client import Sandbox
from grader.submission import read_submission
from grader.testing.diagnosis import identify
from grader.testing.remote import Remote
from grader.testing.scale import find_scale

__all__ = ["diagnose", "with_answer"]

NAMED = (Outcome.FAILED, Outcome.ERRORED)


def diagnose(
    judged: Judged,
    assignment: Assignment,
    sandbox: Sandbox,
    *,
    seed: int,
    device: str,
) -> Mapping[str, tuple[Mistake, ...]]:
    """Exercise -> the mistakes in it that are known; only those that have one.

    The inputs of the checks are the same for every submission until one fails,
    so only mistakes whose first failure is the same come into question.
    """
    solutions = read_submission(course_folder(assignment, "solutions"))
    found: dict[str, tuple[Mistake, ...]] = {}

    def worker(submission: Submission, exercise: Exercise) -> Remote:
        remote = make_remote(assignment, submission, sandbox, seed=seed, device=device)
        remote.begin(exercise)
        return remote

    for exercise in assignment.exercises:
        check = _first_failure(exercise, judged.results)
        if check is None or exercise.name not in judged.records:
            continue

        def start(mistake: Mistake, exercise: Exercise = exercise) -> Remote:
            return worker(with_answer(solutions, exercise, mistake.code), exercise)

        candidates = [
            mistake
            for mistake in load_mistakes(assignment.root, exercise.name)
            if mistake.check == check
        ]
        named = identify(
            judged.records[exercise.name], candidates, start, random=exercise.random
        )
        if not named and not exercise.random:
            reference = worker(solutions, exercise)
            scale = find_scale(exercise.name, judged.records[exercise.name], reference)
            reference.close()
            named = (scale,) if scale else ()
        if named:
            found[exercise.name] = named
    return found


def with_answer(solutions: Submission, exercise: Exercise, code: str) -> Submission:
    """The solutions with another definition of one function behind the right one."""
    sources = tuple(
        Source(s.name, f"{s.text}\n\n{code}") if s.name == exercise.file else s
        for s in solutions.sources
    )
    return replace(solutions, sources=sources)


def _first_failure(exercise: Exercise, results: Iterable[Result]) -> str | None:
    for result in results:
        if result.check.exercise == exercise.name and result.outcome in NAMED:
            return result.check.name
    return None
