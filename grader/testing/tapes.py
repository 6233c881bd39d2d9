"""Inputs that Hypothesis drew once, kept so that a class is asked the same without it.

Drawing takes as long as judging. Hypothesis draws the same for everybody (its
seed is the check's name), so what one submission has passed on is replayed to
the next; where a replay fails, the exercise is judged anew by Hypothesis itself,
which looks for the smallest input. The verdict is the same either way.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from hypothesis.strategies import DataObject

__all__ = ["Recorder", "Tapes", "replaying"]

Input: TypeAlias = "dict[str, Any]"
Tapes: TypeAlias = "dict[str, list[Input]]"
"""Check -> the inputs that it has passed on, in their order."""


class Recorder:
    """Notes the inputs of one check while Hypothesis draws them."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        """Begin.

        Args:
            given: arguments that are not drawn: fixtures and parameters.
        """
        self._given = frozenset(given)
        self.inputs: list[Input] = []

    def run(self, check: Callable[..., None], kwargs: Mapping[str, Any]) -> None:
        """Run a check on an input, which is kept if the check passes.

        Checks may change what they are given: what is kept is a copy.
        """
        used = {
            name: _Noting(value) if isinstance(value, DataObject) else value
            for name, value in kwargs.items()
        }
        drawn = {name: used[name] for name in used if name not in self._given}
        kept = {
            name: value.values if isinstance(value, _Noting) else copy.deepcopy(value)
            for name, value in drawn.items()
        }
        check(**used)
        self.inputs.append(
            {
                name: _Replay(kept[name]) if isinstance(value, _Noting) else kept[name]
                for name, value in drawn.items()
            }
        )


class _Noting:
    """`data` of a check, noting what is drawn."""

    def __init__(self, data: DataObject) -> None:
        self._data = data
        self.values: list[Any] = []

    def draw(self, strategy: Any, label: Any = None) -> Any:
        """Draw, and note it."""
        value = self._data.draw(strategy, label)
        self.values.append(copy.deepcopy(value))
        return value


class _Replay:
    """What `data` gave, in its order: stands for `data` in a replay."""

    def __init__(self, values: list[Any]) -> None:
        self._values = values
        self._next = iter(values)

    def __deepcopy__(self, memo: object) -> _Replay:
        return _Replay(self._values)

    def draw(self, strategy: Any, label: Any = None) -> Any:
        """The next value; StopIteration where more is asked for than was drawn."""
        return copy.deepcopy(next(self._next))


def replaying(
    tape: list[Input], check: Callable[..., None], before: Callable[[], None]
) -> Callable[..., None]:
    """A function that runs a check on each input of a tape, in their order.

    Args:
        before: called before each input.
    """

    def play(**given: Any) -> None:
        for kept in tape:
            before()
            check(**given, **copy.deepcopy(kept))

    return play
