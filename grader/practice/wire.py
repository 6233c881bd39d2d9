"""What a notebook's kernel and its grader say to each other: a line of JSON each."""

from __future__ import annotations

import html

import msgspec

__all__ = ["Answer", "Ask", "sentence"]


class Ask(msgspec.Struct):
    """From the kernel: check these exercises of what its cells define."""

    cells: list[str]
    """What was run, in order; the place in it is the number beside the cell."""
    names: list[str]
    """Exercises; none for all in the files of which the cells define one."""
    assignment: str = ""
    """Folder of another assignment."""


class Answer(msgspec.Struct):
    """To the kernel: the result for people, in two forms."""

    text: str
    html: str


def sentence(words: str) -> Answer:
    """A few plain words, in both forms."""
    return Answer(words, f"<p>{html.escape(words)}</p>")
