"""What one process of a class has found out, the others know."""

from __future__ import annotations

import resource

import pytest

from grader.batch.sharing import Sharing
from grader.model import Check, Counterexample, Finding, Mistake, Outcome, Result
from grader.sandbox.protocol import Returned
from grader.testing.tapes import Failure, Tape, Tapes

CHECK = Check("relu_is_right", "relu", "It is right", 1)
FAILURE = Failure(
    (
        Result(
            CHECK, Outcome.FAILED, Finding("values", {"what": "y"}),
            Counterexample("relu(X)", {"X": "-1"}, "-1", "0"),
        ),
    ),
    (Mistake("relu-none", "relu", "relu_is_right", {"en": "It is X."}, "code"),),
)  # fmt: skip


def tapes() -> Tapes:
    """Of one check, of which nothing is known yet."""
    tape = Tape(CHECK, lambda: None, [], (), is_apart=False, passed=set())
    return Tapes(1, {"relu": [tape]})


@pytest.fixture
def filled() -> tuple[Tapes, dict[str, object]]:
    """What a process knows: a code, replies of a check, an answer of a mistake."""
    known = tapes()
    known.outlines["relu"] = {"a1"}
    known.seen["relu"] = {"d4"}
    known.failures["relu"] = {"c3": FAILURE}
    known.of["relu"][0].passed.add(b"\x01\x02")
    return known, {"key": Returned(0, 1.5), "gone": "Died"}


def test_what_one_process_finds_out_another_learns_once(tmp_path, filled):
    one, other = Sharing(tmp_path), Sharing(tmp_path)
    theirs, memory = tapes(), {}
    one.give(*filled)
    size = sum(path.stat().st_size for path in tmp_path.iterdir())

    one.give(*filled)
    other.take(theirs, memory)
    other.give(theirs, memory)

    assert theirs.outlines == {"relu": {"a1"}}
    assert theirs.seen == {"relu": {"d4"}}
    assert theirs.failures == {"relu": {"c3": FAILURE}}
    assert theirs.of["relu"][0].passed == {b"\x01\x02"}
    assert memory == filled[1]
    # Nobody writes what is written already.
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) == size > 0


def test_later_pieces_are_read_and_a_half_written_one_waits(tmp_path, filled):
    one, other = Sharing(tmp_path), Sharing(tmp_path)
    theirs, memory = tapes(), {}
    one.give(*filled)
    other.take(theirs, memory)
    filled[0].outlines["relu"].add("b2")
    one.give(*filled)
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()

    path.write_bytes(whole[:-1])
    other.take(theirs, memory)
    before = set(theirs.outlines["relu"])
    path.write_bytes(whole)
    other.take(theirs, memory)

    assert before == {"a1"}
    assert theirs.outlines["relu"] == {"a1", "b2"}


def test_a_piece_that_the_disk_cut_off_is_the_last(tmp_path, filled):
    one, other = Sharing(tmp_path), Sharing(tmp_path)
    theirs, memory = tapes(), {}
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20, hard))
        one.give(*filled)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    filled[0].outlines["relu"].add("b2")
    one.give(*filled)

    other.take(theirs, memory)

    (path,) = tmp_path.iterdir()
    assert path.stat().st_size == 20
    assert (theirs.outlines, memory) == ({}, {})


def test_where_nothing_can_be_written_nothing_is_lost_but_time(tmp_path, filled):
    folder = tmp_path / "full"
    folder.mkdir()
    one = Sharing(folder)
    folder.rmdir()

    one.give(*filled)
    one.take(*filled)

    assert not folder.exists()
