"""`check()` in a notebook: asks a grader beside the kernel, and shows what it says.

The grader runs in a process of its own: what a student's cells have done to torch
or to Python in the kernel changes no verdict.
"""

from __future__ import annotations

import atexit
import contextlib
import subprocess
import sys
import tempfile
from typing import Any

import msgspec

from grader.practice.wire import Answer, Ask, sentence

__all__ = ["Companion", "check", "start"]

GONE = (
    "The grader beside this notebook has ended ({why}). Run the cell again; if it "
    "happens once more, restart the kernel."
)
NO_NOTEBOOK = (
    "`check()` looks at the cells of a notebook, and this is none. In a terminal, "
    "run `grade watch DIR`."
)


class Companion:
    """A warm grader in a process beside this one; it goes when this one goes."""

    def __init__(self) -> None:
        # A file: a pipe that nobody reads would stop who writes, once it is full.
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  (lives as long as it)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "grader.practice.server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            # An interrupt of the kernel is not meant for it.
            start_new_session=True,
        )
        atexit.register(self.stop)

    def ask(self, question: Ask) -> Answer:
        """Send a question and wait for the answer.

        Raises:
            ConnectionError: if the process has ended; the message says how.
        """
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        try:
            stdin.write(msgspec.json.encode(question) + b"\n")
            stdin.flush()
            return msgspec.json.decode(stdout.readline(), type=Answer)
        except (OSError, msgspec.DecodeError):
            raise ConnectionError(self._last_words()) from None
        except KeyboardInterrupt:
            self.stop()  # it would answer a question that nobody asks any more
            raise

    def stop(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        self._errors.close()
        atexit.unregister(self.stop)

    def _last_words(self) -> str:
        self._process.kill()
        self._process.wait()
        self._errors.seek(0)
        lines = self._errors.read().decode(errors="replace").splitlines()
        return next((line for line in reversed(lines) if line.strip()), "no message")


_companions: list[Companion] = []


def start() -> Companion:
    """The companion of this process, started now if there is none."""
    if not _companions:
        _companions.append(Companion())
    return _companions[0]


def check(*names: str, assignment: str = "") -> None:
    """Check functions of the running notebook, and show what comes of it.

    Args:
        names: exercises, like `check("relu")`; none for all that the notebook's
            cells have defined so far.
        assignment: folder of another assignment than the course's.
    """
    shell = _shell()
    if shell is None:
        print(NO_NOTEBOOK)
        return
    first = not _companions
    cells = [str(cell) for cell in shell.history_manager.input_hist_raw[1:]]
    wait = " (the first time takes some seconds)" if first else ""
    handle = _show(sentence(f"Checking ...{wait}"))
    try:
        answer = start().ask(Ask(cells, list(names), assignment))
    except ConnectionError as error:
        _companions.clear()
        answer = sentence(GONE.format(why=error))
    except KeyboardInterrupt:
        _companions.clear()
        raise
    _show(answer, handle)


def _shell() -> Any:
    """The running IPython, or None."""
    if "IPython" not in sys.modules:
        return None
    from IPython import get_ipython

    return get_ipython()


def _show(answer: Answer, handle: Any = None) -> Any:
    """Show both forms; a front end chooses. In a terminal, print the plain one."""
    from IPython.display import display

    data = {"text/plain": answer.text, "text/html": answer.html}
    if handle is not None:
        with contextlib.suppress(AttributeError):
            handle.update(data, raw=True)
        return handle
    return display(data, raw=True, display_id=True)  # type: ignore[no-untyped-call]
