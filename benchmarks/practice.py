"""From a save to the verdict on the screen of `grade watch`, and in a notebook.

Saves files as an editor does, reads the screen of a real terminal as a person
does, and takes the time between. Run it on an idle machine. Each exercise is
saved wrong (the stub with `return None`) and right, in turn.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import nbclient
import nbformat
import pexpect
import pyte

from grader.assignment import load_assignment, mlp_folder

ROOT = Path(__file__).parent.parent
LONG = ("train_epoch", "train")
"""The training loop: these may take longer."""
STUB = 'raise NotImplementedError("your code here")'
PATIENCE = 120.0


class Screen:
    """A session of `grade watch` in a pseudo-terminal."""

    def __init__(self, folder: Path, state: Path) -> None:
        self.screen = pyte.Screen(120, 50)
        self._stream = pyte.ByteStream(self.screen)
        environment = {**os.environ, "TERM": "xterm-256color"}
        self.process = pexpect.spawn(
            sys.executable,
            ["-m", "grader", "watch", str(folder), "--lang", "en"],
            dimensions=(50, 120),
            env=environment | {"XDG_STATE_HOME": str(state)},
        )

    def wait(self, pattern: str) -> float:
        """When the screen shows this, on the clock."""
        end = time.perf_counter() + PATIENCE
        while time.perf_counter() < end:
            if re.search(pattern, "\n".join(self.screen.display)):
                return time.perf_counter()
            with contextlib.suppress(pexpect.TIMEOUT, pexpect.EOF):
                self._stream.feed(self.process.read_nonblocking(1 << 16, 0.02))
        raise TimeoutError("\n".join(self.screen.display))


def solutions(name: str) -> str:
    """A solution file without the marks."""
    text = (ROOT / "solutions" / f"{name}.py").read_text("utf-8")
    return re.sub(r"^ *# (BEGIN|END) SOLUTION\n", "", text, flags=re.M)


def broken(text: str, exercise: str) -> str:
    """A file in which one exercise returns nothing."""
    found = re.search(rf"^(def|class) {exercise}\b.*?(?=^\S|\Z)", text, re.M | re.S)
    assert found is not None, exercise
    piece = found[0].rstrip()
    wrong = f"def {exercise}(*args, **kwargs):\n    return None\n\n\n"
    return text.replace(piece, wrong.rstrip())


def quantile(values: Sequence[float], share: float) -> float:
    """The value that this share stays below."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def in_a_notebook(rounds: int) -> list[float]:
    """Seconds of `check()` in a kernel, for each exercise of a file, once warm."""
    text = solutions("activations")
    names = load_assignment(mlp_folder()).names["activations"]
    checks = [f"check({name!r})" for name in names] * rounds
    cells = [text, "from grader import check\ncheck('relu')"]
    cells += [f"import time; begin = time.perf_counter(); {c}" for c in checks]
    cells = [cell + "\nprint(time.perf_counter() - begin)" if i > 1 else cell
             for i, cell in enumerate(cells)]  # fmt: skip
    made = [nbformat.v4.new_code_cell(cell) for cell in cells]
    notebook = nbformat.v4.new_notebook(cells=made)
    nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
    return [
        float(output.text)
        for cell in notebook.cells
        for output in cell.outputs
        if output.output_type == "stream"
    ]


def main() -> None:
    """Print the times: median, 95 % and the longest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    assignment = load_assignment(mlp_folder())
    noted = in_a_notebook(options.rounds)
    times: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "mine"
        folder.mkdir()
        texts = {file: solutions(file) for file in assignment.files}
        for file, text in texts.items():
            (folder / f"{file}.py").write_text(text)
        screen = Screen(folder, Path(scratch) / "state")
        count = len(assignment.exercises)
        screen.wait(f"{count} of {count} exercises passed")
        for _ in range(options.rounds):
            for exercise in assignment.exercises:
                path = folder / f"{exercise.file}.py"
                text = texts[exercise.file]
                for content, shown in (
                    (broken(text, exercise.name), f"> [◐✗!⏱] {exercise.name} "),
                    (text, f"> ✓ {exercise.name} "),
                ):
                    part = path.with_suffix(".tmp")
                    part.write_text(content)
                    begin = time.perf_counter()
                    part.replace(path)
                    taken = screen.wait(shown) - begin
                    times.setdefault(exercise.name, []).append(taken)
                    screen.wait("waiting for the next save")
        screen.process.send("q")
    functions = [t for name, ts in times.items() if name not in LONG for t in ts]
    loops = [t for name in LONG for t in times[name]]
    print("| exercise | median s | longest s |")
    print("|---|---|---|")
    for name, taken in times.items():
        print(f"| {name} | {statistics.median(taken):.2f} | {max(taken):.2f} |")
    shown = {"functions": functions, "training loop": loops, "in a notebook": noted}
    for title, taken in shown.items():
        print(
            f"{title}: median {statistics.median(taken):.2f} s, "
            f"95 % within {quantile(taken, 0.95):.2f} s, longest {max(taken):.2f} s"
        )


if __name__ == "__main__":
    main()
