"""One accuracy run: the student's training beside the reference's course.

No prediction, count or loss made in a worker is evidence. The parameters come
back after each epoch; our own net counts with them on the test labels, which
never enter a worker.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from grader.accuracy.course import (
    Bounds,
    Course,
    Params,
    distance,
    load_bounds,
    load_course,
    make_step,
    save_course,
)
from grader.accuracy.pictures import look_at_test_set
from grader.accuracy.plan import Plan, draw_plan
from grader.accuracy.replay import (
    SAME,
    Given,
    cut,
    first_wrong_batch,
    from_reference,
)
from grader.accuracy.training import train_in_worker
from grader.datasets import ImageSet, published
from grader.errors import GraderError, OutputError
from grader.model import AccuracyRun, Epoch, Finding, Outcome, RunResult
from grader.testing.feedback import Stopped, StudentRaised, finding
from grader.testing.remote import Remote

__all__ = ["Setup", "not_run", "run_accuracy"]

NEAR = 0.012
"""Between a run's accuracy and the reference's, after each epoch. Right variants
differ by 0.0024 at most, in 40 seeds of each run (accuracy/measurements)."""
LOCATING = 60.0
"""Seconds for finding the batch from which a run is off course."""
LEG = 16
"""Batches that are trained once more, from a start of the submission's own."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What a run needs besides the student: all of it ours."""

    root: Path
    """The assignment's folder, with its bounds and courses."""
    data: Callable[[str], ImageSet]
    remote: Callable[[], Remote]
    """Makes a worker's keeper with the student's own modules side by side."""
    reference: Callable[[], Remote]
    """The same with the reference solution."""
    seed: int
    own_seed: int
    """Of the submission: who writes it does not know it."""
    epochs: int | None
    cache: Path | None
    version: str
    """Names everything that a cached course depends on."""
    on_progress: Callable[[AccuracyRun, int, int], None]


def not_run(run: AccuracyRun) -> RunResult:
    """A run that nobody asked for."""
    return RunResult(run, Outcome.NOT_RUN)


def run_accuracy(run: AccuracyRun, setup: Setup) -> tuple[RunResult, str]:
    """Train with the student's pieces and compare; also return the kind of data.

    What goes wrong on our side becomes an Outcome of its own: `broken`.
    """
    remote = setup.remote()
    try:
        found = remote.look(run)
        missing = [name for name in run.needs if found.get(name) != "ok"]
        if missing:
            why = finding("needs", names=", ".join(f"`{name}`" for name in missing))
            return RunResult(run, Outcome.NOT_STARTED, finding=why), ""
        data = setup.data(run.data)
        return _run(run, setup, remote, found, data), data.kind
    except Stopped as stopped:
        return RunResult(run, stopped.outcome, finding=stopped.finding), ""
    except GraderError as error:
        why = finding("broken", error=str(error))
        return RunResult(run, Outcome.BROKEN, finding=why), ""
    except (ArithmeticError, LookupError, RuntimeError, TypeError, ValueError):
        # Something that was sent, which nobody thought of: no excuse either.
        return RunResult(run, Outcome.ERRORED, finding=finding("odd")), ""
    finally:
        remote.close()


def _run(
    run: AccuracyRun,
    setup: Setup,
    remote: Remote,
    found: Mapping[str, str],
    data: ImageSet,
) -> RunResult:
    epochs = min(setup.epochs or run.epochs, run.epochs)
    plan = draw_plan(run, data, setup.seed, epochs)
    bounds = load_bounds(setup.root, run.name, data.kind)
    reference = _reference(run, setup, data, plan)
    curve: list[Epoch] = []
    last: Params | None = None

    def compare(epoch: int, params: Params, accuracy: float) -> None:
        nonlocal last
        last = params
        step = reference[epoch]
        away = distance(params, step)
        curve.append(Epoch(accuracy, step.accuracy, away, bounds.distance[epoch]))

    def progress(done: int) -> None:
        setup.on_progress(run, done, plan.batches * epochs)

    uses = run.prefers is not None and found.get(run.prefers) == "ok"
    problem: Finding | None = None
    outcome = Outcome.FAILED
    try:
        passes = train_in_worker(run, plan, data, remote, uses, compare, progress)
        problem = _problem(run, passes, curve, reference, bounds)
        problem = problem or _elsewhere(run, setup, data, uses)
        outcome = Outcome.FAILED if problem else Outcome.PASSED
        if problem is not None and problem.kind == "off_course":
            problem = _locate(run, setup, plan, data, uses, problem)
    except StudentRaised as error:
        outcome, problem = Outcome.ERRORED, error.finding
    except Stopped as stopped:
        outcome, problem = stopped.outcome, stopped.finding
    final = curve[-1].accuracy if curve else None
    bar = reference[-1].accuracy - bounds.margin
    result = RunResult(run, outcome, final, bar, tuple(curve), problem)
    if last is None:
        return result
    confusion, pictures = look_at_test_set(last, plan, data)
    return dataclasses.replace(
        result, confusion=confusion, pictures=pictures,
        classes=published(data.name).classes,
    )  # fmt: skip


