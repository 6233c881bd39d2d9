"""Every right answer gets full marks, every wrong one loses some."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from grader.model import Assignment, Outcome

ANSWERS = Path(__file__).parent / "answers"
MARK = re.compile(r"^# === ([\w-]+): (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Answer:
    """One snippet of an answers file."""

    exercise: str
    slug: str
    text: str


def answers(kind: str) -> list[object]:
    """All answers of a kind, as pytest parameters."""
    found = []
    for path in sorted((ANSWERS / kind).glob("*.py")):
        exercise = path.stem.removesuffix("_class")
        parts = MARK.split(path.read_text("utf-8"))
        for slug, text in zip(parts[1::3], parts[3::3], strict=True):
            answer = Answer(exercise, slug, text)
            found.append(pytest.param(answer, id=f"{exercise}-{slug}"))
    return found


def graded(answer: Answer, assignment: Assignment, solutions, grade_modules, **options):
    """Results of the solution with this answer in its place."""
    file = next(e.file for e in assignment.exercises if e.name == answer.exercise)
    modules = dict(solutions)
    modules[file] += f"\n\n{answer.text}"
    return grade_modules(modules, answer.exercise, **options).results


@pytest.mark.parametrize("answer", answers("right"))
def test_a_right_answer_gets_full_marks(answer, assignment, solutions, grade_modules):
    results = graded(answer, assignment, solutions, grade_modules)

    assert [r for r in results if r.outcome is not Outcome.PASSED] == []
    assert len(results) >= 2


@pytest.mark.parametrize("answer", answers("wrong"))
def test_a_wrong_answer_loses_points(answer, assignment, solutions, grade_modules):
    results = graded(answer, assignment, solutions, grade_modules, fail_fast=True)

    assert {r.outcome for r in results} & {
        Outcome.FAILED,
        Outcome.ERRORED,
        Outcome.TIMED_OUT,
    }
    assert Outcome.BROKEN not in {r.outcome for r in results}


@pytest.mark.parametrize("kind", ["right", "wrong"])
def test_every_exercise_has_answers(kind, assignment):
    counts = {exercise.name: 0 for exercise in assignment.exercises}
    for parameter in answers(kind):
        counts[parameter.values[0].exercise] += 1

    assert {name for name, count in counts.items() if count < 8} == set()
