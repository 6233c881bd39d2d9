"""Right answers get everything; wrong ones that the library lacks lose points.

All of them take too long for every change: `make audit` runs them, one of a kind
an exercise is run here. The mistakes of the library are the business of
`grade audit`, which is part of the test command.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.assignment import load_assignment, mlp_folder
from grader.authoring.answers import Answer, read_answers
from grader.judging.checking import run_checks
from grader.judging.library import load_mistakes
from grader.model import Outcome, Result, Source, Submission

FEW = None if os.environ.get("ANSWERS") == "all" else 1
"""An exercise, of either kind; `make audit` runs them all."""
ANSWERS = Path(__file__).parent / "answers"
MLP = load_assignment(mlp_folder())


def answers(kind: str, most: int | None = None) -> list[object]:
    """Answers of a kind, at `most` so many an exercise, as pytest parameters."""
    return [
        pytest.param(answer, id=f"{answer.exercise}-{answer.slug}")
        for exercise in MLP.exercises
        for answer in read_answers(ANSWERS / kind, exercise.name)[:most]
    ]


@pytest.fixture
def judge(assignment, solutions, sandbox) -> Callable[..., tuple[Result, ...]]:
    """Run the checks of an answer's exercise, the answer behind the solution."""

    def run(answer: Answer, **options: object) -> tuple[Result, ...]:
        file = next(e.file for e in assignment.exercises if e.name == answer.exercise)
        modules = {**solutions, file: f"{solutions[file]}\n\n{answer.code}"}
        sources = tuple(Source(name, text) for name, text in sorted(modules.items()))
        only = frozenset([answer.exercise])
        submission = Submission("test", "0", sources)
        return run_checks(
            submission, assignment, sandbox, only, seed=0, device="cpu", **options
        ).results

    return run


@pytest.mark.parametrize("answer", answers("right", most=FEW))
def test_a_right_answer_gets_full_marks(answer, judge):
    results = judge(answer)

    assert [r for r in results if r.outcome is not Outcome.PASSED] == []
    assert len(results) >= 2


@pytest.mark.parametrize("answer", answers("wrong", most=FEW))
def test_a_wrong_answer_loses_points(answer, judge):
    outcomes = {r.outcome for r in judge(answer, fail_fast=True)}

    assert outcomes & {Outcome.FAILED, Outcome.ERRORED, Outcome.TIMED_OUT}
    assert Outcome.BROKEN not in outcomes


@pytest.mark.parametrize("exercise", [e.name for e in MLP.exercises])
def test_every_exercise_has_right_answers_and_mistakes(exercise):
    assert len(read_answers(ANSWERS / "right", exercise)) >= 8
    assert len(load_mistakes(MLP.root, exercise)) >= 8
