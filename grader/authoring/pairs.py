"""Each mistake in front of each exercise that uses what it is in: it costs once."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

from grader.assignment import course_folder, load_assignment
from grader.authoring.proof import TELLING, sandbox
from grader.intake.submission import read_submission
from grader.judging.diagnosing import with_answer
from grader.judging.follow_through import judge
from grader.judging.library import load_mistakes
from grader.model import Assignment, Exercise, Outcome

__all__ = ["Pairs", "prove_pairs", "users"]


@dataclass(frozen=True, slots=True)
class Pairs:
    """How many were tried, and what went wrong."""

    problems: tuple[str, ...]
    count: int


def users(assignment: Assignment, exercise: Exercise) -> tuple[str, ...]:
    """The exercises whose solutions use this one."""
    solutions = read_submission(course_folder(assignment, "solutions")).modules
    found = []
    for other in assignment.exercises:
        required = assignment.requires.get(other.file, ())
        near = other.file == exercise.file
        if other == exercise or not (
            near or f"{exercise.file}.{exercise.name}" in required
        ):
            continue
        if re.search(
            rf"(?<![\w.]){exercise.name}\(", _code(solutions[other.file], other.name)
        ):
            found.append(other.name)
    return tuple(found)


def prove_pairs(root: Path, name: str) -> Pairs:
    """Try every mistake of an exercise: those that use it keep all their points."""
    assignment = load_assignment(root)
    exercise = next(e for e in assignment.exercises if e.name == name)
    solutions = read_submission(course_folder(assignment, "solutions"))
    downstream = users(assignment, exercise)
    mistakes = load_mistakes(root, name) if downstream else ()
    problems = []
    for mistake in mistakes:
        whole = with_answer(solutions, exercise, mistake.code)
        judged = judge(
            whole, assignment, sandbox(), frozenset([name, *downstream]),
            seed=0, device="cpu", shrinking=TELLING,
        )  # fmt: skip
        problems += [
            f"{name}: {mistake.id} costs points of {r.check.exercise} as well"
            for r in judged.results
            if r.check.exercise != name and r.outcome is not Outcome.PASSED
        ]
    return Pairs(tuple(dict.fromkeys(problems)), len(mistakes) * len(downstream))


def _code(text: str, name: str) -> str:
    """The body of a function or a class, without docstrings."""
    for node in ast.parse(text).body:
        if getattr(node, "name", "") == name:
            texts = (ast.unparse(n) for n in ast.walk(node) if isinstance(n, ast.Call))
            return "\n".join(texts)
    return ""
