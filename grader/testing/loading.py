"""What a worker is told to load: the student's files, and which of ours beside them."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from grader.model import AccuracyRun, Assignment, Exercise, Outcome
from grader.sandbox.protocol import Load, Outline
from grader.testing.feedback import Stopped, finding

__all__ = ["Loading", "Materials", "assert_callable", "excerpt", "stand_ins"]


IMPORTED = re.compile(r"^from drivers\.(\w+) import", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Materials:
    """What an assignment sends into a worker: texts without secrets."""

    drivers: Mapping[str, str]
    """Module -> source of what runs in the worker."""
    provided: Mapping[str, str]
    """Module -> source of the siblings that we provide."""


@dataclass(frozen=True, slots=True)
class Loading:
    """Makes the first request of each worker of one submission."""

    assignment: Assignment
    modules: Mapping[str, str]
    materials: Materials
    seed: int
    device: str
    stand_ins: tuple[str, ...] = field(default=())
    """Exercises that are ours where another one of the same file calls them."""

    def for_driver(self, driver: str, args: tuple[object, ...]) -> dict[str, str]:
        """The sources that a driver needs: its module's, and what that imports.

        An argument that names a module is one that the driver will call. A worker
        gets no others: what they compute may be of use where it is not meant.
        """
        drivers = self.materials.drivers
        named = [driver.partition(".")[0], *(a for a in args if isinstance(a, str))]
        waiting = [name for name in named if name in drivers]
        found: dict[str, str] = {}
        while waiting:
            name = waiting.pop()
            if name not in found:
                found[name] = drivers[name]
                waiting += IMPORTED.findall(drivers[name])
        return found

    def for_outline(self, id: int, exercise: Exercise) -> Outline:
        """A question for what the exercises of a file are made of."""
        file = exercise.file
        names = tuple(e.name for e in self.assignment.exercises if e.file == file)
        return Outline(id, self.modules[file], names, self._requires(file))

    def for_run(self, id: int, run: AccuracyRun) -> Load:
        """Everything of the student's own that a run uses.

        No sibling is provided: this is where the student's pieces meet.
        """
        names = (*run.needs, *([run.prefers] if run.prefers else []))
        exercises = self.assignment.exercises
        files = {e.name: e.file for e in exercises if e.name in names}
        return self._load(id, "", files)

    def for_exercise(self, id: int, exercise: Exercise) -> Load:
        """The file of an exercise, with the siblings that it may use."""
        target = exercise.file
        files = {e.name: target for e in self.assignment.exercises if e.file == target}
        ours = stand_ins(self.materials.provided.get(target, ""))
        chosen = tuple(n for n in self.stand_ins if n in ours and n != exercise.name)
        wanted: dict[str, tuple[str, ...]] = {target: chosen} if chosen else {}
        for module, _, name in (r.partition(".") for r in self._requires(target)):
            wanted[module] = (*wanted.get(module, ()), name)
        provided = self.materials.provided
        return self._load(
            id,
            target,
            files,
            provided={m: excerpt(provided[m], wanted[m]) for m in sorted(wanted)},
            hidden=self._hidden(target),
            stand_ins=chosen,
        )

    def _load(
        self,
        id: int,
        target: str,
        names: dict[str, str],
        provided: dict[str, str] | None = None,
        hidden: dict[str, tuple[str, ...]] | None = None,
        stand_ins: tuple[str, ...] = (),
    ) -> Load:
        return Load(
            id=id,
            modules=dict(self.modules),
            target=target,
            names=names,
            provided=provided or {},
            stand_ins=stand_ins,
            hidden=hidden or {},
            seed=self.seed,
            device=self.device,
        )

    def _requires(self, target: str) -> tuple[str, ...]:
        return self.assignment.requires.get(target, ())

    def _hidden(self, target: str) -> dict[str, tuple[str, ...]]:
        """For each sibling, the exercises in it that `target` may not use."""
        allowed = set(self._requires(target))
        hidden: dict[str, tuple[str, ...]] = {}
        for exercise in self.assignment.exercises:
            if exercise.file != target:
                names = hidden.get(exercise.file, ())
                if f"{exercise.file}.{exercise.name}" not in allowed:
                    names += (exercise.name,)
                hidden[exercise.file] = names
        return hidden


def stand_ins(provided: str) -> frozenset[str]:
    """The functions that a module of ours can put in place of a student's."""
    tree = ast.parse(provided)
    names = (node.name for node in tree.body if isinstance(node, ast.FunctionDef))
    return frozenset(name for name in names if not name.startswith("_"))


def excerpt(text: str, names: tuple[str, ...]) -> str:
    """Cut a module of ours down to some functions and what these use.

    A worker gets no answer that its exercise may not have: the student's code
    could look for it in memory.
    """
    body = ast.parse(text).body
    defined = {
        node.name: node
        for node in body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }
    kept: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in defined and name not in kept:
            kept.add(name)
            inside = ast.walk(defined[name])
            waiting += [node.id for node in inside if isinstance(node, ast.Name)]
    chosen = [node for node in body if getattr(node, "name", None) in kept]
    imports = [n for n in body if isinstance(n, ast.Import | ast.ImportFrom)]
    return ast.unparse(ast.Module([*imports, *chosen], []))


def assert_callable(exercise: Exercise, found: str) -> None:
    """Stop where a worker has found a stub, nothing, or nothing to call."""
    params = {"name": exercise.name, "file": f"{exercise.file}.py"}
    if found == "stub":
        raise Stopped(Outcome.NOT_STARTED, finding("stub", **params))
    if found == "missing":
        raise Stopped(Outcome.NOT_STARTED, finding("missing", **params))
    if found == "not_callable":
        raise Stopped(Outcome.FAILED, finding("not_callable", **params))
