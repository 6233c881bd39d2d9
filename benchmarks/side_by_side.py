"""Torch Grader, nbgrader and Otter on the same work, one after the other in one run.

    python benchmarks/side_by_side.py --others PYTHON --data FOLDER

PYTHON is of an environment with nbgrader, otter-grader, torch and torchvision.
The class is that of `students.py`; the work of the others is in `asserts.py`. Where the
work differs, it is in their favour: a few asserts an exercise against hundreds of
inputs and a thousand known mistakes, no sandbox, no pages with feedback (`nbgrader
autograde` alone, while Torch Grader writes its reports), and the commands that make the
assignment for them do not count. Each tool uses the cores as it does by itself.
"""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from measured import Cost, machine, run
from others import GRADE, nbgrader_course, otter_folder, plan
from students import make_class

from grader.assignment import load_assignment, mlp_folder

MISSING = (
    "`{python}` cannot import {module}: run `{python} -m pip install nbgrader "
    "otter-grader ipykernel torch torchvision`, or name another one with `--others`."
)
POINTS = """\
from nbgrader.api import Gradebook
with Gradebook("sqlite:///gradebook.db") as book:
    graded = book.assignment_submissions("mlp")
    print(sum(s.score for s in graded) / sum(s.max_score for s in graded))
"""
FORMS = ("one", "many", "training")
"""All exercises in one notebook, a notebook a file, one notebook that also trains."""
OURS, NBGRADER, OTTER = "Torch Grader", "nbgrader", "Otter"
MODULES = {NBGRADER: "nbgrader", OTTER: "otter"}


@dataclass(frozen=True, slots=True)
class Others:
    """Where the other tools are, and what they need to be found."""

    python: str
    data: Path | None

    def environment(self, scratch: Path) -> dict[str, str]:
        """That of their environment, with Jupyter's folders in a place of our own."""
        found = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
        folder = Path(self.python).parent
        return found | {
            "PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}",
            "SIDE_BY_SIDE_DATA": str(self.data),
            "JUPYTER_DATA_DIR": str(scratch / "jupyter"),
            "JUPYTER_CONFIG_DIR": str(scratch / "jupyter"),
            "IPYTHONDIR": str(scratch / "ipython"),
        }

    def require(self, tools: Iterable[str]) -> None:
        """Raise SystemExit, with what to install, if something is missing."""
        needed = [MODULES[name] for name in tools if name in MODULES]
        for module in (*needed, "ipykernel", "torch", "torchvision"):
            command = [self.python, "-c", f"import {module}"]
            if subprocess.run(command, capture_output=True, check=False).returncode:
                raise SystemExit(MISSING.format(python=self.python, module=module))


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be graded."""

    students: Path
    scratch: Path
    """A folder that is not there yet."""
    one: bool
    """All exercises in one notebook, or a notebook a file."""
    training: bool


Tool = Callable[[Job, Others], tuple[Cost, float]]
"""Grades a class; what it took, and which share of the points it gave."""


def torch_grader(job: Job, others: Others) -> tuple[Cost, float]:
    """Our own, with nothing kept from earlier runs."""
    job.scratch.mkdir()
    command = [sys.executable, "-m", "grader", "batch", str(job.students)]
    command += ["-o", str(job.scratch / "results"), "--lang", "en"]
    if job.training:
        names = [e.name for e in load_assignment(mlp_folder()).exercises]
        command += ["--only", ",".join([*names, "fashion-mnist"])]
        command += ["--data", str(others.data)]
    else:
        command.append("--no-accuracy")
    environment = dict(os.environ) | {"XDG_CACHE_HOME": str(job.scratch / "cache")}
    cost = run(command, job.scratch, environment, job.scratch / "log")
    with (job.scratch / "results" / "gradebook.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    points, out_of = (
        sum(float(row[part + end]) for row in rows for part in ("core", "extension"))
        for end in ("", "_out_of")
    )
    return cost, points / out_of


def nbgrader(job: Job, others: Others) -> tuple[Cost, float]:
    """`nbgrader autograde`; the assignment is made before, and does not count."""
    job.scratch.mkdir()
    nbgrader_course(job.scratch, job.students, plan(job.one), job.training)
    environment = others.environment(job.scratch)
    log = job.scratch / "log"
    command = [others.python, "-m", "nbgrader"]
    run([*command, "generate_assignment", "mlp"], job.scratch, environment, log)
    cost = run([*command, "autograde", "mlp"], job.scratch, environment, log)
    share = subprocess.run(
        [others.python, "-c", POINTS],
        cwd=job.scratch,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return cost, float(share.stdout.split()[-1])


def otter(job: Job, others: Others) -> tuple[Cost, float]:
    """Otter without containers, in one process; the zips are made before."""
    job.scratch.mkdir()
    otter_folder(job.scratch, job.students, plan(job.one), job.training)
    environment = others.environment(job.scratch)
    log = job.scratch / "log"
    siblings = [path.name for path in job.scratch.glob("*.py")]
    for name in plan(job.one):
        command = [others.python, "-m", "otter", "generate", *siblings]
        command += ["-t", f"tests/{name}", "-o", f"{name}.zip"]
        run(command, job.scratch, environment, log)
    cost = run([others.python, "-c", GRADE], job.scratch, environment, log)
    said = log.read_text("utf-8").rpartition("POINTS ")
    return cost, float(said[2])


TOOLS: dict[str, Tool] = {OURS: torch_grader, NBGRADER: nbgrader, OTTER: otter}


def main() -> None:
    """Grade with each tool: checks in both forms, then checks and training."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--others", required=True, help="a Python with both of them")
    parser.add_argument("--data", type=Path, help="full data sets, as torchvision's")
    parser.add_argument("--count", type=int, default=10, help="submissions, checks")
    parser.add_argument("--train-count", type=int, default=2, help="with training")
    parser.add_argument("--few", type=int, default=2, help="a smaller class; 0: none")
    parser.add_argument("--skip-training", action="store_true", help="checks only")
    parser.add_argument("--forms", default=",".join(FORMS), help="with commas between")
    parser.add_argument("--tools", default=",".join(TOOLS), help="with commas between")
    parser.add_argument("--ours", default="", help="sizes of classes, ours alone")
    options = parser.parse_args()
    forms = set(options.forms.split(","))
    if forms - set(FORMS):
        parser.error(f"`--forms` takes {', '.join(FORMS)}, not {options.forms!r}")
    asked = set(options.tools.split(","))
    if asked - set(TOOLS):
        parser.error(f"`--tools` takes {', '.join(TOOLS)}, not {options.tools!r}")
    for name in set(TOOLS) - asked - {OURS}:
        del TOOLS[name]
    forms -= {"training"} if options.skip_training else set()
    if "training" in forms and options.data is None:
        parser.error("training needs `--data FOLDER`; or `--skip-training`")
    data = None if options.data is None else options.data.resolve()
    others = Others(options.others, data)
    print(f"{machine()}\n", flush=True)
    if options.ours:
        grow(
            [int(size) for size in options.ours.split(",")], "training" in forms, others
        )
        return
    others.require(TOOLS)
    with tempfile.TemporaryDirectory(prefix="side-by-side-") as folder:
        scratch = Path(folder)
        ours: Measured = {}
        if "one" in forms:
            title = "checks, one notebook"
            ours = compare(title, scratch, options.count, others, ours, few=options.few)
        if "many" in forms:
            title = "checks, a notebook a file"
            compare(
                title, scratch, options.count, others, ours, few=options.few, one=False
            )
        if "training" in forms:
            title, count = "checks and 10 epochs", options.train_count
            compare(title, scratch, count, others, {}, few=options.few, training=True)
    print(machine())


