"""The report: words for every failure, and the whole text of one report."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len

from grader.model import (
    AccuracyRun,
    Assignment,
    Check,
    Counterexample,
    Environment,
    Epoch,
    Exercise,
    Finding,
    Outcome,
    Part,
    Report,
    Result,
    RunResult,
    Submission,
)
from grader.report import words
from grader.report.json import render_json
from grader.report.terminal import render_text
from grader.report.words import OUTCOMES, WORDS, clean, message

GRADER = Path(words.__file__).parent.parent

# --- every kind of finding has words ----------------------------------------------

CARRIED = ("type", "message", "place", "line", "epoch", "distance", "bound")
"""What comes with `**` from another finding: an exception's or a run's."""
AT = ("index", "got", "want", "what", "wrong", "total")
"""What `assert_close` says of a value that is off."""


def constants(node: ast.expr | None) -> Iterator[str]:
    """The strings that an expression may be: a literal, or either side of `if`."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from constants(node.body)
        yield from constants(node.orelse)


def assigned(tree: ast.Module, name: str) -> list[ast.expr]:
    """All that is assigned to this name anywhere in a module."""
    found: list[ast.expr] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
            found.append(node.value)
        elif isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == name:
            found += [node.value] if node.value else []
    return found


def keys(node: ast.expr, tree: ast.Module) -> list[str]:
    """The keys of what stands after `**`: a dictionary, or another finding's."""
    dicts = [node, *assigned(tree, ast.unparse(node))]
    found = [
        key.value
        for value in dicts
        if isinstance(value, ast.Dict)
        for key in value.keys
        if isinstance(key, ast.Constant)
    ]
    return found or list(CARRIED)


def parameters(call: ast.Call, tree: ast.Module) -> tuple[str, ...]:
    """The names of a finding's parameters, as one call gives them."""
    names: list[str] = []
    for keyword in call.keywords:
        names += [keyword.arg] if keyword.arg else keys(keyword.value, tree)
    for argument in call.args[1:]:
        if isinstance(argument, ast.Dict):
            names += keys(argument, tree)
    return tuple(names)


