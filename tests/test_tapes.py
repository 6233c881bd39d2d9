"""Checks recorded once for a class: the same verdicts as when each draws its own."""

from __future__ import annotations

import pytest
import torch

from grader.judging import follow_through
from grader.judging.rehearsing import Rehearsal
from grader.model import Check, Outcome, Result, Source, Submission
from grader.report.json import report_data
from grader.sandbox.connection import Worker
from grader.sandbox.protocol import Call, Returned, Series
from grader.sandbox.validation import to_wire
from grader.testing.feedback import finding
from grader.testing.series import Ahead, OffScript, Segment, plain
from grader.testing.student import Student
from grader.testing.tapes import Failure, Recorder, Tapes

NAMES = ("relu", "relu_grad", "softmax", "cross_entropy_grad", "dropout", "train_epoch")
WRONG = {
    "relu": ("activations", "def relu(X):\n    return X.abs()\n"),
    "relu_grad": ("activations", "def relu_grad(X):\n    return X.clamp(0, 1)\n"),
    "relu_grad by machine": (
        "activations",
        "def relu_grad(X):\n"
        "    X = X.clone().requires_grad_()\n"
        "    X.relu().sum().backward()\n"
        "    return X.grad\n",
    ),
    "softmax": ("loss", "def softmax(O):\n    return O.exp()\n"),
    "softmax that counts": (
        "loss",
        "asked = []\n\ndef softmax(O):\n"
        "    asked.append(O)\n    return O.softmax(1) + (len(asked) == 20)\n",
    ),
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
    "dropout that exits": (
        "regularization",
        "import os\n\ndef dropout(X, p, training=True):\n    os._exit(0)\n",
    ),
}
ROUNDED = "def softmax(O):\n    return (O - O.logsumexp(1, keepdim=True)).exp()\n"
"""Right, and other in the last bits."""


@pytest.fixture(scope="module")
def learnt(assignment, sandbox, solutions):
    """Record exercises; what was asked, and the checks that were passed."""

    def run(seed: int, *names: str, **modules: str) -> tuple[Tapes, list[str]]:
        texts = {**solutions, **modules}
        sources = tuple(Source(name, text) for name, text in texts.items())
        submission, tapes = Submission("test", "0", sources), Tapes(seed)
        found = Rehearsal(tapes, submission, assignment, sandbox, 0, "cpu")
        found.learn(frozenset(names))
        return tapes, [result.check.name for result in found.results]

    return run


@pytest.fixture(scope="module")
def recorded(learnt) -> Tapes:
    """What our solutions have been asked."""
    return learnt(7, *NAMES)[0]


@pytest.fixture
def played(recorded, assignment, sandbox):
    """Names of the checks of exercises that modules pass by the tapes alone."""

    def run(modules: dict[str, str], *names: str) -> list[str]:
        sources = tuple(Source(name, text) for name, text in modules.items())
        submission = Submission("test", "0", sources)
        found = Rehearsal(recorded, submission, assignment, sandbox, 0, "cpu")
        found.play(frozenset(names))
        own = (r for r in found.results if r.check.exercise not in found.named)
        return [result.check.name for result in own]

    return run


def told(report) -> dict[str, object]:
    """All that a report says, but for the time that it took."""
    return {k: v for k, v in report_data(report).items() if k != "elapsed"}


@pytest.mark.parametrize("name", ["", *WRONG])
def test_with_tapes_a_report_is_the_same(name, recorded, grade_modules, solutions):
    modules = dict(solutions)
    if name:
        file, code = WRONG[name]
        modules[file] += f"\nimport torch\n\n{code}"

    alone = told(grade_modules(modules, *NAMES))
    played = told(grade_modules(modules, *NAMES, tapes=recorded))

    assert played == alone
    asked = [e for e in alone["exercises"] if e["name"] in NAMES]
    failed = {e["name"] for e in asked if e["points"] < e["out_of"]}
    assert failed == ({name.split()[0]} if name else set())


