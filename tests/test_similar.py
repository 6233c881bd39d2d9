"""`grade similar`: who in a class wrote alike: as a command, and in Chromium."""

from __future__ import annotations

import csv
import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from grader.assignment import load_assignment, mlp_folder
from grader.authoring.answers import read_answers
from grader.model import Source, Submission
from grader.similarity.places import find_matches
from grader.similarity.prints import MAX_TEXT, prints_of, read_code
from tests.conftest import ROOT

FILES = ("activations", "loss", "network", "training")
EVIL = "<img src=x onerror=alert(1)>"
CODE = "    # </code></style><script>document.title='ran'</script> {{7*7}} \u202e\n"
OTHER_NAMES = {"X": "inputs", "O": "scores", "y": "labels", "H": "hidden", "lr": "rate"}


def written(number: int) -> dict[str, list[str]]:
    """File -> functions, as the one with this number would write them."""
    right = ROOT / "tests" / "answers" / "right"
    found: dict[str, list[str]] = {file: [] for file in FILES}
    for exercise in load_assignment(mlp_folder()).exercises:
        answers = read_answers(right, exercise.name)
        if exercise.file in FILES and len(answers) > number:
            found[exercise.file].append(answers[number].code.strip() + "\n")
    return found


def disguised(code: str) -> str:
    for name, other in OTHER_NAMES.items():
        code = re.sub(rf"\b{name}\b", other, code)
    return code.replace("\n    ", "\n    # done by myself\n\n    ")


def hand_in(folder: Path, files: dict[str, list[str]]) -> None:
    """What a student hands in: the stubs, with the functions below them."""
    folder.mkdir()
    for file, functions in files.items():
        stub = (ROOT / "exercises" / f"{file}.py").read_text("utf-8")
        text = "\n\n".join([stub, *functions])
        (folder / f"{file}.py").write_text(text, "utf-8")


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory) -> Path:
    """A class: three on their own, copies of Ada's in three ways, and stubs."""
    folder = tmp_path_factory.mktemp("class")
    for number, name in enumerate(("Ada", "Ben", "Cem")):
        hand_in(folder / name, written(number))
    loss = folder / "Ada" / "loss.py"
    loss.write_text(
        loss.read_text("utf-8").replace("    return ", f"{CODE}    return ")
    )
    shutil.copytree(folder / "Ada", folder / EVIL)
    moved = {file: [*map(disguised, code[::-1])] for file, code in written(0).items()}
    moved["network"], moved["helper"] = [], moved["network"]
    (folder / "Rex").mkdir()
    for file, functions in moved.items():
        (folder / "Rex" / f"{file}.py").write_text("\n\n".join(functions))
    cells = [c for code in written(0).values() for c in code]
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(c) for c in cells]
    )
    (folder / "Nora.ipynb").write_text(nbformat.writes(notebook), "utf-8")
    for name in ("Stu", "Sue"):
        shutil.copytree(ROOT / "exercises", folder / name)
    for name in ("Una", "Uwe"):
        shutil.copy(
            ROOT / "exercises" / "notebooks" / "loss.ipynb", folder / f"{name}.ipynb"
        )
    (folder / "zoe.zip").write_bytes(b"PK no zip at all")
    (folder / "Cem" / "data.py").write_bytes(b"# caf\xe9\n")
    return folder


def similar(*arguments) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "grader", "similar", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True)


def state(folder: Path) -> dict[Path, str]:
    """Every file and its digest."""
    return {
        path: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def compared(handed_in, tmp_path_factory) -> tuple[Path, str]:
    """The folder with the page, and what the command printed."""
    output = tmp_path_factory.mktemp("similar") / "new"
    before = state(handed_in)
    done = similar(handed_in, "-o", output)
    assert (done.returncode, done.stderr) == (0, "")
    assert state(handed_in) == before
    return output, done.stdout


@pytest.fixture(scope="module")
def rows(compared) -> dict[frozenset[str], dict[str, str]]:
    """The table: the names of a pair -> its line."""
    with (compared[0] / "similar.csv").open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file))
    return {frozenset((row["first"], row["second"])): row for row in found}


