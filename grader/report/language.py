"""The reader's language: gettext catalogues, with the English text as the id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

__all__ = [
    "LANGUAGES",
    "Say",
    "choose_language",
    "in_english",
    "read_catalogue",
    "speak",
]

LANGUAGES = ("en", "zh")


@dataclass(frozen=True, slots=True, eq=False)
class Say:
    """Turns an English text, which is a message's id, into the reader's language."""

    language: str = "en"
    texts: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, text: str) -> str:
        return self.texts.get(text, text)


in_english = Say()


@cache
def speak(language: str, assignment: Path) -> Say:
    """A translator into `language`; what no catalogue has stays English.

    Args:
        assignment: an assignment's folder: titles of its checks are in a
            catalogue of its own, `locale/LANGUAGE.po`.
    """
    if language == "en":
        return in_english
    texts: dict[str, str] = {}
    for folder in (Path(__file__).parent, assignment):
        texts |= read_catalogue(folder / "locale" / f"{language}.po")
    return Say(language, texts)


def read_catalogue(path: Path) -> dict[str, str]:
    """The translations in a `.po` file; none where there is no file."""
    from babel.messages.pofile import read_po

    if not path.is_file():
        return {}
    with path.open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file) if m.id and m.string}


def choose_language(wish: str | None, environment: Mapping[str, str]) -> str:
    """The language asked for, else that of the locale, else English."""
    if wish is not None:
        return wish
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(variable):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"