PARTLY = {
    "relu that is wrong for large numbers": "X.clamp(0, 90)",
    "relu without a gradient": "X.detach().clamp(min=0)",
}


@pytest.mark.parametrize("name", PARTLY)
def test_of_an_exercise_that_fails_only_the_checks_that_it_fails_are_run(
    name, recorded, grade_modules, solutions, monkeypatch
):
    code = f"\n\ndef relu(X):\n    return {PARTLY[name]}\n"
    modules = {**solutions, "activations": solutions["activations"] + code}
    alone = told(grade_modules(modules, "relu"))
    (shown,) = (e for e in alone["exercises"] if e["name"] == "relu")
    outcomes = [check["outcome"] for check in shown["checks"]]
    recalled = []
    recall = Student.recall

    def noting(self, exchanges):
        recalled.append(exchanges)
        recall(self, exchanges)

    monkeypatch.setattr(Student, "recall", noting)
    played = told(grade_modules(modules, "relu", tapes=recorded))

    assert played == alone
    assert 0 < len(recalled) == outcomes.count("passed") < len(outcomes)


def test_who_fails_only_after_many_calls_is_asked_everything_again(
    recorded, grade_modules, solutions
):
    """By itself the check that failed passes: what was known is not taken for it."""
    code = (
        "\n\nasked = []\n\ndef relu(X):\n    asked.append(1)\n"
        "    return X.clamp(min=0) + (len(asked) > {})\n"
    )
    for most in (30, 60, 75):
        text = solutions["activations"] + code.format(most)
        modules = {**solutions, "activations": text}

        alone = told(grade_modules(modules, "relu"))
        played = told(grade_modules(modules, "relu", tapes=recorded))

        assert played == alone
        (shown,) = (e for e in alone["exercises"] if e["name"] == "relu")
        assert shown["points"] < shown["out_of"]


def test_every_exercise_can_be_recorded(assignment, learnt):
    names = {exercise.name for exercise in assignment.exercises}

    tapes, _ = learnt(1, *names)

    assert [n for n, own in tapes.of.items() if not own] == []
    assert tapes.of.keys() == names


def test_who_records_does_not_matter_and_who_fails_does_not(learnt, solutions):
    file, code = WRONG["relu"]
    wrong = {file: solutions[file] + "\n\n" + code}
    rounded = {"loss": f"import torch\n\n{ROUNDED}"}

    ours, passed = learnt(3, "relu", "softmax")
    theirs, some = learnt(3, "relu", "softmax", **wrong, **rounded)

    assert [n for n in passed if not n.startswith("relu")] == some != []
    for name in ("relu", "softmax"):
        pairs = zip(ours.of[name], theirs.of[name], strict=True)
        assert all(one.segments == other.segments for one, other in pairs)
    assert [t.passed for t in ours.of["relu"]] == [t.passed for t in theirs.of["relu"]]
    assert ours.of["softmax"][0].passed != theirs.of["softmax"][0].passed


def test_a_check_is_one_message_and_nothing_else_is_asked(
    recorded, played, solutions, monkeypatch
):
    sent = []
    request = Worker.request

    def noting(self, message, *args, **kwargs):
        sent.append(type(message).__name__)
        return request(self, message, *args, **kwargs)

    monkeypatch.setattr(Worker, "request", noting)

    unclear = {n: f"print()\n{text}" for n, text in solutions.items()}
    passed = played(unclear, "relu", "dropout")

    assert passed == [t.check.name for n in ("relu", "dropout") for t in recorded.of[n]]
    assert sent.count("Series") == len(passed)
    assert set(sent) == {"Outline", "Load", "Series"}


def test_inputs_that_nobody_foresees_follow_from_the_seed(learnt):
    tapes = [learnt(seed, "relu")[0] for seed in (1, 1, 2)]
    asked = [[t.segments[0].requests for t in own.of["relu"]] for own in tapes]

    assert asked[0] == asked[1] != asked[2]


