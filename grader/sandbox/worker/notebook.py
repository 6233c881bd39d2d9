"""A notebook as a module: its definitions, imports and constants, in order.

It is read as code and never executed. Magics and shell lines are set aside, and
so is every statement that does something: plots, experiments, training. Lines
keep their places within a cell, so that a message can name them.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

__all__ = ["module_text"]

MAGIC = re.compile(r"^(\s*)(?:[%!?]|\w+\?{1,2}\s*$|[\w, ]+=\s*[%!])")
"""A line that IPython takes and Python does not."""
TRANSPARENT = ("%%time", "%%timeit", "%%capture", "%%prun")
"""Cell magics around Python code; other ones make a cell of another language."""

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
IMPORTS = (ast.Import, ast.ImportFrom)
ASSIGNMENTS = (ast.Assign, ast.AnnAssign, ast.AugAssign)


def module_text(data: bytes, wanted: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """Turn a notebook into a module's text; also name what it defines.

    Args:
        wanted: exercises: a cell that defines one is kept even if it is broken,
            so that whoever wrote it is told where.

    Raises:
        Exception: of many kinds, if this is no notebook.
    """
    import nbformat  # only where there is a notebook: it takes half a second

    text = data.decode("utf-8-sig")
    notebook = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
    cells = [_plain(c.source) for c in notebook.cells if c.cell_type == "code"]
    trees = [_parsed(cell) for cell in cells]
    needed = _needed([node for tree in trees if tree for node in tree.body])
    kept = []
    for number, (cell, tree) in enumerate(zip(cells, trees, strict=True), start=1):
        lines = cell.splitlines()
        if tree is not None:
            lines = _keep(lines, [n for n in tree.body if _is_kept(n, needed)])
        elif not any(re.search(rf"^(def|class)\s+{n}\b", cell, re.M) for n in wanted):
            continue
        kept += [f"# cell {number}", *lines]
    defines = {name for tree in trees if tree for n in tree.body for name in _names(n)}
    return "\n".join(kept) + "\n", tuple(sorted(defines & set(wanted)))


def _plain(source: str) -> str:
    """A cell without what only IPython understands; its lines stay in place."""
    first = source.lstrip().split(maxsplit=1)[:1]
    if first and first[0].startswith("%%") and first[0] not in TRANSPARENT:
        return ""
    return "\n".join(MAGIC.sub(_set_aside, line) for line in source.splitlines())


def _set_aside(found: re.Match[str]) -> str:
    return f"{found[1]}pass  # {found[0].strip()}"


def _parsed(cell: str) -> ast.Module | None:
    try:
        return ast.parse(cell)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _needed(nodes: list[ast.stmt]) -> set[str]:
    """Names that definitions use, and those that these are made of."""
    used = {
        name for node in nodes if isinstance(node, DEFINITIONS) for name in _uses(node)
    }
    while True:
        assigned = (n for n in nodes if isinstance(n, ASSIGNMENTS) and used & _names(n))
        more = {name for node in assigned for name in _uses(node)} - used
        if not more:
            return used
        used |= more


def _is_kept(node: ast.stmt, needed: set[str]) -> bool:
    if isinstance(node, ast.ImportFrom):
        return node.module not in ("__future__", "grader")
    if isinstance(node, (*DEFINITIONS, ast.Import)):
        return True
    if isinstance(node, ast.Try | ast.If):
        inner = [*node.body, *node.orelse]
        inner += [n for h in getattr(node, "handlers", ()) for n in h.body]
        return all(isinstance(n, ast.Pass) or _is_kept(n, needed) for n in inner)
    if not isinstance(node, ASSIGNMENTS) or node.value is None:
        return False
    does_something = any(
        isinstance(n, ast.Call | ast.Await) for n in ast.walk(node.value)
    )
    return bool(_names(node) & needed) or not does_something


def _names(node: ast.stmt) -> set[str]:
    """What a statement binds at the top level."""
    if isinstance(node, DEFINITIONS):
        return {node.name}
    if not isinstance(node, ASSIGNMENTS):
        return set()
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    inside = (n for target in targets for n in ast.walk(target))
    return {n.id for n in inside if isinstance(n, ast.Name)}


def _uses(node: ast.AST) -> Iterator[str]:
    return (n.id for n in ast.walk(node) if isinstance(n, ast.Name))


def _keep(lines: list[str], nodes: list[ast.stmt]) -> list[str]:
    """Only the lines of these statements; the others become empty."""
    wanted: set[int] = set()
    for node in nodes:
        first = min(
            [node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))]
        )
        wanted |= set(range(first, (node.end_lineno or first) + 1))
    return [line if i in wanted else "" for i, line in enumerate(lines, start=1)]
