"""The report as a page, looked at in Chromium; and pieces of it for notebooks."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from grader.judging.library import load_hints
from grader.model import Counterexample, Finding, Outcome, Report, Submission
from grader.report.html import render_exercises, render_html
from grader.report.language import speak
from grader.report.notes import QUIET
from tests.conftest import ROOT
from tests.test_report import NASTY, REPORT, result

HOSTILE = "</code></style></title><script>alert(1)</script><img src=x onerror=alert(2)>"
MISTAKES = {
    "activations": f"""
def relu(X):
    return X.where(X > 0, 0.01 * X)

def tanh(X):
    raise ValueError({HOSTILE!r} + "{{{{7*7}}}} \\u202e {{% raw %}} `")
""",
    "loss": "def softmax(O):\n    E = O.exp()\n    return E / E.sum(0)\n",
}
ONLY = ("relu", "sigmoid", "tanh", "softmax", "cross_entropy", "mnist")
NAME = f"{HOSTILE} \u202e{{{{7*7}}}} العربية"


@pytest.fixture(scope="module")
def report(solutions, grade_modules) -> Report:
    """Right, wrong and raising functions, and a training of one epoch."""
    modules = {n: text + "\n\n" + MISTAKES.get(n, "") for n, text in solutions.items()}
    graded = grade_modules(modules, *ONLY, epochs=1)
    return replace(graded, submission=Submission(NAME, "0" * 64, ()))


@pytest.fixture(scope="module")
def page(report, tmp_path_factory) -> Path:
    """The page of that report, in a file."""
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_bytes(render_html(report))
    return path


def words(page: bytes) -> str:
    """What is between the tags of a page's body."""
    body = page.decode().partition("<body")[2].partition(">")[2]
    return " ".join(re.sub(r"<[^>]+>", "", body).split())


# --- what is in it


def test_the_same_report_gives_the_same_bytes(report, page):
    times = replace(report, elapsed={"checks": 9.0, "total": 99.0})

    assert render_html(times) == page.read_bytes()


def test_the_page_says_what_the_terminal_says():
    told = words(render_html(REPORT))

    for text in (
        "16.5 / 37.5", "provisional: something of ours did not work",
        "relu is the larger of x and 0", "1 of 2 values differ: at [1] it is -1",
        "None of the mistakes I know behaves like this",
        "ValueError: [b]why[/b] [J (loss.py:12 raise ValueError(why))",
        "Also failed: Each row sums to 1 (out of time)",
        "This is our error, not yours, and costs you nothing: KeyError: &#39;x&#39;",
        "small embedded sample of MNIST", "student code can read your files",
        "test accuracy 0.8124 after epoch 1 of 3; at least 0.8400 is asked",
        "not started (extension)",
    ):  # fmt: skip
        assert text in told


def test_a_file_that_cannot_be_loaded_is_told_once():
    why = Finding("load", {"file": "activations.py", "why": "died", "signal": ""})
    both = [result(n, "A title", 3, Outcome.ERRORED, why) for n in ("relu", "sigmoid")]

    page = render_html(replace(REPORT, results=tuple(both)))

    assert words(page).count("cannot be loaded") == 1
    assert page.count(b'href="#file-activations"') == 2


def test_wrong_images_come_first_each_with_both_labels(page):
    shown = re.findall(r'<li class="(hit|miss)">\s*<img src="data:image/png;base64,\w',
                       page.read_text("utf-8"))  # fmt: skip

    assert shown == ["miss"] * 24 + ["hit"] * 8


def test_the_matrix_is_that_of_the_json_report(report, page):
    table = page.read_text("utf-8").partition('<table class="confusion">')[2]
    cells = re.findall(r"<td [^>]*>(\d+)</td>", table.partition("</table>")[0])

    (run,) = [run for run in report.runs if run.confusion]
    assert list(map(int, cells)) == [count for row in run.confusion for count in row]


def test_headings_go_down_one_step_at_a_time(page):
    levels = list(map(int, re.findall(r"<h(\d)", page.read_text("utf-8"))))

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_page_in_chinese_has_no_english_sentence(report, assignment):
    page = render_html(report, speak("zh", assignment.root))

    assert b'<html lang="zh">' in page
    told = re.sub(r"<code>.*?</code>|<h1>.*?</header>", "", page.decode(), flags=re.S)
    told = told.partition("<main")[2].partition("<footer>")[0]
    foreign = re.compile(r">[^<]*\b(the|is|of|after|each)\b[^<]*<")
    assert [m.group() for m in foreign.finditer(told)] == []


