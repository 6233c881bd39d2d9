"""`index.html`, the class at a glance: as a command, and in Chromium."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from grader.batch.page import render_class
from grader.report.language import in_english, speak
from tests.test_batch import LEAKY, OPTIONS, RIGHT, hand_in
from tests.test_class_numbers import CLASS, row

HOSTILE = "<script>document.title='ran'<!-- <img src=x onerror=alert(1)>"
RAISES = (
    "def relu(X):\n    raise ValueError('</script><script>document.title=1</script>')\n"
)
HEADING = "#table thead th:nth-child({}) button"
NAMES = "#table tbody tr:not([hidden]) th"


@pytest.fixture(scope="module")
def page(tmp_path_factory) -> Path:
    """The page of a small class, as the command writes it."""
    folder = tmp_path_factory.mktemp("class")
    hand_in(folder, "Ada", RIGHT)
    hand_in(folder, "Bo Ng", LEAKY)
    hand_in(folder, "cem", LEAKY)
    hand_in(folder, "=cmd()", RIGHT)
    hand_in(folder, HOSTILE, RAISES)
    (folder / "zoe\u202e.zip").write_bytes(b"PK no zip at all")
    results = tmp_path_factory.mktemp("results")
    command = [sys.executable, "-m", "grader", "batch", folder, "-o", results, *OPTIONS]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "The class at a glance: `" in done.stdout
    return results / "index.html"


@pytest.fixture
def look(browser, page):
    """Open the page in a scheme and a width; what it asks for and says is kept."""
    contexts = []

    def opened(path=page, scheme="light", width=1000, **options):
        size = {"width": width, "height": 800}
        context = browser.new_context(color_scheme=scheme, viewport=size, **options)
        contexts.append(context)
        tab = context.new_page()
        tab.heard = []
        tab.on("request", lambda request: tab.heard.append(request.url))
        tab.on("console", lambda message: tab.heard.append(message.text))
        tab.on("pageerror", lambda error: tab.heard.append(str(error)))
        tab.on("dialog", lambda dialog: (tab.heard.append("!"), dialog.dismiss()))
        tab.goto(path.as_uri())
        return tab

    yield opened
    for context in contexts:
        context.close()


# --- in Chromium, of the command


def test_what_students_wrote_is_shown_and_does_not_run(look, page):
    tab = look()
    tab.wait_for_timeout(200)

    assert tab.heard == [page.as_uri()]
    assert tab.title() == "Multilayer perceptrons: the class at a glance"
    assert tab.locator("script").count() == 1
    assert tab.locator("img, iframe, object, embed, form, link, base").count() == 0
    told = tab.inner_text("body")
    assert HOSTILE in told
    assert "</script><script>document.title=1</script>" in told
    assert "\u202e" not in tab.content()


def test_the_policy_lets_no_other_script_run(look, page, tmp_path):
    path = tmp_path / "index.html"
    text = page.read_text("utf-8")
    evil = "<script>document.title='ran'</script><p onclick=\"document.title='ran'\">x"
    path.write_text(text.replace("</main>", f"{evil}</main>"), "utf-8")

    tab = look(path)
    tab.get_by_text("x", exact=True).click()

    assert tab.title() != "ran"
    assert tab.locator("#controls").is_visible()


def test_the_mistake_of_most_comes_first_with_its_words_and_reports(look):
    first = look().locator(".mistakes li").first

    assert "2 of 5 who tried it, 40 %" in first.inner_text()
    assert "leaky ReLU" in first.inner_text()
    assert "relu(X); X = -1; answer: -0.01; expected: 0" in first.inner_text()
    assert first.locator("a").all_inner_texts() == ["Bo Ng", "cem"]


def test_a_name_leads_to_the_report(look):
    tab = look()

    tab.click("#table a:has-text('Bo Ng')")

    assert tab.inner_text(".name") == "Bo Ng"
    assert "leaky ReLU" in tab.inner_text("main")


def test_a_heading_sorts_by_mouse_and_by_key_and_says_so(look):
    tab = look()
    cells = "#table tbody td:nth-child(2)"
    points = f"[...document.querySelectorAll('{cells}')].map(cell => cell.innerText)"
    heading = tab.locator("#table thead th:nth-child(2)")

    tab.click(HEADING.format(2))
    tab.wait_for_timeout(100)
    assert tab.evaluate(points) == ["0", "1", "1", "6", "6", ""]
    assert heading.get_attribute("aria-sort") == "ascending"
    tab.keyboard.press("Enter")
    tab.wait_for_timeout(100)
    assert tab.evaluate(points) == ["6", "6", "1", "1", "0", ""]
    assert heading.get_attribute("aria-sort") == "descending"
    tab.keyboard.press("Space")
    tab.wait_for_timeout(100)
    assert heading.get_attribute("aria-sort") == "ascending"
    assert tab.locator("[aria-sort]").count() == 1


@pytest.mark.parametrize(
    ("field", "value", "names"),
    [
        ("#words", "DA a", ["Ada"]),
        ("#words", "no zip", ["zoe"]),
        ("#kind", "problem", ["zoe"]),
        ("#kind", "same", ["Ada", "cem"]),
        ("#below", "6", [HOSTILE, "Bo Ng", "cem"]),
        ("#words", "nobody", []),
    ],
)
def test_the_filter_shows_who_fits_and_says_how_many(field, value, names, look):
    tab = look()

    if field == "#kind":
        tab.select_option(field, value)
    else:
        tab.fill(field, value)

    assert tab.locator(NAMES).all_inner_texts() == names
    assert tab.inner_text("#shown") == f"{len(names)} of 6 students"
    graded = [name for name in names if name != "zoe"]
    in_heat = "table.heat tbody tr:not([hidden]) th"
    assert tab.locator(in_heat).all_text_contents() == graded


def test_without_its_script_the_page_is_complete_and_sorted_by_name(look):
    tab = look(java_script_enabled=False)

    assert tab.locator(NAMES).all_inner_texts() == [
        HOSTILE, "=cmd()", "Ada", "Bo Ng", "cem", "zoe",
    ]  # fmt: skip
    assert not tab.locator("#controls").is_visible()
    assert tab.locator("button").count() == 0


@pytest.mark.parametrize("width", [320, 360, 1000])
def test_the_page_is_as_wide_as_the_window(width, look):
    tab = look(width=width)

    assert tab.evaluate("document.documentElement.scrollWidth") == width


# --- in Chromium, of rows


PLACES = {r.name: r.name for r in CLASS if not (r.problem or r.missing)}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("scheme", "width"),
    [("light", 1000), ("dark", 1000), ("light", 360), ("dark", 360)],
)
def test_axe_finds_nothing(scheme, width, language, assignment, look, tmp_path):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    path = tmp_path / "index.html"
    say = speak(language, assignment.root)
    path.write_bytes(render_class(CLASS, PLACES, assignment, say))
    tab = look(path, scheme, width, bypass_csp=True)

    violations = axe.run(tab).response["violations"]

    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in violations] == []
    assert tab.evaluate("document.documentElement.scrollWidth") == width


def test_two_thousand_students_are_all_there_and_can_be_found(
    assignment, look, tmp_path
):
    exercises = {exercise.name: exercise.points for exercise in assignment.exercises}
    rows = [row(f"s{n:04}", n % 7, exercises=exercises) for n in range(2000)]
    path = tmp_path / "index.html"
    path.write_bytes(render_class(rows, {}, assignment, in_english))

    tab = look(path)
    there = "document.querySelectorAll('{}').length"
    assert tab.evaluate(there.format("#table tbody tr")) == 2000
    cells = tab.evaluate(there.format("table.heat tbody td"))
    assert cells == 2000 * len(exercises)
    tab.fill("#words", "s1999")
    assert tab.inner_text("#shown") == "1 of 2000 students"
    assert tab.locator(".piece:not([hidden])").count() == 1
    assert path.stat().st_size < 4e6


def test_on_paper_there_are_no_controls_and_everything_is_there(
    assignment, look, tmp_path
):
    path = tmp_path / "index.html"
    rows = [row(f"s{n:03}", 6.0) for n in range(120)]
    path.write_bytes(render_class(rows, {}, assignment, in_english))
    tab = look(path, "dark")
    tab.emulate_media(media="print")

    paper = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == "rgb(255, 255, 255)"
    assert not tab.locator("#controls").is_visible()
    assert tab.locator("#table").bounding_box()["height"] > 120 * 15
    printed = tab.pdf(path=tmp_path / "class.pdf", format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) > 4


# --- what is in it


def test_the_same_rows_give_the_same_bytes_in_any_order(assignment):
    page = render_class(CLASS, PLACES, assignment, in_english)

    moved = [*CLASS[:4], *CLASS[5:], CLASS[4]]
    assert render_class(moved, PLACES, assignment, in_english) == page


def test_an_empty_class_has_a_page_too(assignment):
    page = render_class([], {}, assignment, in_english).decode()

    assert "0 of 0 students" in page


def test_the_page_in_chinese_has_no_english_heading(assignment):
    say = speak("zh", assignment.root)
    page = render_class(CLASS, PLACES, assignment, say).decode()

    headings = re.findall(r"<h2[^>]*>([^<]*)</h2>", page)
    assert len(headings) == 6
    assert not re.search("[a-z]{3}", "".join(headings))
