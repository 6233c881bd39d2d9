"""Inputs drawn once for a class: the same verdicts as when each draws its own."""

from __future__ import annotations

import pytest

from grader.report.json import report_data
from grader.testing.tapes import Tapes

NAMES = ("relu", "relu_grad", "softmax", "cross_entropy_grad", "dropout")
WRONG = {
    "relu": ("activations", "def relu(X):\n    return X.abs()\n"),
    "relu_grad": ("activations", "def relu_grad(X):\n    return X.clamp(0, 1)\n"),
    "softmax": ("loss", "def softmax(O):\n    return O.exp()\n"),
    "cross_entropy_grad": (
        "loss",
        "def cross_entropy_grad(O, y):\n"
        "    P = O.softmax(1)\n    P[range(len(y)), y] -= 1\n    return P\n",
    ),
    "dropout": (
        "regularization",
        "def dropout(X, p, training=True):\n"
        "    return X * (torch.rand(X.shape) > p) if training else X\n",
    ),
}


@pytest.fixture(scope="module")
def tapes(grade_modules, solutions) -> Tapes:
    """What was noted while the solution was graded."""
    noted: Tapes = {}
    grade_modules(solutions, *NAMES, tapes=noted)
    return noted


def told(report) -> dict[str, object]:
    """All that a report says, but for the time that it took."""
    return {k: v for k, v in report_data(report).items() if k != "elapsed"}


@pytest.mark.parametrize("name", ["", *WRONG])
def test_a_replay_tells_the_same_as_hypothesis(name, tapes, grade_modules, solutions):
    modules = dict(solutions)
    if name:
        file, code = WRONG[name]
        modules[file] += f"\nimport torch\n\n{code}"

    alone = told(grade_modules(modules, *NAMES))
    replayed = told(grade_modules(modules, *NAMES, tapes=tapes))

    assert replayed == alone
    failed = {e["name"] for e in alone["exercises"] if e["points"] < e["out_of"]}
    assert name == "" or name in failed


def test_what_hypothesis_draws_is_noted_and_used_again(
    tapes, grade_modules, solutions, monkeypatch
):
    assert len(tapes) >= 5
    assert all(len(inputs) > 1 for inputs in tapes.values())
    marked = {check: inputs[:1] for check, inputs in tapes.items()}
    calls = []
    monkeypatch.setattr(
        "grader.testing.plugin.replaying",
        lambda tape, check, before: calls.append(len(tape)) or (lambda **given: None),
    )

    grade_modules(solutions, *NAMES, tapes=marked)

    assert calls == [1] * len(tapes)


def test_a_failing_submission_leaves_no_tape(grade_modules, solutions):
    noted: Tapes = {}
    file, code = WRONG["relu"]

    grade_modules(
        {**solutions, file: solutions[file] + "\n\n" + code}, "relu", tapes=noted
    )

    with_solution: Tapes = {}
    grade_modules(solutions, "relu", tapes=with_solution)
    assert noted.keys() < with_solution.keys()
