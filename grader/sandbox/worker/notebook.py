"""A notebook as a module: the cells' code, read and never executed.

Both forms of the format (3 and 4) are read as the JSON that they are: with nbformat
it takes seven times as long for 50 MB of outputs, and what it would object to (ids,
metadata, outputs) is not looked at. Lines keep their places within a cell, so that
a message can name them.
"""

from __future__ import annotations

import ast
import json
import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from grader.sandbox.worker.statements import Rank, Statement, choose, ranks

__all__ = ["ModuleText", "NoNotebook", "module_text"]

MAGIC = re.compile(r"^(\s*)(?:[%!?]|[\w.]+\?{1,2}\s*$|[\w.,\[\]\"' ]+=\s*[%!])")
"""A line that IPython takes and Python does not."""
TRANSPARENT = re.compile(
    r"%%(time|timeit|capture|prun|memit|(writefile|file)\s+.*\.py)\b"
)
"""Cell magics around Python code; other ones make a cell of another language."""
TRIES = 50
"""Magics of a cell that are looked for one by one."""
ASIDE = ("scratch", "check")
"""Roles of cells in a released notebook that hold no answers, in our metadata."""


class NoNotebook(Exception):
    """Why a file is no notebook that can be graded: the end of a sentence."""


class ModuleText(NamedTuple):
    """The text of a module, and where it comes from."""

    text: str
    defines: tuple[str, ...]
    """The exercises in it."""
    cells: tuple[tuple[int, int], ...]
    """For each part: its first line in the text, and the number of its code cell."""


@dataclass(frozen=True)
class Cell:
    """A code cell: its lines without what only IPython understands."""

    number: int
    lines: list[str]
    tree: ast.Module | None
    error: SyntaxError = field(default_factory=SyntaxError)
    aside: bool = False

    def statements(self) -> Iterator[Statement]:
        """Its statements, if it can be read as Python."""
        for node in self.tree.body if self.tree else ():
            yield Statement(node, self.number, self.aside)


def module_text(data: bytes, wanted: Iterable[str]) -> ModuleText:
    """Turn a notebook into a module's text.

    Args:
        wanted: exercises, of which and for which there are the definitions, imports
            and constants. One that is in broken cells only becomes a function that
            raises the error, so that whoever wrote it is told where.

    Raises:
        NoNotebook: if it is none.
    """
    names = frozenset(wanted)
    notebook = _loaded(data)
    cells = list(_cells(notebook))
    statements = [s for cell in cells for s in cell.statements()]
    best = ranks(statements, names)
    if not best and "python" not in (language := _language(notebook)).lower():
        raise NoNotebook(f"it is written in {language}, not in Python")
    kept = choose(statements, names)
    lines: list[str] = []
    if any(_asks_for_annotations(s.node) for s in statements):
        lines.append("from __future__ import annotations")
    places: list[tuple[int, int]] = []
    broken = set()
    for cell in cells:
        own = [s.node for s in kept if s.cell == cell.number]
        lost = {n for n in names if best.get(n, 0) < Rank.ASIDE and _is_in(n, cell)}
        if not own and not lost:
            continue
        lines.append(f"# cell {cell.number}")
        places.append((len(lines) + 1, cell.number))
        broken |= lost
        if lost:
            at = len(lines) + (cell.error.lineno or 1)
            lines += [f"# {line}" for line in cell.lines]
            lines += [_raising(name, cell.error.msg, at) for name in sorted(lost)]
        else:
            lines += _keep(cell.lines, own)
    defines = {name for name, rank in best.items() if rank > Rank.IMPORT} | broken
    return ModuleText("\n".join(lines) + "\n", tuple(sorted(defines)), tuple(places))


def _loaded(data: bytes) -> dict[str, Any]:
    if not data.strip():
        raise NoNotebook("it is empty")
    try:
        notebook = json.loads(data)
    except UnicodeDecodeError:
        raise NoNotebook("it is not UTF-8 text") from None
    except json.JSONDecodeError as error:
        raise NoNotebook(
            f"it is no notebook that can be opened (line {error.lineno} is not JSON)"
        ) from None
    if not isinstance(notebook, dict):
        raise NoNotebook("it is JSON, and no notebook")
    return notebook


