"""Notebooks: released ones in a real kernel, and those of any origin as submissions.

`NOTEBOOKS=all` grades all exercises of each notebook, not only a few.
"""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode, v3, v4

from grader.authoring.start import start_folder
from grader.authoring.stubs import release, stale
from grader.errors import SubmissionError, UsageError
from grader.grading import Request, grade
from grader.intake.submission import read_submission
from grader.model import Outcome, Report

ROOT = Path(__file__).parent.parent
LINEAR = ROOT / "examples" / "linear"
SOLUTIONS = {p.stem: p.read_text("utf-8") for p in (ROOT / "solutions").glob("*.py")}
ALL = os.environ.get("NOTEBOOKS") == "all"

Cells = list[str]
Read = Callable[[Path], Report]


def parts(module: str) -> Cells:
    """The solution of a file, a statement a cell, without the docstring."""
    text = SOLUTIONS[module]
    return [ast.get_source_segment(text, n) or "" for n in ast.parse(text).body[1:]]


def written(path: Path, cells: Cells, **metadata: Any) -> Path:
    made = v4.new_notebook(cells=[v4.new_code_cell(c) for c in cells], **metadata)
    path.write_text(nbformat.writes(made), "utf-8")
    return path


@pytest.fixture
def judge(assignment, sandbox) -> Callable[..., Report]:
    """Read a folder or a file, and grade some of its exercises."""

    def run(path: Path, *only: str) -> Report:
        submission = read_submission(path, assignment.names, lambda: sandbox)
        names = {s.name for s in submission.sources}
        every = {e.name for e in assignment.exercises if e.file in names}
        chosen = frozenset(every if ALL or not only else only)
        request = Request(data=lambda name: None, with_accuracy=False, only=chosen)
        return grade(submission, assignment, sandbox, request)

    return run


def lost(report: Report) -> dict[str, str]:
    """What did not pass: check -> why."""
    return {
        f"{r.check.exercise}: {r.check.name}": str(r.finding)
        for r in report.results
        if r.outcome is not Outcome.PASSED
    }


# --- release ------------------------------------------------------------------


@pytest.mark.parametrize("course", [ROOT, LINEAR], ids=["mlp", "linear"])
def test_the_committed_notebooks_are_current(course):
    assert stale(course / "solutions", course / "exercises") == ()
    assert {p.stem for p in (course / "exercises" / "notebooks").iterdir()} == {
        p.stem for p in (course / "solutions").glob("*.py")
    }


def test_a_changed_and_a_stray_notebook_are_stale(tmp_path):
    release(LINEAR / "solutions", tmp_path)
    (tmp_path / "notebooks" / "linear.ipynb").write_text("{}")
    (tmp_path / "notebooks" / "old.ipynb").write_text("{}")

    assert stale(LINEAR / "solutions", tmp_path) == (
        "notebooks/linear.ipynb", "notebooks/old.ipynb",
    )  # fmt: skip


def test_each_exercise_has_its_statement_stub_scratch_and_check(assignment):
    for file, names in assignment.names.items():
        path = ROOT / "exercises" / "notebooks" / f"{file}.ipynb"
        notebook = nbformat.read(path, nbformat.NO_CONVERT)
        nbformat.validate(notebook)
        marks = [c.metadata.torch_grader for c in notebook.cells]

        assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
        assert sorted({m.exercise for m in marks if "exercise" in m}) == sorted(names)
        assert [m.role for m in marks] == ["statement", "imports"] + [
            role for _ in names for role in ("statement", "stub", "scratch", "check")
        ]


def filled(stub: Path, solution: str) -> NotebookNode:
    """A released notebook with our answers in its stub cells."""
    notebook = nbformat.read(stub, 4)
    answers = {
        node.name: ast.get_source_segment(solution, node) or ""
        for node in ast.parse(solution).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }
    for cell in notebook.cells:
        mark = cell.metadata.torch_grader
        if mark.role == "stub":
            cell.source = answers[mark.exercise]
    return notebook


@pytest.fixture(scope="module")
def released(tmp_path_factory) -> Path:
    """`grade release` on the course, as a command."""
    folder = tmp_path_factory.mktemp("released")
    command = [sys.executable, "-m", "grader", "release", ROOT / "solutions", folder]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr
    assert f"Wrote `{folder / 'notebooks' / 'loss.ipynb'}`." in ran.stdout
    return folder