def test_the_same_code_is_asked_once(played, solutions, monkeypatch):
    sent = []
    request = Worker.request

    def noting(self, message, *args, **kwargs):
        sent.append(type(message).__name__)
        return request(self, message, *args, **kwargs)

    text = "import torch\n\nWHERE = -1.0\n\ndef relu(X):\n    return {}\n"
    one = text.format("torch.where(X > 0, X, 0 * X)  # mine")
    other = "# another's\n" + text.format("torch.where(X > 0, X, 0*X)") + "LR = 0.1\n"
    unlike = text.format("torch.where(X > 0, X, X * 0)")
    first = played({**solutions, "activations": one}, "relu")
    monkeypatch.setattr(Worker, "request", noting)

    again = played({**solutions, "activations": other}, "relu")
    asked = list(sent)
    third = played({**solutions, "activations": unlike}, "relu")

    assert first == again == third != []
    assert asked == ["Outline", "Load"]
    assert "Series" in sent


def test_code_that_only_ends_up_the_same_has_not_passed(played, solutions):
    """Loading took another `low`: where it is bound again the text alone misleads."""
    text = "low = {}\ndef relu(X, low=low):\n    return X.clamp(min=low)\nlow = 0\n"
    right, wrong = (
        {**solutions, "activations": text.format(number)} for number in (0, -1)
    )
    plain = text.replace("low = {}\n", "low = 0\n").removesuffix("low = 0\n")

    assert played({**solutions, "activations": plain}, "relu") != []
    assert played(right, "relu") != []
    assert played(wrong, "relu") == []


HELPED = (
    "def relu(X):\n    return X\n\n\n"
    "def relu_grad(X):\n    return (relu(X) > 0).to(X.dtype)\n"
)
AGAIN = {
    "a wrong one": (WRONG["relu"][1], ["relu"]),
    "one that raises, which is told with its line": (
        "def relu(X):\n    return X.nothing\n",
        [],
    ),
    "one that lets torch differentiate, told with its line": (
        WRONG["relu_grad by machine"][1],
        [],
    ),
    # Which passes with our relu: that depends on what else is in the file.
    "one that calls a wrong one": (HELPED, ["relu"]),
}


@pytest.mark.parametrize("name", AGAIN)
def test_the_same_wrong_code_is_judged_once(
    name, recorded, grade_modules, solutions, monkeypatch
):
    code, remembered = AGAIN[name]
    names = ("relu", "relu_grad")
    text = f"{solutions['activations']}\n\nimport torch\n\n{code}"
    first = {**solutions, "activations": text}
    second = {**solutions, "activations": f"# another's\nLR = 0.1\n\n{text}"}
    tapes = Tapes(recorded.seed, dict(recorded.of))
    alone = told(grade_modules(second, *names))
    grade_modules(first, *names, tapes=tapes)
    judged = []
    run = follow_through.run_checks

    def noting(submission, assignment, sandbox, only, **options):
        judged.append(sorted(only))
        return run(submission, assignment, sandbox, only, **options)

    monkeypatch.setattr(follow_through, "run_checks", noting)
    again = told(grade_modules(second, *names, tapes=tapes))

    assert again == alone
    assert sorted(n for n, own in tapes.failures.items() if own) == remembered
    assert not {name for only in judged for name in only} & {*remembered}
    assert remembered or judged
    shown = {e["name"]: e["points"] < e["out_of"] for e in again["exercises"]}
    assert any(shown[name] for name in names)


def test_the_same_wrong_code_in_a_file_that_does_not_load_gets_nothing(
    recorded, grade_modules, solutions
):
    text = f"{solutions['activations']}\n\ndef relu(X):\n    return X.clamp(0, 90)\n"
    broken = {**solutions, "activations": f"{text}\nfrom torch import no_such_name\n"}
    tapes = Tapes(recorded.seed, dict(recorded.of))
    first = told(grade_modules({**solutions, "activations": text}, "relu", tapes=tapes))
    again = told(grade_modules(broken, "relu", tapes=tapes))

    assert len(tapes.failures["relu"]) == 1
    points = [
        next(e["points"] for e in report["exercises"] if e["name"] == "relu")
        for report in (first, again)
    ]
    assert points[0] > points[1] == 0


