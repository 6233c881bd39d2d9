"""The worker's loader: who answers an import, and what counts as a stub."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator

import pytest
import torch

from grader.judging.checking import make_remote
from grader.model import Outcome, Source, Submission
from grader.sandbox.protocol import Call, Frame, Load, Loaded, Raised, Returned
from grader.sandbox.watch import Limits
from grader.testing.feedback import Stopped, StudentRaised
from grader.testing.student import Student

PATIENT = Limits(cpu=60, wall=120)
X = torch.tensor([[-1.0, 2.0]])

# A net that is right for the one layer it has, with whatever `relu` it is given.
NET = """\
from activations import relu

def net(X, params):
    W, b = params
    return relu(X @ W + b)
"""
WRONG_RELU = "def relu(X):\n    return X * 0 + 7\n"

Use = Callable[..., Student]


@pytest.fixture
def use(assignment, sandbox) -> Iterator[Use]:
    """A `student` turned to an exercise of these modules, as checks have it."""
    remotes = []

    def start(exercise: str, **modules: str) -> Student:
        texts = {name: textwrap.dedent(text) for name, text in modules.items()}
        sources = tuple(Source(name, text) for name, text in sorted(texts.items()))
        submission = Submission("test", "0", sources)
        remotes.append(
            make_remote(assignment, submission, sandbox, seed=0, device="cpu")
        )
        student = Student(assignment, remotes[-1])
        student.begin(next(e for e in assignment.exercises if e.name == exercise))
        return student

    yield start
    for remote in remotes:
        remote.close()


def of_net(student: Student) -> object:
    """relu(X) by way of a net whose layer changes nothing."""
    answer = student.net(X, [torch.eye(2), torch.zeros(2)])
    assert isinstance(answer, torch.Tensor)
    return answer.tolist()


RIGHT = [[0.0, 2.0]]


# --- siblings -------------------------------------------------------------------


def test_a_file_gets_the_provided_function_and_not_the_students_wrong_one(use):
    assert of_net(use("net", activations=WRONG_RELU, network=NET)) == RIGHT


def test_the_file_being_graded_is_the_students_own(use):
    student = use("relu", activations=WRONG_RELU, network=NET)

    assert student.relu(X).tolist() == [[7.0, 7.0]]


def test_a_provided_sibling_is_there_where_the_student_handed_in_none(use):
    assert of_net(use("net", network=NET)) == RIGHT


def test_a_sibling_that_cannot_be_loaded_costs_the_other_file_nothing(use):
    assert of_net(use("net", activations="def relu(X:\n", network=NET)) == RIGHT


IMPORTS = {
    "import": "import activations\nrelu = activations.relu\n",
    "import as": "import activations as a\nrelu = lambda X: a.relu(X)\n",
    "from import as": "from activations import relu as r\nrelu = r\n",
    "star": "from activations import *\n",
    "inside a function": (
        "def relu(X):\n    from activations import relu\n    return relu(X)\n"
    ),
    "importlib": (
        "import importlib\nrelu = importlib.import_module('activations').relu\n"
    ),
    "guarded": (
        "try:\n    from activations import relu\nexcept ImportError:\n    relu = None\n"
    ),
}


@pytest.mark.parametrize("how", IMPORTS)
def test_every_way_to_import_a_sibling_gets_the_provided_function(use, how):
    network = IMPORTS[how] + NET.partition("\n")[2]

    assert of_net(use("net", activations=WRONG_RELU, network=network)) == RIGHT


def test_a_relative_import_fails_when_the_file_is_loaded(use):
    student = use("net", activations=WRONG_RELU, network=NET.replace("from ", "from ."))

    with pytest.raises(Stopped) as caught:
        of_net(student)

    params = caught.value.finding.params
    assert (caught.value.outcome, params["type"], params["place"], params["line"]) == (
        Outcome.ERRORED,
        "ImportError",
        "network.py:1",
        "from .activations import relu",
    )


OTHER = "from activations import relu, {name}\n" + NET.partition("\n")[2]


@pytest.mark.parametrize("name", ["sigmoid", "relu_grad"])
def test_importing_another_exercise_costs_nothing_while_it_is_not_used(use, name):
    activations = f"{WRONG_RELU}\ndef {name}(X):\n    return X\n"
    network = OTHER.format(name=name)

    assert of_net(use("net", activations=activations, network=network)) == RIGHT


@pytest.mark.parametrize(
    ("file", "name", "target"),
    [
        ("activations", "sigmoid", "network"),
        ("activations", "relu_grad", "network"),
        ("loss", "softmax", "network"),
        ("activations", "relu", "loss"),
        ("network", "net", "activations"),
        ("backprop", "forward", "network"),
    ],
)
def test_using_another_exercise_raises_an_import_error(use, file, name, target):
    exercise = {"network": "net", "loss": "softmax", "activations": "relu"}[target]
    answer = f"""\
    from {file} import {name}

    def {exercise}(*args):
        return {name}(*args)
    """
    student = use(exercise, **{target: answer, file: f"def {name}(X):\n    return X\n"})

    with pytest.raises(StudentRaised) as caught:
        student.call(exercise, X)

    assert dict(caught.value.finding.params) == {
        "type": "ImportError",
        "message": f"`{target}.py` cannot use `{file}.{name}`: "
        "that is another exercise",
        "place": f"{target}.py:4",
        "line": f"return {name}(*args)",
    }


def test_a_module_of_the_students_own_is_importable(use):
    network = "from shapes import flat\n" + NET.replace("X @", "flat(X) @")
    shapes = "def flat(X):\n    return X.reshape(len(X), -1)\n"

    assert of_net(use("net", network=network, shapes=shapes)) == RIGHT


def test_a_module_of_the_students_own_gets_the_provided_siblings_too(use):
    network = "from layers import layer\ndef net(X, params):\n    return layer(X)\n"
    layers = "from activations import relu\ndef layer(X):\n    return relu(X)\n"
    student = use("net", network=network, layers=layers, activations=WRONG_RELU)

    assert of_net(student) == RIGHT


def test_a_helper_function_in_a_sibling_file_is_importable(use):
    activations = WRONG_RELU + "def halve(X):\n    return X / 2\n"
    network = (
        "from activations import halve, relu\n"
        "def net(X, params):\n"
        "    return relu(halve(X))\n"
    )

    assert of_net(use("net", activations=activations, network=network)) == [[0.0, 1.0]]


def test_a_helper_in_a_sibling_file_comes_with_a_star_import(use):
    activations = WRONG_RELU + "def halve(X):\n    return X / 2\n"
    network = (
        "from activations import *\ndef net(X, params):\n    return relu(halve(X))\n"
    )

    assert of_net(use("net", activations=activations, network=network)) == [[0.0, 1.0]]


def test_a_helper_that_calls_the_students_wrong_relu_is_the_students_own(use):
    activations = WRONG_RELU + "def doubled(X):\n    return 2 * relu(X)\n"
    network = (
        "from activations import doubled\ndef net(X, params):\n    return doubled(X)\n"
    )

    assert of_net(use("net", activations=activations, network=network)) == [
        [14.0, 14.0]
    ]


def test_a_file_that_imports_itself_gets_its_own_functions_and_no_answers(use):
    activations = """\
    def relu(X):
        import activations
        return activations.mine(X)

    def mine(X):
        return X + 100
    """

    assert use("relu", activations=activations).relu(X).tolist() == [[99.0, 102.0]]


def test_an_answer_cannot_be_had_by_way_of_a_helper_module(use):
    activations = "from helper import relu\n"
    student = use(
        "relu", activations=activations, helper="from activations import relu\n"
    )

    with pytest.raises(Stopped) as caught:
        student.relu(X)

    assert caught.value.finding.params["type"] == "ImportError"


def test_a_name_that_is_nowhere_is_an_import_error(use):
    network = "from activations import nothing\n" + NET
    with pytest.raises(Stopped) as caught:
        of_net(use("net", network=network, activations=WRONG_RELU))

    assert caught.value.finding.params["type"] == "ImportError"


@pytest.mark.parametrize("name", ["colorsys", "wave", "random", "torch", "numpy"])
def test_a_students_file_named_like_a_library_does_not_shadow_it(use, name):
    activations = f"""\
    import {name}
    def relu(X):
        return [{name}.__name__, hasattr({name}, "PLANTED")]
    """
    student = use("relu", activations=activations, **{name: "PLANTED = 1\n"})

    assert student.relu(X) == [name, False]


def test_a_wrong_relu_costs_the_net_nothing(solutions, grade_modules):
    modules = dict(solutions)
    modules["activations"] += "\n" + WRONG_RELU

    report = grade_modules(modules, "relu", "net")

    relu = {r.outcome for r in report.results if r.check.exercise == "relu"}
    net = {r.outcome for r in report.results if r.check.exercise == "net"}
    assert Outcome.FAILED in relu
    assert net == {Outcome.PASSED}


# --- stubs ------------------------------------------------------------------------


def found(sandbox, text: str, name: str = "relu", **others: str) -> str:
    """What the worker says of one name in a module `m`."""
    modules = {"m": text, **others}
    worker = sandbox.worker()
    load = Load(1, modules, "m", {name: "m"}, {}, (), {}, 0, "cpu")
    try:
        loaded = worker.request(load, Loaded, PATIENT)
    finally:
        worker.kill()
    assert isinstance(loaded, Loaded), loaded
    return loaded.found[name]


STUB = 'def relu(X):\n    raise NotImplementedError("your code here")\n'
STUBS = {
    "raise": STUB,
    "raise the class": "def relu(X):\n    raise NotImplementedError\n",
    "pass": "def relu(X):\n    pass\n",
    "ellipsis": "def relu(X): ...\n",
    "docstring only": 'def relu(X):\n    """max(X, 0)."""\n',
    "docstring and raise": (
        'def relu(X):\n    """max(X, 0)."""\n    raise NotImplementedError\n'
    ),
    "decorated by a function that returns it": (
        f"def same(f):\n    return f\n\n@same\n{STUB}"
    ),
    "decorated by torch": f"import torch\n\n@torch.no_grad()\n{STUB}",
    "written twice": STUB + STUB,
    "after the real one": "def relu(X):\n    return X\n" + STUB,
}


@pytest.mark.parametrize("stub", STUBS)
def test_a_function_that_does_nothing_is_a_stub(sandbox, stub):
    assert found(sandbox, STUBS[stub]) == "stub"


CLASS = """\
import torch
class MLP(torch.nn.Module):
    def __init__(self):
        super().__init__()
        raise NotImplementedError("your code here")

    def forward(self, X):
        raise NotImplementedError("your code here")
