"""Jinja2 as the reports use it: everything is escaped, nothing may be missing."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from grader.report.language import Say
from grader.report.words import OUTCOMES, SIGNS

__all__ = ["load_script", "load_templates"]

TEMPLATES = Path(__file__).parent / "templates"


@cache
def load_templates(say: Say) -> Environment:
    """The templates of the page and of its parts, in the reader's language."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(say=say, outcomes=OUTCOMES, signs=SIGNS)
    environment.filters.update(prose=prose, breakable=breakable)
    return environment


def load_script(*names: str) -> tuple[Markup, str]:
    """Scripts of ours as one, and by what a page's policy knows it and no other."""
    text = "\n".join((TEMPLATES / name).read_text("utf-8") for name in names)
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return Markup(text), f"'sha256-{digest}'"


def breakable(name: str) -> Markup:
    """A long name, which a narrow column may break after an underscore."""
    return Markup("_<wbr>").join(name.split("_"))


def prose(text: str) -> Markup:
    """A sentence, escaped; what stands between backticks is set as code."""
    pieces = re.split("`([^`]+)`", text)
    return Markup("").join(
        Markup("<code>{}</code>").format(piece) if odd % 2 else piece
        for odd, piece in enumerate(pieces)
    )
