"""`grade calibrate`: how far right answers stray from the reference's course.

For every seed the reference trains, and beside it one right variant in turn;
for the first seeds also every known wrong variant, for a few epochs. All of it
goes into one CSV file a run, from which the bounds are set. A measurement that
was stopped goes on where it ended.
"""

from __future__ import annotations

import csv
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from grader import datasets
from grader.accuracy.course import Params, Step, distance, make_step, save_course
from grader.accuracy.plan import Plan, draw_plan
from grader.accuracy.training import train_in_worker
from grader.assignment import course_folder, load_assignment, mlp_folder, read_sources
from grader.datasets import ImageSet
from grader.errors import AssignmentError
from grader.judging.checking import make_remote
from grader.model import AccuracyRun, Assignment, Source, Submission
from grader.sandbox.client import Sandbox
from grader.testing.feedback import Stopped, StudentRaised

__all__ = ["calibrate", "set_bounds"]

WRONG_SEEDS = 3
WRONG_EPOCHS = 3
SAFETY = 2.0
"""Times the largest distance of a right variant, over all seeds."""
LEAST = 2e-3
"""No bound is below this: other processors round in other places than this one."""
LEAST_MARGIN = 0.003

FIELDS = ("seed", "variant", "right", "epoch", "distance", "accuracy", "reference")


@dataclass(frozen=True, slots=True)
class _Job:
    """One paired run: a seed, and a variant with the text added to a module."""

    seed: int
    variant: str
    right: bool
    module: str
    text: str


def calibrate(
    output: Path,
    data: Path | None,
    seeds: int,
    only: frozenset[str],
    *,
    environment: Mapping[str, str],
    cache: Path,
    cores: int,
    say: Callable[[str], None],
) -> None:
    """Measure every run on the data found, and write `bounds.toml` anew.

    Args:
        output: the assignment's `accuracy` folder, or one like it.
        only: names of runs; all of them where it is empty.
    """
    assignment = load_assignment(mlp_folder())
    folders = datasets.search_folders(data, environment, cache)
    with Sandbox(environment) as sandbox:
        for run in assignment.runs:
            if only and run.name not in only:
                continue
            kinds = [datasets.load_sample(run.data)]
            found = datasets.load(datasets.find(run.data, folders))
            kinds += [found] if found.kind == "full" else []
            for images in kinds:
                say(f"{run.title}, {images.kind}")
                table = output / "measurements" / f"{run.name}-{images.kind}.csv"
                study = _Study(assignment, run, images, sandbox, table, output, say)
                study.measure(seeds, cores)
    set_bounds(output)