def test_a_drawing_heeds_no_settings_of_the_folder_it_is_made_in(tmp_path):
    code = (
        "import sys; from tests.test_report import REPORT; "
        "from grader.report.html import render_html; "
        "sys.stdout.buffer.write(render_html(REPORT))"
    )
    evil = tmp_path / "matplotlibrc"
    evil.write_bytes(b"text.usetex: True\nlines.linewidth: 40\n\xff\xfe\n")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}

    drawn = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment,
        capture_output=True, check=True,
    )  # fmt: skip

    assert drawn.stdout == render_html(REPORT)
    assert drawn.stderr == b""


# --- the command


def test_the_command_writes_page_and_json(tmp_path):
    folder = tmp_path / "<img src=x onerror=alert(1)>"
    folder.mkdir()
    (folder / "activations.py").write_text("def relu(X):\n    return X.abs()\n")
    page, data = tmp_path / "report.html", tmp_path / "report.json"

    ran = grade(folder, "--only", "relu", "--html", page, "--json", data)

    assert ran.returncode == 0
    assert ran.stderr == f"Report: `{data}`\nReport: `{page}`\n"
    name = json.loads(data.read_text())["submission"]["name"]
    assert name == "<img src=x onerror=alert(1)>"
    assert "<bdi>&lt;img src=x onerror=alert(1)&gt;</bdi>" in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--html", "no/where.html"], 3, "There is no folder `no`"),
        (["--html", "."], 3, "is a folder; name a file."),
        (["--html", "r", "--json", "r"], 2, "`--json` and `--html` name the same file"),
    ],
)
def test_a_place_that_cannot_be_is_told_before_grading(options, code, said, tmp_path):
    ran = grade(ROOT / "solutions", *options, folder=tmp_path)

    assert ran.returncode == code
    assert said in ran.stderr
    assert (ran.stdout, list(tmp_path.iterdir())) == ("", [])


