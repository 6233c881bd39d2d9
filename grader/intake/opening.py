"""Notebooks and archives, taken apart in a worker: their formats are code's work.

A worker that has no student's code in it reads them, with its limits of time and
memory. What it sends back is believed no more than any other reply.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from grader.errors import SubmissionError
from grader.intake.files import as_source, problem
from grader.model import Finding, Source
from grader.sandbox.client import Sandbox
from grader.sandbox.protocol import File, Malformed, Unpack, Unpacked
from grader.sandbox.watch import Limits, WorkerLost

__all__ = ["Opened", "open_archive", "open_notebook"]

LIMITS = Limits(cpu=20, wall=60)

ARCHIVES: Mapping[str, str] = {
    "damaged": "is no zip or tar archive that can be opened",
    "bomb": "unpacks to more than 200 MB",
    "too_many": "holds more than 2,000 entries",
    "encrypted": "is encrypted",
}
"""Why a worker does not open an archive."""
REFUSED = (
    "The archive `{file}` {why}. Hand in a zip or tar file with your exercise files."
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A file out of an archive, or the code of a notebook."""

    folder: PurePosixPath
    """Where it lay in the archive."""
    source: Source
    defines: tuple[str, ...] = ()
    """The exercises that a notebook defines, by the worker's word."""

    @property
    def is_notebook(self) -> bool:
        """Whether it is one, or claims to be."""
        return bool(self.source.notebook)

    @property
    def file(self) -> str:
        """Its name on disk or in the archive, without folders."""
        return self.source.notebook or f"{self.source.name}.py"


def open_archive(
    file: str, data: bytes, wanted: tuple[str, ...], sandbox: Callable[[], Sandbox]
) -> list[Opened]:
    """The code in an archive: every `.py` file and every notebook.

    Raises:
        SubmissionError: if it cannot be opened.
    """
    answer = _ask(sandbox(), file, data, wanted)
    why = ARCHIVES.get(answer.problem if answer else "damaged")
    if answer is None or answer.problem:
        raise SubmissionError(REFUSED.format(file=file, why=why or ARCHIVES["damaged"]))
    return [opened for each in answer.files if (opened := _opened(each))]


def open_notebook(
    file: str, data: bytes, wanted: tuple[str, ...], sandbox: Callable[[], Sandbox]
) -> Opened:
    """The definitions, imports and constants of a notebook, as a module's text."""
    answer = _ask(sandbox(), file, data, wanted)
    if answer is None or len(answer.files) != 1:
        return Opened(PurePosixPath(), _broken(file))
    return _opened(answer.files[0]) or Opened(PurePosixPath(), _broken(file))


def _ask(
    sandbox: Sandbox, file: str, data: bytes, wanted: tuple[str, ...]
) -> Unpacked | None:
    """Let a fresh worker open a file; None where it does not come back."""
    worker = sandbox.worker()
    message = Unpack(secrets.randbits(62), file, data, wanted)
    try:
        answer = worker.request(message, Unpacked, LIMITS)
    except (WorkerLost, Malformed):
        return None
    finally:
        worker.kill(wait=False)
    return answer if isinstance(answer, Unpacked) else None


def _opened(file: File) -> Opened | None:
    path = PurePosixPath(file.path)
    kind = path.suffix.lower()
    if kind not in (".py", ".ipynb") or ".." in path.parts or path.is_absolute():
        return None
    if file.problem:
        found = Finding(file.problem, {"file": path.name, "reason": file.reason})
        source = Source(path.stem, None, found)
    else:
        source = as_source(path.name, file.data)
    if kind == ".ipynb":
        source = replace(source, notebook=path.name, cells=file.cells)
    return Opened(path.parent, source, file.defines)


def _broken(file: str) -> Source:
    reason = "it is no notebook that can be opened"
    name = file.rpartition(".")[0]
    return Source(name, None, problem(file, "unreadable", reason=reason), file)
