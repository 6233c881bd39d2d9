"""What came instead of an answer, as a finding about the student's code."""

from __future__ import annotations

import signal
from collections.abc import Mapping

from grader.model import Finding, Outcome
from grader.sandbox import protocol
from grader.sandbox.client import LIFETIME
from grader.sandbox.connection import Died
from grader.sandbox.protocol import Malformed
from grader.sandbox.watch import OutOfTime, OverLimit, WorkerLost
from grader.testing.feedback import Stopped, StudentRaised, code_lines, finding

__all__ = ["not_loaded", "raised", "stop"]


def stop(lost: WorkerLost | Malformed, modules: Mapping[str, str]) -> Stopped:
    """What ends a check whose worker is gone or cannot be believed.

    Args:
        modules: the submission's, module -> source.
    """
    if isinstance(lost, OutOfTime):
        kind = "slept" if lost.idle else "slow"
        found = finding(kind, seconds=f"{lost.seconds:.0f}", **_line(lost, modules))
        return Stopped(Outcome.TIMED_OUT, found)
    if isinstance(lost, OverLimit):
        too_much = finding(
            "much_memory" if lost.what == "memory"
            else "much_threads" if lost.what == "threads"
            else "much_output"
        )  # fmt: skip
        return Stopped(Outcome.ERRORED, too_much)
    if isinstance(lost, Died):
        if lost.signal == signal.SIGXCPU:
            return Stopped(Outcome.TIMED_OUT, finding("slow", seconds=f"{LIFETIME}"))
        return Stopped(Outcome.ERRORED, finding("died", signal=lost.name))
    return Stopped(Outcome.ERRORED, finding("forged"))


def _line(lost: OutOfTime, modules: Mapping[str, str]) -> dict[str, str]:
    """Where the student's code was stopped, if it is one of its lines."""
    if lost.place is None:
        return {}
    module, line, function = lost.place
    if not 0 < line <= len(code_lines(modules.get(module, ""))):
        return {}
    return {"file": f"{module}.py", "line": str(line), "function": function}


def raised(answer: protocol.Raised, modules: Mapping[str, str]) -> Finding:
    """What the student's code raised, with its own last line."""
    place = text = ""
    for frame in answer.frames[-10:]:
        lines = code_lines(modules.get(frame.module, ""))
        if 0 < frame.line <= len(lines):
            place = f"{frame.module}.py:{frame.line}"
            text = lines[frame.line - 1].strip()
    return finding(
        "raised", type=answer.kind, message=answer.message, place=place, line=text
    )


def not_loaded(
    what: str, failure: Stopped | StudentRaised, file: str | None = None
) -> Stopped:
    """Why nothing could be loaded.

    Args:
        what: `load` or `load_run`.
        file: the one that was loaded, where it was one.
    """
    params = {**failure.finding.params, "why": failure.finding.kind}
    if file is not None and params.pop("file", file) != file:
        params.pop("function", None)  # a line of another file than this
    if file is not None:
        params["file"] = file
    outcome = getattr(failure, "outcome", Outcome.ERRORED)
    return Stopped(outcome, finding(what, **params))