@pytest.mark.filterwarnings("ignore")
def test_a_released_notebook_runs_in_a_kernel(released, tmp_path):
    """That of a file which needs another one, as it is; test_check.py fills one in."""
    notebook = nbformat.read(released / "notebooks" / "network.ipynb", 4)
    tried = (
        "try:\n    init_params()\nexcept NotImplementedError:\n    pass\n"
        "else:\n    raise AssertionError"
    )
    notebook.cells.append(v4.new_code_cell(tried))

    client = NotebookClient(notebook, timeout=120, kernel_name="python3")
    client.execute(cwd=str(tmp_path))

    shown = [
        output.data["text/plain"]
        for cell in notebook.cells
        if "check(" in cell.source
        for output in cell.outputs
    ]
    assert len(shown) >= 5
    assert [text for text in shown if "not started" not in text] == []


def test_filled_notebooks_get_full_marks(released, tmp_path, judge):
    for name, text in SOLUTIONS.items():
        stub = released / "notebooks" / f"{name}.ipynb"
        nbformat.write(filled(stub, text), tmp_path / f"{name}.ipynb")

    report = judge(tmp_path, "relu", "net", "softmax", "MLP", "backward")

    assert lost(report) == {}


def test_of_a_released_notebook_nothing_is_started(released, judge):
    report = judge(released / "notebooks", "relu", "net", "backward")

    assert {r.outcome for r in report.results} == {Outcome.NOT_STARTED}


# --- init ---------------------------------------------------------------------


def test_init_writes_notebooks_where_asked(tmp_path):
    command = [sys.executable, "-m", "grader", "init", tmp_path / "n", "--notebook"]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60)

    assert ran.returncode == 0, ran.stderr
    assert "Wrote 8 files" in ran.stdout
    want = {f"{name}.ipynb" for name in SOLUTIONS} | {"README.md"}
    assert {p.name for p in (tmp_path / "n").iterdir()} == want


@pytest.mark.parametrize(
    ("there", "notebooks"),
    [("loss.py", True), ("loss.ipynb", True), ("loss.ipynb", False)],
)
def test_init_writes_over_work_of_neither_kind(there, notebooks, tmp_path):
    (tmp_path / there).write_text("a night's work")

    with pytest.raises(UsageError, match=rf"{there}` is there already"):
        start_folder(tmp_path, notebooks=notebooks)

    assert [p.name for p in tmp_path.iterdir()] == [there]


# --- notebooks of any origin ----------------------------------------------------


def one_cell(path: Path) -> Path:
    return written(path / "activations.ipynb", [SOLUTIONS["activations"]])


def colab(path: Path) -> Path:
    cells = [
        "#@title Setup { display-mode: 'form' }\n!pip install -q d2l==1.0.3\n"
        "%matplotlib inline\nfrom d2l import torch as d2l\n"
        "from google.colab import drive\ndrive.mount('/content/drive')",
        *parts("activations"),
        "d2l.plot(x, [relu(x)], 'x', 'relu(x)', figsize=(5, 2.5))",
    ]
    metadata = {"colab": {"provenance": []}, "accelerator": "GPU"}
    return written(path / "Copy of activations.ipynb", cells, metadata=metadata)


def whole_course(path: Path) -> Path:
    cells = [cell for name in sorted(SOLUTIONS) for cell in parts(name)]
    own = [c for c in cells if not re.match("from (activations|loss) import", c)]
    return written(path / "MLP homework (final).ipynb", own)


def format_3(path: Path) -> Path:
    code = [v3.new_code_cell(input=cell) for cell in parts("loss")]
    title = v3.new_heading_cell("Loss", level=1)
    sheets = [
        v3.new_worksheet(cells=[title, *code[:2]]),
        v3.new_worksheet(cells=code[2:]),
    ]
    made = v3.new_notebook(worksheets=sheets)
    (path / "loss.ipynb").write_text(v3.writes_json(made), "utf-8")
    return path


def bare(path: Path) -> Path:
    """By hand: no ids, no metadata, no outputs, sources as lists."""
    cells = [
        {"cell_type": "code", "source": cell.splitlines(True)} for cell in parts("data")
    ]
    (path / "data.ipynb").write_text(json.dumps({"cells": cells}), "utf-8")
    return path


