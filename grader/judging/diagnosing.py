"""What failed -> the known mistakes that behave the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from grader.assignment import course_folder
from grader.intake.submission import read_submission
from grader.judging.checking import Judged, make_remote
from grader.judging.library import load_mistakes
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
from grader.testing.diagnosis import finite_part, identify
from grader.testing.recalling import Memory, Recalling
from grader.testing.remote import Remote
from grader.testing.scale import compare, find_amount, find_scale

__all__ = ["diagnose", "with_answer"]

FEWEST = 5
"""Answers without `nan` and `inf` by which alone a mistake may be told."""
NAMED = (Outcome.FAILED, Outcome.ERRORED)


def diagnose(
    judged: Judged,
    assignment: Assignment,
    sandbox: Sandbox,
    *,
    seed: int,
    device: str,
    memory: Memory,
) -> Mapping[str, tuple[Mistake, ...]]:
    """Exercise -> the mistakes in it that are known; only those that have one.

    The inputs of the checks are the same for every submission until one fails,
    so only mistakes whose first failure is the same come into question.

    Args:
        memory: what mistakes have answered in earlier gradings.
    """
    solutions = read_submission(course_folder(assignment, "solutions"))
    found: dict[str, tuple[Mistake, ...]] = {}

    for exercise in assignment.exercises:
        check = _first_failure(exercise, judged.results)
        if check is None or exercise.name not in judged.records:
            continue
        remote = make_remote(assignment, solutions, sandbox, seed=seed, device=device)
        remote.begin(exercise)

        def ours(
            code: str, remote: Remote = remote, exercise: Exercise = exercise
        ) -> Recalling:
            def turn() -> Remote:
                remote.become(with_answer(solutions, exercise, code).modules)
                return remote

            return Recalling(f"{exercise.name} {seed} {device} {code}", turn, memory)

        record = judged.records[exercise.name]
        candidates = [
            mistake
            for mistake in load_mistakes(assignment.root, exercise.name)
            if mistake.check == check
        ]
        named = identify(
            record, candidates, lambda m: ours(m.code), random=exercise.random
        )
        if not named and not exercise.random:
            compared = compare(record, ours(""))
            scaled = find_scale(exercise.name, compared) or find_amount(
                compared,
                (m for m in candidates if m.has_amount),
                lambda m: ours(m.code),
            )
            named = (scaled,) if scaled else ()
        finite = finite_part(record)
        if not named and not exercise.random and FEWEST <= len(finite) < len(record):
            # A mistake in code that also overflows: of the first it is certain.
            named = identify(finite, candidates, lambda m: ours(m.code))
        remote.close()
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
