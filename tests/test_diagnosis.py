"""Which mistakes are named: those that behave alike, and never another."""

from __future__ import annotations

import math

import pytest
import torch

from grader.authoring.pairs import users
from grader.judging.library import load_hints, load_mistakes
from grader.model import Outcome, Part
from grader.report.language import speak
from grader.report.terminal import render_text
from grader.scoring import score
from grader.testing.likeness import alike, random_alike

ONE = torch.tensor([1.0, -2.0], dtype=torch.float64)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (ONE, ONE * (1 + 1e-12), True),
        (ONE, ONE * (1 + 1e-6), False),
        (ONE, ONE.float(), False),
        (ONE, ONE[None], False),
        (ONE * math.nan, ONE * math.nan, True),
        (ONE * math.inf, -ONE * math.inf, False),
        (torch.tensor([1, 2]), torch.tensor([1, 2]), True),
        (torch.tensor([1, 2]), torch.tensor([1, 3]), False),
        (torch.tensor(0.5), 0.5, True),
        (True, 1, True),
        (2.0, 2.1, False),
        ([ONE, 1.0], (ONE, 1.0), True),
        ([ONE], [ONE, ONE], False),
        (None, None, True),
        (None, 0, False),
        ("a", "b", False),
    ],
)
def test_answers_are_alike_up_to_rounding(one, other, same):
    assert alike(one, other) is same
    assert alike(other, one) is same


def drawn(seed: int, std: float = 0.01, shape: tuple[int, ...] = (50, 40)):
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed)) * std


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (drawn(1), True),
        (drawn(1, std=0.1), False),
        (drawn(1, shape=(40, 50)), False),
        (drawn(1).abs(), False),
        (drawn(1).flatten().sort().values.reshape(50, 40), False),
        (drawn(1) * (drawn(2) > 0), False),
    ],
)
def test_random_answers_are_alike_by_their_statistics(other, same):
    assert random_alike(drawn(0), other) is same


NAMED = {
    "relu": (
        "from torch.nn import functional as F\n"
        "def relu(X):\n    return F.leaky_relu(X, 0.01)\n",
        "relu-leaky",
    ),
    "net": (
        "def net(X, params):\n"
        "    W1, b1, W2, b2 = params\n"
        "    H = X.flatten(1) @ W1 + b1\n"
        "    return H.where(H > 0, 0.3 * H) @ W2 + b2\n",
        "net-leaky",
    ),
    "cross_entropy_grad": (
        "import torch\n"
        "def cross_entropy_grad(O, y):\n"
        "    G = torch.exp(torch.log_softmax(O, 1))\n"
        "    for i, label in enumerate(y):\n        G[i, label] -= 1\n"
        "    return G\n",
        "g-no-n",
    ),
    "accuracy": (
        "def accuracy(y_hat, y):\n"
        "    if y_hat.ndim > 1:\n        y_hat = y_hat.argmax(1)\n"
        "    return float((y_hat == y).sum()) / len(y)\n",
        "acc-fraction",
    ),
    "dropout": (
        "import torch\n"
        "def dropout(X, p, training=True):\n"
        "    if not 0 <= p <= 1:\n        raise ValueError\n"
        "    if not training:\n        return X\n"
        "    return X * torch.bernoulli(torch.full_like(X, 1 - p))\n",
        "do-norescale",
    ),
    "init_params": (
        "import torch\n"
        "def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):\n"
        "    sizes = [(num_inputs, num_hiddens), (num_hiddens, num_outputs)]\n"
        "    found = []\n"
        "    for rows, columns in sizes:\n"
        "        found.append(torch.normal(0.0, 1.0, (rows, columns)))\n"
        "        found.append(torch.zeros(columns))\n"
        "    return [p.requires_grad_() for p in found]\n",
        "init-randn",
    ),
}


@pytest.mark.parametrize("exercise", NAMED)
def test_a_mistake_is_named_however_it_is_written(
    exercise, assignment, solutions, grade_modules
):
    code, name = NAMED[exercise]
    file = next(e.file for e in assignment.exercises if e.name == exercise)
    modules = {**solutions, file: f"{solutions[file]}\n\n{code}"}

    report = grade_modules(modules, exercise)

    assert name in [mistake.id for mistake in report.mistakes[exercise]]


ALIKE = {
    "scaled where it is not trained": (
        "dropout",
        "import torch\n"
        "def dropout(X, p, training=True):\n"
        "    if p < 0 or p > 1:\n        raise ValueError(p)\n"
        "    if not training:\n        return (1 - p) * X\n"
        "    if p == 1:\n        return 0 * X\n"
        "    kept = torch.rand_like(X) >= p\n"
        "    return kept.to(X.dtype) * X / (1 - p)\n",
        ["do-both-scale"],
    ),
    "a seed of its own": (
        "dropout",
        "import torch\n"
        "def dropout(X, p, training=True):\n"
        "    assert 0 <= p <= 1\n"
        "    if not training:\n        return X\n"
        "    if p == 1:\n        return X * 0\n"
        "    torch.manual_seed(42)\n"
        "    return X * (torch.rand_like(X) > p) / (1 - p)\n",
        ["do-seeded"],
    ),
    "seeded anew": (
        "init_params",
        "import torch\n"
        "def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):\n"
        "    torch.manual_seed(0)\n"
        "    W1 = std * torch.randn(num_inputs, num_hiddens)\n"
        "    W2 = std * torch.randn(num_hiddens, num_outputs)\n"
        "    b1, b2 = torch.zeros(num_hiddens), torch.zeros(num_outputs)\n"
        "    return [p.requires_grad_() for p in (W1, b1, W2, b2)]\n",
        ["init-reseed"],
    ),
}