def grow(sizes: list[int], training: bool, others: Others) -> None:
    """Print what classes of these sizes take us."""
    with tempfile.TemporaryDirectory(prefix="side-by-side-") as folder:
        for size in sizes:
            students = Path(folder) / f"class-{size}"
            make_class(students, size, wrong=0.0 if training else 0.1)
            job = Job(students, Path(folder) / f"ours-{size}", True, training)
            cost, _ = torch_grader(job, others)
            print(f"{size}: {cost.wall:.1f} s, {cost.cpu:.1f} s of CPU", flush=True)
    print(machine())


Measured = dict[tuple[str, int], tuple[Cost, float]]


def compare(
    title: str,
    scratch: Path,
    count: int,
    others: Others,
    known: Measured,
    *,
    few: int,
    one: bool = True,
    training: bool = False,
) -> Measured:
    """Print a table; give back what was measured of ours, for the next one.

    With `few` two sizes of class are graded, which gives what one submission more
    costs.
    Everybody's functions are right where they train: the work is the same for all.
    """
    found = dict(known)
    few = min(few, count - 1)
    place = scratch / title.replace(" ", "-").replace(",", "")
    for size in [few, count] if few else [count]:
        students = place / f"class-{size}"
        make_class(students, size, wrong=0.0 if training else 0.1)
        for name, tool in TOOLS.items():
            if (name, size) not in found:
                job = Job(students, place / f"{name}-{size}", one, training)
                found[name, size] = tool(job, others)
                cost = found[name, size][0]
                took = f"{cost.wall:.1f} s, {cost.cpu:.1f} s of CPU"
                print(f"{title}: {name}, {size}: {took}", file=sys.stderr, flush=True)
    print(f"### {title}: {count} submissions\n")
    print("\n".join(table(found, few, count)) + "\n", flush=True)
    return {key: value for key, value in found.items() if key[0] == OURS}


def table(found: Measured, few: int, count: int) -> Iterator[str]:
    """Seconds for each submission, and how many times ours."""
    yield (
        "| tool | wall s each | CPU s each | one more: wall s | one more: CPU s "
        "| times ours: wall | CPU | one more: wall | CPU | points |"
    )
    yield "|" + "---|" * 10
    own: tuple[float, ...] = ()
    for name in TOOLS:
        cost, share = found[name, count]
        figures = cost.each(count)
        if few:
            less, more = found[name, few][0], count - few
            figures += (cost.wall - less.wall) / more, (cost.cpu - less.cpu) / more
        own = own or figures
        times = [f"{one / other:.1f}" for one, other in zip(figures, own, strict=True)]
        empty = [] if few else ["", ""]
        cells = [f"{value:.2f}" for value in figures] + empty + times + empty
        yield f"| {name} | {' | '.join(cells)} | {share:.0%} |"


if __name__ == "__main__":
    main()
