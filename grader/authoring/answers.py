"""Files of answers to single exercises, each a snippet under a line of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from grader.judging.library import file_name

__all__ = ["Answer", "read_answers"]

MARK = re.compile(r"^# === ([\w-]+): (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Answer:
    """One way to write an exercise: what stands under `# === slug: sentence`."""

    exercise: str
    slug: str
    code: str


def read_answers(folder: Path, exercise: str) -> list[Answer]:
    """The answers in `EXERCISE.py`; none where there is no such file."""
    path = folder / f"{file_name(exercise)}.py"
    if not path.is_file():
        return []
    parts = MARK.split(path.read_text("utf-8"))
    rows = zip(parts[1::3], parts[3::3], strict=True)
    return [Answer(exercise, slug, code) for slug, code in rows]
