"""Outcomes become points: pure arithmetic over hand-built reports."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import pytest

from grader.model import (
    AccuracyRun,
    Assignment,
    Check,
    Environment,
    Exercise,
    Outcome,
    Part,
    Report,
    Result,
    RunResult,
    Submission,
)
from grader.scoring import Score, exercise_outcome, points, score, wrong_parts

NOT_PASSED = [outcome for outcome in Outcome if outcome is not Outcome.PASSED]
EXERCISES = (
    Exercise("relu", "activations", "relu(X)", Part.CORE, 6),
    Exercise("softmax", "loss", "softmax(O)", Part.CORE, 0.3),
    Exercise("tanh", "activations", "tanh(X)", Part.EXTENSION, 3),
)
RUN = AccuracyRun(
    "mnist", "MNIST", "run", Part.CORE, 10, (), None, (4, 3, 2), "normal", 0.1, 8, 2
)


def result(exercise: str, points: float, outcome: Outcome) -> Result:
    return Result(Check("check", exercise, "A title", points), outcome)


def report(*results: Result, run: Outcome | None = None) -> Report:
    runs = () if run is None else (RunResult(RUN, run),)
    assignment = Assignment("mlp", "MLP", Path(), EXERCISES, (RUN,), {})
    environment = Environment("process", "cpu", {}, {}, 0)
    return Report(assignment, Submission("a", "0", ()), results, runs, environment, {})


def test_a_pass_earns_everything():
    assert points(Outcome.PASSED, 6) == 6


@pytest.mark.parametrize("outcome", NOT_PASSED)
def test_anything_but_a_pass_earns_nothing(outcome):
    assert points(outcome, 6) == 0


@pytest.mark.parametrize(
    ("run", "outcome", "parts"),
    [
        (Outcome.FAILED, Outcome.FAILED, ("relu",)),
        (Outcome.FAILED, Outcome.ERRORED, ("relu",)),
        (Outcome.FAILED, Outcome.PASSED, ()),
        (Outcome.PASSED, Outcome.FAILED, ()),
    ],
)
def test_a_failed_run_names_what_let_it_down(run, outcome, parts):
    uses = replace(RUN, needs=("relu",), parts=("softmax",))
    given = report(
        result("relu", 6, outcome),
        result("softmax", 6, Outcome.PASSED),
        result("tanh", 3, Outcome.FAILED),
    )

    assert wrong_parts(RunResult(uses, run), given) == parts


def test_an_empty_report_is_zero_of_zero():
    assert score(report(), Part.CORE) == Score(0, 0, provisional=False)


def test_the_points_of_passed_checks_are_added_up():
    given = report(
        result("relu", 2, Outcome.PASSED),
        result("relu", 4, Outcome.FAILED),
        result("softmax", 0.3, Outcome.PASSED),
    )

    assert score(given, Part.CORE) == Score(2.3, 6.3, provisional=False)


def test_each_part_has_a_score_of_its_own():
    given = report(result("relu", 6, Outcome.PASSED), result("tanh", 3, Outcome.FAILED))

    assert {part: score(given, part) for part in Part} == {
        Part.CORE: Score(6, 6, provisional=False),
        Part.EXTENSION: Score(0, 3, provisional=False),
    }


@pytest.mark.parametrize(
    "outcome",
    [Outcome.FAILED, Outcome.ERRORED, Outcome.TIMED_OUT, Outcome.NOT_STARTED],
)
def test_what_is_the_students_counts_in_the_total(outcome):
    given = report(result("relu", 6, outcome), run=outcome)

    assert score(given, Part.CORE) == Score(0, 16, provisional=False)


def test_what_is_broken_costs_nothing_and_makes_the_score_provisional():
    given = report(result("relu", 2, Outcome.PASSED), result("relu", 4, Outcome.BROKEN))

    assert score(given, Part.CORE) == Score(2, 2, provisional=True)


def test_a_broken_check_leaves_the_other_part_final():
    given = report(result("relu", 6, Outcome.BROKEN), result("tanh", 3, Outcome.PASSED))

    assert score(given, Part.EXTENSION) == Score(3, 3, provisional=False)


def test_what_nobody_asked_for_is_left_out():
    given = report(
        result("relu", 2, Outcome.PASSED),
        result("relu", 4, Outcome.NOT_RUN),
        run=Outcome.NOT_RUN,
    )

    assert score(given, Part.CORE) == Score(2, 2, provisional=False)


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (Outcome.PASSED, Score(10, 10, provisional=False)),
        (Outcome.FAILED, Score(0, 10, provisional=False)),
        (Outcome.BROKEN, Score(0, 0, provisional=True)),
    ],
)
def test_an_accuracy_run_counts_like_a_check(outcome, expected):
    assert score(report(run=outcome), Part.CORE) == expected


def test_tenths_add_up_without_a_trace_of_binary_fractions():
    given = report(*[result("relu", 0.1, Outcome.PASSED)] * 3)

    assert score(given, Part.CORE) == Score(0.3, 0.3, provisional=False)


@pytest.mark.parametrize("outcome", Outcome)
def test_checks_of_one_outcome_give_their_exercise_that_outcome(outcome):
    assert exercise_outcome([result("relu", 1, outcome)] * 2) is outcome


ORDER = [
    ({Outcome.PASSED, Outcome.FAILED}, Outcome.PARTIAL),
    ({Outcome.PASSED, Outcome.TIMED_OUT, Outcome.ERRORED}, Outcome.PARTIAL),
    ({Outcome.PASSED, Outcome.NOT_STARTED}, Outcome.PARTIAL),
    ({Outcome.FAILED, Outcome.ERRORED}, Outcome.ERRORED),
    ({Outcome.FAILED, Outcome.TIMED_OUT}, Outcome.TIMED_OUT),
    ({Outcome.ERRORED, Outcome.TIMED_OUT}, Outcome.TIMED_OUT),
    ({Outcome.FAILED, Outcome.NOT_STARTED}, Outcome.FAILED),
    ({Outcome.PASSED, Outcome.BROKEN}, Outcome.BROKEN),
    ({Outcome.FAILED, Outcome.BROKEN, Outcome.PASSED}, Outcome.BROKEN),
]


@pytest.mark.parametrize(("outcomes", "expected"), ORDER)
def test_mixed_outcomes_fold_in_this_order_whatever_the_order_of_checks(
    outcomes, expected
):
    folded = {
        exercise_outcome(result("relu", 1, outcome) for outcome in order)
        for order in itertools.permutations(outcomes)
    }

    assert folded == {expected}