"""


def test_a_class_whose_methods_do_nothing_is_a_stub(sandbox):
    assert found(sandbox, CLASS, "MLP") == "stub"


def test_a_class_with_one_method_written_is_no_stub(sandbox):
    text = CLASS + "\n    def other(self):\n        return 1\n"

    assert found(sandbox, text, "MLP") == "ok"


DONE = {
    "a body": "def relu(X):\n    return X\n",
    "another exception": "def relu(X):\n    raise ValueError\n",
    "a raise under a condition": (
        "def relu(X):\n"
        "    if X is None:\n"
        "        raise NotImplementedError\n"
        "    return X\n"
    ),
    "a lambda": "relu = lambda X: X\n",
    "a library's function": "import torch\nrelu = torch.relu\n",
    "an instance with __call__": (
        "class R:\n    def __call__(self, X):\n        return X\nrelu = R()\n"
    ),
    "a partial": (
        "import functools, torch\nrelu = functools.partial(torch.clamp, min=0)\n"
    ),
    "a def after the stub": STUB + "def relu(X):\n    return X\n",
    "a def under a condition after the stub": STUB
    + "if True:\n    def relu(X):\n        return X\n",
    "an assignment after the stub": STUB + "def mine(X):\n    return X\nrelu = mine\n",
    "an annotated assignment after the stub": STUB
    + "from typing import Any\nrelu: Any = lambda X: X\n",
    "a tuple assignment after the stub": STUB + "relu, other = (lambda X: X), 1\n",
    "an import after the stub": STUB + "from mine import relu\n",
    "an import as after the stub": STUB + "from mine import real as relu\n",
    "a star import after the stub": STUB + "from mine import *\n",
    "a decorator after the stub": STUB + "@lambda f: f\ndef relu(X):\n    return X\n",
}


@pytest.mark.parametrize("done", DONE)
def test_a_function_that_was_written_is_no_stub(sandbox, done):
    # On the first line, where the stub is too.
    mine = "def relu(X): return X\nreal = relu\n"

    assert found(sandbox, DONE[done], mine=mine) == "ok"


@pytest.mark.parametrize(
    "after",
    [
        "class MLP(torch.nn.Linear):\n    pass\n",
        "from mine import *\n",
        (
            "if True:\n"
            "    class MLP(torch.nn.Module):\n"
            "        def forward(self, X):\n"
            "            return X\n"
        ),
    ],
)
def test_a_class_that_was_written_after_the_stub_is_no_stub(sandbox, after):
    mine = "class MLP:\n    def forward(self, X):\n        return X\n"

    assert found(sandbox, CLASS + after, "MLP", mine=mine) == "ok"


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("x = 1\n", "missing"),
        ("def relu(X):\n    return X\ndel relu\n", "missing"),
        ("relu = 3\n", "not_callable"),
        ("relu = None\n", "not_callable"),
    ],
)
def test_what_is_not_a_function_is_said_to_be(sandbox, text, state):
    assert found(sandbox, text) == state


# --- the student's own line -------------------------------------------------------


def raised(sandbox, text: str, **others: str) -> Raised:
    """The exception of `f(0)` in a module `m`."""
    worker = sandbox.worker()
    load = Load(1, {"m": text, **others}, "m", {"f": "m"}, {}, (), {}, 0, "cpu")
    try:
        reply = worker.request(load, Loaded, PATIENT)
        if isinstance(reply, Loaded):
            reply = worker.request(Call(2, "f", (0,), {}), Returned, PATIENT)
    finally:
        worker.kill()
    assert isinstance(reply, Raised), reply
    return reply


def test_a_traceback_names_the_students_lines_and_no_others(sandbox):
    text = (
        "import torch\n"
        "\n"
        "def f(x):\n"
        "    return g(x)\n"
        "\n"
        "def g(x):\n"
        "    return torch.ones(2) @ torch.ones(3)\n"
    )

    reply = raised(sandbox, text)

    assert (reply.kind, reply.frames) == (
        "RuntimeError",
        (Frame("m", 4), Frame("m", 7)),
    )


def test_a_traceback_goes_on_into_the_students_other_module(sandbox):
    reply = raised(
        sandbox,
        "from other import g\ndef f(x):\n    return g(x)\n",
        other="\n\ndef g(x):\n    return 1 / x\n",
    )

    assert reply == Raised(
        2, "ZeroDivisionError", "division by zero", (Frame("m", 3), Frame("other", 4))
    )


def test_an_error_at_import_names_the_line_in_the_module(sandbox):
    reply = raised(sandbox, "import torch\n\n1 / 0\n")

    assert reply == Raised(1, "ZeroDivisionError", "division by zero", (Frame("m", 3),))


def test_a_syntax_error_names_its_line(sandbox):
    reply = raised(sandbox, "import torch\n\ndef f(x:\n    pass\n")

    assert (reply.kind, reply.frames) == ("SyntaxError", (Frame("m", 3),))


def test_a_deep_recursion_is_described_by_its_last_ten_lines(sandbox):
    reply = raised(sandbox, "def f(x):\n    return f(x + 1)\n")

    assert (reply.kind, reply.frames) == ("RecursionError", (Frame("m", 2),) * 10)


def test_a_check_gets_the_text_of_the_students_line(use):
    student = use("relu", activations="def relu(X):\n    return  1 / 0  # oh\n")

    with pytest.raises(StudentRaised) as caught:
        student.relu(X)

    assert dict(caught.value.finding.params) == {
        "type": "ZeroDivisionError",
        "message": "division by zero",
        "place": "activations.py:2",
        "line": "return  1 / 0  # oh",
    }


def test_a_file_that_does_not_stop_loading_says_where(grade_modules):
    spin = "def spin():\n    while True:\n        pass\n\nspin()\n"

    report = grade_modules({"activations": spin}, "relu")

    (found,) = {(r.outcome, r.finding.kind) for r in report.results if r.finding}
    params = next(r.finding.params for r in report.results if r.finding)
    assert found == (Outcome.TIMED_OUT, "load")
    # 10 s of computing, or 20 in all where the machine has no time for it.
    assert params["seconds"] in ("10", "20")
    assert {**params, "line": "", "seconds": ""} == {
        "why": "slow", "seconds": "", "file": "activations.py", "line": "",
        "function": "spin",
    }  # fmt: skip