# --- the command


def test_all_who_have_the_same_code_are_found_and_nobody_else(rows):
    ring = ["Ada", EVIL, "Rex", "Nora"]

    assert set(rows) == {frozenset((a, b)) for a in ring for b in ring if a != b}


def test_the_very_same_files_are_named(rows):
    same = {pair: row["same"] for pair, row in rows.items() if row["same"]}

    everything = "activations.py, loss.py, network.py, training.py"
    assert same == {frozenset(("Ada", EVIL)): everything}
    assert rows[frozenset(("Ada", EVIL))]["similarity"] == "1.000"


def test_other_names_comments_order_and_files_hide_nothing(rows):
    assert float(rows[frozenset(("Ada", "Rex"))]["similarity"]) > 0.75


def test_the_terminal_says_what_is_usual_and_who_is_left_out(compared):
    told = " ".join(compared[1].split())

    assert "10 submissions compared; 6 pairs with a similarity of 50 % or more." in told
    assert re.search(r"Usual in this class: \d+ %; nine pairs of ten are below", told)
    assert re.search(rf"\d\d\.\d \d+ % {EVIL[:8]}.* and Ada \(the same: activ", told)
    assert "A high number is a reason to look at both, and no proof." in told
    assert "Too little of their own to compare: Stu, Sue, Una, Uwe." in told
    assert "Cem: `data.py` " in told
    assert "zoe: The archive `zoe.zip` is no zip or tar archive" in told


def test_two_runs_write_the_same(handed_in, compared, tmp_path):
    done = similar(handed_in, "-o", tmp_path)

    assert done.returncode == 0
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["similar.csv", "similar.html"]
    for name in names:
        assert (tmp_path / name).read_bytes() == (compared[0] / name).read_bytes()


def test_from_another_threshold_on_more_is_told(handed_in, rows):
    done = similar(handed_in, "--least", "0")

    pairs = re.search(r"(\d+) pairs with a similarity of 0 % or more", done.stdout)
    assert int(pairs[1]) == 15
    assert "Ben and Cem" in done.stdout


def test_a_zip_of_the_class_is_read_and_another_course_too(tmp_path):
    folder = tmp_path / "class"
    for name, code in (("Ada", "a + b"), ("Bo", "a + b"), ("Cy", "b + a")):
        (folder / name).mkdir(parents=True)
        text = "".join(f"def f{i}(a, b):\n    return {code} * {i}\n" for i in range(9))
        (folder / name / "linear.py").write_text(text)
    archive = shutil.make_archive(str(tmp_path / "class"), "zip", folder)

    done = similar(archive, "--assignment", ROOT / "examples" / "linear")

    assert done.returncode == 0, done.stderr
    assert "3 submissions compared; 3 pairs" in done.stdout
    assert "Ada and Bo (the same: linear.py)" in done.stdout