def test_a_failure_by_luck_is_not_remembered():
    check, tapes = Check("is_right", "relu", "It is right", 1), Tapes(1)
    for kind in ("flaky", "graph_in_numbers"):
        result = Result(check, Outcome.FAILED, finding(kind))
        tapes.remember("relu", kind, Failure((result,), ()))

    assert tapes.failures["relu"].keys() == {"graph_in_numbers"}


SPOILER = (
    "import torch\n\nasked = []\n\n"
    # Fails after many calls, so it is judged again, in few of them.
    "def relu(X):\n"
    "    asked.append(1)\n"
    "    torch.tanh = torch.abs\n"
    "    return X.clamp(min=0) + (len(asked) > 60)\n\n"
    "def sigmoid(X):\n"
    "    torch.tanh = torch.abs\n"
    "    return torch.special.expit(X)\n\n"
    "def tanh(X):\n"
    "    return torch.tanh(X)\n"
)


def test_nobody_spoils_right_code_for_others(learnt, grade_modules, solutions):
    """What a worker has become by other exercises is no reason to fail a code."""
    names = ("relu", "sigmoid", "tanh")
    tapes, _ = learnt(5, *names)
    spoilt = {**solutions, "activations": SPOILER}
    plain = "import torch\n\n\ndef tanh(X):\n    return torch.tanh(X)\n"

    grade_modules(spoilt, *names, tapes=tapes)
    report = told(
        grade_modules({**solutions, "activations": plain}, "tanh", tapes=tapes)
    )

    (shown,) = (e for e in report["exercises"] if e["name"] == "tanh")
    assert shown["points"] == shown["out_of"]


HELPER = (
    "import torch\n\n\n"
    "def relu(X):\n    {}\n    return X.clamp(min=0)\n\n\n"
    "def tanh(X):\n    return torch.sigmoid(X)\n"
)
"""Its `tanh` is right where its `relu` has been called."""


def test_nobody_makes_wrong_code_pass_for_others(learnt, grade_modules, solutions):
    """Nor do two of them."""
    names = ("relu", "tanh")
    tapes, _ = learnt(5, *names)

    passed = []
    for patch in ("torch.sigmoid = torch.tanh", "torch.sigmoid = torch.tanh  # 2", ""):
        text = HELPER.format(patch or "pass")
        report = told(
            grade_modules({**solutions, "activations": text}, *names, tapes=tapes)
        )
        (shown,) = (e for e in report["exercises"] if e["name"] == "tanh")
        passed.append(shown["points"] == shown["out_of"])

    assert passed == [True, False, False]
    assert "tanh" not in tapes.outlines


def test_code_that_was_asked_beside_other_code_is_asked_once_more(
    learnt, assignment, sandbox, monkeypatch
):
    sent = []
    request = Worker.request

    def noting(self, message, *args, **kwargs):
        sent.append(type(message).__name__)
        return request(self, message, *args, **kwargs)

    monkeypatch.setattr(Worker, "request", noting)
    names = frozenset(["relu", "tanh"])
    tapes, _ = learnt(5, *names)
    text = HELPER.format("pass").replace("sigmoid", "tanh")
    counts = []
    for number in range(3):
        source = Source("activations", f"{text}\n# {number}\n")
        sent.clear()
        found = Rehearsal(
            tapes, Submission("test", "0", (source,)), assignment, sandbox, 0, "cpu"
        )
        found.play(names)
        assert {r.check.exercise for r in found.results} == names
        counts.append(sent.count("Series"))

    relu, tanh = (len(tapes.of[name]) for name in ("relu", "tanh"))
    assert counts == [relu + tanh, tanh, 0]


