"""What outlives a practice session: what was passed, which hints were seen."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

import msgspec

from grader.assignment import read_sources
from grader.errors import OutputError
from grader.model import Assignment, Outcome
from grader.practice.session import Session, Standing
from grader.writing import write_file

__all__ = ["keep", "place", "recall"]


class _Kept(msgspec.Struct):
    version: str
    current: str = ""
    passed: dict[str, str] = {}
    """Exercise -> fingerprint of the text that passed."""
    steps: dict[str, int] = {}


def place(state: Path, folder: Path, assignment: Assignment) -> Path:
    """The file for one folder and one assignment.

    Args:
        state: the user's folder for such things.
    """
    whose = f"{assignment.name}\0{folder.resolve()}"
    return (
        state / "practice" / f"{hashlib.sha256(whose.encode()).hexdigest()[:24]}.json"
    )


def keep(session: Session, path: Path) -> None:
    """Write it down; where that is not possible, the session goes on without."""
    passed = {
        name: s.fingerprint
        for name, s in session.standings.items()
        if s.outcome is Outcome.PASSED  # what is passed in part is checked anew
    }
    kept = _Kept(_version(session.assignment), session.current, passed, session.steps)
    with contextlib.suppress(OSError, OutputError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, msgspec.json.encode(kept))


def recall(assignment: Assignment, path: Path) -> Session:
    """A session that begins where the last one ended; a new one without any.

    What was passed under other checks has to pass again.
    """
    session = Session(assignment)
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=_Kept)
    except (OSError, msgspec.MsgspecError):
        return session
    points = {e.name: e.points for e in assignment.exercises}
    if kept.version == _version(assignment):
        session.standings = {
            name: Standing(fingerprint, Outcome.PASSED, points[name])
            for name, fingerprint in kept.passed.items()
            if name in points
        }
    session.select(kept.current)
    session.steps = {name: step for name, step in kept.steps.items() if name in points}
    return session


def _version(assignment: Assignment) -> str:
    """A digest of the checks: who passed others has not passed these."""
    texts = read_sources(assignment.root / "checks")
    joined = "\0".join(f"{name}\0{text}" for name, text in sorted(texts.items()))
    return hashlib.sha256(joined.encode()).hexdigest()[:16]
