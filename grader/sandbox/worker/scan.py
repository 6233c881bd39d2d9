"""Finds automatic differentiation in compiled code: what a function can reach.

Comments, strings and unused functions do not count. The usual autograd is
stopped by `torch.inference_mode()`; this finds what gets around it.
"""

from __future__ import annotations

import dis
import functools
import importlib
import inspect
import sys
from collections.abc import Iterator
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType, ModuleType
from typing import Any, NamedTuple

import torch

from grader.sandbox.protocol import Frame

ATTRIBUTES = frozenset(
    {
        "_InferenceMode", "_functorch", "autograd", "backward", "enable_grad",
        "forward_ad", "functorch", "grad_and_value", "grad_fn", "hessian", "jacfwd",
        "jacobian", "jacrev", "jvp", "linearize", "make_dual", "make_fx",
        "set_grad_enabled", "vjp",
    }
)  # fmt: skip
"""Attributes that stand for automatic differentiation, whatever has them."""

LIBRARIES = (
    "torch.autograd", "torch.func", "torch._functorch", "torch._C._functorch",
    "functorch",
    # A thread does not inherit inference mode.
    "threading", "_thread", "concurrent", "multiprocessing", "torch.multiprocessing",
)  # fmt: skip

HARMLESS = frozenset(
    {
        "Function", "Variable", "functional_call", "functionalize", "inference_mode",
        "no_grad", "once_differentiable", "stack_module_state", "vmap",
    }
)  # fmt: skip
"""What in `LIBRARIES` does not differentiate."""

_NOTHING, _BY_NAME, _FOUND = object(), object(), object()
"""In place of a value: unknown; an attribute with a telling name; a sure hit."""

_ATTRIBUTE = ("LOAD_ATTR", "LOAD_METHOD", "LOAD_SUPER_ATTR")
_LOAD = ("LOAD_GLOBAL", "LOAD_NAME", "LOAD_FAST", "LOAD_DEREF", "LOAD_CLASSDEREF")


class Use(NamedTuple):
    """A value that code uses, and where and under which name it does."""

    value: Any
    place: Frame
    name: str


def scan(function: Any) -> tuple[tuple[Frame, str], ...]:
    """Return the places in reach of `function` that differentiate automatically."""
    hits: set[tuple[Frame, str]] = set()
    doubtful: set[tuple[Frame, str]] = set()
    own: set[str] = set()
    seen: dict[int, Any] = {}
    waiting = [Use(function, _home(function), getattr(function, "__name__", ""))]
    while waiting:
        use = waiting.pop()
        if use.value is _BY_NAME:
            doubtful.add((use.place, use.name))
        elif use.value is _FOUND or _differentiates(use.value):
            hits.add((use.place, use.name))
        elif id(use.value) not in seen:
            seen[id(use.value)] = use.value
            own |= _own_names(use.value)
            waiting += _reached(use)
    hits |= {hit for hit in doubtful if hit[1] not in own}
    return tuple(sorted(hits, key=lambda hit: (hit[0].module, hit[0].line, hit[1])))


def _home(function: Any) -> Frame:
    """Where the student wrote it, under its decorators; nowhere if torch made it."""
    inner = inspect.unwrap(function) if isinstance(function, FunctionType) else None
    return _start(inner.__code__) if _is_students(inner) and inner else Frame("", 0)


def _start(code: CodeType) -> Frame:
    return Frame(code.co_filename.removesuffix(".py"), code.co_firstlineno)


def _differentiates(value: Any) -> bool:
    if isinstance(value, ModuleType):
        return _in_libraries(value.__name__)
    if isinstance(value, FunctionType):
        home, root = value.__globals__.get("__name__"), value.__code__.co_qualname
        made = _in_libraries(home) and root.partition(".")[0] not in HARMLESS
        return made or (_in_libraries(value.__module__) and _harmful(value.__name__))
    if isinstance(value, MethodType):
        return False  # what it is bound to is looked at instead
    if isinstance(value, BuiltinFunctionType) or type(value).__module__ == "torch._ops":
        name = getattr(value, "__name__", "")
        return "backward" in name or _in_libraries(getattr(value, "__module__", ""))
    kind = value if isinstance(value, type) else type(value)
    if kind is torch.inference_mode and value is not kind:
        return not value.mode
    if kind is torch.set_grad_enabled and value is not kind:
        return bool(value.mode)
    return _in_libraries(kind.__module__) and _harmful(kind.__name__)


def _harmful(name: str) -> bool:
    return name not in HARMLESS


def _in_libraries(name: object) -> bool:
    return isinstance(name, str) and f"{name}.".startswith(
        tuple(f"{library}." for library in LIBRARIES)
    )


def _is_students(value: Any) -> bool:
    """Whether a function or class is from a file of the student's: in no folder."""
    if isinstance(value, FunctionType):
        file = value.__code__.co_filename
        return "/" not in file and file[:1] not in "<("
    if not isinstance(value, type):
        return False
    module = sys.modules.get(str(value.__module__).partition(".")[0])
    return module is None or "/" not in (getattr(module, "__file__", None) or "/")


def _own_names(value: Any) -> set[str]:
    """Attributes that the student defines here: `layer.backward` may be theirs."""
    if not _is_students(value):
        return set()
    if isinstance(value, type):
        return set(vars(value))
    codes = list(_nested(value.__code__))
    stored = (i.argval for c in codes for i in dis.Bytecode(c) if "STORE_ATTR" in i)
    return {code.co_name for code in codes[1:]} | set(stored)


