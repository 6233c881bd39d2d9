"""From reference solutions to the stubs and notebooks that students edit.

`solutions/` is the one hand-written source: `exercises/` is generated from it, with
the notebooks in a folder of their own, so that no folder holds a file twice. What
stands between `# BEGIN SOLUTION` and `# END SOLUTION` becomes one
`raise NotImplementedError`.

A mark is a comment token that stands alone on its line, with exactly these words. The
words in a string are text, and a comment behind code is a comment.
"""

from __future__ import annotations

import ast
import io
import tokenize
from pathlib import Path

from grader.authoring.notebooks import make_notebook
from grader.errors import ReleaseError

__all__ = ["NOTEBOOKS", "make_stub", "release", "stale"]

NOTEBOOKS = "notebooks"
BEGIN = "# BEGIN SOLUTION"
END = "# END SOLUTION"
BODY = 'raise NotImplementedError("your code here")'


def make_stub(source: str, name: str) -> str:
    """Return `source` with each marked region replaced by a `raise`.

    `name` is the file name for error messages. Raises `ReleaseError`, with the line,
    for marks that do not pair up and for text that is not Python before or after.
    """
    _parse(source, name)
    lines = list(io.StringIO(source))
    stub: list[str] = []
    position = 0
    for begin, end in _regions(source, name):
        indent = lines[begin - 1][: lines[begin - 1].index("#")]
        stub += lines[position : begin - 1]
        stub.append(f"{indent}{BODY}\n")
        position = end
    text = "".join(stub + lines[position:])
    _parse(text, f"the stub of {name}")
    return text


def release(solutions: Path, exercises: Path) -> tuple[Path, ...]:
    """Write a stub and a notebook of every solution file; return the paths.

    All are made before the first one is written: an error changes no file.
    """
    stubs = _released(solutions)
    (exercises / NOTEBOOKS).mkdir(parents=True, exist_ok=True)
    for name, text in stubs.items():
        (exercises / name).write_text(text, encoding="utf-8", newline="\n")
    return tuple(exercises / name for name in stubs)


def stale(solutions: Path, exercises: Path) -> tuple[str, ...]:
    """Return the names of files that are missing, not current, or stray."""
    stubs = _released(solutions)
    files = [*exercises.glob("*.py"), *exercises.glob(f"{NOTEBOOKS}/*")]
    present = {
        # A file that is not even UTF-8 is one that differs, not an error.
        path.relative_to(exercises).as_posix(): path.read_text("utf-8", "replace")
        for path in files
        if path.is_file()
    }
    names = stubs.keys() | present.keys()
    return tuple(sorted(name for name in names if stubs.get(name) != present.get(name)))


def _released(solutions: Path) -> dict[str, str]:
    """All that is made of the solutions, by path in the folder of exercises."""
    stubs = _stubs(solutions)
    modules = {Path(name).stem for name in stubs}
    return stubs | {
        f"{NOTEBOOKS}/{Path(name).stem}.ipynb": make_notebook(text, modules)
        for name, text in stubs.items()
    }


def _stubs(solutions: Path) -> dict[str, str]:
    """Return the stub texts of all files in `solutions` by file name, sorted."""
    stubs: dict[str, str] = {}
    for path in sorted(solutions.glob("*.py")):
        try:
            source = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise ReleaseError(f"`{path}` is not UTF-8 text: {error.reason}") from error
        stubs[path.name] = make_stub(source, path.name)
        if stubs[path.name] == source:
            raise ReleaseError(
                f"`{path}` has no `{BEGIN}`: its stub would show the answers. "
                "Mark what students write."
            )
    if not stubs:
        raise ReleaseError(f"`{solutions}` holds no .py file: nothing to release")
    return stubs


def _regions(source: str, name: str) -> list[tuple[int, int]]:
    """Return the (first, last) line numbers of all marked regions, marks included."""
    regions: list[tuple[int, int]] = []
    begin: int | None = None
    for line, mark in _marks(source):
        if mark == BEGIN and begin is not None:
            raise ReleaseError(
                f"`{name}`, line {line}: `{BEGIN}` inside the region that begins at "
                f"line {begin}. End that one first."
            )
        if mark == BEGIN:
            begin = line
        elif begin is None:
            raise ReleaseError(
                f"`{name}`, line {line}: `{END}` without a `{BEGIN}` before it"
            )
        else:
            regions.append((begin, line))
            begin = None
    if begin is not None:
        raise ReleaseError(f"`{name}`, line {begin}: `{BEGIN}` without an `{END}`")
    return regions


def _marks(source: str) -> list[tuple[int, str]]:
    """Return the line numbers and texts of all marks, in order."""
    return [
        (token.start[0], token.string)
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT
        and token.string in (BEGIN, END)
        and not token.line[: token.start[1]].strip()
    ]


def _parse(text: str, name: str) -> None:
    """Raise `ReleaseError`, with the line, where `text` is not Python."""
    try:
        ast.parse(text)
    except SyntaxError as error:
        raise ReleaseError(
            f"`{name}`, line {error.lineno}: this is not Python: {error.msg}"
        ) from error
