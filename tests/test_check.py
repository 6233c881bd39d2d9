"""`check()` in a kernel and in JupyterLab; the checks as plain pytest tests."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from grader.practice.notebook import NO_NOTEBOOK
from tests.conftest import ROOT

NOTEBOOKS = ROOT / "exercises" / "notebooks"
ANSWER = "def relu(X):\n    return X.clamp(min=0)"
LEAKY = "def relu(X):\n    return torch.where(X > 0, X, X / 100)"

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


# --- in a kernel


def run(*cells: str) -> list[dict[str, str]]:
    """What each cell shows in a new kernel: form -> text; printed text is one, too."""
    made = [nbformat.v4.new_code_cell(cell) for cell in cells]
    notebook = nbformat.v4.new_notebook(cells=made)
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    shown = []
    for cell in notebook.cells:
        forms: dict[str, str] = {}
        for output in cell.outputs:
            forms |= output.get("data", {}) or {"printed": output.get("text", "")}
        shown.append(forms)
    return shown


@pytest.fixture(scope="module")
def shown() -> dict[str, dict[str, str]]:
    """A session in a notebook: each cell with what it shows."""
    cells = (
        "from grader import check\nimport torch",
        "check()",
        f"{LEAKY}",
        'check("relu")',
        'check("rleu")',
        f"{ANSWER}\n",
        'check( "relu" )',
        "def relu(X):\n    return X.clamp(min=0",
        'check("relu") # after a broken cell',
        "exec('torch.Tensor.clamp = lambda X, **_: X + 1')",
        'check("relu") # after torch was changed',
        "check() # of all that was begun",
        "from grader.practice import notebook\nnotebook._companions[0]._process.kill()",
        'check("relu") # with nobody there',
        'check("relu") # once more',
    )
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell) for cell in cells]
    )
    client = NotebookClient(
        notebook, timeout=120, kernel_name="python3", allow_errors=True
    )
    client.execute()
    return {
        cell.source: dict(output.get("data", {}))
        for cell in notebook.cells
        for output in cell.outputs
    }


def test_a_mistake_is_told_in_both_forms_with_hints_folded(shown):
    answer = shown['check("relu")']

    assert answer["text/plain"].startswith("relu: partly right, 1 / 6\nFAIL  relu: ")
    assert "Negative inputs come through at 1 %" in answer["text/plain"]
    assert "Negative inputs come through at 1 %" in answer["text/html"]
    assert answer["text/html"].count("<details") >= 3
    assert "<details open" not in answer["text/html"]


def test_the_last_definition_counts(shown):
    assert shown['check( "relu" )']["text/plain"] == "relu: passed, 6 / 6"


def test_a_cell_that_did_not_run_changes_nothing(shown):
    told = shown['check("relu") # after a broken cell']

    assert told["text/plain"] == "relu: passed, 6 / 6"


def test_what_cells_do_to_torch_in_the_kernel_changes_no_verdict(shown):
    told = shown['check("relu") # after torch was changed']

    assert told["text/plain"] == "relu: passed, 6 / 6"


def test_without_a_name_it_tells_of_all_that_was_begun(shown):
    told = shown["check() # of all that was begun"]

    assert told["text/plain"] == "relu: passed, 6 / 6"


def test_before_anything_is_defined_it_says_so(shown):
    assert shown["check()"]["text/plain"] == (
        "No exercise is defined yet. Run the cell with your function first."
    )


def test_a_name_that_is_none_gets_a_suggestion(shown):
    assert shown['check("rleu")']["text/plain"] == (
        "There is no exercise `rleu`. Did you mean `relu`?"
    )


def test_a_grader_that_has_gone_is_said_once_and_comes_back(shown):
    gone = shown['check("relu") # with nobody there']
    back = shown['check("relu") # once more']

    assert gone["text/plain"].startswith("The grader beside this notebook has ended")
    assert back["text/plain"] == "relu: passed, 6 / 6"


def test_outside_a_notebook_it_says_what_to_do():
    code = 'from grader import check; check("relu")'

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert (done.stdout, done.stderr) == (NO_NOTEBOOK + "\n", "")


# --- in JupyterLab


@pytest.fixture
def lab(tmp_path) -> Iterator[tuple[str, Path]]:
    """A JupyterLab with the notebook of the loss in its folder; its address."""
    pytest.importorskip("jupyterlab")
    folder = tmp_path / "mine"
    folder.mkdir()
    shutil.copy(NOTEBOOKS / "loss.ipynb", folder)
    places = {
        f"JUPYTER_{kind}_DIR": str(tmp_path / kind)
        for kind in ("CONFIG", "DATA", "RUNTIME")
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root",
         "--ServerApp.port=0", "--IdentityProvider.token=", "--ServerApp.password=",
         f"--ServerApp.root_dir={folder}", "--LabApp.news_url="],
        stderr=subprocess.PIPE, text=True, env=os.environ | places,
    )  # fmt: skip
    assert process.stderr is not None
    printed = []
    try:
        for line in process.stderr:
            printed.append(line)
            if found := re.search(r"http://(localhost|127\.0\.0\.1):\d+", line):
                break
        else:
            pytest.fail("JupyterLab did not start: " + "".join(printed))
        reader = threading.Thread(target=process.stderr.read, daemon=True)
        reader.start()
        yield found[0], folder
    finally:
        process.terminate()
        process.wait(30)
        reader.join(10)
        process.stderr.close()


def type_into(tab: Any, cell: Any, text: str) -> None:
    """Replace a cell's text, as a person at the keyboard."""
    answer_dialog(tab)
    cell.locator(".cm-content").click()
    tab.keyboard.press("Control+A")
    tab.keyboard.press("Delete")
    tab.keyboard.insert_text(text)


