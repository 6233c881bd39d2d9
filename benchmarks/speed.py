"""Whole-process times of `grade solutions/` beside the same work without it.

Run it on an idle machine. Prints a Markdown table: medians, and ratios within
this run.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
HERE = Path(__file__).parent


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """Wall time of one process that must succeed."""
    start = time.monotonic()
    subprocess.run(
        command,
        check=True,
        capture_output=True,
        env=environment,
        cwd=tempfile.gettempdir(),
    )
    return time.monotonic() - start


def main() -> None:
    """Time everything in turn, round after round, so that drift hits all alike."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="full data sets")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--skip-tutorial", action="store_true", help="minutes a round")
    options = parser.parse_args()
    data = str(options.data.resolve())
    grade = [sys.executable, "-m", "grader", str(ROOT / "solutions")]
    trainings = [sys.executable, str(HERE / "trainings.py")]
    commands = {
        "import torch, torchvision": [
            sys.executable,
            "-c",
            "import torch, torchvision",
        ],
        "grade --no-accuracy": [*grade, "--no-accuracy"],
        "grade": [*grade, "--data", data],
        "bare loops in memory": [*trainings, "memory", data],
        "tutorials' way": [*trainings, "tutorial", data],
    }
    if options.skip_tutorial:
        del commands["tutorials' way"]
    environment = dict(os.environ) | {"OMP_NUM_THREADS": "1"}
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(options.rounds):
        for name, command in commands.items():
            times[name].append(seconds(command, environment))
    medians = {name: statistics.median(values) for name, values in times.items()}
    print("| what | median s | all |")
    print("|---|---|---|")
    for name, values in times.items():
        each = ", ".join(f"{value:.1f}" for value in values)
        print(f"| {name} | {medians[name]:.1f} | {each} |")
    print()
    print("| ratio | |")
    print("|---|---|")
    pairs = [
        ("grade --no-accuracy", "import torch, torchvision"),
        ("grade", "bare loops in memory"),
    ]
    pairs += [] if options.skip_tutorial else [("tutorials' way", "grade")]
    for one, other in pairs:
        print(f"| {one} / {other} | {medians[one] / medians[other]:.2f} |")


if __name__ == "__main__":
    main()
