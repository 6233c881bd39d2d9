"""A run in pictures: its learning curve as SVG, images of the test set as PNG."""

from __future__ import annotations

import base64
import contextlib
import functools
import importlib.util
import io
import logging
import re
from pathlib import Path
from typing import Any

from markupsafe import Markup

from grader.model import RunResult

__all__ = ["data_uri", "learning_curve"]

SIZE = (5.0, 2.6)
"""Inches, 72 units each: on a phone about one unit a pixel."""
LETTERS = 11
TICKS = 12
"""Epochs that are numbered at most."""
STUDENT, REFERENCE, ASKED, INK = "#000001", "#000002", "#000003", "#000004"
COLOURS = {
    STUDENT: "var(--accent)", REFERENCE: "var(--muted)",
    ASKED: "var(--muted)", INK: "var(--muted)",
}  # fmt: skip
"""What a colour of the drawing becomes: the page's own, in either scheme."""


def learning_curve(result: RunResult, label: str) -> Markup:
    """The accuracies of a run and of its reference, as an SVG element.

    Numbers are all that is written in it: words are left to the page, which has
    fonts for every language.
    """
    matplotlib = _matplotlib()
    text = io.StringIO()
    settings = matplotlib.rcParamsDefault | {
        "svg.hashsalt": result.run.name, "svg.fonttype": "none",
        "font.size": LETTERS, "text.color": INK, "axes.edgecolor": INK,
        "xtick.color": INK, "ytick.color": INK,
    }  # fmt: skip
    with matplotlib.rc_context(settings):
        nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        figure = _drawn(result)
        figure.savefig(text, format="svg", transparent=True, metadata=nothing)
    return Markup(_inlined(text.getvalue(), label))


def _drawn(result: RunResult) -> Any:
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    epochs = range(1, len(result.curve) + 1)
    step = -(-len(epochs) // TICKS)
    figure = Figure(figsize=SIZE, layout="constrained")
    axes = figure.subplots()
    if result.threshold is not None:
        axes.axhline(result.threshold, color=ASKED, linewidth=1, linestyle=":")
    axes.plot(
        epochs, [epoch.reference for epoch in result.curve],
        color=REFERENCE, linewidth=1.5, linestyle="--", marker="o", markersize=5,
        markerfacecolor="none",
    )  # fmt: skip
    axes.plot(
        epochs, [epoch.accuracy for epoch in result.curve],
        color=STUDENT, linewidth=2, marker="o", markersize=4,
    )  # fmt: skip
    axes.set_xticks(epochs[step - 1 :: step])
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5))
    axes.spines[["top", "right"]].set_visible(False)
    axes.margins(x=0.04, y=0.12)
    if len(result.curve) == 1:
        axes.set_xlim(0.5, 1.5)
    return figure


def _inlined(text: str, label: str) -> str:
    """An SVG file -> an element of a page, in the page's colours."""
    rules = r"\s*<defs>\s*<style.*?</style>\s*</defs>"  # would hold for the whole page
    svg = re.sub(rules, "", text[text.index("<svg") :], count=1, flags=re.DOTALL)
    # Names of parts: the same in each drawing, and an id may be on a page only once.
    svg = re.sub(r' id="[a-zA-Z]+[\w.]*_\d+"', "", svg)
    size = re.compile(r' width="[^"]*pt" height="[^"]*pt"')
    named = Markup(' class="curve" role="img" aria-label="{}"').format(label)
    svg = size.sub("", svg, 1).replace("<svg", f"<svg{named}", 1)
    for drawn, shown in COLOURS.items():
        svg = svg.replace(drawn, shown)
    return svg


@functools.cache
def _matplotlib() -> Any:
    """Matplotlib, imported in its own folder.

    It reads a `matplotlibrc` where it is imported, and that may be a student's.
    """
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    spec = importlib.util.find_spec("matplotlib")
    assert spec is not None
    assert spec.origin is not None
    with contextlib.chdir(Path(spec.origin).parent / "mpl-data"):
        import matplotlib
    return matplotlib


def data_uri(image: bytes) -> str:
    """28 x 28 bytes of grey as a PNG file that stands in the page itself."""
    from PIL import Image

    file = io.BytesIO()
    Image.frombytes("L", (28, 28), image).save(file, "PNG", optimize=True)
    return f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"
