"""What may import what, and how large a module may be: read from the sources."""

from __future__ import annotations

import ast
import statistics
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

GRADER = Path(__file__).parent.parent / "grader"

TEXTS = ("drivers", "provided", "variants")
"""Folders of texts that run in the worker; no module of the grader's own."""


def name_of(path: Path) -> str:
    """The dotted name of a module."""
    parts = path.relative_to(GRADER.parent).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


FILES = sorted(GRADER.rglob("*.py"))
MODULES = {
    name_of(path): path
    for path in FILES
    if not set(TEXTS) & set(path.relative_to(GRADER).parts)
}
SENT = [path for path in FILES if path not in MODULES.values()]


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def without_type_checking(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes that run: not those under `if TYPE_CHECKING`."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        yield node
        yield from without_type_checking(node)


def imports(path: Path) -> set[str]:
    """The modules that a file imports when it runs, at any place in it."""
    found: set[str] = set()
    for node in without_type_checking(parse(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            # `from grader.sandbox import protocol` imports grader.sandbox.protocol.
            inner = {f"{module}.{alias.name}" for alias in node.names}
            found |= (inner & MODULES.keys()) or {module}
    return found


def within(module: str, packages: tuple[str, ...]) -> bool:
    return any(module == p or module.startswith(p + ".") for p in packages)


@dataclass(frozen=True)
class Rule:
    """Modules of ours that some modules of ours may import, besides libraries."""

    who: tuple[str, ...]
    may: tuple[str, ...]


RULES = {
    "values stand alone": Rule(("grader.model", "grader.errors"), ()),
    "the protocol stands alone": Rule(("grader.sandbox.protocol",), ()),
    "the worker knows the protocol only": Rule(
        ("grader.sandbox.worker",), ("grader.sandbox.protocol", "grader.sandbox.worker")
    ),
    "isolation knows nothing of ours": Rule(
        ("grader.sandbox.isolation",), ("grader.sandbox.isolation",)
    ),
    "validation knows the protocol": Rule(
        ("grader.sandbox.validation",), ("grader.sandbox.protocol",)
    ),
    "the sandbox knows no check and no report": Rule(
        ("grader.sandbox",), ("grader.model", "grader.errors", "grader.sandbox")
    ),
    "scoring is arithmetic": Rule(("grader.scoring",), ("grader.model",)),
    "reports render a value": Rule(
        ("grader.report",), ("grader.model", "grader.scoring", "grader.report")
    ),
    "testing stands on the sandbox": Rule(
        ("grader.testing",),
        ("grader.model", "grader.errors", "grader.sandbox", "grader.testing"),
    ),
    "checks are written with testing": Rule(
        ("grader.assignments",),
        ("grader.testing", "grader.datasets", "grader.assignments"),
    ),
}


@pytest.mark.parametrize("rule", RULES)
def test_modules_import_of_ours_only_what_their_rule_allows(rule):
    broken = {
        (name, imported)
        for name, path in MODULES.items()
        if within(name, RULES[rule].who)
        for imported in imports(path)
        if within(imported, ("grader",)) and not within(imported, RULES[rule].may)
    }

    assert broken == set()


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_about_modules_that_exist(rule):
    named = (*RULES[rule].who, *RULES[rule].may)

    assert [n for n in named if not any(within(m, (n,)) for m in MODULES)] == []


def foreign(path: Path, allowed: tuple[str, ...]) -> set[str]:
    """Imported libraries that are neither allowed nor Python's own."""
    tops = {module.partition(".")[0] for module in imports(path)}
    return tops - sys.stdlib_module_names - {"__future__", "grader", *allowed}


CHECKS = [n for n in MODULES if ".checks." in n]


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_is_written_with_torch_pytest_and_hypothesis_alone(name):
    libraries = ("torch", "hypothesis", "pytest")

    assert foreign(MODULES[name], libraries) == set()


@pytest.mark.parametrize("path", SENT, ids=lambda p: str(p.relative_to(GRADER)))
def test_what_is_sent_to_the_worker_imports_nothing_of_the_graders(path):
    assert [
        m for m in imports(path) if within(m, ("grader", "pytest", "hypothesis"))
    ] == []


def test_nobody_imports_the_command_line_but_main():
    importers = {n for n, path in MODULES.items() if "grader.cli" in imports(path)}

    assert importers == {"grader.__main__"}


ABOVE = ("grader.cli", "grader.commands", "grader.__main__", "grader.authoring",
         "grader.batch", "grader.export", "grader.practice", "grader.grading",
         "grader.judging.checking", "grader.accuracy")  # fmt: skip


def test_what_grades_is_not_imported_from_below():
    below = ("grader.sandbox", "grader.testing", "grader.report", "grader.scoring",
             "grader.datasets", "grader.assignments", "grader.model", "grader.errors",
             "grader.submission", "grader.assignment")  # fmt: skip
    found = {
        (name, imported)
        for name, path in MODULES.items()
        if within(name, below)
        for imported in imports(path)
        if within(imported, ABOVE)
    }

    assert found == set()


def test_the_trusted_side_imports_of_the_worker_nothing():
    found = {
        (name, imported)
        for name, path in MODULES.items()
        if not within(name, ("grader.sandbox.worker",))
        for imported in imports(path)
        if within(imported, ("grader.sandbox.worker",))
    }

    assert found == set()


def test_no_module_imports_in_a_circle():
    graph = {
        name: {i for i in imports(path) if i in MODULES} - {name}
        for name, path in MODULES.items()
    }
    while leaves := {n for n, needs in graph.items() if not needs & graph.keys()}:
        graph = {n: needs for n, needs in graph.items() if n not in leaves}

    assert sorted(graph) == []


VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "lib"}


def test_every_module_is_named_after_a_thing():
    assert [n for n in MODULES if VAGUE & set(n.split("."))] == []


def lengths() -> dict[str, int]:
    return {n: len(p.read_text("utf-8").splitlines()) for n, p in MODULES.items()}


def test_no_module_is_longer_than_400_lines():
    assert {n: length for n, length in lengths().items() if length > 400} == {}


def test_half_of_the_modules_have_at_most_150_lines():
    assert statistics.median(n for n in lengths().values() if n > 1) <= 150


# The variants are answers to be pasted, not modules.
TOLD = [path for path in FILES if "variants" not in path.parts]


@pytest.mark.parametrize("path", TOLD, ids=lambda p: str(p.relative_to(GRADER)))
def test_a_module_says_what_it_is(path):
    assert ast.get_docstring(parse(path))


def exported(tree: ast.Module) -> list[str] | None:
    """The names of `__all__`, or None where there is none."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return list(ast.literal_eval(node.value))
    return None


def order(name: str) -> tuple[int, str]:
    """Constants, classes, functions; each by the alphabet, as ruff sorts them."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2), name


def defined(tree: ast.Module) -> set[str]:
    """The names that a module's top level binds."""
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {t.id for t in targets if isinstance(t, ast.Name)}
    return found


EXPORTS = {
    name: names
    for name, path in MODULES.items()
    if (names := exported(parse(path))) is not None
}


@pytest.mark.parametrize("name", EXPORTS)
def test_what_a_module_exports_is_sorted_and_there(name):
    names = EXPORTS[name]

    assert names == sorted(names, key=order)
    assert set(names) <= defined(parse(MODULES[name]))


def test_exports_are_found():
    assert len(EXPORTS) >= 20


BORDERS = (
    "grader.sandbox.worker.server",
    "grader.sandbox.worker.loader",
    "grader.sandbox.worker.unpack",
    "grader.cli",
    # A check that ends in any way has not passed; pytest says how, where it matters.
    "grader.judging.rehearsing",
)


def catches_all(handler: ast.ExceptHandler) -> bool:
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(
        kind is None or ast.unparse(kind) in ("Exception", "BaseException")
        for kind in kinds
    )


def test_only_the_borders_catch_every_exception():
    found = {
        (name, node.lineno)
        for name, path in MODULES.items()
        if name not in BORDERS
        for node in ast.walk(parse(path))
        if isinstance(node, ast.ExceptHandler) and catches_all(node)
    }

    assert found == set()


def test_a_package_file_holds_imports_and_nothing_else():
    kinds = (ast.Import, ast.ImportFrom, ast.Assign, ast.Expr)
    found = {
        (name, node.lineno)
        for name, path in MODULES.items()
        if path.name == "__init__.py"
        for node in parse(path).body
        if not isinstance(node, kinds)
    }

    assert found == set()


def test_the_commands_load_torch_only_beside_the_worker():
    """Who leads a class loads none at all: its processes do, side by side."""
    names = "grader.cli, grader.commands, grader.batch.show"
    code = f"import sys, {names}; print('torch' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)

    assert ran.stdout.strip() == "False"
