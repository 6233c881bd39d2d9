"""A digest of all that an exercise is made of, before any of it has run.

Two exercises with the same digest do the same: the statements that they use are the
same but for comments, docstrings and annotations, and what else is in their files does
nothing but define, so it cannot reach them. Where that is not plain to see, there is
no digest.
"""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

__all__ = ["outline"]

LIBRARIES = frozenset(
    [
        "__future__", "math", "random", "typing", "collections", "contextlib",
        "itertools", "functools", "operator", "numpy", "torch", "torchvision", "PIL",
    ]
)  # fmt: skip
"""Packages that do nothing to each other when they are imported."""
ASIDE = frozenset(
    [
        "eval", "exec", "compile", "globals", "locals", "vars", "dir", "getattr",
        "setattr", "delattr", "open", "input", "breakpoint", "__import__",
        "__builtins__", "__loader__", "__spec__", "__file__",
    ]
)  # fmt: skip
"""Names by which code may reach what it does not name."""
SPECIAL = frozenset(["__init__", "__call__", "__len__", "__iter__", "__getitem__"])
"""Names with two underscores that lead nowhere else."""

Definition: TypeAlias = ast.FunctionDef | ast.ClassDef
Scope: TypeAlias = "dict[str, ast.stmt | str]"
"""Name -> the statement that binds it last, or the words of an import."""
STILL = (
    ast.Constant, ast.Name, ast.Attribute, ast.Subscript, ast.Tuple, ast.List,
    ast.Dict, ast.UnaryOp, ast.unaryop, ast.BinOp, ast.operator, ast.expr_context,
)  # fmt: skip
"""What an expression is made of that calls nothing."""


LAYER = re.compile(r"(torch\.)?nn\.[A-Z]\w*")
DECORATORS = (
    "torch.no_grad()", "torch.inference_mode()", "staticmethod", "classmethod",
    "property",
)  # fmt: skip
BASES = (
    "nn.Module", "torch.nn.Module", "nn.Sequential", "torch.autograd.Function", "object"
)  # fmt: skip


TAKEN = {
    "torch": (" torch None", " torch.nn None"),
    "nn": ("torch nn None", " torch.nn nn"),
    **dict.fromkeys(("staticmethod", "classmethod", "property", "object"), ()),
}
"""What names that may be called above can be bound to."""


class _Unclear(Exception):
    """It cannot be told what the code does when it is loaded, or reaches."""


