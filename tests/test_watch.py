"""`grade watch`: the screen with a real grader behind it, and once in a terminal."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pexpect
import pyte
import pytest
from textual.pilot import Pilot

from grader.assignment import load_assignment, mlp_folder
from grader.practice.engine import Engine, Settings
from grader.practice.keeping import place, recall
from grader.practice.screen import Practice
from grader.report.language import in_english, speak

ROOT = Path(__file__).parent.parent
ASSIGNMENT = load_assignment(mlp_folder())
STUB = (ROOT / "exercises" / "activations.py").read_text("utf-8")
PATIENCE = 180
"""Seconds until a screen shows what is waited for, on the slowest machine."""


def with_relu(body: str) -> str:
    return STUB.replace('raise NotImplementedError("your code here")', body, 1)


@pytest.fixture
def folder(tmp_path) -> Path:
    """A student's folder with one exercise file."""
    made = tmp_path / "mine"
    made.mkdir()
    (made / "activations.py").write_text(STUB, "utf-8")
    return made


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    without_data = {k: v for k, v in os.environ.items() if k != "GRADER_DATA"}
    settings = Settings(without_data, tmp_path_factory.mktemp("cache"), epochs=1)
    with Engine(ASSIGNMENT, settings) as started:
        yield started


Act = Callable[[Practice, Pilot[None]], Awaitable[None]]


def play(engine: Engine, folder: Path, act: Act, *, size=(110, 40), lang="en") -> None:
    """A session from start to end, with everything but the terminal real."""
    say = speak(lang, ASSIGNMENT.root) if lang != "en" else in_english
    kept = place(folder.parent, folder, ASSIGNMENT)

    async def session() -> None:
        app = Practice(recall(ASSIGNMENT, kept), engine, folder, kept, say)
        async with app.run_test(size=size) as pilot:
            await act(app, pilot)
            await pilot.press("q")

    asyncio.run(session())


def text_of(app: Practice) -> str:
    """What the screen shows, as lines of text."""
    lines = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in lines)


