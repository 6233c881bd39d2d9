"""From the stub of a file to the notebook that students may fill in instead.

The notebook holds the same statements and the same stubs, a cell to try things
after each, and a cell that checks it. Cells are marked in their metadata: what is
in a cell to try things, the grader leaves out.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Collection, Iterator

import nbformat
from nbformat import NotebookNode, v4

__all__ = ["make_notebook"]

Definition = ast.FunctionDef | ast.ClassDef

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
ID = re.compile(r"[a-zA-Z0-9_-]{1,50}")
HOW = (
    "Fill in the functions below: replace each `raise` by your code, and run the cell. "
    "Try things in the cell after it, where nothing counts, then run the `check` cell. "
    "Keep the names of the functions and of this file; what you add is yours."
)
TRY = "# Try things here: this cell is not graded.\n"
TOP = (ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign)
SIGNS = re.compile(r"[*<](?=(?:[^`]*`[^`]*`)*[^`]*$)")
"""Outside of backticks."""
GUARD = """\
try:
    {statement}
except ImportError:  # not in a folder of notebooks; grading gives a right one
"""
STAND_IN = """\
    def {name}(*_):
        raise NotImplementedError("here goes your {name} of {module}.ipynb")"""


def make_notebook(stub: str, siblings: Collection[str]) -> str:
    """The text of a notebook, the same each time, made of a stub's text.

    Args:
        siblings: modules of the same assignment. In a folder of notebooks there are
            none to import, so what is imported of them has a stand-in that says
            what to do; grading gives a right one.
    """
    tree, lines = ast.parse(stub), stub.rstrip("\n").split("\n")
    cells = [_cell(v4.new_markdown_cell, "title", "", _title(tree))]
    imports, last = _imports(tree, lines, siblings)
    cells.append(_code("imports", "", f"{imports}\n\nfrom grader import check"))
    exercises = [
        node
        for node in tree.body
        if (isinstance(node, Definition) and _is_exercise(node))
    ]
    for node in exercises:
        end = len(lines) if node is exercises[-1] else node.end_lineno or 0
        cells += _exercise(node, _lines(node, lines, last, end))
        last = end
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    notebook = v4.new_notebook(cells=cells, metadata=metadata)
    nbformat.validate(notebook)
    text: str = nbformat.writes(notebook)
    return text.rstrip("\n") + "\n"


def _exercise(node: Definition, stub: str) -> Iterator[NotebookNode]:
    """The four cells of an exercise."""
    told = _markdown(ast.get_docstring(node) or "")
    text = f"## `{_signature(node)}`\n\n{told}"
    yield _cell(v4.new_markdown_cell, "statement", node.name, text)
    yield _code("stub", node.name, stub)
    yield _code("scratch", node.name, TRY)
    yield _code("check", node.name, f'check("{node.name}")')


def _title(tree: ast.Module) -> str:
    first, _, rest = (ast.get_docstring(tree) or "Exercises").partition("\n")
    return "\n\n".join(
        part for part in (f"# {first.rstrip('.')}", _markdown(rest), HOW) if part
    )


def _markdown(text: str) -> str:
    """A docstring as Markdown: signs of arithmetic stay what they are."""
    return "\n".join(
        line if line.startswith("    ") else SIGNS.sub(r"\\\g<0>", line)
        for line in inspect.cleandoc(text).split("\n")
    )


def _signature(node: Definition) -> str:
    if isinstance(node, ast.FunctionDef):
        return f"{node.name}({ast.unparse(node.args)})"
    bases = ", ".join(ast.unparse(base) for base in node.bases)
    return f"class {node.name}({bases})" if bases else f"class {node.name}"


def _imports(
    tree: ast.Module, lines: list[str], siblings: Collection[str]
) -> tuple[str, int]:
    """The imports and constants at the top of a stub, and the line they end at.

    An import of a sibling gets what stands in for it.
    """
    text: list[str] = []
    last = 0
    for node in tree.body:
        end = node.end_lineno or 0
        if isinstance(node, ast.ImportFrom) and node.module in siblings:
            guard = GUARD.format(statement=ast.unparse(node), module=node.module)
            names = [alias.asname or alias.name for alias in node.names]
            stand_ins = [STAND_IN.format(name=n, module=node.module) for n in names]
            text += [*lines[last : node.lineno - 1], guard + "\n".join(stand_ins)]
        elif isinstance(node, TOP):
            text += lines[last:end]
        elif node is not tree.body[0] or not isinstance(node, ast.Expr):
            break
        last = end
    return "\n".join(text).strip("\n"), last


def _is_exercise(node: Definition) -> bool:
    """Whether students fill it in."""
    return any(
        isinstance(inner, ast.Raise) and "NotImplementedError" in ast.unparse(inner)
        for inner in ast.walk(node)
    )


def _lines(node: Definition, lines: list[str], begin: int, end: int) -> str:
    """Lines of the stub; of the docstring only the first, as the rest is above it."""
    docstring = node.body[0]
    start, stop = docstring.lineno - 1, docstring.end_lineno or 0
    text = (ast.get_docstring(node) or "").partition("\n")[0]
    if not text or '"""' in text or "\\" in text:
        return "\n".join(lines[begin:end])
    short = f'{" " * docstring.col_offset}"""{text}"""'
    return "\n".join([*lines[begin:start], short, *lines[stop:end]])


def _code(role: str, exercise: str, text: str) -> NotebookNode:
    return _cell(v4.new_code_cell, role, exercise, text.strip("\n"))


def _cell(
    make: Callable[..., NotebookNode], role: str, exercise: str, text: str
) -> NotebookNode:
    """A cell with an id that is the same each time, and with our metadata."""
    name = exercise if ID.fullmatch(exercise) else exercise.encode().hex()[:50]
    mark = {"role": "statement" if role == "title" else role}
    if exercise:
        mark["exercise"] = exercise
    id = f"{name}-{role}" if name else role
    return make(text, id=id, metadata={"torch_grader": mark})
