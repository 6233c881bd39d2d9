"""How long the class page takes to make and to open, with made-up students.

Prints seconds: made (Python), opened (Chromium, from the address to the first frame
after `load`), scrolled to the table of students, sorted, filtered, and scrolled to
the heat map.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from grader.assignment import load_assignment, mlp_folder
from grader.batch.page import render_class
from grader.batch.results import Row, Slip
from grader.model import Assignment, Part
from grader.report.language import in_english

FRAME = "() => new Promise(f => requestAnimationFrame(() => setTimeout(f)))"
SORT = """() => new Promise(f => {
    document.addEventListener("sort-end", f, {once: true});
    document.querySelector("#table thead th:nth-child(3) button").click();
})"""


def made_up(number: int, assignment: Assignment) -> list[Row]:
    """Rows of students who pass, fail and skip at random, the same every time."""
    draw = random.Random(0)
    mistakes = {
        exercise.name: [f"{exercise.name}-{n}" for n in range(4)]
        for exercise in assignment.exercises
    }
    return [_row(n, assignment, mistakes, draw) for n in range(number)]


def _row(
    number: int,
    assignment: Assignment,
    mistakes: dict[str, list[str]],
    draw: random.Random,
) -> Row:
    name = f"Student {number:04} {draw.choice('ABCDEFGH')}. Lovelace"
    if draw.random() < 0.02:
        return Row(name, "", "", problem="The archive `a.zip` is no zip archive.")
    skill, earned, slips = draw.betavariate(4, 1.3), {}, []
    for exercise in assignment.exercises:
        points, luck = exercise.points, draw.random()
        if luck < skill:
            earned[exercise.name] = points
        elif luck < 0.93:
            earned[exercise.name] = round(points * draw.choice((0, 0.2, 0.5, 0.8)), 2)
            kind = draw.choices(mistakes[exercise.name], (8, 4, 2, 1))[0]
            words = f"What `{kind}` does, in words to the student: a sentence or two."
            shown = f"{exercise.signature}; X = -1; yours: -0.01; expected: 0"
            slips.append(Slip(exercise.name, kind, words, shown))
        else:
            earned[exercise.name] = 0.0
    sums = {
        part: sum(earned[e.name] for e in assignment.exercises if e.part is part)
        for part in Part
    }
    trained = skill > 0.5
    reached = {"fashion-mnist": draw.gauss(0.84, 0.01), "mnist": draw.gauss(0.95, 0.01)}
    return Row(
        name, str(number), f"{draw.randrange(10**9):x}",
        round(sums[Part.CORE] + 20 * trained, 2), 100, round(sums[Part.EXTENSION], 2),
        60, draw.random() < 0.01, earned,
        {run: round(a, 4) if trained else None for run, a in reached.items()},
        {"fashion-mnist": 0.83, "mnist": 0.94},
        id=f"s{10000 + number}", late=draw.random() < 0.1, slips=tuple(slips),
        seconds=round(draw.uniform(4, 12), 2),
        note="The second of 2 uploads counts." if draw.random() < 0.05 else "",
    )  # fmt: skip


def measured(tab: Page, address: str) -> dict[str, float]:
    """Seconds of one visit; each ends with a frame that is on the screen."""
    found = {}

    def clock(name: str, act: Callable[[], object]) -> None:
        start = time.monotonic()
        act()
        tab.evaluate(FRAME)
        found[name] = time.monotonic() - start

    clock("opened", lambda: tab.goto(address))
    clock("students", lambda: tab.click("nav a[href='#students']"))
    clock("sorted", lambda: tab.evaluate(SORT))
    clock("filtered", lambda: tab.fill("#words", "b. love"))
    clock("unfiltered", lambda: tab.fill("#words", ""))
    clock("heat map", lambda: tab.click("nav a[href='#heat']"))
    return found


def main() -> None:
    """Make the page, open it some times, print medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    assignment = load_assignment(mlp_folder())
    rows = made_up(options.students, assignment)
    places = {row.name: f"{n:04}" for n, row in enumerate(rows) if not row.problem}
    start = time.monotonic()
    page = render_class(rows, places, assignment, in_english)
    print(f"made      {time.monotonic() - start:6.2f} s, {len(page) / 1e6:.1f} MB")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        path = Path(folder) / "index.html"
        path.write_bytes(page)
        chromium = shutil.which("chromium")
        browser = driver.chromium.launch(executable_path=chromium)
        visits = []
        for _ in range(options.rounds):
            context = browser.new_context()
            visits.append(measured(context.new_page(), path.as_uri()))
            context.close()
        for name in visits[0]:
            seconds = [visit[name] for visit in visits]
            median, worst = statistics.median(seconds), max(seconds)
            print(f"{name:10}{median:6.2f} s, at most {worst:.2f} s")
        browser.close()


if __name__ == "__main__":
    main()