async def until(app: Practice, pilot: Pilot[None], *shown: str) -> str:
    """Wait for the screen to show all of this; what it shows then."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        await pilot.pause(0.05)
        text = text_of(app)
        if all(words in text for words in shown):
            return text
    raise AssertionError(f"not shown: {shown}\n{text_of(app)}")


def test_from_a_stub_by_a_mistake_to_a_pass(engine, folder):
    async def act(app: Practice, pilot: Pilot[None]) -> None:
        file = folder / "activations.py"
        await until(app, pilot, "Fill in `relu(X)` and save.", "0 of 30")
        file.write_text(with_relu("return X.clamp(min=0) + X.clamp(max=0) / 100"))
        text = await until(app, pilot, "Negative inputs come through at 1 %")
        assert "expected      0" in text
        assert "1 / 6" in text
        await pilot.press("h")
        await until(app, pilot, "Hint 1 of 3")
        file.write_text(with_relu("return X.clamp(min=0)"))
        text = await until(app, pilot, "1 of 30 exercises passed", "core 6 / 80")
        assert "Next: `relu_grad` (press n)." in text
        await pilot.press("n")
        await until(app, pilot, "Fill in `relu_grad(X)` and save.")

    play(engine, folder, act)


def test_it_survives_what_editors_and_people_do_to_files(engine, folder):
    async def act(app: Practice, pilot: Pilot[None]) -> None:
        file = folder / "activations.py"
        await until(app, pilot, "Fill in `relu(X)`")
        file.write_text(with_relu("return X.clamp(min=0"))
        await until(app, pilot, "`activations.py` cannot be loaded")
        part = folder / ".activations.py.swp"
        part.write_text(with_relu("return X.clamp(min=0)"))
        part.replace(file)
        await until(app, pilot, "1 of 30 exercises passed")
        shutil.rmtree(folder)
        await until(app, pilot, "There is no folder")
        folder.mkdir()
        file.write_text(with_relu("return X.clamp(min=0)"))
        await until(app, pilot, "1 of 30 exercises passed", "waiting for the next save")
        file.write_bytes(b"\xff\xfe" * 10)
        await until(app, pilot, "is not UTF-8 text")
        await pilot.resize_terminal(60, 20)
        file.write_text(with_relu("return X * 2"))
        await until(app, pilot, "partly right")

    play(engine, folder, act)


def test_an_endless_loop_is_told_soon_and_the_next_save_is_checked(engine, folder):
    async def act(app: Practice, pilot: Pilot[None]) -> None:
        file = folder / "activations.py"
        await until(app, pilot, "Fill in `relu(X)`")
        file.write_text(with_relu("while True: pass"))
        await until(app, pilot, "Stopped after", "in `relu`, line")
        file.write_text(with_relu("return X.clamp(min=0)"))
        await until(app, pilot, "1 of 30 exercises passed")

    play(engine, folder, act)


def test_a_narrow_screen_shows_the_list_when_asked(engine, folder):
    async def act(app: Practice, pilot: Pilot[None]) -> None:
        text = await until(app, pilot, "Fill in `relu(X)`")
        assert "sigmoid_grad" not in text
        await pilot.press("l")
        await until(app, pilot, "sigmoid_grad")
        await pilot.press("up")
        await until(app, pilot, "> ○ dropout")
        await pilot.press("l")
        text = await until(app, pilot, "dropout(")
        assert "sigmoid_grad" not in text

    play(engine, folder, act, size=(60, 16))


def test_a_session_goes_on_where_the_last_one_ended(engine, folder):
    (folder / "activations.py").write_text(with_relu("return X.clamp(min=0)"))

    async def first(app: Practice, pilot: Pilot[None]) -> None:
        await until(app, pilot, "1 of 30 exercises passed")
        await pilot.press("n", "h")
        await until(app, pilot, "Hint 1 of 3")

    async def second(app: Practice, pilot: Pilot[None]) -> None:
        await until(app, pilot, "relu_grad(X)", "1 of 30 exercises passed", "Hint 1")
        assert app.session.standings["relu"].results == ()  # not checked again

    play(engine, folder, first)
    play(engine, folder, second)


def test_it_speaks_chinese(engine, folder):
    async def act(app: Practice, pilot: Pilot[None]) -> None:
        text = await until(app, pilot, "relu(X)", "30 个练习")
        assert "exercises passed" not in text

    play(engine, folder, act, lang="zh")


def test_accuracy_runs_train_when_asked(engine, tmp_path):
    folder = tmp_path / "mine"
    shutil.copytree(ROOT / "solutions", folder)

    async def act(app: Practice, pilot: Pilot[None]) -> None:
        app.session.standings.clear()
        await until(app, pilot, "waiting for the next save", "30 of 30")
        await pilot.press("a")
        await until(app, pilot, "training ...")
        await until(app, pilot, "after epoch 1 of")

    play(engine, folder, act)


class Terminal:
    """A program in a pseudo-terminal of 100 x 30, and what its screen shows."""

    def __init__(self, *arguments: str, **environment: str) -> None:
        self.screen = pyte.Screen(100, 30)
        self._stream = pyte.ByteStream(self.screen)
        self.process = pexpect.spawn(
            sys.executable, ["-m", "grader", *arguments], dimensions=(30, 100),
            env={**os.environ, "TERM": "xterm-256color", **environment},
        )  # fmt: skip

    def until(self, *shown: str) -> str:
        """Wait for the screen to show all of this."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with contextlib.suppress(pexpect.TIMEOUT, pexpect.EOF):
                self._stream.feed(self.process.read_nonblocking(1 << 16, 0.1))
            text = "\n".join(self.screen.display)
            if all(words in text for words in shown):
                return text
        raise AssertionError(f"not shown: {shown}\n" + "\n".join(self.screen.display))


def test_a_whole_session_in_a_terminal(folder, tmp_path):
    terminal = Terminal("watch", str(folder), XDG_STATE_HOME=str(tmp_path / "state"))
    terminal.until("Fill in `relu(X)` and save.", "h hint")
    (folder / "activations.py").write_text(with_relu("return X"))
    terminal.until("FAIL  relu")
    (folder / "activations.py").write_text(with_relu("return X.clamp(min=0)"))
    terminal.until("1 of 30 exercises passed")
    terminal.process.send("n")
    terminal.until("Fill in `relu_grad(X)` and save.")
    terminal.process.send("q")
    terminal.process.expect(pexpect.EOF, timeout=PATIENCE)
    terminal.process.close()

    assert terminal.process.exitstatus == 0
    assert len(list((tmp_path / "state").rglob("*.json"))) == 1


@pytest.mark.parametrize(
    ("there", "says"),
    [
        (True, "`grade watch` draws on a terminal. In a script, run `grade {folder}`."),
        (
            False,
            "There is no folder `{folder}`. Make one with `grade init {folder}`.",
        ),
    ],
    ids=["no terminal", "no folder"],
)
def test_where_it_cannot_work_it_says_what_to_do(folder, there, says):
    folder = folder if there else folder / "missing"

    done = subprocess.run(
        [sys.executable, "-m", "grader", "watch", str(folder)],
        capture_output=True, text=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"grade: {says.format(folder=folder)}\n"