def grade(*arguments, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command as a process."""
    return subprocess.run(
        [sys.executable, "-m", "grader", *map(str, arguments)], cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
    )  # fmt: skip


# --- in Chromium


@pytest.fixture
def look(browser, page):
    """Open the page in a scheme and a width."""
    contexts = []

    def opened(scheme="light", width=1000, path=page, **options):
        size = {"width": width, "height": 800}
        contexts.append(
            browser.new_context(color_scheme=scheme, viewport=size, **options)
        )
        tab = contexts[-1].new_page()
        tab.goto(path.as_uri())
        return tab

    yield opened
    for context in contexts:
        context.close()


def test_nothing_in_the_page_runs_and_nothing_is_asked_for(browser, page):
    context = browser.new_context()
    tab, requests, dialogs, logged = context.new_page(), [], [], []
    tab.on("request", lambda request: requests.append(request.url))
    tab.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    tab.on("console", lambda message: logged.append(message.text))

    tab.goto(page.as_uri())
    tab.wait_for_timeout(200)

    assert [url for url in requests if not url.startswith("data:")] == [page.as_uri()]
    assert (dialogs, logged) == ([], [])
    active = "script, iframe, object, embed, form, link, base, img:not([src^='data:'])"
    assert tab.locator(active).count() == 0
    handlers = "e => [...e.attributes].some(a => a.name.startsWith('on'))"
    assert (
        tab.evaluate(f"[...document.querySelectorAll('*')].some({handlers})") is False
    )
    told = tab.inner_text("body")
    assert told.count("<script>alert(1)</script>") >= 2
    assert "{{7*7}}" in told
    assert "\u202e" not in tab.content()
    context.close()


def test_the_policy_lets_no_script_run_even_if_there_were_one(look, page, tmp_path):
    path = tmp_path / "page.html"
    text = page.read_text("utf-8")
    path.write_text(text.replace("</body>", "<script>document.title='ran'</script>"))

    assert look(path=path).title() != "ran"


@pytest.mark.parametrize(
    ("scheme", "width"),
    [("light", 1000), ("dark", 1000), ("light", 360), ("dark", 360)],
)
def test_axe_finds_nothing_serious(scheme, width, look):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    tab = look(scheme, width, bypass_csp=True)
    tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")

    violations = axe.run(tab).response["violations"]

    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in violations] == []


@pytest.mark.parametrize("width", [320, 360, 1000])
def test_the_page_is_as_wide_as_the_window(width, look):
    tab = look(width=width)
    tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")

    assert tab.evaluate("document.documentElement.scrollWidth") == width


def test_long_texts_do_not_widen_the_page(look, tmp_path):
    rows = []
    for text in NASTY:
        params = {"type": text, "message": text, "place": "loss.py:1", "line": text}
        shown = Counterexample(text, {text[:40]: text}, text, text)
        why = Finding("raised", params)
        rows += [result("relu", "A title", 1, Outcome.ERRORED, why, shown)] * 2
    name = Submission("W" * 3000, "0", ())
    path = tmp_path / "page.html"
    path.write_bytes(render_html(replace(REPORT, results=tuple(rows), submission=name)))
    tab = look(width=360, path=path)
    tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")

    assert tab.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize(
    ("scheme", "width"), [("light", 1000), ("dark", 1000), ("light", 360)]
)
def test_a_screenshot_has_the_scheme_and_something_on_it(scheme, width, look, tmp_path):
    path = tmp_path / f"{scheme}-{width}.png"
    look(scheme, width).screenshot(path=path, full_page=True)

    picture = Image.open(path).convert("L")
    shades = picture.histogram()
    paper = picture.getpixel((1, picture.height - 2))
    ink = 100 - 100 * sum(shades[max(0, paper - 15) : paper + 16]) / sum(shades)
    assert picture.width == width
    assert picture.height > 2000
    assert paper < 40 if scheme == "dark" else paper > 240
    assert 2 < ink < 40
    far = shades[200:] if scheme == "dark" else shades[:60]
    assert sum(far) > 1000


def test_the_first_key_leads_past_the_head(look):
    tab = look()

    tab.keyboard.press("Tab")
    box = tab.locator(".skip").bounding_box()
    assert tab.evaluate("document.activeElement.className") == "skip"
    assert box["y"] >= 0
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "main"


def test_a_key_shows_what_another_failed_check_saw(look):
    tab = look()
    summary = tab.locator("article details summary").first
    summary.focus()

    width = summary.evaluate("e => getComputedStyle(e).outlineWidth")
    tab.keyboard.press("Enter")

    assert tab.locator("article details").first.evaluate("d => d.open")
    assert summary.evaluate("e => e.matches(':focus-visible')")
    assert width == "2px"


def test_on_paper_it_is_light_and_everything_is_unfolded(look, tmp_path):
    tab = look("dark")
    tab.emulate_media(media="print")

    paper = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == "rgb(255, 255, 255)"
    printed = tab.pdf(path=tmp_path / "report.pdf", format="A4")
    assert printed.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) > 2
    folded = tab.locator("article details .finding").first
    assert folded.bounding_box()["height"] > 10


# --- for notebooks


@pytest.fixture(scope="module")
def hints(assignment):
    """Exercise -> its ladder."""
    return {name: load_hints(assignment.root, name)["en"] for name in ONLY[:-1]}


def test_a_piece_for_a_notebook_has_the_failure_and_folded_hints(report, hints):
    piece = render_exercises(report, ["relu"], hints)

    told = " ".join(
        re.sub(r"<style>.*?</style>|<[^>]+>", "", piece, flags=re.S).split()
    )
    assert told.startswith("relu ◐ partly right 1 / 6")
    assert "yours -0.01 expected 0" in told
    assert "leaky ReLU" in told
    assert "relu-leaky" in told
    ladder = piece.partition('<div class="hints">')[2]
    first, second, third = (ladder.index(f"Hint {step}") for step in (1, 2, 3))
    assert first < second < third < ladder.index("</details>")


def test_a_piece_tells_only_of_what_was_asked_and_has_no_id(report, hints):
    piece = render_exercises(report, ["sigmoid", "softmax"], hints)

    assert "All " in piece
    assert "relu" not in piece.partition("</style>")[2].partition("softmax")[0]
    assert piece.count("<section>") == 2
    assert ' id="' not in piece
    assert piece.count("Hint 1") == 1


def test_a_piece_is_inert(report, hints, look, tmp_path):
    path = tmp_path / "piece.html"
    piece = render_exercises(report, ["tanh"], hints)
    path.write_text(f"<!DOCTYPE html><title>x</title>{piece}", "utf-8")

    tab = look(path=path)

    assert tab.locator("script, img").count() == 0
    assert "<script>alert(1)</script>" in tab.inner_text("body")


@pytest.mark.parametrize("name", [e.name for e in REPORT.assignment.exercises])
def test_a_piece_can_be_made_of_every_outcome(name):
    piece = render_exercises(REPORT, [name], {})

    rows = [r for r in REPORT.results if r.check.exercise == name]
    failed = [r for r in rows if r.outcome not in QUIET]
    assert all(r.check.title in piece for r in failed)
    assert "Hint" not in piece