def from_windows(path: Path) -> Path:
    made = json.loads(bare(path).joinpath("data.ipynb").read_text("utf-8"))
    text = json.dumps(made, indent=1).replace("\\n", "\\r\\n").replace("\n", "\r\n")
    (path / "data.ipynb").write_text(text, "utf-8-sig", newline="")
    return path


def widgets_and_outputs(path: Path) -> Path:
    file = written(path / "loss.ipynb", parts("loss"))
    made = json.loads(file.read_text("utf-8"))
    state = {f"w{n}": {"model_module": "@jupyter-widgets/base"} for n in range(2000)}
    key = "application/vnd.jupyter.widget-state+json"
    made["metadata"]["widgets"] = {key: {"state": state, "version_major": 2}}
    line = {"output_type": "stream", "name": "stdout", "text": ["epoch 1\n"] * 20}
    made["cells"][0]["outputs"] = [line, {"output_type": "no such type"}] * 9_000
    file.write_text(json.dumps(made), "utf-8")
    return path


def experiments(path: Path) -> Path:
    cells = [
        "import wandb, pandas as pd\nwandb.init(project='mlp')",
        "from torchvision import datasets\nfull = datasets.MNIST('.', download=True)",
        "train_iter = torch.utils.data.DataLoader(full)\nX, y = next(iter(train_iter))",
        *parts("training"),
        "def show(n):\n    return history.plot(), pd.DataFrame(history)",
        "history = train(model, train_iter, train_iter, loss, sgd, 100)",
        "accuracy = accuracy(model(X), y)\ntrain_loss, accuracy = train_epoch(1, 2)",
        "for X, y in train_iter:\n    accuracy = predict(model, [(X, y)])",
        "await train_forever()",
        "while True:\n    sgd_step([], 0.1)",
        "this is not Python (",
    ]
    return written(path / "training.ipynb", cells)


def magics(path: Path) -> Path:
    imports, *rest = parts("regularization")
    cells = [
        f"%load_ext autoreload\n%autoreload 2\n{imports}",
        "%%time\n" + rest[0],
        "files = !ls -l\nversion = %env PATH\n?l2_penalty\ntorch.nn?\n%timeit 1 + 1",
        "\n%%capture out\n" + rest[1],
        "%%html\n<b>def dropout(X, p): </b>",
        "!echo it's ( not Python",
        "def rest_of(a, b):\n    return (a\n    % b)\n%time rest_of(3, 2)",
    ]
    return written(path / "Untitled1.ipynb", cells)


def brackets(path: Path) -> Path:
    """What begins with a percent sign in brackets is no magic, beside one that is."""
    text = (
        "%matplotlib inline\nimport torch\ndef relu(X):\n    zero = (4\n"
        "    % 2)\n    return X.clamp(min=zero)"
    )
    return written(path / "activations.ipynb", [text])


def helpers(path: Path) -> Path:
    """Helpers and constants, some of them made by calls and loops, in other cells."""
    cells = [
        "from __future__ import annotations\nimport torch\nfrom typing import Callable",
        "LIMITS = []\nfor bound in (0, None):\n    LIMITS.append(bound)",
        "ZERO = torch.tensor(0.0)\nTABLE = {}\nTABLE['relu'] = LIMITS[0]",
        "def named(name):\n    def wrap(f: Nowhere) -> Callable:\n        return f\n"
        "    return wrap",
        "class Clip:\n    def __call__(self, X):\n"
        "        return X.clamp(min=TABLE['relu'])",
        "clip = Clip()",
        "@named('relu')\ndef relu(X: Tensor) -> Tensor:\n    return clip(X)",
    ]
    return written(path / "activations.ipynb", cells)


def not_by_def(path: Path) -> Path:
    cells = [
        "import torch\nfrom torch import nn\nfrom functools import partial",
        "relu = nn.ReLU()",
        "tanh = torch.tanh",
        "sigmoid = lambda X: 1 / (1 + torch.exp(-X)) if True else None",
        "sigmoid = partial(torch.sigmoid)\nsigmoid = lambda X: torch.sigmoid(X)",
    ]
    return written(path / "activations.ipynb", cells)


