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
from grader.judging.rehearsing import Rehearsal
from grader.model import Outcome, Result, Source, Submission
from grader.testing.tapes import Tapes

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
        only = frozenset([answer.exercise])
        submission = handed_in(answer.exercise, answer.code, solutions)
        return run_checks(
            submission, assignment, sandbox, only, seed=0, device="cpu", **options
        ).results

    return run


def handed_in(exercise: str, code: str, solutions: dict[str, str]) -> Submission:
    """An answer behind the solutions."""
    file = next(e.file for e in MLP.exercises if e.name == exercise)
    modules = {**solutions, file: f"{solutions[file]}\n\n{code}"}
    sources = tuple(Source(name, text) for name, text in sorted(modules.items()))
    return Submission("test", "0", sources)


@pytest.mark.parametrize("answer", answers("right", most=FEW))
def test_a_right_answer_gets_full_marks(answer, judge):
    results = judge(answer)

    assert [r for r in results if r.outcome is not Outcome.PASSED] == []
    assert len(results) >= 2


@pytest.mark.parametrize("name", [e.name for e in MLP.exercises if e.random])
def test_who_draws_what_no_seed_foretells_has_no_bad_luck(
    name, assignment, solutions, sandbox
):
    """A check that a right answer fails one time in a dozen is seen in three of four
    runs of this; `split` draws by its own seed, the others by torch's."""
    submission = handed_in(name, "torch.seed()\n", solutions)

    for seed in range(16):
        results = run_checks(
            submission, assignment, sandbox, frozenset([name]), seed=seed, device="cpu"
        ).results
        assert [r for r in results if r.outcome is not Outcome.PASSED] == []


@pytest.mark.parametrize("answer", answers("wrong", most=FEW))
def test_a_wrong_answer_loses_points(answer, judge):
    outcomes = {r.outcome for r in judge(answer, fail_fast=True)}

    assert outcomes & {Outcome.FAILED, Outcome.ERRORED, Outcome.TIMED_OUT}
    assert Outcome.BROKEN not in outcomes


def test_in_a_class_the_right_ones_pass_at_once_and_no_wrong_one_does(
    assignment, solutions, sandbox
):
    """Of each exercise some right answers, some wrong ones, and some mistakes."""
    tapes = Tapes(seed=5)
    names = [exercise.name for exercise in MLP.exercises]
    ours = handed_in(names[0], "", solutions)
    first = Rehearsal(tapes, ours, assignment, sandbox, 0, "cpu")
    first.learn(frozenset(names))

    def passes(name: str, code: str) -> bool:
        submission = handed_in(name, code, solutions)
        found = Rehearsal(tapes, submission, assignment, sandbox, 0, "cpu")
        found.play(frozenset([name]))
        return bool(found.results)

    few = FEW and 2
    wrong = {
        (name, answer.code)
        for name in names
        for answer in (
            *read_answers(ANSWERS / "wrong", name)[:few],
            *load_mistakes(MLP.root, name)[:few],
        )
        if passes(name, answer.code)
    }
    right = {
        (name, answer.code)
        for name in names
        for answer in read_answers(ANSWERS / "right", name)[:few]
        if not passes(name, answer.code)
    }

    assert (wrong, right) == (set(), set())


@pytest.mark.parametrize("exercise", [e.name for e in MLP.exercises])
def test_every_exercise_has_right_answers_and_mistakes(exercise):
    assert len(read_answers(ANSWERS / "right", exercise)) >= 8
    assert len(load_mistakes(MLP.root, exercise)) >= 8