def _reached(use: Use) -> Iterator[Use]:
    """What is looked at because `use.value` is: code, what is wrapped, contents."""
    value, parts = use.value, list[Any]()
    if isinstance(value, FunctionType):
        yield from _function(use)
    elif isinstance(value, functools.partial):
        parts = [value.func, *value.args, *value.keywords.values()]
    elif isinstance(value, MethodType):
        mine = _is_students(value.__func__) or hasattr(value.__func__, "__wrapped__")
        parts = [value.__self__, *([value.__func__] if mine else [])]
    elif isinstance(value, staticmethod | classmethod):
        parts = [value.__func__]
    elif isinstance(value, property):
        parts = [value.fget, value.fset]
    elif isinstance(value, functools.cached_property):
        parts = [value.func]
    elif isinstance(value, type):
        kinds = [kind for kind in value.__mro__ if _is_students(kind)]
        members = [item for kind in kinds for item in vars(kind).items()]
        # Torch puts a class of its own into an autograd.Function.
        parts = [part for name, part in members if name != "_backward_cls"]
    elif isinstance(value, list | tuple | set | frozenset):
        parts = list(value)
    elif isinstance(value, dict):
        parts = list(value.values())
    elif _is_students(type(value)):
        parts = [type(value), *getattr(value, "__dict__", {}).values()]
    elif "__wrapped__" in getattr(value, "__dict__", {}):  # a cache
        parts = [value.__wrapped__]
    yield from (Use(part, use.place, use.name) for part in parts)


def _function(use: Use) -> Iterator[Use]:
    function, place = use.value, use.place
    cells: dict[str, Any] = {}
    names = function.__code__.co_freevars
    for name, cell in zip(names, function.__closure__ or (), strict=True):
        try:
            cells[name] = cell.cell_contents
        except ValueError:  # not assigned yet
            continue
    if _is_students(function):
        code = function.__code__
        place = _start(code)
        defaults = (function.__defaults__ or (), function.__kwdefaults__ or {})
        for default in (*defaults[0], *dict(defaults[1]).values()):
            yield Use(default, place, function.__name__)
        for part in _nested(code):
            yield from _Code(part, function.__globals__, cells).uses()
    if hasattr(function, "__wrapped__"):
        for inner in (function.__wrapped__, *cells.values()):
            yield Use(inner, place, use.name)


def _nested(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _nested(constant)


class _Code:
    """One code object, read from its first instruction to its last."""

    def __init__(
        self, code: CodeType, scope: dict[str, Any], cells: dict[str, Any]
    ) -> None:
        self._code, self._scope, self._cells = code, scope, cells
        self._locals: dict[str, Any] = {}
        self._imported: Any = _NOTHING

    def uses(self) -> Iterator[Use]:
        """Yield the values that the code uses, as far as they can be known."""
        skipped = ("EXTENDED_ARG", "CACHE", "PUSH_NULL")
        rows = [i for i in dis.Bytecode(self._code) if i.opname not in skipped]
        module = self._code.co_filename.removesuffix(".py")
        line, value = self._code.co_firstlineno, _NOTHING
        for before, row, after in zip([rows[0], *rows], rows, rows[1:], strict=False):
            line = (row.positions and row.positions.lineno) or line
            value = self._value(row, value, before.argval is not None)
            if after.opname == "IMPORT_FROM" and self._imported is not _NOTHING:
                continue
            for found in _judged(row, value, after):
                yield Use(found, Frame(module, line), row.argval)
            if row.opname == "IMPORT_NAME" and after.opname.startswith("STORE"):
                # `import a.b` binds a.
                value = sys.modules.get(row.argval.partition(".")[0], _NOTHING)

    def _value(self, row: dis.Instruction, value: Any, names: bool) -> Any:
        """What a row puts on the stack, where `value` was on top of it."""
        kind, name = row.opname, row.argval
        if kind in _ATTRIBUTE:
            return _attribute(value, name)
        if kind.startswith(_LOAD) and isinstance(name, str):
            fast, free = "FAST" in kind, "DEREF" in kind
            known = self._locals if fast else self._cells if free else self._scope
            return known.get(name, _NOTHING)
        if kind == "IMPORT_NAME":
            value = _module(name)
            self._imported = value if names else _NOTHING
            return value
        if kind == "IMPORT_FROM":
            return _attribute(self._imported, name)
        if kind in ("STORE_FAST", "STORE_DEREF"):
            known = self._locals if kind == "STORE_FAST" else self._cells
            known[name] = _NOTHING if _differentiates(value) else value
        return _NOTHING


def _judged(row: dis.Instruction, value: Any, after: dis.Instruction) -> Iterator[Any]:
    """Yield `value` where a dotted name ends with it, and what its name says."""
    attribute = row.opname in _ATTRIBUTE
    if isinstance(value, ModuleType) and after.opname in _ATTRIBUTE:
        return
    if not attribute and not row.opname.startswith((*_LOAD, "IMPORT")):
        return
    off = after.opname == "LOAD_CONST" and after.argval is False
    if off and (value is torch.inference_mode or row.argval == "inference_mode"):
        yield _FOUND
    elif off and row.argval == "set_grad_enabled":
        return
    elif value is not _NOTHING:
        yield value
    if attribute and _telling(row.argval) and not _is_students(value):
        yield _BY_NAME


def _telling(name: str) -> bool:
    ready_made = "backward" in name and hasattr(torch.ops.aten, name)
    return name in ATTRIBUTES or ready_made


def _attribute(owner: Any, name: str) -> Any:
    return getattr(owner, name, _NOTHING) if isinstance(owner, ModuleType) else _NOTHING


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return _NOTHING
