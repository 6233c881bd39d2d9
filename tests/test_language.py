"""English and Chinese: nothing without a translation, nothing lost in one."""

from __future__ import annotations

import re
import string
from itertools import chain
from pathlib import Path

import pytest

from grader.batch import entry, matching
from grader.batch.platforms import gradescope
from grader.datasets.published import PUBLISHED
from grader.model import Finding
from grader.report import notes, runs, words
from grader.report.language import choose_language, read_catalogue, speak

REPORT = Path(words.__file__).parent
DRAWING = REPORT.parent / "practice" / "drawing.py"
BATCH = REPORT.parent / "batch"
CATALOGUE = read_catalogue(REPORT / "locale" / "zh.po")


def texts() -> set[str]:
    """Every English text that is handed to `say`, and those in the tables."""
    found = {*words.WORDS.values(), *words.OUTCOMES.values(), *words.LOADING.values()}
    found |= {words.ONE_VALUE, words.UNKNOWN, words.IN_CELL, *words.ABOUT}
    found |= {notes.SAMPLE, notes.PARTS, notes.PROVISIONAL, runs.CURVE}
    found |= {entry.LATE, entry.LAST, entry.AGAIN, gradescope.EARLIER}
    found |= {matching.STRANGER, matching.AMBIGUOUS, matching.TWICE}
    found |= {notes.SHOWN, notes.PART, notes.WHOLE}
    found |= {name for kind in PUBLISHED.values() for name in kind.classes}
    found -= set(string.digits)
    sources = [REPORT.glob("*.py"), REPORT.glob("templates/*.j2"), BATCH.glob("*.py")]
    for source in [*chain.from_iterable(sources), DRAWING]:
        found |= set(re.findall(r'say\(\s*"([^"]+)"\s*\)', source.read_text("utf-8")))
    return found


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_text_has_a_translation():
    assert {text for text in texts() if text not in CATALOGUE} == set()
    assert len(texts()) > 100


def test_translations_keep_their_placeholders():
    wrong = {k for k, v in CATALOGUE.items() if placeholders(k) != placeholders(v)}

    assert wrong == set()


def test_a_finding_is_told_in_chinese(assignment):
    say = speak("zh", assignment.root)
    finding = Finding("shape", {"got": "[2]", "want": "[3]", "what": "the gradient"})

    told = words.message(finding, say)

    assert "[2]" in told
    assert "[3]" in told
    assert not re.search("[a-z]{4}", told)


@pytest.mark.parametrize(
    ("wish", "environment", "language"),
    [
        ("zh", {"LANG": "en_GB.UTF-8"}, "zh"),
        (None, {"LANG": "zh_CN.UTF-8"}, "zh"),
        (None, {"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        (None, {"LANG": "de_DE"}, "en"),
        (None, {}, "en"),
    ],
)
def test_the_language_is_the_one_asked_for_or_that_of_the_locale(
    wish, environment, language
):
    assert choose_language(wish, environment) == language
