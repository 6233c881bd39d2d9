"""Accuracy runs: who passes, who goes off course, and what the report says."""

from __future__ import annotations

import pytest

from grader import datasets
from grader.accuracy.plan import draw_plan
from grader.accuracy.replay import cut
from grader.authoring.calibrate import set_bounds
from grader.model import Outcome
from tests.conftest import FULL, ROOT

RUNS = ("fashion-mnist", "mnist")
VARIANTS = ROOT / "grader" / "assignments" / "mlp" / "accuracy" / "variants"


def with_variant(solutions, kind, name):
    """The solutions with a variant's text behind its module."""
    module = name.partition("--")[0]
    text = (VARIANTS / kind / f"{name}.py").read_text("utf-8")
    return {**solutions, module: f"{solutions[module]}\n\n{text}"}


def names(kind):
    """The variants of a kind."""
    return sorted(path.stem for path in (VARIANTS / kind).glob("*.py"))


def outcomes(report):
    """Run -> outcome."""
    return {run.run.name: run.outcome for run in report.runs}


def test_the_reference_is_on_its_own_course(solutions, grade_modules):
    report = grade_modules(solutions, *RUNS)

    assert outcomes(report) == dict.fromkeys(RUNS, Outcome.PASSED)
    assert all(len(run.curve) == 10 for run in report.runs)
    assert report.environment.data == dict.fromkeys(RUNS, "sample")


@pytest.mark.parametrize("name", names("right"))
def test_a_right_variant_stays_on_course(name, solutions, grade_modules):
    report = grade_modules(with_variant(solutions, "right", name), *RUNS)

    assert outcomes(report) == dict.fromkeys(RUNS, Outcome.PASSED)


@pytest.mark.parametrize("name", names("wrong"))
def test_a_wrong_variant_goes_off_course(name, solutions, grade_modules):
    report = grade_modules(with_variant(solutions, "wrong", name), "fashion-mnist")

    run = report.runs[0]
    assert run.run.name == "fashion-mnist"
    assert run.outcome is Outcome.FAILED
    assert run.finding.kind in {"off_course", "off_course_late"}


def test_the_report_says_which_update_goes_wrong(solutions, grade_modules):
    modules = with_variant(solutions, "wrong", "training--no-zero")

    report = grade_modules(modules, "fashion-mnist")

    assert report.runs[0].finding.params["right"] == "1"
    assert report.runs[0].finding.params["wrong"] == "2"


def test_a_run_waits_for_what_it_needs(solutions, grade_modules):
    modules = {**solutions, "loss": "def cross_entropy(O, y):\n    pass\n"}

    report = grade_modules(modules, *RUNS)

    assert outcomes(report) == {
        "fashion-mnist": Outcome.NOT_STARTED,
        "mnist": Outcome.PASSED,
    }
    needed = report.runs[0].finding.params["names"]
    assert needed == "`cross_entropy`, `cross_entropy_grad`"


def test_mnist_takes_net_where_there_is_no_mlp(solutions, grade_modules):
    modules = {**solutions, "network": solutions["network"] + "\ndel MLP\n"}

    report = grade_modules(modules, "mnist")

    assert outcomes(report)["mnist"] is Outcome.PASSED


def test_a_wrong_relu_fails_the_run_that_uses_it(solutions, grade_modules):
    modules = {**solutions, "activations": "def relu(X):\n    return X.abs()\n"}

    report = grade_modules(modules, "fashion-mnist")

    assert report.runs[0].finding.kind == "off_course"
    assert report.runs[0].finding.params["epoch"] == "1"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("def train(n, t, e, l, o, k):\n    return [(0, 1, 1)] * k\n", "off_course"),
        (
            "def train(n, t, e, l, o, k):\n    return [train_epoch(n, t, l, o)] * k\n",
            "run_epochs",
        ),
        ("def train(n, t, e, l, o, k):\n    raise KeyError('no')\n", "raised"),
        ("def train(n, t, e, l, o, k):\n    import os\n    os._exit(0)\n", "died"),
    ],
)
def test_a_train_that_does_not_train_gets_nothing(text, kind, solutions, grade_modules):
    modules = {**solutions, "training": f"{solutions['training']}\n\n{text}"}

    report = grade_modules(modules, "fashion-mnist")

    assert report.runs[0].outcome in {Outcome.FAILED, Outcome.ERRORED}
    assert report.runs[0].finding.kind == kind


