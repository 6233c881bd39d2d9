"""The terminal screen of a practice session, drawn and heard by Textual."""

from __future__ import annotations

import asyncio
import functools
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.events import Resize
from textual.widgets import Footer, ProgressBar, Static

from grader.errors import GraderError
from grader.judging.library import load_hints
from grader.model import AccuracyRun, Outcome, Submission
from grader.practice.drawing import detail, overview, rows, status
from grader.practice.engine import Engine
from grader.practice.files import saves
from grader.practice.keeping import keep
from grader.practice.session import Session
from grader.report.language import Say

__all__ = ["Practice"]

WIDE = 100
"""Columns from which the list stands beside the exercise in work."""
DRAWN = 0.2
"""Seconds between two drawings of a training's progress."""


class Practice(App[None]):
    """A session on a screen: files and keys come in, drawings go out."""

    CSS = """
    #head, #status { height: auto; padding: 0 1; }
    #bar { padding: 0 1; height: 1; width: 100%; }
    Bar { width: 1fr; }
    #list { width: 46; display: none; padding: 1; }
    #list.shown { display: block; }
    .narrow #list.shown { width: 100%; }
    .narrow #detail.hidden { display: none; }
    #detail { padding: 1; }
    """
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(
        self, session: Session, engine: Engine, folder: Path, kept: Path, say: Say
    ) -> None:
        super().__init__()
        self.session = session
        self._engine = engine
        self._folder = folder
        self._kept = kept
        self._say = say
        self._stop = asyncio.Event()
        self._wake = asyncio.Event()
        root, language = session.assignment.root, say.language
        self._hints = functools.cache(
            lambda name: load_hints(root, name).get(language, ())
        )
        self._list_wanted: bool | None = None
        self._done: dict[str, tuple[int, int]] = {}
        for key, action, words in (
            ("h", "hint", "hint"),
            ("n", "next", "next"),
            ("l", "list", "list"),
            ("r", "rerun", "check again"),
            ("a", "train", "accuracy runs"),
            ("q", "quit", "quit"),
        ):
            self.bind(key, action, description=say(words))
        for key, action in (
            ("up,k", "move(-1)"),
            ("down,j", "move(1)"),
            ("pageup", "scroll(-1)"),
            ("pagedown,space", "scroll(1)"),
            ("ctrl+c", "quit"),
        ):
            self.bind(key, action, show=False)

    def compose(self) -> ComposeResult:
        """The parts of the screen, from top to bottom."""
        yield Static(id="head")
        yield ProgressBar(id="bar", show_eta=False, show_percentage=False)
        yield Static(id="status")
        with Horizontal():
            with VerticalScroll(id="list", can_focus=False):
                yield Static(id="rows")
            with VerticalScroll(id="detail", can_focus=False):
                yield Static(id="text")
        yield Footer()

    def on_mount(self) -> None:
        """Begin to follow the files and to check what has changed."""
        self.title = str(self._folder)
        self.draw()
        self.run_worker(self._follow(), name="files")
        self.run_worker(self._check(), name="checks")

    def on_resize(self, event: Resize) -> None:
        """Stand beside or above each other, as there is room."""
        self.draw()

    async def _follow(self) -> None:
        async for _ in saves(self._folder, self._stop):
            try:
                found = await asyncio.to_thread(self._engine.read, self._folder)
            except GraderError as error:
                self.session.unreadable(str(error))
            else:
                self.session.saved(found)
                self._wake.set()
            self.draw()

    async def _check(self) -> None:
        """Check what has changed, one exercise after the other, while there is any."""
        session = self.session
        while not self._stop.is_set():
            await self._wake.wait()
            self._wake.clear()
            while (names := session.next_checks()) and session.submission is not None:
                session.begun(names)
                self.draw()
                await self._check_these(names, session.submission)
                self.draw()
                keep(session, self._kept)

    async def _check_these(self, names: list[str], submission: Submission) -> None:
        prints = {name: self.session.fingerprint(name) for name in names}
        try:
            report = await asyncio.to_thread(
                self._engine.check, submission, frozenset(names)
            )
        except GraderError as error:
            self.session.failed_to_check(str(error))
        else:
            self.session.checked(prints, report)

    async def _train(self, submission: Submission) -> None:
        session = self.session
        session.training = True
        self._done.clear()
        self.draw()

        def progress(run: AccuracyRun, done: int, total: int) -> None:
            self._done[run.name] = done, total

        drawing = self.set_interval(DRAWN, self.draw)
        try:
            report = await asyncio.to_thread(self._engine.train, submission, progress)
        except GraderError as error:
            session.unreadable(str(error))
        else:
            session.runs = {
                result.run.name: result
                for result in report.runs
                if result.outcome is not Outcome.NOT_RUN
            }
        drawing.stop()
        session.training = False
        self._done.clear()
        self.draw()

    # Keys

    def action_hint(self) -> None:
        """Show one more step of the hints for the exercise in work."""
        self.session.hint()
        self._changed()

    def action_next(self) -> None:
        """Turn to the next exercise that is not passed."""
        self.session.next()
        self._changed()

    def action_move(self, by: int) -> None:
        """Turn to the exercise before or after."""
        self.session.move(by)
        self._changed()

    def action_list(self) -> None:
        """Show the list of all exercises, or hide it."""
        self._list_wanted = not self._shows_list()
        self.draw()

    def action_scroll(self, by: int) -> None:
        """Show more of the exercise in work, where the screen is short."""
        text = self.query_one("#detail")
        text.scroll_relative(y=by * max(1, text.size.height - 2), animate=False)

    def action_rerun(self) -> None:
        """Check the exercise in work again."""
        self.session.rerun()
        self._wake.set()
        self.draw()

    def action_train(self) -> None:
        """Train with the student's pieces, beside the checks."""
        submission, busy = self.session.submission, self.session.training
        if submission is not None and not busy and self._engine.runs:
            self.run_worker(self._train(submission), name="training")

    async def action_quit(self) -> None:
        """Keep what was reached, and end."""
        self._stop.set()
        self._wake.set()
        keep(self.session, self._kept)
        self.exit()

    def _changed(self) -> None:
        keep(self.session, self._kept)
        self.draw()

    # Drawing

    def _shows_list(self) -> bool:
        wide = self.size.width >= WIDE
        return wide if self._list_wanted is None else self._list_wanted

    def draw(self) -> None:
        """Draw the session as it is now."""
        session, say = self.session, self._say
        shows_list, wide = self._shows_list(), self.size.width >= WIDE
        self.screen.set_class(not wide, "narrow")
        self.query_one("#list").set_class(shows_list, "shown")
        self.query_one("#detail").set_class(shows_list and not wide, "hidden")
        self.query_one("#head", Static).update(overview(session, say))
        self.query_one("#status", Static).update(status(session, say))
        lines, at = rows(session, say)
        self.query_one("#rows", Static).update(Text("\n").join(lines))
        room = self.query_one("#list")
        if not 0 <= at - room.scroll_offset.y < room.size.height - 2:
            room.scroll_to(y=max(0, at - room.size.height // 2), animate=False)
        hints = self._hints(session.current)
        self.query_one("#text", Static).update(detail(session, hints, say))
        bar = self.query_one("#bar", ProgressBar)
        if self._done:
            counts = list(self._done.values())
            total = sum(all for _, all in counts)
            bar.update(total=total, progress=sum(done for done, _ in counts))
        else:
            passed = sum(session.is_passed(name) for name in session.names)
            bar.update(total=len(session.names), progress=passed)
