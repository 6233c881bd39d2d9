"""The grader beside a notebook: reads a question a line, answers with a line.

Run as `python -m grader.practice.server` by the notebook's kernel. It ends when
its input does.
"""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from pathlib import Path

import msgspec
import platformdirs

from grader.assignment import assert_known, load_assignment, mlp_folder
from grader.errors import GraderError, SubmissionError
from grader.judging.library import load_hints
from grader.model import Outcome
from grader.practice.engine import Engine, Settings
from grader.practice.wire import Answer, Ask, sentence
from grader.report.html import render_exercises
from grader.report.language import choose_language, speak
from grader.report.terminal import render_some

__all__ = ["Grader", "main"]

IDLE = (Outcome.NOT_STARTED, Outcome.NOT_RUN)
NOTHING = "No exercise is defined yet. Run the cell with your function first."


class Grader:
    """Answers questions about cells; keeps an engine an assignment."""

    def __init__(self, settings: Settings, engines: ExitStack) -> None:
        self._settings = settings
        self._engines = engines
        self._warm: dict[Path, Engine] = {}
        self._language = choose_language(None, settings.environment)

    def engine(self, root: Path) -> Engine:
        """The warm grader of an assignment."""
        if root not in self._warm:
            engine = Engine(load_assignment(root), self._settings)
            self._warm[root] = self._engines.enter_context(engine)
        return self._warm[root]

    def answer(self, question: Ask) -> Answer:
        """Check, or say in a sentence why not."""
        root = Path(question.assignment) if question.assignment else mlp_folder()
        try:
            return self._checked(question, root)
        except GraderError as error:
            return sentence(str(error))

    def _checked(self, question: Ask, root: Path) -> Answer:
        engine = self.engine(root)
        assignment = engine.assignment
        assert_known(frozenset(question.names), assignment)
        try:
            submission = engine.read_cells(question.cells)
        except SubmissionError:
            return sentence(NOTHING)
        there = [source.name for source in submission.sources]
        files = (assignment.names[file] for file in assignment.files if file in there)
        names = question.names or [name for own in files for name in own]
        report = engine.check(submission, frozenset(names))
        begun = {r.check.exercise for r in report.results if r.outcome not in IDLE}
        if not question.names:
            names = [name for name in names if name in begun] or names
        say = speak(self._language, root)
        ladders = {name: load_hints(root, name) for name in names}
        hints = {n: steps.get(say.language, ()) for n, steps in ladders.items()}
        return Answer(
            render_some(report, names, say), render_exercises(report, names, hints, say)
        )


def main() -> None:
    """Answer until nobody asks any more."""
    # What anything prints must not stand between the answers.
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    cache = Path(platformdirs.user_cache_dir("torch-grader"))
    settings = Settings(os.environ, cache, cores=os.cpu_count() or 1)
    with ExitStack() as engines:
        grader = Grader(settings, engines)
        grader.engine(mlp_folder()).warm_up()
        for line in sys.stdin.buffer:
            answer = grader.answer(msgspec.json.decode(line, type=Ask))
            answers.write(msgspec.json.encode(answer) + b"\n")


if __name__ == "__main__":
    main()
