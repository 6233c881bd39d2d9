"""Checks as plain pytest tests: `pytest --submission exercises -k relu`.

A plugin of pytest that is loaded wherever this package is installed; without
`--submission` it does nothing. With it, an editor's test panel is a place to
practise: one test a check, a check of a stub is skipped, and what a failing one
says is what `grade` says.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

__all__ = ["pytest_addoption", "pytest_configure"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the two options."""
    group = parser.getgroup("grader", "Torch Grader")
    group.addoption("--submission", metavar="DIR", help="exercises to check")
    group.addoption(
        "--submission-assignment", metavar="DIR", help="folder of another assignment"
    )


def pytest_configure(config: pytest.Config) -> None:
    """With `--submission`: read it, and take the checks where no tests are named."""
    folder = config.getoption("--submission")
    if not folder:
        return
    from grader.assignment import load_assignment, mlp_folder
    from grader.errors import GraderError

    root = config.getoption("--submission-assignment")
    try:
        assignment = load_assignment(Path(root) if root else mlp_folder())
        panel = Panel(assignment, Path(folder))
    except GraderError as error:
        raise pytest.UsageError(str(error)) from None
    config.add_cleanup(panel.close)
    if config.args_source is not pytest.Config.ArgsSource.ARGS:
        config.args = [str(assignment.root / "checks")]
    config.pluginmanager.register(panel.grading)
    config.pluginmanager.register(panel)


class Panel:
    """Shows pytest what our own plugin has found."""

    def __init__(self, assignment: Any, folder: Path) -> None:
        from grader.judging.checking import make_remote
        from grader.practice.engine import Engine, Settings
        from grader.testing.plugin import GradingPlugin
        from grader.testing.student import Student

        self._assignment = assignment
        with ExitStack() as stack:
            settings = Settings(os.environ, Path())  # nothing is trained here
            engine = stack.enter_context(Engine(assignment, settings))
            submission, sandbox = engine.read(folder), engine.warm()
            self._remote = make_remote(
                assignment, submission, sandbox, seed=0, device="cpu"
            )
            self._stack = stack.pop_all()
        student = Student(assignment, self._remote)
        self.grading = GradingPlugin(assignment, student, with_hidden=False)

    def close(self) -> None:
        """End the workers."""
        self._remote.close()
        self._stack.close()

    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        """Say why the checks cannot be run, where that is so."""
        if self.grading.problem:
            raise pytest.UsageError(self.grading.problem)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Put our words in the place of a traceback."""
        from grader.model import Outcome
        from grader.report.failure import failure_text
        from grader.report.shown import shown_result

        report = yield
        if report.when != "call" or report.passed or not self.grading.results:
            return report
        result = shown_result(self.grading.results[-1], self._assignment)
        if result is None:
            return report
        exercises = {e.name: e for e in self._assignment.exercises}
        exercise = exercises[result.check.exercise]
        if result.outcome is Outcome.NOT_STARTED:
            report.outcome = "skipped"
            where = (f"{exercise.file}.py", 0, f"`{exercise.signature}` is not started")
            report.longrepr = where
        else:
            report.longrepr = failure_text(exercise, [result], ())
        return report