def several_tries(path: Path) -> Path:
    cells = [
        "import torch",
        "def relu(X):\n    return X",
        "def relu(X:\n    return X",
        "def relu(X):\n    return X.clamp(min=0)",
        "def relu(X):\n    raise NotImplementedError",
        "from torch.nn.functional import relu6 as other, tanh as relu",
    ]
    return written(path / "activations.ipynb", cells)


def marked(path: Path, scratch: str, answer: str) -> Path:
    notebook = nbformat.read(ROOT / "exercises/notebooks/activations.ipynb", 4)
    for cell in notebook.cells:
        mark = cell.metadata.torch_grader
        if mark.get("exercise") == "relu" and mark.role in ("stub", "scratch"):
            cell.source = {"stub": answer, "scratch": scratch}[mark.role] or cell.source
    nbformat.write(notebook, path / "activations.ipynb")
    return path


def trial_in_scratch(path: Path) -> Path:
    trial = "def relu(X):\n    return X\nX = 3\nplot(relu(X)"
    return marked(path, trial, "def relu(X):\n    return X.clamp(min=0)")


def trial_that_is_python(path: Path) -> Path:
    trial = "MIN = 5\ndef relu(X):\n    return X\nassert relu(3) == 3"
    answer = "MIN = 0\ndef relu(X):\n    return X.clamp(min=MIN)"
    return marked(path, trial, answer)


def answer_in_scratch(path: Path) -> Path:
    answer = "def relu(X):\n    return torch.where(X > 0, X, ZERO)\nZERO = 0.0 * 1"
    return marked(path, answer, "")


def helper_in_scratch(path: Path) -> Path:
    helper = "def positive(X):\n    return X > 0"
    return marked(path, helper, "def relu(X):\n    return X * positive(X)")


def same_names(path: Path) -> Path:
    """Variables that are called like exercises which are still stubs."""
    cells = [
        "import torch\nfrom torch import nn",
        "def init_params(num_inputs, num_hiddens, num_outputs, std=0.01):\n"
        "    return [torch.zeros(0)]",
        "def net(X, params):\n    raise NotImplementedError",
        "class MLP(nn.Module):\n    def __init__(self):\n"
        "        raise NotImplementedError",
        "net = MLP()\nmodel = d2l.MLP(784)\nnet = model\nmlp = net(torch.ones(3))",
        "def collapse(params):\n    W1, b1, W2, b2 = params\n"
        "    return W1 @ W2, b1 @ W2 + b2",
    ]
    return written(path / "network.ipynb", cells)


def in_a_file_of_its_own(path: Path) -> Path:
    cells = ["%%writefile loss.py\n" + SOLUTIONS["loss"], "from loss import softmax"]
    return written(path / "Untitled.ipynb", cells)


def percent_script(path: Path) -> Path:
    cells = "\n\n".join(f"# %%\n{cell}" for cell in parts("loss"))
    (path / "loss.py").write_text(f"# %% [markdown]\n# # Loss\n\n{cells}\n", "utf-8")
    return path


def mixed(path: Path) -> Path:
    shutil.copy(ROOT / "solutions" / "activations.py", path)
    cells = ["from activations import relu", *parts("network")]
    return written(path / "network (2).ipynb", cells).parent


RIGHT = {
    one_cell: ("relu", "tanh"),
    colab: ("relu",),
    whole_course: ("relu", "net", "softmax", "backward"),
    format_3: ("softmax",),
    bare: ("fashion_mnist_transform", "split"),
    from_windows: ("split",),
    widgets_and_outputs: ("cross_entropy",),
    experiments: ("accuracy", "predict"),
    magics: ("l2_penalty",),
    brackets: ("relu",),
    helpers: ("relu",),
    not_by_def: ("relu", "tanh", "sigmoid"),
    several_tries: ("relu",),
    trial_in_scratch: ("relu",),
    trial_that_is_python: ("relu",),
    answer_in_scratch: ("relu",),
    helper_in_scratch: ("relu",),
    same_names: ("collapse",),
    in_a_file_of_its_own: ("softmax",),
    percent_script: ("softmax",),
    mixed: ("relu", "net"),
}
PARTIAL = (
    brackets, helpers, not_by_def, several_tries, trial_in_scratch,
    trial_that_is_python, answer_in_scratch, helper_in_scratch, same_names,
)  # fmt: skip
"""They hold a few exercises of their file."""


