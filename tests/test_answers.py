"""Some right answers get everything; wrong ones that the library lacks lose points.

All right answers take too long for every change: `make audit` runs them. The
mistakes of the library are the business of `grade audit`, which is part of the
test command.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.assignment import load_assignment, mlp_folder
from grader.authoring.answers import Answer, read_answers
from grader.judging.library import load_mistakes
from grader.model import Outcome

ANSWERS = Path(__file__).parent / "answers"
MLP = load_assignment(mlp_folder())


def answers(kind: str, most: int | None = None) -> list[object]:
    """Answers of a kind, at `most` so many an exercise, as pytest parameters."""
    return [
        pytest.param(answer, id=f"{answer.exercise}-{answer.slug}")
        for exercise in MLP.exercises
        for answer in read_answers(ANSWERS / kind, exercise.name)[:most]
    ]


@pytest.mark.parametrize("answer", answers("right", most=3))
def test_a_right_answer_gets_full_marks(
    answer: Answer, assignment, solutions, grade_modules
):
    file = next(e.file for e in assignment.exercises if e.name == answer.exercise)
    modules = dict(solutions)
    modules[file] += f"\n\n{answer.code}"

    results = grade_modules(modules, answer.exercise).results

    assert [r for r in results if r.outcome is not Outcome.PASSED] == []
    assert len(results) >= 2


@pytest.mark.parametrize("answer", answers("wrong"))
def test_a_wrong_answer_loses_points(
    answer: Answer, assignment, solutions, grade_modules
):
    file = next(e.file for e in assignment.exercises if e.name == answer.exercise)
    modules = dict(solutions)
    modules[file] += f"\n\n{answer.code}"

    results = grade_modules(modules, answer.exercise, fail_fast=True).results

    outcomes = {r.outcome for r in results}
    assert outcomes & {Outcome.FAILED, Outcome.ERRORED, Outcome.TIMED_OUT}
    assert Outcome.BROKEN not in outcomes


@pytest.mark.parametrize("exercise", [e.name for e in MLP.exercises])
def test_every_exercise_has_right_answers_and_mistakes(exercise):
    assert len(read_answers(ANSWERS / "right", exercise)) >= 8
    assert len(load_mistakes(MLP.root, exercise)) >= 8