def test_what_is_too_long_is_said_and_not_compared(tmp_path):
    for name in ("Ada", "Bo", "Cy"):
        hand_in(tmp_path / name, written(0))
    with (tmp_path / "Cy" / "loss.py").open("a") as file:
        file.write("x = 1\n" * (MAX_TEXT // 6))

    done = similar(tmp_path)

    assert "2 submissions compared; 1 pair with" in done.stdout
    assert re.search(r"Cy: Not compared: it holds 5\d\d,\d{3} letters", done.stdout)


def test_a_page_has_the_code_of_the_first_pairs_and_the_table_all(tmp_path):
    folder, output = tmp_path / "class", tmp_path / "similar"
    folder.mkdir()
    for number in range(8):
        hand_in(folder / f"student {number}", written(0))

    assert similar(folder, "-o", output).returncode == 0

    page = (output / "similar.html").read_text("utf-8")
    assert page.count("<article") == 25
    assert page.count('<th scope="row">') == 28
    assert "The places of the other pairs are left out" in page
    assert len((output / "similar.csv").read_text("utf-8").splitlines()) == 29


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        ((), 3, "has fewer than two submissions to compare. Bo: The archive"),
        (("-o", "inside"), 2, "lies in the folder of submissions"),
        (("--least", "2"), 2, "Input should be less than or equal to 1"),
        (("--isolation", "none"), 2, "`--isolation` is one of"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(options, code, said, tmp_path):
    hand_in(tmp_path / "Ada", written(0))
    (tmp_path / "Bo.zip").write_bytes(b"no zip")
    options = [tmp_path / "x" if option == "inside" else option for option in options]

    done = similar(tmp_path, *options)

    assert done.returncode == code
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


# --- its parts


def test_lines_of_nothing_but_spaces_cost_no_more_than_others():
    code = read_code("x = 1\n" + " \n" * 200_000 + "def f(a, b):\n    return a + b\n")

    assert code.line_of[-1] == 200_002


@pytest.mark.parametrize("text", ["", "\n\n", "x", "'''", "(" * 3000, "\x00\ud800"])
def test_any_text_has_fingerprints(text):
    assert prints_of(Submission("Ada", "", (Source("loss", text),))) is not None


def test_a_place_is_told_by_the_lines_it_is_on():
    body = "class Net(nn.Module):\n    def f(self, a):\n        return a * 2 + a / 3\n"
    first = Submission("Ada", "1", (Source("net", f"\n\n# mine\n{body}"),))
    cells = ((1, 4), (5, 6))
    text = f"\n\n\n\n{body}"
    second = Submission(
        "Bo", "2", (Source("n", text, notebook="n.ipynb", cells=cells),)
    )

    shared = frozenset(read_code(body).at)
    (match,) = find_matches(first, second, shared)

    assert (match.first.file, match.first.place) == ("net.py", "lines 4 to 6")
    assert match.second.place == "code cell 6, lines 1 to 3"
    assert [line.number for line in match.second.lines] == [1, 2, 3]


# --- in Chromium


@pytest.fixture
def look(browser, compared):
    """Open the page in a scheme and a width; what it asks for and says is kept."""
    contexts = []

    def opened(scheme="light", width=1000, **options):
        size = {"width": width, "height": 800}
        context = browser.new_context(color_scheme=scheme, viewport=size, **options)
        contexts.append(context)
        tab = context.new_page()
        tab.heard = []
        tab.on("request", lambda request: tab.heard.append(request.url))
        tab.on("console", lambda message: tab.heard.append(message.text))
        tab.on("dialog", lambda dialog: (tab.heard.append("!"), dialog.dismiss()))
        tab.goto((compared[0] / "similar.html").as_uri())
        return tab

    yield opened
    for context in contexts:
        context.close()


def test_what_students_wrote_is_shown_and_does_not_run(look, compared):
    tab = look()
    tab.wait_for_timeout(200)

    assert tab.heard == [(compared[0] / "similar.html").as_uri()]
    assert "is a reason to look at both, and no proof." in tab.inner_text("header")
    active = "script, img, iframe, object, embed, form, link, base"
    assert tab.locator(active).count() == 0
    told = tab.inner_text("body")
    assert EVIL in told
    assert CODE.strip(" #\n\u202e") in told
    assert "\u202e" not in tab.content()


def test_a_pair_leads_to_its_places_side_by_side(look):
    tab = look()

    tab.click(".pairs a:has-text('Ada and Rex')")
    id = tab.evaluate("location.hash")
    captions = tab.locator(f"article:has({id}) .match >> nth=0").locator("figcaption")
    moved = tab.locator(f"article:has({id}) .match:has-text('helper.py')").first

    assert re.search(r": \w+\.py, lines \d+ to \d+", captions.first.inner_text())
    assert captions.count() == 2
    boxes = [figure.bounding_box() for figure in moved.locator("figure").all()]
    assert boxes[0]["y"] == boxes[1]["y"]
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]


@pytest.mark.parametrize(("scheme", "width"), [("dark", 1000), ("light", 360)])
def test_axe_finds_nothing_and_the_page_fits(scheme, width, look):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    tab = look(scheme, width, bypass_csp=True)

    violations = axe.run(tab).response["violations"]

    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in violations] == []
    assert tab.evaluate("document.documentElement.scrollWidth") == width