@pytest.mark.parametrize("what", ALIKE)
def test_same_draws_tell_more_than_statistics(
    what, assignment, solutions, grade_modules
):
    exercise, code, names = ALIKE[what]
    file = next(e.file for e in assignment.exercises if e.name == exercise)
    modules = {**solutions, file: f"{solutions[file]}\n\n{code}"}

    report = grade_modules(modules, exercise)

    assert [mistake.id for mistake in report.mistakes[exercise]] == names


def test_a_mistake_is_named_in_code_that_also_overflows(solutions, grade_modules):
    naive = "def softmax(O):\n    return O.exp() / O.exp().sum(0)\n"

    report = grade_modules({**solutions, "loss": naive}, "softmax")

    assert [mistake.id for mistake in report.mistakes["softmax"]] == ["sm-dim0"]


UNKNOWN = {
    "a slope below 0": "def relu(X):\n    return X.where(X > 0, -0.023 * X)\n",
    "right but at 7": "def relu(X):\n    return X.clamp(min=0) + (X == 7)\n",
    "right": "def relu(X):\n    return X.clamp(min=0)\n",
    "no such name": "def relu(X):\n    return max_of(X)\n",
}


@pytest.mark.parametrize("what", UNKNOWN)
def test_what_is_not_known_is_not_named(what, grade_modules):
    report = grade_modules({"activations": UNKNOWN[what]}, "relu")

    assert report.mistakes == {}


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("relu", "relu-leaky"),
        ("relu", "relu-identity"),
        ("relu_grad", "drelu-leaky"),
        ("sigmoid", "sig-sign"),
        ("tanh", "tanh-shift"),
        ("softmax", "sm-dim0"),
        ("cross_entropy_grad", "g-no-n"),
        ("accuracy", "acc-fraction"),
        ("evaluate_accuracy", "ev-batchmean"),
        ("train_epoch", "te-nozero"),
        ("forward", "fw-noact"),
    ],
)
def test_a_mistake_costs_its_points_once(
    name, id, assignment, solutions, grade_modules
):
    exercise = next(e for e in assignment.exercises if e.name == name)
    known = {m.id: m for m in load_mistakes(assignment.root, name)}
    text = f"{solutions[exercise.file]}\n\n{known[id].code}"
    downstream = users(assignment, exercise)

    report = grade_modules({**solutions, exercise.file: text}, name, *downstream)

    assert downstream
    failed = {r.check.exercise for r in report.results if r.outcome != Outcome.PASSED}
    assert failed == {name}
    assert id in [mistake.id for mistake in report.mistakes[name]]


def test_functions_of_ours_stand_in_and_the_report_says_so(solutions, grade_modules):
    wrong = "def accuracy(y_hat, y):\n    return 0\n"
    modules = {**solutions, "training": f"{solutions['training']}\n\n{wrong}"}

    report = grade_modules(modules, "accuracy", "evaluate_accuracy", "predict")

    assert report.provided == {"evaluate_accuracy": ("accuracy",)}
    assert "passed  (with our `accuracy`)" in render_text(report)


def test_a_stand_in_earns_nothing_where_the_mistake_is_ones_own(
    solutions, grade_modules
):
    wrong = (
        "def accuracy(y_hat, y):\n    return 0\n"
        "def evaluate_accuracy(net, data_iter):\n"
        "    return sum(accuracy(net(X), y) for X, y in data_iter)\n"
    )
    modules = {**solutions, "training": f"{solutions['training']}\n\n{wrong}"}

    report = grade_modules(modules, "accuracy", "evaluate_accuracy")

    assert report.provided == {}
    assert score(report, Part.CORE).points == 0


LEAKY = "def relu(X):\n    return X.where(X > 0, 0.01 * X)\n"


def test_a_message_is_short_and_ends_in_the_diagnosis(grade_modules, assignment):
    report = grade_modules({"activations": LEAKY}, "relu")
    (leaky,) = report.mistakes["relu"]

    for language in ("en", "zh"):
        text = render_text(report, 78, speak(language, assignment.root))
        told = text[text.index("[relu-leaky]") - 60 : text.rindex("\n\n")]
        lines = told.splitlines()
        assert len(lines) <= 12
        flat = "".join(text.split())
        assert "".join(leaky.words[language].split()) in flat
    assert score(report, Part.CORE).points < 6


@pytest.mark.parametrize("language", ["en", "zh"])
def test_hints_and_diagnoses_are_short_and_give_no_solution(assignment, language):
    limit = 220 if language == "en" else 160
    for exercise in assignment.exercises:
        ladder = load_hints(assignment.root, exercise.name)[language]
        words = [
            m.words[language] for m in load_mistakes(assignment.root, exercise.name)
        ]
        assert [text for text in (*ladder, *words) if not 4 < len(text) <= limit] == []
        assert [
            t for t in (*ladder, *words) if "return " in t and "`return " in t
        ] == []
