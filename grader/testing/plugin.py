"""The pytest plugin that turns check items into `Result`s; hooks in calling order."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Generator, Mapping
from types import MappingProxyType
from typing import Any

import hypothesis
import pytest
from hypothesis import Phase
from hypothesis.errors import FlakyFailure
from hypothesis.internal import constants_ast
from hypothesis.internal.conjecture import providers

from grader.errors import AssignmentError
from grader.model import Assignment, Check, Feedback, Finding, Outcome, Result
from grader.sandbox.protocol import Malformed
from grader.testing.feedback import CheckFailed, Stopped, StudentRaised, finding
from grader.testing.remote import Record
from grader.testing.student import Student
from grader.testing.tapes import Recorder

__all__ = ["EXAMPLES", "NOTHING", "SHRINKING", "TELLING", "GradingPlugin", "exercise"]

EXAMPLES = 25
SHRINKING = 300
"""Inputs that a failing check may spend on a smaller counterexample."""

UNFORESEEN = 4
"""Inputs of a submission's own, which nobody could have written down before."""

TELLING = 20
"""Inputs after the first failing one that help to tell mistakes apart."""

RANKS = tuple(Feedback)
"""In an exercise, what students hear least of runs last: what the student's code
remembers of it cannot come back in a message of another check."""

NOTHING: Mapping[str, Record] = MappingProxyType({})
"""No check is known to be passed."""

NAMED = (Outcome.FAILED, Outcome.ERRORED)
"""Outcomes that a known mistake may explain."""

CHECK = pytest.StashKey[Check]()

SETTINGS = hypothesis.settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    suppress_health_check=list(hypothesis.HealthCheck),
    report_multiple_bugs=False,
)  # fmt: skip


def exercise(name: str, *, points: float) -> pytest.MarkDecorator:
    """Mark a check as one of an exercise, worth so many points."""
    return pytest.mark.exercise(name, points)


def use_no_local_constants() -> None:
    """Stop Hypothesis from mixing in constants of whatever modules are imported.

    With them, an editable checkout and an installed wheel draw different inputs.
    """
    empty = constants_ast.Constants()
    providers._get_local_constants = lambda: empty


