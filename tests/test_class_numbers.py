"""A class in numbers: what its page counts, and what it never counts as zero."""

from __future__ import annotations

from grader.batch.gradebook import first_of_same
from grader.batch.heatmap import UNTRIED, heat_map
from grader.batch.results import Row, Slip
from grader.batch.slips import common_slips
from grader.batch.spreads import part_spread, run_spread
from grader.batch.summary import Counts, count, runtime, spread, tally
from grader.model import Part


def row(name: str, core: float = 0.0, **more: object) -> Row:
    """A row of a class that was asked for `relu`, with 6 points to be had."""
    fields = {"core_out_of": 6.0, "exercises": {"relu": core}} | more
    return Row(name, "", str(fields.pop("digest", name)), core, **fields)


def leaky(example: str = "") -> tuple[Slip, ...]:
    return (Slip("relu", "relu-leaky", "That is leaky ReLU.", example),)


LOST = Row("lost", "", "", provisional=True, problem="The process has ended.")
CLASS = [
    row("Ada", 6.0, seconds=2.0, accuracy={"mnist": 0.97}, asked={"mnist": 0.9}),
    row("Bo", 1.0, slips=leaky(), seconds=4.0, accuracy={"mnist": 0.5}, late=True),
    row("cem", 2.0, slips=leaky("relu(X)"), seconds=9.0, accuracy={"mnist": None}),
    row("dot", 0.0, accuracy={}, id="s4", note="The second of 2 uploads counts."),
    row("eve", 6.0, digest="Ada"),
    row("fay", 3.0, core_out_of=5.0, provisional=True),
    Row("gil", "", "", problem="The archive is none."),
    Row("hal", "", "", missing=True),
    LOST,
]


def test_each_student_is_counted_as_what_they_are():
    assert count(CLASS, first_of_same(CLASS)) == Counts(
        handed_in=8, graded=6, missing=1, late=1, problems=2, provisional=2, copies=1
    )


def test_what_is_missing_or_provisional_is_no_zero():
    found = part_spread(CLASS, Part.CORE)

    assert found is not None
    assert (found.numbers.number, found.numbers.median, found.numbers.least) == (
        5,
        2,
        0,
    )
    assert part_spread(CLASS, Part.EXTENSION) is None


def test_a_value_lies_in_one_tenth_and_full_marks_have_their_own():
    tallied = tally([0, 0.5, 1, 9.9, 10, 10], 10)

    assert len(tallied) == 11
    assert {(least, most): n for least, most, n in tallied if n} == {
        (0, 1): 2, (1, 2): 1, (9, 10): 1, (10, 10): 2,
    }  # fmt: skip


def test_the_spread_of_one_value_is_that_value():
    only = spread([3.0])

    assert only is not None
    assert {only.least, only.low, only.median, only.high, only.most} == {3.0}
    assert spread([]) is None


def test_accuracies_are_held_against_what_is_asked(assignment):
    run = next(run for run in assignment.runs if run.name == "mnist")
    found = run_spread(CLASS, run)

    assert found is not None
    assert (found.asked, found.below, found.without) == (0.9, 1, 1)
    assert [percent for percent, _, _ in found.marks] == [50, 97]


def test_a_mistake_is_counted_among_those_who_tried(assignment):
    (found,) = common_slips(CLASS, assignment)

    assert found.names == ("Bo", "cem")
    assert found.tried == 5  # all but `dot`, who has the stub still
    assert found.known
    assert found.example == "relu(X)"


def test_a_file_that_cannot_be_loaded_is_one_mistake(assignment):
    lost = [Slip(name, "load", "cannot be loaded") for name in ("relu", "sigmoid")]
    rows = [row("Ada", slips=tuple(lost)), row("Bo", slips=leaky())]

    first, second = common_slips(rows, assignment)

    assert (first.where, first.names, first.known) == (
        "activations.py",
        ("Ada",),
        False,
    )
    assert (second.where, second.tried) == ("relu", 2)


def test_a_cell_of_the_heat_map_says_points_failed_or_not_started(assignment):
    wrong = row("Zed", 0.0, slips=leaky())
    found = heat_map([*CLASS, wrong], assignment)

    assert found is not None
    cells = {r.name: cells for r, cells in found.rows}
    assert cells.keys() == {"Ada", "Bo", "cem", "dot", "eve", "fay", "Zed"}
    assert cells["Ada"] == (("", "6"),)
    assert cells["Bo"] == (("d", "1"),)
    assert cells["dot"][0][0] == UNTRIED
    assert cells["Zed"] == (("z", "0"),)
    assert found.means == (("c", "42"),)


def test_a_copy_took_no_time():
    took = runtime(CLASS)

    assert took is not None
    assert (took.number, took.median, took.slowest, took.total) == (3, 4, "cem", 15)
    assert runtime([LOST]) is None