def raised_kinds() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Where, kind and parameters of all findings that the sources can make."""
    for path in sorted(GRADER.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        variable = [k for value in assigned(tree, "kind") for k in constants(value)]
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            place = f"{path.relative_to(GRADER)}:{node.lineno}"
            name = node.func.id
            if name in ("fail", "finding", "Finding"):
                kinds = list(constants(node.args[0])) if node.args else []
                if not kinds and ast.unparse(node.args[0]) == "kind":
                    kinds = variable
                for kind in kinds:
                    yield place, kind, parameters(node, tree)
            elif name == "problem" and len(node.args) > 1:
                for kind in constants(node.args[1]):
                    yield place, kind, ("file", *parameters(node, tree))
            else:
                for keyword in node.keywords:
                    if keyword.arg == "kind" and name.startswith("assert_"):
                        for kind in constants(keyword.value):
                            yield place, kind, AT


KINDS = sorted(set(raised_kinds()))


@pytest.mark.parametrize(
    ("place", "kind", "names"), KINDS, ids=[f"{p} {k}" for p, k, _ in KINDS]
)
def test_a_finding_made_in_the_sources_has_words_that_fit_its_parameters(
    place, kind, names
):
    params = dict.fromkeys(names, "x")
    if kind in ("load", "load_run"):
        params |= {"why": "raised"}

    text = message(Finding(kind, params))

    assert text
    assert "{" not in text


def test_every_word_is_said_by_some_source():
    said = {kind for _, kind, _ in KINDS}

    # `value` is the default of `assert_close`.
    assert sorted(WORDS.keys() - said - {"value"}) == []


def test_the_search_for_findings_sees_the_sources():
    kinds = {kind for _, kind, _ in KINDS}

    assert kinds >= {"slow", "slept", "gradient", "unreadable", "low_accuracy", "odd"}


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_a_word(outcome):
    assert OUTCOMES[outcome]


@pytest.mark.parametrize(
    "why",
    ["raised", "slow", "slept", "died", "forged"],
)
def test_a_file_that_cannot_be_loaded_is_told_with_its_reason(why):
    params = {
        "file": "loss.py",
        "why": why,
        "seconds": "5",
        "type": "E",
        "message": "m",
    }

    text = message(Finding("load", params))

    assert text.startswith("`loss.py` cannot be loaded, so its exercises cannot be")
    assert text.endswith(message(Finding(why, params)))


MESSAGES = {
    "You returned NoneType of loss; a different type is expected.": Finding(
        "type", {"got": "NoneType", "what": "loss"}
    ),
    "ValueError: bad  (loss.py:3  raise ValueError)".replace("  ", " "): Finding(
        "raised",
        {"type": "ValueError", "message": "bad", "place": "loss.py:3",
         "line": "raise ValueError"},
    ),
    "The process ended while the code ran (SIGKILL).": Finding(
        "died", {"signal": "SIGKILL"}
    ),
    "The process ended while the code ran.": Finding("died", {"signal": ""}),
    "No gradient comes through: the answer has lost its graph.": Finding("no_graph"),
    "No gradient reaches W1: the answer has lost its graph.": Finding(
        "no_graph", {"what": "W1"}
    ),
    "E: {place} {0} %s": Finding("raised", {"type": "E", "message": "{place} {0} %s"}),
}  # fmt: skip


@pytest.mark.parametrize("text", MESSAGES)
def test_the_message_of_a_finding_is(text):
    assert message(MESSAGES[text]) == text


def test_foreign_text_in_a_message_is_made_harmless():
    params = {"type": "E", "message": "\x1b[2Jone\ntwo\u202e"}

    assert message(Finding("raised", params)) == "E: [2Jone two"


# --- clean --------------------------------------------------------------------------

DIRTY = {
    "\x1b[31mred\x1b[0m": "[31mred [0m",
    "\x1b]52;c;aGk=\x07": "]52;c;aGk=",
    "a\r\nb\tc\vd\0e\x7ff\x9bg": "a b c d e f g",
    "abc\u202egpj.exe": "abc gpj.exe",
    "\u2066a\u2069\u200e\u200f\u061c": "a",
    "zero\u200bwidth\ufeff": "zero width",
    "\u2028line\u2029": "line",
    "\ud800 surrogate": "surrogate",
    "tag\U000e0041": "tag",
    "  many   spaces  ": "many spaces",
    "数学 ε = 1e-5, naïve 🙂": "数学 ε = 1e-5, naïve 🙂",
    "[red]markup[/red] <b>&amp;</b>": "[red]markup[/red] <b>&amp;</b>",
    "": "",
}


@pytest.mark.parametrize("text", DIRTY, ids=ascii)
def test_clean_leaves_printable_text_on_one_line(text):
    assert clean(text) == DIRTY[text]


def test_clean_leaves_text_of_the_longest_length_whole():
    assert clean("x" * 300) == "x" * 300


def test_clean_cuts_longer_text_and_says_so():
    assert clean("x" * 301) == "x" * 285 + " ... (cut here)"


def test_clean_cuts_to_another_limit():
    assert clean("x" * 50, limit=40) == "x" * 25 + " ... (cut here)"


# --- one whole report ---------------------------------------------------------------

EXERCISES = (
    Exercise("relu", "activations", "relu(X)", Part.CORE, 6),
    Exercise("sigmoid", "activations", "sigmoid(X)", Part.EXTENSION, 3),
    Exercise("softmax", "loss", "softmax(O)", Part.CORE, 7),
    Exercise("cross_entropy", "loss", "cross_entropy(O, y)", Part.CORE, 8),
    Exercise("accuracy", "training", "accuracy(y_hat, y)", Part.CORE, 4.5),
)


def run(name: str, title: str, part: Part = Part.CORE) -> AccuracyRun:
    return AccuracyRun(
        name, title, "run", part, 10, ("net",), None, (4, 3, 2), "normal", 0.1, 8, 3
    )


FASHION = run("fashion-mnist", "Fashion-MNIST, 784-256-10")
MNIST = run("mnist", "MNIST, 784-128-10")
ASSIGNMENT = Assignment(
    "mlp", "Multilayer perceptrons", Path(), EXERCISES, (FASHION, MNIST), {}
)


def result(
    exercise: str,
    title: str,
    points: float,
    outcome: Outcome,
    finding: Finding | None = None,
    shown: Counterexample | None = None,
) -> Result:
    name = title.lower().replace(" ", "_")
    return Result(Check(name, exercise, title, points), outcome, finding, shown)


REPORT = Report(
    ASSIGNMENT,
    Submission("mine", "abc", ()),
    (
        result("relu", "Takes any shape", 2, Outcome.PASSED),
        result(
            "relu", "relu is the larger of x and 0", 4, Outcome.FAILED,
            Finding("value", {"wrong": "1", "total": "2", "index": "[1]",
                              "got": "-1", "want": "0", "what": ""}),
            Counterexample("relu(X)", {"X": "[0, -1]"}, "[0, -1]", "[0, 0]"),
        ),
        result("sigmoid", "sigmoid is 1 / (1 + exp(-x))", 3, Outcome.NOT_STARTED,
               Finding("stub", {"name": "sigmoid", "file": "activations.py"})),
        result(
            "softmax", "softmax is right for large logits", 6.5, Outcome.ERRORED,
            Finding("raised", {"type": "ValueError", "message": "[b]why[/b]\x1b[J",
                               "place": "loss.py:12", "line": "raise ValueError(why)"}),
            Counterexample("softmax(O)", {"O": "f32[2, 10]"}, "raised ValueError", ""),
        ),
        result("softmax", "Each row sums to 1", 0.5, Outcome.TIMED_OUT,
               Finding("slow", {"seconds": "5"})),
        result("cross_entropy", "cross_entropy is one loss a sample", 8, Outcome.BROKEN,
               Finding("broken", {"error": "KeyError: 'x'"})),
        result("accuracy", "accuracy counts", 4.5, Outcome.PASSED),
    ),
    (
        RunResult(FASHION, Outcome.FAILED, 0.81237, 0.84, (Epoch(0.8, 0.84, 0.3, 0.1),),
                  Finding("low_accuracy", {"got": "0.8124", "want": "0.8400"})),
        RunResult(MNIST, Outcome.PASSED, 0.9731, 0.97, (Epoch(0.9, 0.9, 0, 0.1),) * 3),
    ),
    Environment("process", "cpu", {"fashion-mnist": "full", "mnist": "sample"}, {}, 0),
    {"total": 1.0},
)  # fmt: skip

TEXT = """\
Multilayer perceptrons: mine
Data: the small embedded sample of MNIST, with thresholds of its own. `grade
data fetch` gets the full sets.
Isolation: process (student code can read your files). Device: cpu.

