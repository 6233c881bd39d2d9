"""`grade watch`: a session, a warm grader and a screen, put together."""

from __future__ import annotations

from pathlib import Path

from grader.assignment import load_assignment, mlp_folder
from grader.errors import UsageError
from grader.practice.engine import Engine, Settings
from grader.practice.keeping import place, recall
from grader.report.language import speak

__all__ = ["watch"]


def watch(
    folder: Path,
    state: Path,
    settings: Settings,
    *,
    root: Path | None,
    language: str,
    is_terminal: bool,
) -> int:
    """Practise in a folder until the student quits.

    Args:
        state: where progress is kept from one session to the next.
        root: another assignment's folder.

    Raises:
        UsageError: if there is no such folder, or no terminal to draw on.
    """
    if not folder.exists():
        raise UsageError(
            f"There is no folder `{folder}`. Make one with `grade init {folder}`."
        )
    if not is_terminal:
        raise UsageError(
            f"`grade watch` draws on a terminal. In a script, run `grade {folder}`."
        )
    assignment = load_assignment(root or mlp_folder())
    kept = place(state, folder, assignment)
    session = recall(assignment, kept)
    with Engine(assignment, settings) as engine:
        from grader.practice.screen import Practice

        Practice(session, engine, folder, kept, speak(language, assignment.root)).run()
    return 0
