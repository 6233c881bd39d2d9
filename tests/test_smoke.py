"""Every part once, in seconds: what a commit runs."""

from __future__ import annotations

from grader.model import Outcome, Part
from grader.report.json import render_json
from grader.report.terminal import render_text
from grader.scoring import score


def test_a_right_and_a_wrong_function_are_told_apart(solutions, grade_modules):
    leaky = "def relu(X):\n    return X.where(X > 0, 0.01 * X)\n"

    report = grade_modules({**solutions, "activations": leaky}, "relu", "softmax")

    outcomes = {result.check.exercise: set() for result in report.results}
    for result in report.results:
        outcomes[result.check.exercise].add(result.outcome)
    assert outcomes["softmax"] == {Outcome.PASSED}
    assert Outcome.FAILED in outcomes["relu"]
    assert score(report, Part.CORE).out_of == 13
    assert "yours         -0.01" in render_text(report)
    assert b'"outcome": "failed"' in render_json(report)