class _Study:
    """The paired runs of one run on one data set."""

    def __init__(
        self, assignment: Assignment, run: AccuracyRun, data: ImageSet,
        sandbox: Sandbox, table: Path, output: Path, say: Callable[[str], None],
    ) -> None:  # fmt: skip
        self._assignment, self._run, self._data = assignment, run, data
        self._sandbox, self._table, self._output, self._say = (
            sandbox,
            table,
            output,
            say,
        )
        self._solutions = read_sources(course_folder(assignment, "solutions"))
        self._lock = threading.Lock()

    def measure(self, seeds: int, cores: int) -> None:
        """Do what the table does not hold yet."""
        self._table.parent.mkdir(parents=True, exist_ok=True)
        done = set()
        if self._table.exists():
            with self._table.open(newline="") as file:
                done = {(int(r["seed"]), r["variant"]) for r in csv.DictReader(file)}
        else:
            self._table.write_text(",".join(FIELDS) + "\n")
        right, wrong = (self._variants(kind) for kind in ("right", "wrong"))
        by_seed: dict[int, list[_Job]] = {}
        for seed in range(seeds):
            name, module, text = right[seed % len(right)]
            jobs = [_Job(seed, name, True, module, text)]
            if seed < WRONG_SEEDS:
                jobs += [_Job(seed, n, False, m, t) for n, m, t in wrong]
            by_seed[seed] = [j for j in jobs if (j.seed, j.variant) not in done]
        with ThreadPoolExecutor(cores) as pool:
            for _ in pool.map(self._seed, by_seed.values()):
                pass

    def _variants(self, kind: str) -> list[tuple[str, str, str]]:
        """(name, module, text) of the variants that concern this run."""
        folder = self._assignment.root / "accuracy" / "variants" / kind
        found = []
        for path in sorted(folder.glob("*.py")):
            module, name = path.stem.split("--")
            uses = {
                e.file for e in self._assignment.exercises if e.name in self._run.needs
            }
            if module in uses:
                found.append((name, module, path.read_text("utf-8")))
        return found

    def _seed(self, jobs: list[_Job]) -> None:
        if not jobs:
            return
        plan = draw_plan(self._run, self._data, jobs[0].seed, self._run.epochs)
        reference = self._train(plan, self._solutions)
        course = tuple(make_step(params, plan.start, acc) for params, acc in reference)
        if jobs[0].seed == 0:
            name = f"{self._run.name}-{self._data.kind}-0.npz"
            save_course(self._output / "courses" / name, course)
        for job in jobs:
            self._pair(job, course)

    def _pair(self, job: _Job, course: tuple[Step, ...]) -> None:
        epochs = self._run.epochs if job.right else WRONG_EPOCHS
        plan = draw_plan(self._run, self._data, job.seed, epochs)
        modules = dict(self._solutions)
        modules[job.module] += "\n\n" + job.text
        rows = [
            (job.seed, job.variant, int(job.right), epoch,
             f"{distance(params, step):.3e}", f"{accuracy:.4f}", f"{step.accuracy:.4f}")
            for epoch, ((params, accuracy), step)
            in enumerate(zip(self._train(plan, modules), course, strict=False), start=1)
        ]  # fmt: skip
        with self._lock:
            with self._table.open("a", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows(rows)
            self._say(
                f"  seed {job.seed}, {job.variant}: {rows[0][4]} .. {rows[-1][4]}"
            )

    def _train(
        self, plan: Plan, modules: Mapping[str, str]
    ) -> list[tuple[Params, float]]:
        """Parameters and test accuracy after each epoch."""
        sources = tuple(Source(name, text) for name, text in modules.items())
        submission = Submission("variant", "", sources)
        remote = make_remote(
            self._assignment, submission, self._sandbox, seed=0, device="cpu"
        )
        steps: list[tuple[Params, float]] = []
        try:
            remote.look(self._run)
            train_in_worker(
                self._run, plan, self._data, remote, self._run.prefers is not None,
                lambda epoch, params, accuracy: steps.append((params, accuracy)),
            )  # fmt: skip
        except (Stopped, StudentRaised) as error:
            raise AssignmentError(f"A variant does not run: {error.finding}") from None
        finally:
            remote.close()
        return steps


def set_bounds(output: Path) -> None:
    """Write `bounds.toml` from the measurements beside it.

    Raises:
        AssignmentError: if a known wrong variant would pass.
    """
    lines = ["# Written by `grade calibrate` from measurements/; see its docstring."]
    for table in sorted((output / "measurements").glob("*.csv")):
        with table.open(newline="") as file:
            rows = list(csv.DictReader(file))
        right = [row for row in rows if row["right"] == "1"]
        epochs = max(int(row["epoch"]) for row in right)
        bounds: list[float] = []
        for epoch in range(1, epochs + 1):
            furthest = max(
                float(r["distance"]) for r in right if int(r["epoch"]) == epoch
            )
            bounds.append(max([SAFETY * furthest, LEAST, *bounds[-1:]]))
        last = [row for row in right if int(row["epoch"]) == epochs]
        gap = max(float(row["reference"]) - float(row["accuracy"]) for row in last)
        margin = max(LEAST_MARGIN, SAFETY * gap)
        run, kind = table.stem.rsplit("-", 1)
        lines += [
            "", f"[{run}.{kind}]",
            f"# {len({r['seed'] for r in right})} seeds; right answers end up to "
            f"{gap:.4f} below the reference.",
            f"distance = [{', '.join(f'{bound:.2g}' for bound in bounds)}]",
            f"margin = {margin:.4f}",
        ]  # fmt: skip
        _assert_caught(table, [row for row in rows if row["right"] == "0"], bounds)
    (output / "bounds.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _assert_caught(
    table: Path, wrong: list[dict[str, str]], bounds: list[float]
) -> None:
    """Every wrong variant must leave the bounds, for each of its seeds."""
    off: dict[tuple[str, str], bool] = {}
    for row in wrong:
        key = row["variant"], row["seed"]
        inside = float(row["distance"]) <= bounds[int(row["epoch"]) - 1]
        off[key] = off.get(key, False) or not inside
    passed = sorted({variant for (variant, _), is_off in off.items() if not is_off})
    if passed:
        raise AssignmentError(
            f"`{table}`: the wrong variants {', '.join(passed)} stay within the bounds."
        )