@pytest.mark.parametrize("make", RIGHT, ids=lambda make: make.__name__)
def test_a_right_answer_counts_in_a_notebook_of_any_origin(make, judge, tmp_path):
    report = judge(make(tmp_path), *RIGHT[make])

    names = {f"{name}: " for name in RIGHT[make]}
    found = lost(report)
    if ALL and make in PARTIAL:
        found = {k: v for k, v in found.items() if k.startswith(tuple(names))}
    assert found == {}
    assert {r.check.exercise for r in report.results} >= set(RIGHT[make])


# --- what is wrong with a notebook, in a sentence ---------------------------------


def raw(name: str, data: bytes) -> Callable[[Path], None]:
    return lambda folder: (folder / name).write_bytes(data) and None


def two(first: str, second: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        for name in (first, second):
            if name.endswith(".py"):
                (folder / name).write_text(SOLUTIONS["activations"], "utf-8")
            else:
                written(folder / name, parts("activations"))

    return make


R_NOTEBOOK = {
    "cells": [{"cell_type": "code", "source": "relu <- function(x) pmax(x, 0)"}],
    "metadata": {"kernelspec": {"language": "R", "name": "ir"}},
}
ONLY_TEXT = {"cells": [{"cell_type": "markdown", "source": "def relu(X): return X"}]}
CONFLICT = b'{\n "cells": [\n<<<<<<< HEAD\n ]\n}'

REFUSED = {
    "empty": (raw("a.ipynb", b""), "`a.ipynb` in `{}` cannot be read: it is empty."),
    "a conflict": (raw("a.ipynb", CONFLICT), "opened (line 3 is not JSON)."),
    "a pointer": (raw("a.ipynb", b"version https://git-lfs"), "(line 1 is not JSON)."),
    "no cells": (raw("a.ipynb", b"{}"), "cannot be read: it has no cells."),
    "a list": (raw("a.ipynb", b"[1]"), "cannot be read: it is JSON, and no notebook."),
    "in R": (raw("a.ipynb", json.dumps(R_NOTEBOOK).encode()), "written in R, not in"),
    "latin-1": (raw("a.ipynb", b'{"cells": ["\xe9"]}'), "it is not UTF-8 text."),
    "no code": (raw("a.ipynb", json.dumps(ONLY_TEXT).encode()), "no exercise file in"),
    "both forms": (two("activations.py", "activations.ipynb"),
                   "`activations.py` and `activations.ipynb`. Keep the one"),
    "a copy": (two("activations.ipynb", "activations (1).ipynb"),
               "`activations (1).ipynb` and `activations.ipynb`. Keep the one"),
    "of no name": (two("Untitled.ipynb", "Untitled1.ipynb"),
                   "`Untitled.ipynb` and `Untitled1.ipynb`. Keep the one"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_wrong_is_told_in_a_sentence(case, judge, tmp_path):
    make, words = REFUSED[case]
    make(tmp_path)

    with pytest.raises(SubmissionError, match=re.escape(words.format(tmp_path))):
        judge(tmp_path, "relu")


def test_a_message_names_the_cell_and_the_line_in_it(tmp_path):
    cells = [
        "import torch",
        "plot()",
        "# mine\ndef relu(X):\n    return torch.no_such(X)",
        "def tanh(X:\n    return X",
        "def sigmoid(X):\n    return X.sigmoid()",
    ]
    written(tmp_path / "activations.ipynb", cells)
    command = [sys.executable, "-m", "grader", tmp_path, "--only", "relu,tanh,sigmoid"]

    ran = subprocess.run(command, capture_output=True, text=True, timeout=120)

    shown = " ".join(ran.stdout.split())
    relu = "(code cell 3, line 3 of `activations.ipynb`: return torch.no_such(X))"
    tanh = "(code cell 4, line 1 of `activations.ipynb`: def tanh(X:)"
    assert relu in shown
    assert f"SyntaxError: '(' was never closed {tanh}" in shown
    assert re.search(r"sigmoid +3 / 3 +passed", ran.stdout)