def test_the_confusion_matrix_and_the_pictures_are_those_of_the_last_epoch(
    solutions, grade_modules
):
    report = grade_modules(solutions, "mnist", epochs=1)

    (run,) = [run for run in report.runs if run.curve]
    data = datasets.load_sample("mnist")
    rows = [sum(row) for row in run.confusion]
    right = sum(row[label] for label, row in enumerate(run.confusion))
    assert rows == [int((data.test_labels == label).sum()) for label in range(10)]
    assert right / sum(rows) == pytest.approx(run.accuracy)
    is_right = [picture.truth == picture.predicted for picture in run.pictures]
    assert is_right == [False] * 24 + [True] * 8
    for picture in run.pictures:
        assert data.test_labels[picture.index] == picture.truth
        assert data.test_images[picture.index].tobytes() == picture.image
    assert run.classes == tuple("0123456789")


def test_a_run_that_trains_nothing_has_no_confusion_matrix(solutions, grade_modules):
    text = "def train(n, t, e, l, o, k):\n    raise KeyError('no')\n"
    modules = {**solutions, "training": f"{solutions['training']}\n\n{text}"}

    report = grade_modules(modules, "mnist", epochs=1)

    run = next(run for run in report.runs if run.run.name == "mnist")
    assert (run.confusion, run.pictures, run.classes) == ((), (), ())


def test_other_seeds_give_other_courses(solutions, grade_modules, tmp_path):
    report = grade_modules(solutions, "fashion-mnist", seed=7, epochs=2, cache=tmp_path)
    again = grade_modules(solutions, "fashion-mnist", seed=7, epochs=2, cache=tmp_path)
    default = grade_modules(solutions, "fashion-mnist", epochs=2)

    assert report.runs == again.runs
    assert report.runs[0].outcome is Outcome.PASSED
    assert report.runs[0].accuracy != default.runs[0].accuracy
    assert [path.name for path in tmp_path.rglob("*.npz")] == [
        "fashion-mnist-sample-7.npz"
    ]


def test_a_course_that_cannot_be_kept_costs_nothing(solutions, grade_modules, tmp_path):
    cache = tmp_path / "a file where the folder should be"
    cache.write_bytes(b"")

    report = grade_modules(solutions, "mnist", seed=7, epochs=1, cache=cache)

    run = next(run for run in report.runs if run.run.name == "mnist")
    assert run.outcome is Outcome.PASSED


def test_a_shorter_run_is_the_beginning_of_a_longer_one(assignment):
    run, data = assignment.runs[0], datasets.load_sample("fashion-mnist")
    long, short = draw_plan(run, data, 3, 10), draw_plan(run, data, 3, 1)

    assert (long.order[:1] == short.order).all()
    assert all((a == b).all() for a, b in zip(long.start, short.start, strict=True))


def test_a_cut_plan_holds_the_first_batches(assignment):
    run, data = assignment.runs[0], datasets.load_sample("fashion-mnist")
    plan = draw_plan(run, data, 0, 2)
    short = cut(plan, 3)

    assert short.batches == 3
    assert (short.images == plan.images[plan.order[0, :768].long()]).all()


def test_held_out_images_are_not_trained_on(assignment):
    data = datasets.load_sample("fashion-mnist")
    plan = draw_plan(assignment.runs[0], data, 0, 1)
    train = {image.numpy().tobytes() for image in plan.images}

    assert len(plan.held_labels) == 166
    assert all(image.numpy().tobytes() not in train for image in plan.held_images)


def test_the_committed_bounds_are_those_of_the_measurements(tmp_path):
    committed = VARIANTS.parent
    (tmp_path / "measurements").symlink_to(committed / "measurements")

    set_bounds(tmp_path)

    written = (tmp_path / "bounds.toml").read_text("utf-8")
    assert written == (committed / "bounds.toml").read_text("utf-8")


@pytest.mark.skipif(
    not FULL.is_dir(), reason="the full data sets are not on this machine"
)
def test_the_solutions_pass_on_the_full_data(solutions, grade_modules):
    folders = datasets.search_folders(FULL, {}, FULL)

    def load(name):
        return datasets.load(datasets.find(name, folders))

    report = grade_modules(solutions, *RUNS, data=load)

    assert outcomes(report) == dict.fromkeys(RUNS, Outcome.PASSED)
    assert report.environment.data == dict.fromkeys(RUNS, "full")
    assert report.runs[0].accuracy > 0.84
    assert report.runs[1].accuracy > 0.97