def outline(text: str, names: Iterable[str], ours: Sequence[str]) -> dict[str, str]:
    """Digests of exercises of a file, of those of which that is plain.

    Args:
        text: the file's.
        ours: what it may import of its siblings, which is ours: `module.name`.
    """
    try:
        scope = _read(ast.parse(text), frozenset(ours))
    except (_Unclear, SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    found = {}
    for name in names:
        try:
            found[name] = _digest(name, scope)
        except (_Unclear, RecursionError):
            continue
    return found


def _read(tree: ast.Module, ours: frozenset[str]) -> Scope:
    """What the names of a file stand for in the end; what is starred under `*`."""
    scope: Scope = {}
    for node in tree.body:
        match node:
            case ast.Expr(ast.Constant()) | ast.Pass():
                continue
            case ast.Import() | ast.ImportFrom():
                _assert_known(node, ours)
                for alias in node.names:
                    bound = alias.asname or alias.name.partition(".")[0]
                    if bound == "*" and scope:  # which of its names are taken?
                        raise _Unclear
                    module = getattr(node, "module", "")
                    words = f"{module} {alias.name} {alias.asname}"
                    if words not in TAKEN.get(bound, (words,)):
                        raise _Unclear
                    scope[bound] = words
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                _assert_still(node)
                _strip(node)
                _assert_free(name)
                scope[name] = node
            case ast.Assign([ast.Name(name)], value) | ast.AnnAssign(
                ast.Name(name), value=ast.expr() as value
            ):
                _assert_quiet(
                    [value, *filter(None, [getattr(node, "annotation", None)])]
                )
                _assert_free(name)
                scope[name] = node
            case ast.If(test, _, []) if ast.unparse(test) == "__name__ == '__main__'":
                continue
            case _:
                raise _Unclear
    return scope


def _assert_free(name: str) -> None:
    if name in TAKEN or (name[:2] == "__" and name not in SPECIAL):
        raise _Unclear


def _assert_known(node: ast.Import | ast.ImportFrom, ours: frozenset[str]) -> None:
    if isinstance(node, ast.Import):
        known = [alias.name.partition(".")[0] in LIBRARIES for alias in node.names]
    elif node.level or node.module is None:
        known = [False]
    elif node.module.partition(".")[0] in LIBRARIES:
        return
    else:
        known = [f"{node.module}.{alias.name}" in ours for alias in node.names]
    if not all(known):
        raise _Unclear


def _assert_still(node: Definition) -> None:
    """Raise where a definition may do more than define when it is loaded."""
    if isinstance(node, ast.FunctionDef):
        if any(ast.unparse(each) not in DECORATORS for each in node.decorator_list):
            raise _Unclear
        arguments = node.args
        every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        every += [a for a in (arguments.vararg, arguments.kwarg) if a is not None]
        _assert_quiet([*arguments.defaults, *filter(None, arguments.kw_defaults)])
        _assert_quiet(filter(None, [node.returns, *(a.annotation for a in every)]))
        return
    if node.decorator_list or node.keywords:
        raise _Unclear
    if any(ast.unparse(base) not in BASES for base in node.bases):
        raise _Unclear
    for inner in node.body:
        match inner:
            case ast.Expr(ast.Constant()) | ast.Pass():
                continue
            case ast.FunctionDef():
                _assert_free(inner.name)
                _assert_still(inner)
            case _:
                raise _Unclear


def _assert_quiet(expressions: Iterable[ast.AST]) -> None:
    """Raise where evaluating an expression may call something but make a layer."""
    waiting = list(expressions)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Lambda):
            waiting += [*node.args.defaults, *filter(None, node.args.kw_defaults)]
        elif isinstance(node, ast.Call) and LAYER.fullmatch(ast.unparse(node.func)):
            waiting += [*node.args, *(keyword.value for keyword in node.keywords)]
        elif isinstance(node, STILL):
            waiting += ast.iter_child_nodes(node)
        else:
            raise _Unclear


def _digest(name: str, scope: Scope) -> str:
    """A digest of what a name stands for, of all that this uses, and so on."""
    used, waiting = {name, "*"}, [name]
    while waiting:
        meant = scope.get(waiting.pop(), "")
        if not isinstance(meant, str):
            new = set(_words(meant)) - used
            used |= new
            waiting += new
    if used & ASIDE or isinstance(scope.get(name, ""), str):
        raise _Unclear
    digest = hashlib.sha256()
    for each in sorted(used & scope.keys()):
        meant = scope[each]
        text = meant if isinstance(meant, str) else ast.dump(meant)
        digest.update(f"{each}\n{text}\n".encode())
    return digest.hexdigest()


def _words(node: ast.AST) -> Iterator[str]:
    """The names in some code.

    Raises:
        _Unclear: where it imports, or goes by a special attribute.
    """
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name):
            yield inner.id
        elif isinstance(inner, ast.Global | ast.Nonlocal):
            yield from inner.names
        elif isinstance(inner, ast.Import | ast.ImportFrom):
            _assert_known(inner, frozenset())
        elif (
            isinstance(inner, ast.Attribute)
            and inner.attr[:2] == "__"
            and (inner.attr not in SPECIAL)
        ):
            raise _Unclear


def _strip(node: Definition) -> None:
    """Take docstrings and annotations out."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.FunctionDef):
            inner.returns = None
        elif isinstance(inner, ast.arg):
            inner.annotation = None
        if isinstance(inner, ast.FunctionDef | ast.ClassDef):
            match inner.body:
                case [ast.Expr(ast.Constant(str())), _, *_]:
                    del inner.body[0]