def _problem(
    run: AccuracyRun, passes: int, curve: list[Epoch], reference: Course, bounds: Bounds
) -> Finding | None:
    """Why a run does not pass, or None."""
    if passes == -1:
        sizes = "-".join(map(str, run.sizes))
        return finding("run_parameters", name=run.prefers, sizes=sizes)
    for index, epoch in enumerate(curve, start=1):
        right = reference[index - 1].accuracy
        if epoch.distance <= epoch.bound and abs(epoch.accuracy - right) > NEAR:
            shown = {"got": f"{epoch.accuracy:.4f}", "want": f"{right:.4f}"}
            return finding("off_accuracy", epoch=index, **shown)
        if not epoch.distance <= epoch.bound:
            return finding(
                "off_course", epoch=index,
                distance=f"{epoch.distance:.2g}", bound=f"{epoch.bound:.2g}",
            )  # fmt: skip
    if passes != len(reference) or len(curve) != len(reference):
        return finding("run_epochs", got=passes, want=len(reference))
    bar = reference[-1].accuracy - bounds.margin
    if not curve[-1].accuracy >= bar:
        got, want = f"{curve[-1].accuracy:.4f}", f"{bar:.4f}"
        return finding("low_accuracy", got=got, want=want)
    return None


def _elsewhere(
    run: AccuracyRun, setup: Setup, data: ImageSet, uses: bool
) -> Finding | None:
    """Train for some batches from a start, and in an order, never seen before.

    Those of the run are the same for everybody: they could be learnt by heart. The
    student's pieces are trained by a loop of ours, and then pieces of ours by the
    student's `train`: neither can do the other's work.
    """
    if not run.given:
        return None
    short = cut(draw_plan(run, data, setup.own_seed, 1), LEG)
    params = _trained(run, setup, short, data, uses, extra=(True,))
    if not from_reference(short, params) <= SAME:
        return finding("off_course_elsewhere", updates=LEG)
    plain = dataclasses.replace(short, normalize=(0.0, 1.0))
    random = np.random.RandomState(setup.own_seed)
    given = Given(*map(float, random.uniform([0.2, 0.5, 0.3], [0.6, 0.9, 0.6])))
    pieces = dataclasses.astuple(given)
    params = _trained(run, setup, plain, data, uses, run.given, pieces)
    if not from_reference(plain, params, given) <= SAME:
        return finding("ignores_pieces")
    return None


def _trained(
    run: AccuracyRun,
    setup: Setup,
    short: Plan,
    data: ImageSet,
    uses: bool,
    driver: str = "",
    extra: tuple[object, ...] = (),
) -> Params | None:
    """The parameters after a short plan of one epoch, if it comes to an end."""
    found: list[Params] = []

    def keep(epoch: int, params: Params, accuracy: float) -> None:
        found.append(params)

    remote = setup.remote()
    try:
        remote.look(run)
        train_in_worker(
            run, short, data, remote, uses, keep, driver=driver, extra=extra
        )
    except (StudentRaised, Stopped):
        return None
    finally:
        remote.close()
    return found[-1] if found else None


def _locate(
    run: AccuracyRun,
    setup: Setup,
    plan: Plan,
    data: ImageSet,
    uses: bool,
    problem: Finding,
) -> Finding:
    """Add to `off_course` how many batches of the first epoch are still right."""
    end = time.monotonic() + LOCATING

    def train(short: Plan) -> Params | None:
        if time.monotonic() > end:
            return None
        return _trained(run, setup, short, data, uses)

    place = first_wrong_batch(plan, train)
    if place is None:
        return finding("off_course_late", **problem.params)
    right, wrong = place
    return finding("off_course", **problem.params, right=right, wrong=wrong)


def _reference(run: AccuracyRun, setup: Setup, data: ImageSet, plan: Plan) -> Course:
    """The reference's course: from the package, the cache, or a run beside.

    Computed and kept whole, whatever `--epochs` says.
    """
    name = f"{run.name}-{data.kind}-{setup.seed}.npz"
    places = [setup.root / "accuracy" / "courses" / name]
    if setup.cache is not None:
        places.append(setup.cache / "courses" / setup.version / name)
    for place in places:
        course = load_course(place, plan.epochs)
        if course is not None:
            return course
    steps: dict[int, tuple[Params, float]] = {}
    remote = setup.reference()
    try:
        remote.look(run)
        whole = draw_plan(run, data, setup.seed, run.epochs)
        train_in_worker(
            run, whole, data, remote, run.prefers is not None,
            lambda epoch, params, accuracy: steps.update({epoch: (params, accuracy)}),
        )  # fmt: skip
    finally:
        remote.close()
    computed = tuple(
        make_step(steps[i][0], plan.start, steps[i][1]) for i in sorted(steps)
    )
    if setup.cache is not None and len(computed) == run.epochs:
        with suppress(OutputError):  # the next one computes it again
            save_course(places[-1], computed)
    return computed[: plan.epochs]
