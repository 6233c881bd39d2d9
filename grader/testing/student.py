"""`student`: attribute access is a remote call."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import torch

from grader.model import Assignment, Counterexample, Exercise
from grader.sandbox import protocol
from grader.sandbox.validation import (
    Answer,
    from_wire,
    to_wire,
    to_wire_mapping,
    wire_tensor,
)
from grader.testing.feedback import code_lines, describe_inputs
from grader.testing.remote import Exchange, Remote

__all__ = ["Student"]


class Student:
    """A submission, seen from a check.

    `student.relu(X)` calls the student's `relu` in the worker. Tensors go out
    and come back as values: dtype and shape are the student's, device and graph
    are not to be seen. What the student's code does instead of answering ends
    the check: `StudentRaised` when it raised, `Stopped` when it hung or died.
    """

    def __init__(self, assignment: Assignment, remote: Remote) -> None:
        self._remote = remote
        self._parameters = {
            exercise.name: _parameters(exercise) for exercise in assignment.exercises
        }
        self._exercise: Exercise | None = None
        self._call: Callable[[], tuple[str, dict[str, str]]] | None = None
        """Writes the last call down, which takes as long as the call."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *args, **kwargs: self.call(name, *args, **kwargs)

    def begin(self, exercise: Exercise) -> None:
        """Turn to an exercise."""
        self._exercise = exercise
        self._remote.recording = True
        self._remote.begin(exercise)
        self.forget()

    def distrust(self) -> None:
        """Let the next exercise have a fresh worker: something did not pass."""
        self._remote.distrusted = True

    def forget(self) -> None:
        """Forget the calls so far: an input of Hypothesis begins."""
        self._call = None

    def stop_recording(self) -> None:
        """What comes now is a search for a smaller counterexample."""
        self._remote.recording = False

    def recall(self, told: Iterable[Exchange]) -> None:
        """Take a check for asked that this submission has passed elsewhere."""
        self._remote.recall(told)

    def counterexample(self, answer: str, expected: str) -> Counterexample | None:
        """The last call made, with what came back and what was expected."""
        if self._call is None:
            return None
        return Counterexample(*self._call(), answer, expected)

    def note_call(self, name: str, *args: object) -> None:
        """Say which call the next findings are about, for the counterexample."""
        self._note(name, args, {})

    def note(self, **inputs: object) -> None:
        """Say what the next driver calls, for the counterexample."""
        assert self._exercise is not None
        signature = self._exercise.signature
        self._call = lambda: (signature, describe_inputs((), (), inputs))

    def call(self, name: str, *args: object, **kwargs: object) -> Answer:
        """Call an exercise."""
        self._note(name, args, kwargs)
        wire = tuple(to_wire(arg) for arg in args)
        named = to_wire_mapping(kwargs)
        id = self._remote.new_id()
        request = protocol.Call(id, name, wire, named)
        answer: Answer = self._remote.value(request)
        return answer

    def vjp(
        self, name: str, *args: object, wrt: tuple[int, ...], cotangent: torch.Tensor
    ) -> tuple[Answer, tuple[torch.Tensor | None, ...]]:
        """Call an exercise and differentiate it.

        Args:
            wrt: which tensors, counted over all arguments in order.
            cotangent: a weight for every element of the value.

        Returns:
            The value, and for each of `wrt` the gradient of
            `(value * cotangent).sum()`, None where the graph does not reach it.
        """
        self._note(name, args, {})
        wire = tuple(to_wire(arg) for arg in args)
        weight = to_wire(cotangent)
        assert isinstance(weight, protocol.TensorData)
        id = self._remote.new_id()
        request = protocol.Vjp(id, name, wire, {}, wrt, weight)
        reply = self._remote.ask(request, protocol.Gradients)
        with self._remote.believing():
            grads = tuple(None if g is None else wire_tensor(g) for g in reply.grads)
            return from_wire(reply.value), grads

    def drive(self, driver: str, *args: object) -> Any:
        """Run a driver of the assignment in the worker; return what it returns."""
        if self._call is None:
            self.note()
        request = self._remote.drive_request(driver, args)
        answer: Answer = self._remote.value(request)
        return answer

    def by_hand(self, most: int = 6) -> Iterator[tuple[Answer, Answer]]:
        """Repeat earlier calls where nothing can differentiate automatically.

        Yields the answer there and the one that was given before, of calls that
        the student's code could not know apart from others.
        """
        for call, before in self._remote.by_hand(most):
            self._note(call.function, tuple(map(from_wire, call.args)), {})
            yield self._remote.value(call), from_wire(before)

    def scan(self, name: str) -> list[tuple[str, str]]:
        """Places where an exercise differentiates by machine: where, and the line."""
        request = protocol.Scan(self._remote.new_id(), name)
        hits = self._remote.ask(request, protocol.Scanned).hits
        return [self._place(frame) for frame, _ in hits]

    def _place(self, frame: protocol.Frame) -> tuple[str, str]:
        lines = code_lines(self._remote.modules.get(frame.module, ""))
        text = lines[frame.line - 1].strip() if 0 < frame.line <= len(lines) else ""
        return f"{frame.module}.py:{frame.line}", text

    def _note(
        self, name: str, args: tuple[object, ...], kwargs: Mapping[str, object]
    ) -> None:
        def written() -> tuple[str, dict[str, str]]:
            inputs = describe_inputs(self._parameters.get(name, ()), args, kwargs)
            return f"{name}({', '.join(inputs)})", inputs

        self._call = written


def _parameters(exercise: Exercise) -> tuple[str, ...]:
    (definition,) = ast.parse(f"def {exercise.signature}: ...").body
    assert isinstance(definition, ast.FunctionDef)
    return tuple(arg.arg for arg in definition.args.args)
