"""Whether loading a file does nothing but define, by its text alone.

What is not known to be quiet is not: a call may do anything, and so may an operator,
an attribute or an index of what the file itself has made.
"""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

__all__ = ["SPECIAL", "Scope", "Unclear", "assert_known", "read"]

LIBRARIES = frozenset(
    [
        "__future__", "abc", "bisect", "collections", "contextlib", "copy",
        "dataclasses", "enum", "fractions", "functools", "itertools", "math",
        "numbers", "numpy", "operator", "PIL", "random", "statistics", "string",
        "time", "torch", "torchvision", "typing",
    ]
)  # fmt: skip
"""Packages that do nothing to each other when they are imported."""
SPECIAL = frozenset(["__init__", "__call__", "__len__", "__iter__", "__getitem__"])
"""Names with two underscores that lead nowhere else."""

Definition: TypeAlias = ast.FunctionDef | ast.ClassDef
Scope: TypeAlias = "dict[str, ast.stmt | str]"
"""Name -> the statement that binds it last, or the words of an import."""
STILL = (
    ast.Constant, ast.Subscript, ast.Tuple, ast.List, ast.Dict, ast.UnaryOp,
    ast.unaryop, ast.BinOp, ast.operator, ast.expr_context,
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
MAKERS = {
    "functools.partial": ("functools", " functools None"),
    "partial": ("partial", "functools partial None"),
    "collections.namedtuple": ("collections", " collections None"),
    "namedtuple": ("namedtuple", "collections namedtuple None"),
}
"""What may be called to make something callable, and what its name must stand for."""
TAKEN = {
    "torch": (" torch None", " torch.nn None"),
    "nn": ("torch nn None", " torch.nn nn"),
    **dict.fromkeys(("staticmethod", "classmethod", "property", "object", "super"), ()),
}
"""What names that may be called above can be bound to."""


class Unclear(Exception):
    """It cannot be told what the code does when it is loaded, or reaches."""


def read(tree: ast.Module, ours: frozenset[str]) -> Scope:
    """What the names of a file stand for in the end; what is starred under `*`.

    Docstrings and annotations are taken out.

    Args:
        ours: what it may import of its siblings: `module.name`.

    Raises:
        Unclear: where loading it may do more than define.
    """
    file = _File(ours)
    for node in tree.body:
        file.take(node)
    return file.scope


def assert_known(node: ast.Import | ast.ImportFrom, ours: frozenset[str]) -> None:
    """Raise Unclear for an import of what may do something to others."""
    if isinstance(node, ast.Import):
        known = [alias.name.partition(".")[0] in LIBRARIES for alias in node.names]
    elif node.level or node.module is None:
        known = [False]
    elif node.module.partition(".")[0] in LIBRARIES:
        return
    else:
        known = [f"{node.module}.{alias.name}" in ours for alias in node.names]
    if not all(known):
        raise Unclear


@dataclass(slots=True)
class _File:
    """A file, as far as it has been read."""

    ours: frozenset[str]
    scope: Scope = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    """Names that loading looks at: what they stand for then must be what they stand
    for in the end."""
    made: set[str] = field(default_factory=set)
    """Names of what its own classes have made: their methods must not be called."""

    def take(self, node: ast.stmt) -> None:
        """Read the next statement."""
        match node:
            case ast.Expr(ast.Constant()) | ast.Pass():
                return
            case ast.Import() | ast.ImportFrom():
                self._take_import(node)
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                self._assert_still(node)
                _strip(node)
                self._bind(name, node)
            case ast.Assign([ast.Name(name)], value) | ast.AnnAssign(
                ast.Name(name), value=ast.expr() as value
            ):
                self._assert_quiet(filter(None, [getattr(node, "annotation", None)]))
                made = self._makes(value)
                self._bind(name, node)
                if made:
                    self.made.add(name)
            case ast.If(test, _, []) if ast.unparse(test) == "__name__ == '__main__'":
                return
            case _:
                raise Unclear

    def _take_import(self, node: ast.Import | ast.ImportFrom) -> None:
        assert_known(node, self.ours)
        for alias in node.names:
            bound = alias.asname or alias.name.partition(".")[0]
            if bound == "*" and self.scope:  # which are taken?
                raise Unclear
            words = f"{getattr(node, 'module', '')} {alias.name} {alias.asname}"
            other = bound in self.seen and self.scope.get(bound) != words
            if other or words not in TAKEN.get(bound, (words,)):
                raise Unclear
            self.scope[bound] = words

    def _bind(self, name: str, node: ast.stmt) -> None:
        _assert_free(name)
        if name in self.seen:
            raise Unclear
        self.scope[name] = node

    def _makes(self, value: ast.expr) -> bool:
        """Whether a quiet value is an object of one of the file's own classes."""
        if not isinstance(value, ast.Call):
            self._assert_quiet([value])
            return False
        self._assert_quiet([*value.args, *(each.value for each in value.keywords)])
        called = ast.unparse(value.func)
        own = self.scope.get(called)
        name, words = MAKERS.get(called, ("", ""))
        self.seen.add(name or called)
        if isinstance(own, ast.ClassDef):
            self._assert_only_keeps(own)
            return True
        if not (LAYER.fullmatch(called) or (name and self.scope.get(name) == words)):
            raise Unclear
        return False

    def _assert_only_keeps(self, made: ast.ClassDef) -> None:
        """Raise where making an object may do more than keep something in it."""
        own = [n for n in made.body if isinstance(n, ast.FunctionDef)]
        names = {n.name for n in own} | {
            name.id
            for n in made.body
            if isinstance(n, ast.Assign)
            for name in n.targets
            if isinstance(name, ast.Name)
        }
        if made.bases and names & _inherited():
            raise Unclear
        for begin in (n for n in own if n.name == "__init__"):
            self._assert_keeps(made, begin, names)

    def _assert_keeps(
        self, made: ast.ClassDef, begin: ast.FunctionDef, own: set[str]
    ) -> None:
        """The same of one `__init__`, in a class that binds the names `own`."""
        names = [arg.arg for arg in _every(begin.args)]
        taken = {*TAKEN, *(n for n, of in self.scope.items() if isinstance(of, str))}
        if begin.decorator_list or not names or taken & set(names):
            raise Unclear
        given = {*names} - self.seen
        for inner in begin.body:
            match inner:
                case ast.Expr(ast.Call(func, args, keywords)) if ast.unparse(func) in (
                    "super().__init__",
                    f"super({made.name}, {names[0]}).__init__",
                ):
                    self._assert_quiet([*args, *(each.value for each in keywords)])
                case ast.Assign([ast.Attribute(ast.Name(kept), name)], value) if (
                    kept == names[0] and name not in own
                ):
                    self._assert_quiet([value])
                case ast.Pass() | ast.Expr(ast.Constant()):
                    continue
                case _:
                    raise Unclear
        self.seen -= given

    def _assert_still(self, node: Definition) -> None:
        """Raise where a definition may do more than define when it is loaded."""
        if isinstance(node, ast.FunctionDef):
            if any(ast.unparse(each) not in DECORATORS for each in node.decorator_list):
                raise Unclear
            given = node.args
            self._assert_quiet([*given.defaults, *filter(None, given.kw_defaults)])
            notes = [node.returns, *(arg.annotation for arg in _every(given))]
            self._assert_quiet(filter(None, notes))
            return
        if node.decorator_list or node.keywords:
            raise Unclear
        if any(ast.unparse(base) not in BASES for base in node.bases):
            raise Unclear
        for inner in node.body:
            match inner:
                case ast.Expr(ast.Constant()) | ast.Pass():
                    continue
                case ast.FunctionDef():
                    _assert_free(inner.name)
                    self._assert_still(inner)
                case ast.Assign([ast.Name(name)], value) if name not in SPECIAL:
                    _assert_free(name)
                    self._assert_quiet([value])
                case _:
                    raise Unclear

    def _assert_quiet(self, expressions: Iterable[ast.AST]) -> None:
        """Raise where evaluating an expression may call something but make a layer."""
        waiting = list(expressions)
        while waiting:
            node = waiting.pop()
            if isinstance(node, ast.Lambda):
                waiting += [*node.args.defaults, *filter(None, node.args.kw_defaults)]
            elif isinstance(node, ast.Call) and LAYER.fullmatch(ast.unparse(node.func)):
                waiting += [*node.args, *(keyword.value for keyword in node.keywords)]
            elif isinstance(node, ast.Name):
                if node.id in self.made:
                    raise Unclear
                self.seen.add(node.id)
            elif isinstance(node, ast.Attribute):
                root = ast.unparse(node).partition(".")[0]
                if not isinstance(self.scope.get(root), str | ast.ClassDef):
                    raise Unclear
                waiting.append(node.value)
            elif isinstance(node, STILL):
                waiting += ast.iter_child_nodes(node)
            else:
                raise Unclear


@functools.cache
def _inherited() -> frozenset[str]:
    """What torch's own classes may call of an object while it is made."""
    from torch import nn

    return frozenset(dir(nn.Sequential)) - {"forward", *SPECIAL}


def _assert_free(name: str) -> None:
    if name in TAKEN or (name[:2] == "__" and name not in SPECIAL):
        raise Unclear


def _every(given: ast.arguments) -> list[ast.arg]:
    """All parameters of a function, the first one first."""
    starred = [arg for arg in (given.vararg, given.kwarg) if arg is not None]
    return [*given.posonlyargs, *given.args, *given.kwonlyargs, *starred]


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