def answer_dialog(tab: Any) -> None:
    """Agree to what JupyterLab asks on a slow machine, such as for a kernel."""
    while (button := tab.locator(".jp-Dialog .jp-mod-accept")).count():
        button.first.click()
        tab.wait_for_timeout(200)


def test_an_answer_typed_in_jupyterlab_is_checked_there(lab, browser):
    address, _ = lab
    tab = browser.new_page(viewport={"width": 1200, "height": 1400})
    tab.set_default_timeout(90_000)
    tab.goto(f"{address}/lab/tree/loss.ipynb")
    tab.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status=idle]")

    def cell(text: str) -> Any:
        return tab.locator(".jp-CodeCell", has_text=text).first

    def run_cell(cell: Any) -> None:
        prompt = cell.locator(".jp-InputPrompt")
        before = prompt.inner_text()
        for _ in range(60):  # a kernel that is still starting takes no notice
            answer_dialog(tab)
            cell.locator(".cm-content").click(force=True)
            tab.keyboard.press("Shift+Enter")
            tab.wait_for_timeout(1000)
            if prompt.inner_text() not in (before, "[ ]:"):
                return
        raise AssertionError("the cell does not run")

    stub, checked = cell("def softmax"), cell('check("softmax")')
    run_cell(cell("from grader import check"))
    type_into(tab, stub, "def softmax(O):\n    return O.exp() / O.exp().sum()")
    run_cell(stub)
    run_cell(checked)
    checked.locator("text=Hint 1").wait_for()
    told = checked.inner_text()
    hint = checked.locator("details", has_text="Hint 1").last

    assert "failed" in told
    assert "[[0.5, 0.5]" in told
    assert hint.get_attribute("open") is None
    hint.locator("summary").first.click()
    assert hint.get_attribute("open") is not None
    label = checked.locator("dt", has_text="expected").first
    assert label.bounding_box()["height"] < 40  # on one line

    type_into(tab, stub, "def softmax(O):\n    return torch.softmax(O, 1)")
    run_cell(stub)
    run_cell(checked)
    checked.locator("text=passed").first.wait_for()
    tab.close()


# --- in pytest


def run_pytest(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """pytest as a student runs it, with the plugin that installing us adds."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd)


@pytest.fixture
def mine(tmp_path) -> Path:
    """A folder with one mistake, one right answer, and stubs."""
    folder = tmp_path / "mine"
    shutil.copytree(ROOT / "exercises", folder)
    text = (folder / "activations.py").read_text("utf-8")
    stub = 'raise NotImplementedError("your code here")'
    text = text.replace(stub, "return torch.where(X > 0, X, X / 100)", 1)
    text = text.replace(stub, "return (X > 0).to(X.dtype)", 1)
    (folder / "activations.py").write_text(text, "utf-8")
    return folder


FORMS = {
    "short": ("--submission", "mine", "-k", "relu or softmax", "-rs"),
    "long": (
        "--pyargs", "grader.assignments.mlp.checks", "--submission", "mine",
        "-k", "relu or softmax", "-rs",
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_checks_run_as_plain_tests(form, mine):
    done = run_pytest(*FORMS[form], cwd=mine.parent)

    assert done.returncode == 1, done.stderr
    assert "FAIL  relu: relu(X) is max(X, 0) in every element" in done.stdout
    assert "yours         -0.01" in done.stdout
    assert "`softmax(O)` is not started" in done.stdout
    assert "Traceback" not in done.stdout
    assert re.search(r"3 failed, \d+ passed, \d+ skipped", done.stdout)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--submission", "nowhere"), "There is no folder `nowhere`."),
        (
            ("--submission", "mine", "--submission-assignment", "mine"),
            "There is no `assignment.toml` in `mine`",
        ),
    ],
)
def test_what_cannot_be_checked_is_said_in_a_sentence(options, says, mine):
    done = run_pytest(*options, cwd=mine.parent)

    assert done.returncode == 4
    assert says in done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_who_does_not_ask_for_it_notices_nothing(tmp_path):
    (tmp_path / "test_mine.py").write_text(
        "import sys\ndef test_mine():\n    assert 'torch' not in sys.modules\n"
    )

    done = run_pytest(cwd=tmp_path)

    assert done.returncode == 0, done.stdout
    assert "1 passed" in done.stdout
