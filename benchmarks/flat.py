"""Does a submission cost the same in a class of 10 as in one of 1,000?

    python benchmarks/flat.py --sizes 10,50,200,1000

Grades two exercises of each student, so that it ends in minutes: what grows with the
class (reading, planning, keeping results, the gradebook and the class page) is all in
it. Prints seconds and memory of all processes together, and how long the end takes:
from the last student's report to the gradebook (the pool is closed in it), and from
there to the class page.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from measured import machine, run
from students import make_class

MEGABYTE = 1 << 20


def main() -> None:
    """Print a line for each size of class."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="10,50,200", help="with commas between")
    parser.add_argument("--only", default="relu,softmax", help="what is graded")
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    print(f"{machine()}\n")
    print(
        "| submissions | wall s | CPU s | wall s each | CPU s each "
        "| one more: wall s | one more: CPU s | memory at most | gradebook s | page s |"
    )
    print("|" + "---|" * 10, flush=True)
    before: tuple[int, float, float] | None = None
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="flat-") as folder:
            scratch = Path(folder)
            make_class(scratch / "class", size)
            command = [sys.executable, "-m", "grader", "batch", str(scratch / "class")]
            command += ["-o", str(scratch / "results"), "--no-accuracy"]
            command += ["--only", options.only, "--lang", "en"]
            log = scratch / "log"
            cost = run(command, scratch, os.environ, log, with_memory=True)
            results = scratch / "results"
            last = max(p.stat().st_mtime for p in results.glob("*/report.html"))
            book = (results / "gradebook.csv").stat().st_mtime
            page = (results / "index.html").stat().st_mtime
        more = ("", "")
        if before is not None:
            extra = size - before[0]
            more = (
                f"{(cost.wall - before[1]) / extra:.2f}",
                f"{(cost.cpu - before[2]) / extra:.2f}",
            )
        before = size, cost.wall, cost.cpu
        wall, cpu = cost.each(size)
        cells = [str(size), f"{cost.wall:.1f}", f"{cost.cpu:.1f}", f"{wall:.2f}"]
        cells += [f"{cpu:.2f}", *more, f"{cost.memory // MEGABYTE} MB"]
        cells += [f"{book - last:.1f}", f"{page - book:.1f}"]
        print(f"| {' | '.join(cells)} |", flush=True)
    print(f"\n{machine()}")


if __name__ == "__main__":
    main()
