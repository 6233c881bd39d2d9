"""What a worker is told to load: the student's files, and which of ours beside them."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field

from grader.model import AccuracyRun, Assignment, Exercise, Outcome
from grader.sandbox.protocol import Load
from grader.testing.feedback import Stopped, finding

__all__ = ["Loading", "Materials", "assert_callable", "stand_ins"]


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
        wanted = {name.partition(".")[0] for name in self._requires(target)}
        wanted |= {target} if chosen else set()
        return self._load(
            id,
            target,
            files,
            provided={m: self.materials.provided[m] for m in sorted(wanted)},
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
            drivers=dict(self.materials.drivers),
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


def assert_callable(exercise: Exercise, found: str) -> None:
    """Stop where a worker has found a stub, nothing, or nothing to call."""
    params = {"name": exercise.name, "file": f"{exercise.file}.py"}
    if found == "stub":
        raise Stopped(Outcome.NOT_STARTED, finding("stub", **params))
    if found == "missing":
        raise Stopped(Outcome.NOT_STARTED, finding("missing", **params))
    if found == "not_callable":
        raise Stopped(Outcome.FAILED, finding("not_callable", **params))
