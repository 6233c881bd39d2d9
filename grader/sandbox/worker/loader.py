"""Loads a student's modules from text, with our siblings in the right places."""

from __future__ import annotations

import ast
import importlib.abc
import importlib.machinery
import importlib.util
import inspect
import linecache
import sys
from collections.abc import Callable, Sequence
from types import FunctionType, ModuleType
from typing import Any, NoReturn

from grader.sandbox.protocol import Load


class Modules(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """An import finder over a submission's texts.

    While `target` is loaded or used, an import of a sibling exercise file gets
    the provided functions. A name of another exercise that was not provided is
    there too, but raises ImportError when it is used: an import that is never
    used costs nothing. Anything else comes from the student's own file.
    """

    def __init__(self, load: Load) -> None:
        self._load = load
        self._own: dict[str, ModuleType] = {}
        """The student's copies of siblings that ours stand for; no import has them."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Answer for the submission's modules, never in place of a library's."""
        if name in sys.stdlib_module_names or "." in name:
            return None
        if name in self._load.modules or name in self._load.provided:
            return importlib.util.spec_from_loader(name, self)
        return None

    def exec_module(self, module: ModuleType) -> None:
        """Run a module: the student's text, or ours with the student's behind it."""
        name = module.__name__
        siblings = self._load.hidden
        if name != self._load.target and self._load.target and name in siblings:
            self._exec_sibling(module)
            return
        run(self._load.modules[name], name, module)

    def _exec_sibling(self, module: ModuleType) -> None:
        name = module.__name__
        if name in self._load.provided:
            # In a namespace of its own: ours may call what is withheld here.
            ours = ModuleType(name)
            run(self._load.provided[name], f"(provided) {name}", ours)
            module.__file__ = ours.__file__
            vars(module).update(_public(ours))
        for hidden in self._load.hidden[name]:
            setattr(module, hidden, _withheld(self._load.target, name, hidden))

        def from_students_own(attribute: str) -> Any:
            known = name in self._load.modules
            if known and attribute == "__all__":
                return self._star(module)
            if not known or attribute.startswith("__"):
                raise AttributeError(f"module {name!r} has no attribute {attribute!r}")
            return getattr(self._students_own(name), attribute)

        module.__getattr__ = from_students_own  # type: ignore[method-assign]

    def _students_own(self, name: str) -> ModuleType:
        """The student's version of a sibling, for its helpers."""
        if name not in self._own:
            self._own[name] = ModuleType(name)
            try:
                run(self._load.modules[name], name, self._own[name])
            except BaseException:
                del self._own[name]
                raise
        return self._own[name]

    def _star(self, module: ModuleType) -> list[str]:
        """What `from sibling import *` brings: ours, and the student's helpers."""
        ours = list(_public(module))
        try:
            own = self._students_own(module.__name__)
        except Exception:  # what does not load brings nothing
            return ours
        return ours + [name for name in _starred(own) if name not in vars(module)]


def _public(module: ModuleType) -> dict[str, Any]:
    return {key: value for key, value in vars(module).items() if key[:1] != "_"}


def _starred(module: ModuleType) -> list[str]:
    names = vars(module).get("__all__", _public(module))
    return [name for name in names if hasattr(module, name)]


def _withheld(target: str, module: str, name: str) -> Any:
    def withheld(*_: object, **__: object) -> NoReturn:
        raise ImportError(
            f"`{target}.py` cannot use `{module}.{name}`: that is another exercise"
        )

    return withheld


def run(text: str, name: str, module: ModuleType) -> None:
    """Compile and execute `text` as `name`.py; tracebacks will find its lines."""
    filename = f"{name}.py"
    module.__file__ = filename
    linecache.cache[filename] = (len(text), None, text.splitlines(True), filename)
    code = compile(text, filename, "exec", dont_inherit=True)
    exec(code, module.__dict__)


class Student:
    """The student's functions: attributes by exercise name, for calls and drivers."""

    def __init__(self, load: Load) -> None:
        self.device = load.device
        self.report: Callable[..., None] = lambda step, value=None: None
        self._names = load.names
        self._load = load
        self._finder = Modules(load)
        sys.meta_path.insert(0, self._finder)
        wanted = [load.target] if load.target else sorted(set(load.names.values()))
        for module in wanted:
            if module in load.modules:
                importlib.import_module(module)
        if load.stand_ins:
            ours = ModuleType(load.target)
            run(load.provided[load.target], f"(provided) {load.target}", ours)
            chosen = {name: vars(ours)[name] for name in load.stand_ins}
            vars(sys.modules[load.target]).update(chosen)

    def __getattr__(self, name: str) -> Any:
        try:
            return getattr(sys.modules[self._names[name]], name)
        except (KeyError, AttributeError):
            raise AttributeError(f"the submission has no `{name}`") from None

    def forget(self) -> None:
        """Make room for another submission: its modules may have the same names."""
        sys.meta_path.remove(self._finder)
        for name in {*self._load.modules, *self._load.provided, *self._load.hidden}:
            sys.modules.pop(name, None)

    def found(self) -> dict[str, str]:
        """Say of every exercise asked for whether there is something to call."""
        trees: dict[str, dict[str, ast.stmt]] = {}
        found = {}
        for name, module in self._names.items():
            if module not in trees:
                trees[module] = definitions(self._load.modules.get(module, ""))
            if not hasattr(self, name):
                found[name] = "missing"
            elif _is_still(
                getattr(self, name), trees[module].get(name), f"{module}.py"
            ):
                found[name] = "stub"
            else:
                callable_ = callable(getattr(self, name))
                found[name] = "ok" if callable_ else "not_callable"
        return found


def definitions(text: str) -> dict[str, ast.stmt]:
    """Map names to their last definition at the top level of a module's text."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    found: dict[str, ast.stmt] = {}
    for node in ast.parse(text).body:
        if isinstance(node, kinds):
            found[node.name] = node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if isinstance(target, ast.Name):
                    found[target.id] = node
        elif isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                found[alias.asname or alias.name] = node
    return found


def _is_still(value: Any, node: ast.stmt | None, file: str) -> bool:
    """Whether `value` is what `node` in `file` defines, and that is a stub."""
    if node is None or not is_stub(node):
        return False
    if isinstance(node, ast.ClassDef):
        methods = [n for n in node.body if isinstance(n, ast.FunctionDef)]
        places = [(file, _first_line(method)) for method in methods]
        members = vars(value).values() if isinstance(value, type) else ()
        return any(_place(member) in places for member in members)
    return isinstance(node, ast.FunctionDef) and _place(value) == (
        file,
        _first_line(node),
    )


def _first_line(node: ast.FunctionDef) -> int:
    return min([node.lineno, *(d.lineno for d in node.decorator_list)])


def _place(value: Any) -> tuple[str, int] | None:
    """File and first line of a function, under its decorators.

    `functools.singledispatch` is not looked through: the function under it is
    only the answer for types that have none of their own.
    """
    if not isinstance(value, FunctionType):
        return None
    inner = inspect.unwrap(value, stop=lambda wrapper: hasattr(wrapper, "registry"))
    code = getattr(inner, "__code__", None)
    return (code.co_filename, code.co_firstlineno) if code else None


def is_stub(node: ast.stmt) -> bool:
    """Whether a definition still does nothing but say that it is not written yet."""
    if isinstance(node, ast.ClassDef):
        methods = [n for n in node.body if isinstance(n, ast.FunctionDef)]
        return bool(methods) and all(is_stub(method) for method in methods)
    if not isinstance(node, ast.FunctionDef):
        return False
    return all(_does_nothing(statement) for statement in node.body)


def _does_nothing(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Pass):
        return True
    if isinstance(statement, ast.Raise) and statement.exc is not None:
        return "NotImplementedError" in ast.dump(statement.exc)
    if isinstance(statement, ast.Expr):
        is_super = ast.unparse(statement.value) == "super().__init__()"
        return isinstance(statement.value, ast.Constant) or is_super
    return False