class GradingPlugin:
    """Runs an assignment's checks against one submission."""

    def __init__(
        self,
        assignment: Assignment,
        student: Student,
        only: frozenset[str] = frozenset(),
        on_result: Callable[[Result], None] = lambda result: None,
        shrinking: int = SHRINKING,
        examples: int = EXAMPLES,
        own_seed: int | None = None,
        recorder: Recorder | None = None,
        with_hidden: bool = True,
        known: Mapping[str, Record] = NOTHING,
    ) -> None:
        self._assignment = assignment
        self._with_hidden = with_hidden
        self._exercises = {e.name: e for e in assignment.exercises}
        self._student = student
        self._only = only
        self._on_result = on_result
        self._shrinking = shrinking
        self._settings = hypothesis.settings(SETTINGS, max_examples=examples)
        self._own_seed = own_seed
        self._recorder = recorder
        self._known = known
        """Checks that have been passed elsewhere, with what they asked there."""
        self.results: list[Result] = []
        self.problem = ""
        """Why the checks cannot be run, if they cannot: an assignment's fault."""
        self.left_out = False
        """Whether hidden checks were not collected."""

    def pytest_configure(self, config: pytest.Config) -> None:
        """Register the marker, and settle how Hypothesis draws."""
        config.addinivalue_line("markers", "exercise(name, points): what it judges")
        # Nobody reads pytest's tracebacks, and its own form of them takes 60 ms each.
        config.option.tbstyle = "native"
        use_no_local_constants()
        self._profile = hypothesis.settings.get_current_profile_name()
        hypothesis.settings.register_profile("grading", self._settings)
        hypothesis.settings.load_profile("grading")

    def pytest_unconfigure(self) -> None:
        """Leave Hypothesis as it was found."""
        hypothesis.settings.load_profile(self._profile)

    @pytest.fixture
    def student(self) -> Student:
        """The submission; one object for the whole run, a worker an exercise."""
        return self._student

    @pytest.hookimpl(wrapper=True)
    def pytest_pycollect_makeitem(self) -> Generator[None, Any, Any]:
        """Leave hidden checks out before anything counts them, where that is asked."""
        found = yield
        if self._with_hidden or not isinstance(found, list):
            return found
        shown = [item for item in found if not self._is_hidden(item)]
        self.left_out = self.left_out or len(shown) < len(found)
        return shown

    def _is_hidden(self, item: pytest.Item | pytest.Collector) -> bool:
        marker = item.get_closest_marker("exercise")
        exercise = marker.args[0] if marker is not None else ""
        name = item.name.removeprefix("test_")
        return self._assignment.feedback_of(name, exercise) is Feedback.HIDDEN

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep what stopped a file of checks from being collected."""
        if report.failed:
            self.problem = report.longreprtext.strip().splitlines()[-1]

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the checks asked for, in the order of the assignment."""
        order = {name: index for index, name in enumerate(self._exercises)}
        try:
            for item in items:
                item.stash[CHECK] = self._check(item)
        except AssignmentError as error:
            self.problem = str(error)
            items.clear()
        if self._only:
            items[:] = [i for i in items if i.stash[CHECK].exercise in self._only]
        items.sort(
            key=lambda item: (
                order[item.stash[CHECK].exercise],
                RANKS.index(self._level(item.stash[CHECK])),
            )
        )

    def _level(self, check: Check) -> Feedback:
        return self._assignment.feedback_of(check.name, check.exercise)

    def _check(self, item: pytest.Item) -> Check:
        marker = item.get_closest_marker("exercise")
        function = getattr(item, "obj", None)
        lines = (getattr(function, "__doc__", None) or "").strip().splitlines()
        if marker is None or marker.args[0] not in self._exercises or not lines:
            raise AssignmentError(
                f"The check `{item.name}` needs a docstring and the name of an "
                "exercise of the assignment: `@exercise(name, points=...)`."
            )
        name = item.name.removeprefix("test_")
        return Check(name, marker.args[0], lines[0].rstrip("."), marker.args[1])

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, None, None]:
        """Turn the student's worker to this exercise before its check runs."""
        check = item.stash[CHECK]
        function: Any = getattr(item, "obj", None)
        self._student.begin(self._exercises[check.exercise])
        self._keep_apart(check)
        if check.name in self._known:
            self._student.recall(self._known[check.name])
            yield
            return
        given = getattr(item, "funcargs", {})
        if not hasattr(function, "hypothesis"):
            if self._recorder is not None:
                self._recorder.begin(function, given, draws=False)
            yield
            return
        # Else Hypothesis draws by the source of what we wrap it in.
        seed = zlib.crc32(item.name.encode())
        function._hypothesis_internal_use_seed = seed
        inner = _prepare(function, self._student, self._shrinking, self._recorder)
        if self._recorder is not None:
            self._recorder.begin(inner, given, draws=True)
        yield
        if self._own_seed is not None:
            self._draw_unforeseen(item, function, seed ^ self._own_seed)

    @pytest.hookimpl(tryfirst=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> bool | None:
        """Run nothing of a check that is known to be passed."""
        return True if pyfuncitem.stash[CHECK].name in self._known else None

    def _keep_apart(self, check: Check) -> None:
        """Let nothing of a check that is not shown whole reach one that is."""
        if self._level(check) is Feedback.FULL:
            return
        self._student.distrust()
        failed = (r for r in self.results if r.outcome in NAMED)
        if any(r.check.exercise == check.exercise for r in failed):
            # What explains the failure that students see follows from that alone.
            self._student.stop_recording()

    def _draw_unforeseen(self, item: pytest.Item, function: Any, seed: int) -> None:
        """Run a check that has passed once more, on inputs of this submission's.

        The others are the same for all: a table of them would pass.
        """
        usual = getattr(function, "_hypothesis_internal_use_settings", None)
        function._hypothesis_internal_use_seed = seed
        function._hypothesis_internal_use_settings = hypothesis.settings(
            usual or self._settings,
            max_examples=UNFORESEEN,
            phases=(Phase.generate, Phase.shrink),
        )
        try:
            item.runtest()
        finally:
            function._hypothesis_internal_use_settings = usual

    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> None:
        """Turn what a check raised, or that it raised nothing, into a Result."""
        if call.when != "call" and call.excinfo is None:
            return
        error = call.excinfo.value if call.excinfo else None
        result = self._result(item.stash[CHECK], error)
        if result.outcome not in (Outcome.PASSED, Outcome.NOT_STARTED):
            self._student.distrust()
        if self._recorder is not None:
            is_apart = self._level(result.check) is not Feedback.FULL
            passed = result.outcome is Outcome.PASSED
            self._recorder.end(result.check, is_apart, passed)
        self.results.append(result)
        self._on_result(result)

    def _result(self, check: Check, error: BaseException | None) -> Result:
        if error is None:
            return Result(check, Outcome.PASSED)
        if isinstance(error, BaseExceptionGroup) and not isinstance(
            error, FlakyFailure
        ):
            error = error.exceptions[0]
        evidence = self._student.counterexample
        if isinstance(error, CheckFailed):
            shown = evidence(error.answer, error.expected)
            return Result(check, Outcome.FAILED, error.finding, shown)
        if isinstance(error, StudentRaised):
            shown = evidence(f"raised {error.finding.params['type']}", "")
            return Result(check, Outcome.ERRORED, error.finding, shown)
        if isinstance(error, Stopped):
            return Result(check, error.outcome, error.finding, error.counterexample)
        if isinstance(error, Malformed):
            return Result(check, Outcome.ERRORED, finding("forged"))
        if isinstance(error, FlakyFailure):
            return Result(check, Outcome.FAILED, finding("flaky"), evidence("", ""))
        return Result(check, Outcome.BROKEN, _ours(error))


def _ours(error: BaseException) -> Finding:
    return finding("broken", error=f"{type(error).__name__}: {error}"[:300])


def _prepare(
    function: Any, student: Student, shrinking: int, recorder: Recorder | None = None
) -> Callable[..., None]:
    """Let the student forget its calls at each input, and limit the shrinking.

    Returns the check itself, as it is written.

    Hypothesis runs the smallest failing input last, so what the student
    remembers in the end is the counterexample. The limit is a number of inputs,
    not of seconds: the same report on a slow machine.
    """
    found = function.hypothesis.inner_test
    inner: Callable[..., None] = getattr(found, "original", found)
    inputs_since_failure = 0

    def watched(*args: Any, **kwargs: Any) -> None:
        nonlocal inputs_since_failure
        student.forget()
        inputs_since_failure += inputs_since_failure > 0
        if inputs_since_failure > TELLING:
            student.stop_recording()
        try:
            if recorder is None:
                inner(*args, **kwargs)
            else:
                recorder.pass_on(kwargs)
        except (CheckFailed, StudentRaised) as error:
            inputs_since_failure = max(1, inputs_since_failure)
            if inputs_since_failure > shrinking:
                raise _enough(error, student) from None
            raise

    watched.original = inner  # type: ignore[attr-defined]
    function.hypothesis.inner_test = watched
    return inner


def _enough(error: CheckFailed | StudentRaised, student: Student) -> Stopped:
    if isinstance(error, CheckFailed):
        shown = student.counterexample(error.answer, error.expected)
        return Stopped(Outcome.FAILED, error.finding, shown)
    shown = student.counterexample(f"raised {error.finding.params['type']}", "")
    return Stopped(Outcome.ERRORED, error.finding, shown)