activations.py
  relu                               2 / 6  partly right
  sigmoid                            0 / 3  not started  (extension)

loss.py
  softmax                            0 / 7  out of time
  cross_entropy                      0 / 8  our fault

training.py
  accuracy                       4.5 / 4.5  passed

accuracy
  Fashion-MNIST, 784-256-10         0 / 10  failed
    test accuracy 0.8124 after epoch 1 of 3; at least 0.8400 is asked
    The accuracy at the end is 0.8124; with this start and these batches it is
    at least 0.8400.
  MNIST, 784-128-10                10 / 10  passed
    test accuracy 0.9731 after 3 epochs; at least 0.9700 is asked

FAIL  relu: relu is the larger of x and 0
  call          relu(X)
  X             [0, -1]
  yours         [0, -1]
  expected      [0, 0]
  1 of 2 values differ: at [1] it is -1, expected 0.
  None of the mistakes I know behaves like this, so I will not guess.

ERROR  softmax: softmax is right for large logits
  call          softmax(O)
  O             f32[2, 10]
  yours         raised ValueError
  ValueError: [b]why[/b] [J (loss.py:12 raise ValueError(why))
  Also: Each row sums to 1

OURS  cross_entropy: cross_entropy is one loss a sample
  This is our error, not yours, and costs you nothing: KeyError: 'x'

Core         16.5 / 37.5  (provisional: something of ours did not work)
Extension       0 / 3"""


def test_the_text_of_a_report_at_width_80_is():
    assert render_text(REPORT) == TEXT


def test_a_report_of_nothing_but_passes_is_short():
    passed = (result("accuracy", "accuracy counts", 4.5, Outcome.PASSED),)
    environment = Environment("strong", "cpu", {}, {}, 0)
    report = replace(REPORT, results=passed, runs=(), environment=environment)

    assert render_text(report).splitlines() == [
        "Multilayer perceptrons: mine",
        "Isolation: strong. Device: cpu.",
        "",
        "training.py",
        "  accuracy                       4.5 / 4.5  passed",
        "",
        "Core          4.5 / 4.5",
    ]


def test_a_score_that_is_provisional_says_so_also_when_nothing_else_counts():
    ours = Finding("broken", {"error": "KeyError"})
    broken = result("relu", "A title", 6, Outcome.BROKEN, ours)

    text = render_text(replace(REPORT, results=(broken,), runs=()))

    assert text.splitlines()[-1] == (
        "Core            0 / 0  (provisional: something of ours did not work)"
    )


NASTY = [
    "x" * 3000,
    "数" * 900,
    "a b " * 300,
    "\x1b[2J\u202e" * 99,
    "[red]" * 80,
    "\n" * 50,
]


@pytest.mark.parametrize("text", NASTY, ids=lambda text: ascii(text[:2]))
def test_no_line_is_longer_than_80_cells_whatever_the_student_sends(text):
    params = {"type": text, "message": text, "place": "loss.py:1", "line": text}
    shown = Counterexample(text, {text[:40]: text}, text, text)
    failed = result(
        "relu", "A title", 6, Outcome.ERRORED, Finding("raised", params), shown
    )
    report = replace(REPORT, results=(failed,), submission=Submission(text, "0", ()))

    rendered = render_text(report)

    assert [line for line in rendered.splitlines() if cell_len(line) > 80] == []
    assert [c for c in rendered if not c.isprintable() and c != "\n"] == []


def test_no_line_of_the_whole_report_is_longer_than_80_cells():
    lines = render_text(REPORT).splitlines()

    assert [line for line in lines if cell_len(line) > 80] == []


# --- JSON ---------------------------------------------------------------------------


def test_the_json_of_a_report_says_this_of_its_score_and_exercises():
    data = json.loads(render_json(REPORT))

    assert data["score"] == {
        "core": {"points": 16.5, "out_of": 37.5},
        "extension": {"points": 0.0, "out_of": 3.0},
        "provisional": True,
    }
    assert [(e["name"], e["points"], e["outcome"]) for e in data["exercises"]] == [
        ("relu", 2, "partial"),
        ("sigmoid", 0, "not_started"),
        ("softmax", 0, "timed_out"),
        ("cross_entropy", 0, "broken"),
        ("accuracy", 4.5, "passed"),
    ]


def test_a_distance_that_is_no_number_is_null_in_the_json():
    odd = (Epoch(0.1, 0.8, float("nan"), 0.01), Epoch(0.1, 0.8, float("inf"), 0.01))
    report = replace(REPORT, runs=(RunResult(MNIST, Outcome.FAILED, 0.1, 0.8, odd),))

    def refuse(name: str) -> None:
        raise AssertionError(f"{name} is no JSON")

    data = json.loads(render_json(report), parse_constant=refuse)

    assert [epoch["distance"] for epoch in data["accuracy"][0]["curve"]] == [None, None]
