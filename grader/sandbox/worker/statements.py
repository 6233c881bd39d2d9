"""Which statements of a notebook make its module: what the exercises are made of.

An exercise is its definition, and the definitions, imports and constants that it
uses, and those that these use. Everything else is an experiment, and is left out:
it may be broken, slow, or in need of files that are not here.
"""

from __future__ import annotations

import ast
import symtable
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from grader.sandbox.worker.loader import is_stub

__all__ = ["Rank", "Statement", "choose", "ranks"]

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
IMPORTS = (ast.Import, ast.ImportFrom)
ASSIGNMENTS = (ast.Assign, ast.AnnAssign)
WAITS = (ast.Await, ast.Yield, ast.YieldFrom, ast.AsyncFor, ast.AsyncWith)
OURS = ("__future__", "grader")
WRAPPERS = frozenset({"compile", "partial", "script", "vectorize", "vmap"})
"""Functions that make one of another; a class, too, makes what can be called."""


class Rank(IntEnum):
    """How well a statement defines an exercise; only the best ones of it count."""

    NOT = 0
    """`accuracy = 0.9`, or a loop over it: an experiment that has the same name."""
    IMPORT = 1
    MADE = 2
    """By a call: `relu = nn.ReLU()`. Beside a stub, `net = MLP()` is an experiment."""
    STUB = 3
    ASIDE = 4
    """In a cell that is marked as one for experiments."""
    ALIAS = 5
    FUNCTION = 6


@dataclass(frozen=True, eq=False)
class Statement:
    """A statement at the top level of a cell."""

    node: ast.stmt
    cell: int
    aside: bool = False
    """Whether its cell is marked as one for experiments."""


def choose(
    statements: Sequence[Statement], wanted: frozenset[str]
) -> tuple[Statement, ...]:
    """The statements that the exercises in `wanted` are made of, in order.

    Of several definitions of an exercise those of the best rank count, and as they
    run in order, the last of them holds. An experiment counts only for what no
    other cell defines.
    """
    functions = _functions(statements)
    best = ranks(statements, wanted)
    made = {n for s in statements for n in _assigned(s.node)}
    counts: dict[Statement, set[str]] = {}
    for s in statements:
        changes = set(_changed(s.node)) & made
        if _is_experiment(s.node, wanted, changes):
            continue
        names = {*_bound(s.node), *changes} - wanted
        own = wanted & {*_bound(s.node)}
        counts[s] = names | {n for n in own if _rank(s, functions) == best.get(n)}
    main = {n for s, names in counts.items() if not s.aside for n in names}
    for s, names in counts.items():
        if s.aside:
            counts[s] = names - main
    kept: set[Statement] = set()
    needed, new = set(wanted), set(wanted)
    while new:
        more = {s for s, names in counts.items() if names & new} - kept
        kept |= more
        new = {name for s in more for name in _uses(s.node)} - needed
        needed |= new
    return tuple(s for s in statements if s in kept or _brings_all(s))


def ranks(statements: Sequence[Statement], wanted: frozenset[str]) -> dict[str, Rank]:
    """For each exercise that is defined at all, how well."""
    functions = _functions(statements)
    best: dict[str, Rank] = {}
    for statement in statements:
        for name in wanted & {*_bound(statement.node)}:
            rank = _rank(statement, functions)
            if rank:
                best[name] = max(rank, best.get(name, rank))
    return best


def _rank(statement: Statement, functions: frozenset[str]) -> Rank:
    node = statement.node
    value = getattr(node, "value", None)
    if isinstance(node, (*IMPORTS, ast.Try)):
        return Rank.IMPORT
    if isinstance(node, DEFINITIONS) and is_stub(node):
        return Rank.STUB
    is_function = isinstance(node, (*DEFINITIONS, ast.If))
    if isinstance(value, ast.Lambda) or is_function:
        return Rank.ASIDE if statement.aside else Rank.FUNCTION
    if not isinstance(node, ASSIGNMENTS) or not _is_callable(value, functions):
        return Rank.NOT
    if statement.aside:
        return Rank.NOT
    return Rank.MADE if isinstance(value, ast.Call) else Rank.ALIAS


def _is_experiment(node: ast.stmt, wanted: frozenset[str], changes: set[str]) -> bool:
    """Whether it waits for something, or is a loop or a call that tries an exercise."""
    if any(isinstance(n, WAITS) for n in _outside_functions(node)):
        return True
    if isinstance(node, (*DEFINITIONS, *IMPORTS, *ASSIGNMENTS, ast.AugAssign)):
        return False
    if isinstance(node, ast.Try | ast.If):
        return False
    return bool(wanted & _uses(node)) or not (changes or set(_bound(node)))


