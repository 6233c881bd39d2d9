"""The instructor's comment and changes, put into reports that are written already.

A report is not kept as a value once it is written. So its JSON has a field for
the instructor, and its page one marked place: what student code or a name puts
into the page is escaped, so no other place looks like it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from grader.report.language import speak
from grader.report.markup import load_templates

__all__ = ["fill_html", "fill_json"]

PLACE = re.compile(rb"(?s)<!-- instructor -->.*?<!-- /instructor -->")
LANGUAGE = re.compile(rb'<html lang="(\w+)">')


def fill_json(content: bytes, instructor: Mapping[str, Any] | None) -> bytes:
    """The same report with what the instructor says now; None for nothing.

    Raises:
        msgspec.DecodeError: if it is no JSON.
    """
    data = msgspec.json.decode(content)
    data["instructor"] = instructor
    return msgspec.json.format(msgspec.json.encode(data), indent=2) + b"\n"


def fill_html(
    content: bytes, instructor: Mapping[str, Any] | None, root: Path
) -> bytes:
    """The same page with what the instructor says now, in the page's language.

    Args:
        root: the assignment's folder.

    Raises:
        ValueError: if the page has no place for it.
    """
    text = b""
    if instructor is not None:
        named = LANGUAGE.search(content)
        say = speak(named.group(1).decode() if named else "en", root)
        piece = load_templates(say).get_template("instructor.html.j2")
        text = piece.render(instructor=instructor).encode()
    whole = b"<!-- instructor -->" + text + b"<!-- /instructor -->"
    filled, places = PLACE.subn(lambda _: whole, content, count=1)
    if not places:
        raise ValueError("the page has no place for the instructor")
    return filled
