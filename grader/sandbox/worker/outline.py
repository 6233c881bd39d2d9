"""A digest of all that an exercise is made of, before any of it has run.

Two exercises with the same digest do the same: the statements that they use are the
same but for comments, docstrings and annotations, and what else is in their files does
nothing but define, so it cannot reach them. Where that is not plain to see, there is
no digest.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Iterator, Sequence

from grader.sandbox.worker.quiet import SPECIAL, Scope, Unclear, assert_known, read

__all__ = ["outline"]

ASIDE = frozenset(
    [
        "eval", "exec", "compile", "globals", "locals", "vars", "dir", "getattr",
        "setattr", "delattr", "open", "input", "breakpoint", "__import__",
        "__builtins__", "__loader__", "__spec__", "__file__",
    ]
)  # fmt: skip
"""Names by which code may reach what it does not name."""
AFAR = frozenset(
    [
        "_getframe", "attrgetter", "builtins", "ctypes", "fx", "gc", "get_type_hints",
        "importlib", "inspect", "jit", "methodcaller", "os", "singledispatch", "sys",
    ]
)  # fmt: skip
"""Names, also behind a dot, from which it may, or read its own annotations."""


def outline(text: str, names: Iterable[str], ours: Sequence[str]) -> dict[str, str]:
    """Digests of exercises of a file, of those of which that is plain.

    Args:
        text: the file's.
        ours: what it may import of its siblings, which is ours: `module.name`.
    """
    try:
        scope = read(ast.parse(text), frozenset(ours))
    except (Unclear, SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    found = {}
    for name in names:
        try:
            found[name] = _digest(name, scope)
        except (Unclear, RecursionError):
            continue
    return found


def _digest(name: str, scope: Scope) -> str:
    """A digest of what a name stands for, of all that this uses, and so on."""
    used, waiting = {name, "*"}, [name]
    while waiting:
        meant = scope.get(waiting.pop(), "")
        if not isinstance(meant, str):
            new = set(_words(meant)) - used
            used |= new
            waiting += new
    if used & (ASIDE | AFAR) or isinstance(scope.get(name, ""), str):
        raise Unclear
    digest = hashlib.sha256()
    for each in sorted(used & scope.keys()):
        meant = scope[each]
        text = meant if isinstance(meant, str) else ast.dump(meant)
        digest.update(f"{each}\n{text}\n".encode())
    return digest.hexdigest()


def _words(node: ast.AST) -> Iterator[str]:
    """The names in some code.

    Raises:
        Unclear: where it imports, or goes by a special attribute or one of `AFAR`.
    """
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name):
            yield inner.id
        elif isinstance(inner, ast.Global | ast.Nonlocal):
            yield from inner.names
        elif isinstance(inner, ast.Import | ast.ImportFrom):
            assert_known(inner, frozenset())
        elif isinstance(inner, ast.Attribute) and (
            inner.attr in AFAR or (inner.attr[:2] == "__" and inner.attr not in SPECIAL)
        ):
            raise Unclear