def _functions(statements: Iterable[Statement]) -> frozenset[str]:
    """Names of functions, classes, and of whatever is imported."""
    kinds = (*DEFINITIONS, *IMPORTS)
    return frozenset(
        name
        for s in statements
        if isinstance(s.node, kinds)
        or isinstance(getattr(s.node, "value", None), ast.Lambda)
        for name in _bound(s.node)
    )


def _assigned(node: ast.stmt) -> Iterator[str]:
    return _targets(node) if isinstance(node, ASSIGNMENTS) else iter(())


def _brings_all(statement: Statement) -> bool:
    """Whether it is `from module import *`: nobody knows what that brings."""
    node = statement.node
    if statement.aside or not isinstance(node, ast.ImportFrom):
        return False
    return node.names[0].name == "*" and node.module not in OURS


def _is_callable(value: ast.expr | None, functions: frozenset[str]) -> bool:
    """Whether a value looks like a function: not every name is one's."""
    if isinstance(value, ast.Name):
        return value.id in functions
    if isinstance(value, ast.Lambda | ast.Attribute | ast.Subscript):
        return True
    if isinstance(value, ast.IfExp):
        return all(_is_callable(v, functions) for v in (value.body, value.orelse))
    if isinstance(value, ast.Tuple):
        return all(_is_callable(v, functions) for v in value.elts)
    if not isinstance(value, ast.Call):
        return False
    callee = ast.unparse(value.func).rpartition(".")[2]
    given = [*value.args, *(keyword.value for keyword in value.keywords)]
    takes_one = any(
        isinstance(a, ast.Lambda) or (isinstance(a, ast.Name) and a.id in functions)
        for a in given
    )
    return callee[:1].isupper() or callee in WRAPPERS or takes_one


def _bound(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, DEFINITIONS):
        yield node.name
    elif isinstance(node, ast.Import):
        yield from (a.asname or a.name.partition(".")[0] for a in node.names)
    elif isinstance(node, ast.ImportFrom):
        if node.module not in OURS:
            yield from (a.asname or a.name for a in node.names)
    elif isinstance(node, (*ASSIGNMENTS, ast.AugAssign)):
        yield from _targets(node)
    else:
        if isinstance(node, ast.For | ast.AsyncFor):
            yield from _stored(node.target)
        for inner in _inside(node):
            yield from _bound(inner)


def _inside(node: ast.stmt) -> Iterator[ast.stmt]:
    """The statements of a compound one: of `if`, `try`, loops and `with`."""
    for part in ("body", "orelse", "finalbody"):
        yield from getattr(node, part, ())
    for handler in getattr(node, "handlers", ()):
        yield from handler.body


def _targets(node: ast.stmt) -> Iterator[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]  # type: ignore[attr-defined]  # an assignment of another kind
    for target in targets:
        yield from _stored(target)


def _stored(target: ast.expr) -> Iterator[str]:
    """The names in a target; of `table[i]` and `layer.weight` the first one."""
    if isinstance(target, ast.Tuple | ast.List):
        for element in target.elts:
            yield from _stored(element)
        return
    while isinstance(target, ast.Attribute | ast.Subscript | ast.Starred):
        target = target.value
    if isinstance(target, ast.Name):
        yield target.id


def _changed(node: ast.stmt) -> Iterator[str]:
    """What a statement such as `table.append(row)` may change."""
    value = getattr(node, "value", None) if isinstance(node, ast.Expr) else None
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
        yield from _stored(value.func)
    if not isinstance(node, DEFINITIONS):
        for inner in _inside(node):
            yield from _changed(inner)


def _outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes that run with the statement itself."""
    yield node
    if not isinstance(node, (*DEFINITIONS, ast.Lambda)):
        for child in ast.iter_child_nodes(node):
            yield from _outside_functions(child)


def _uses(node: ast.stmt) -> frozenset[str]:
    """The module's names that a statement uses, in its functions too; no locals."""
    try:
        table = symtable.symtable(ast.unparse(node), "cell", "exec")
    except (SyntaxError, ValueError, RecursionError):
        return frozenset(n.id for n in ast.walk(node) if isinstance(n, ast.Name))
    top = {s.get_name() for s in table.get_symbols() if s.is_referenced()}
    return frozenset(top | {name for t in table.get_children() for name in _free(t)})


def _free(table: symtable.SymbolTable) -> Iterator[str]:
    yield from (s.get_name() for s in table.get_symbols() if s.is_global())
    for inner in table.get_children():
        yield from _free(inner)