def test_the_same_code_in_a_file_that_does_not_load_has_not_passed(played, solutions):
    broken = solutions["activations"] + "\nfrom torch import no_such_name\n"

    assert played(solutions, "relu") != []
    assert played({**solutions, "activations": broken}, "relu") == []


def test_who_takes_too_long_is_asked_no_more(played, solutions, monkeypatch):
    monkeypatch.setattr("grader.judging.rehearsing.PATIENCE", -1.0)

    assert played(solutions, "relu") == []


def test_an_answer_that_rounds_otherwise_is_looked_at_once(recorded, played, solutions):
    modules = {**solutions, "loss": f"import torch\n\n{ROUNDED}"}
    runs = []
    for tape in recorded.of["softmax"]:
        tape.run = lambda run=tape.run, **given: (runs.append(1), run(**given))

    first, looked = played(modules, "softmax"), len(runs)
    second = played(modules, "softmax")

    assert first == second == [tape.check.name for tape in recorded.of["softmax"]]
    assert 0 < looked == len(runs)


def test_who_fails_one_check_passes_none_of_the_exercise_by_tape(played, solutions):
    file, code = WRONG["relu"]

    assert played({**solutions, file: solutions[file] + "\n\n" + code}, "relu") == []


def test_a_check_that_hands_an_answer_on_is_not_recorded():
    X, Y = (to_wire(torch.arange(20.0) + n) for n in (0, 1))
    check = Check("hands_on", "relu", "It hands on", 1)
    kept = []
    for argument in (X, Y):
        recorder = Recorder()
        recorder.begin(lambda: None, {}, draws=False)
        for asked, answer in ((X, Y), (argument, X)):
            request = Call(1, "relu", (asked,), {})
            recorder.heard.append((False, request, Returned(1, answer)))
        recorder.end(check, is_apart=False, passed=True)
        kept.append(list(recorder.tapes()))

    assert kept == [["relu"], []]


def call(function: str, id: int = 3) -> Call:
    """A request."""
    return Call(id, function, (), {})


def test_what_is_asked_in_another_order_is_off_the_script():
    segment = Segment((plain(call("f")), plain(call("g"))))
    ahead = Ahead([segment])

    with pytest.raises(OffScript):
        ahead.due(call("g"))
    assert ahead.due(call("f")) is segment
    ahead.fill([plain(Returned(8, 1.0)), plain(Returned(9, 2.0))])
    with pytest.raises(OffScript):
        ahead.answer(call("g"))
    assert ahead.answer(call("f", id=5)) == Returned(0, 1.0)
    assert ahead.answer(call("g")) == Returned(0, 2.0)
    with pytest.raises(OffScript):
        ahead.due(call("g"))


def test_replies_that_are_too_few_are_off_the_script():
    ahead = Ahead([Segment((plain(call("f")), plain(call("g"))))])
    ahead.fill([plain(Returned(0, 1.0))])
    ahead.answer(call("f"))

    with pytest.raises(OffScript):
        ahead.answer(call("g"))


def test_a_series_ends_with_what_raises(sandbox, recorded, assignment):
    from grader.judging.checking import make_prompted

    text = "def relu(X):\n    if X == 2: raise ValueError('two')\n    return X\n"
    source = Source("activations", text)
    remote = make_prompted(
        assignment,
        Submission("test", "0", (source,)),
        sandbox,
        seed=0,
        device="cpu",
    )
    remote.begin(assignment.exercises[0])
    requests = tuple(plain(Call(0, "relu", (x,), {})) for x in (1, 2, 3))
    remote.follow([Segment(requests)])

    replies = remote.send(Segment(requests))

    remote.close()
    assert len(replies) == 2
    assert replies[0] == plain(Returned(0, 1))
    assert b"two" in replies[1]
    assert isinstance(Segment(requests).message(4), Series)
