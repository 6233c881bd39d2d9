"""Finds automatic differentiation in compiled code: what a function can reach.

Comments, strings and unused functions do not count. The usual autograd is
stopped by `torch.inference_mode()`; this finds what gets around it.
"""

from __future__ import annotations

import dis
import functools
import inspect
from collections.abc import Iterator
from types import CodeType, FunctionType, MethodType, ModuleType
from typing import Any

from grader.sandbox.protocol import Frame

ATTRIBUTES = frozenset(
    {
        "autograd", "backward", "enable_grad", "forward_ad", "functorch", "grad_fn",
        "hessian", "jacfwd", "jacobian", "jacrev", "jvp", "linearize",
        "grad_and_value", "make_dual", "make_fx", "set_grad_enabled", "vjp",
    }
)  # fmt: skip
"""Names that stand for automatic differentiation wherever they are looked up."""

LIBRARIES = ("torch.autograd", "torch.func", "torch._functorch", "functorch")


def scan(function: Any) -> tuple[tuple[Frame, str], ...]:
    """Return the places in reach of `function` that differentiate automatically."""
    hits: list[tuple[Frame, str]] = []
    seen: set[int] = set()
    waiting: list[Any] = [function]
    while waiting:
        thing = _unwrap(waiting.pop())
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        if isinstance(thing, FunctionType) and _is_students(thing.__code__):
            for code in _nested(thing.__code__):
                hits += _hits(code, thing.__globals__)
                waiting += [
                    thing.__globals__[name]
                    for name in code.co_names
                    if name in thing.__globals__
                ]
            waiting += [cell.cell_contents for cell in thing.__closure__ or ()]
        elif isinstance(thing, type):
            waiting += list(vars(thing).values())
        elif not isinstance(thing, ModuleType) and callable(thing):
            waiting.append(type(thing).__call__)
    return tuple(sorted(hits, key=lambda hit: (hit[0].module, hit[0].line, hit[1])))


def _unwrap(thing: Any) -> Any:
    if isinstance(thing, functools.partial):
        return _unwrap(thing.func)
    if isinstance(thing, MethodType | staticmethod | classmethod):
        return _unwrap(thing.__func__)
    return inspect.unwrap(thing) if isinstance(thing, FunctionType) else thing


def _is_students(code: CodeType) -> bool:
    return "/" not in code.co_filename and code.co_filename[0] not in "<("


def _nested(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _nested(constant)


def _hits(code: CodeType, scope: dict[str, Any]) -> Iterator[tuple[Frame, str]]:
    module = code.co_filename.removesuffix(".py")
    instructions = list(dis.get_instructions(code))
    line = code.co_firstlineno
    for index, instruction in enumerate(instructions):
        if instruction.positions and instruction.positions.lineno:
            line = instruction.positions.lineno
        name = instruction.argval
        if not isinstance(name, str) or "CONST" in instruction.opname:
            continue
        if "FAST" in instruction.opname or "STORE" in instruction.opname:
            continue
        leaves = name == "inference_mode" and any(
            later.argval is False for later in instructions[index + 1 : index + 4]
        )
        by_name = name in ATTRIBUTES and "GLOBAL" not in instruction.opname
        by_name = by_name or (
            name == "func" and index > 0 and instructions[index - 1].argval == "torch"
        )
        by_name = by_name or name.endswith(("_backward", "_backward_data"))
        if leaves or by_name or _from_library(scope.get(name), instruction.opname):
            yield Frame(module, line), name


def _from_library(value: Any, opname: str) -> bool:
    if "GLOBAL" not in opname and "NAME" not in opname:
        return False
    name = value.__name__ if isinstance(value, ModuleType) else None
    name = name or getattr(value, "__module__", None)
    if not isinstance(name, str) or inspect.isclass(value):
        return False
    return any(name == lib or name.startswith(lib + ".") for lib in LIBRARIES)