def _cells(notebook: dict[str, Any]) -> Iterator[Cell]:
    """The code cells of a notebook of format 4, or of an older one's worksheets."""
    sheets = notebook.get("worksheets", [notebook])
    found = [
        cell
        for sheet in (sheets if isinstance(sheets, list) else [])
        for cell in _list(sheet, "cells")
        if isinstance(cell, dict)
    ]
    if not found:
        raise NoNotebook("it has no cells")
    code = [cell for cell in found if cell.get("cell_type") == "code"]
    for number, cell in enumerate(code, start=1):
        source = cell.get("source", cell.get("input", ""))
        parts = source if isinstance(source, list) else [source]
        text = "".join(part for part in parts if isinstance(part, str))
        yield _cell(number, text, aside=_role(cell) in ASIDE)


def _language(notebook: dict[str, Any]) -> str:
    """What a notebook says that it is written in; Python where it says nothing."""
    metadata = notebook.get("metadata")
    for key, name in (("kernelspec", "language"), ("language_info", "name")):
        part = metadata.get(key) if isinstance(metadata, dict) else None
        found = part.get(name) if isinstance(part, dict) else None
        if isinstance(found, str) and found:
            return found[:40]
    return "Python"


def _list(holder: object, key: str) -> list[Any]:
    found = holder.get(key) if isinstance(holder, dict) else None
    return found if isinstance(found, list) else []


def _role(cell: dict[str, Any]) -> object:
    metadata = cell.get("metadata")
    ours = metadata.get("torch_grader") if isinstance(metadata, dict) else None
    return ours.get("role") if isinstance(ours, dict) else None


def _cell(number: int, source: str, aside: bool) -> Cell:
    """Parse a cell; set aside what IPython alone understands, where Python stumbles.

    Not before: within brackets a line of Python, too, may begin with `%`.
    """
    text = source.replace("\r\n", "\n").replace("\r", "\n").replace("\f", " ")
    lines = text.split("\n")
    first = text.lstrip().partition("\n")[0]
    if first.startswith("%%") and not TRANSPARENT.match(first):
        return Cell(number, [], ast.Module([], []), aside=aside)
    magic = {i for i, line in enumerate(lines) if MAGIC.match(line)}
    error = SyntaxError("this is not Python")
    for _ in range(min(len(magic), TRIES) + 1):
        tree, error = _parsed("\n".join(lines))
        at = (error.lineno or 0) - 1
        if tree is not None:
            return Cell(number, lines, tree, aside=aside)
        if at not in magic:
            break
        magic.remove(at)
        lines[at] = _without_magic(lines[at])
    rest = [_without_magic(x) if i in magic else x for i, x in enumerate(lines)]
    tree, _ = _parsed("\n".join(rest))
    return Cell(number, rest if tree else lines, tree, error, aside)


def _without_magic(line: str) -> str:
    indent = line[: len(line) - len(line.lstrip())]
    return f"{indent}pass  # {line.strip()}"


def _parsed(text: str) -> tuple[ast.Module | None, SyntaxError]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of an escape such as "\d"
            return ast.parse(text), SyntaxError()
    except SyntaxError as error:
        return None, error
    except (ValueError, RecursionError, MemoryError) as error:
        return None, SyntaxError(f"this is not Python ({type(error).__name__})")


def _is_in(name: str, cell: Cell) -> bool:
    """Whether a cell that is no Python, and no experiment, defines an exercise."""
    if cell.tree is not None or cell.aside:
        return False
    pattern = re.compile(rf"(async\s+)?(def|class)\s+{re.escape(name)}\b")
    return any(pattern.match(line) for line in cell.lines)


def _raising(name: str, message: str, line: int) -> str:
    """A function in place of one that cannot be read; it says where the error is."""
    return (
        f"def {name}(*_, **__): "
        f"raise SyntaxError({message!r}, (__file__, {line}, 1, ''))"
    )


def _asks_for_annotations(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"


def _keep(lines: list[str], nodes: list[ast.stmt]) -> list[str]:
    """Only the lines of these statements; the others become empty."""
    wanted: set[int] = set()
    for node in nodes:
        decorators = (d.lineno for d in getattr(node, "decorator_list", ()))
        first = min([node.lineno, *decorators])
        wanted |= set(range(first, (node.end_lineno or first) + 1))
    return [line if i in wanted else "" for i, line in enumerate(lines, start=1)]
