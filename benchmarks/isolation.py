"""What isolation costs, beside a plain process in the same run.

Run it on an idle machine. First: from asking a warm zygote for a worker to the
first answered call of a student's `relu`. Then: whole processes of
`grade solutions --no-accuracy`, the levels in turn.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import torch

from grader.sandbox.client import Sandbox
from grader.sandbox.isolation import container, process
from grader.sandbox.protocol import Call, Load, Loaded, Returned
from grader.sandbox.validation import to_wire
from grader.sandbox.watch import Limits

ROOT = Path(__file__).parent.parent
LEVELS = [
    level
    for level in process.LEVELS
    if level != "container" or container.SETTING in os.environ
]
TEXT = "def relu(X):\n    return X.clamp(min=0)\n"
LIMITS = Limits(cpu=10, wall=60)


def first_answer(sandbox: Sandbox) -> float:
    """Milliseconds from asking for a worker to its first answer."""
    load = Load(1, {"a": TEXT}, "a", {"relu": "a"}, {}, (), {}, 0, "cpu")
    call = Call(2, "relu", (to_wire(torch.ones(3, 4)),), {})
    begin = time.perf_counter()
    worker = sandbox.worker()
    worker.request(load, Loaded, LIMITS)
    worker.request(call, Returned, LIMITS)
    taken = time.perf_counter() - begin
    worker.kill()
    return 1000 * taken


def grading(level: str) -> float:
    """Seconds of a whole `grade solutions --no-accuracy`."""
    command = [sys.executable, "-m", "grader", str(ROOT / "solutions")]
    command += ["--no-accuracy", "--isolation", level]
    begin = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    return time.monotonic() - begin


def main() -> None:
    """Print both tables: medians, and ratios to the level `process`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--workers", type=int, default=100)
    options = parser.parse_args()
    torch.set_num_threads(1)
    print(
        "| level | first answer, median ms | 90 % within | grade solutions, s | ratio |"
    )
    print("|---|---|---|---|---|")
    times: dict[str, list[float]] = {level: [] for level in LEVELS}
    for _ in range(options.rounds):
        for level in LEVELS:
            times[level].append(grading(level))
    plain = statistics.median(times["process"])
    for level in LEVELS:
        with Sandbox(os.environ, level) as sandbox:
            first_answer(sandbox)
            answers = sorted(first_answer(sandbox) for _ in range(options.workers))
        whole = statistics.median(times[level])
        slowest = answers[int(0.9 * len(answers))]
        print(
            f"| {level} | {statistics.median(answers):.1f} | {slowest:.1f} "
            f"| {whole:.2f} | {whole / plain:.2f} |"
        )


if __name__ == "__main__":
    main()
