"""Practising without a screen: what is checked when, what is kept, what is heard."""

from __future__ import annotations

import asyncio
import dataclasses
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.assignment import load_assignment, mlp_folder
from grader.model import (
    Check,
    Counterexample,
    Environment,
    Finding,
    Outcome,
    Part,
    Report,
    Result,
    Source,
    Submission,
)
from grader.practice.changes import cut
from grader.practice.drawing import detail, overview, rows, status
from grader.practice.files import saves
from grader.practice.keeping import keep, place, recall
from grader.practice.session import Session
from grader.report.failure import plain
from grader.report.language import in_english

ASSIGNMENT = load_assignment(mlp_folder())
STUBS = {
    path.stem: path.read_text("utf-8")
    for path in (Path(__file__).parent.parent / "exercises").glob("*.py")
}

TWO = """\
import torch

SLOPE = 0.1

def helper(X):
    return X

def relu(X):
    return helper(X)

@torch.no_grad()
def sigmoid(X):
    return X
"""


def prints(text: str, names: tuple[str, ...] = ("relu", "sigmoid")) -> dict[str, str]:
    return {name: found.fingerprint for name, found in cut(text, names).items()}


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("return helper(X)", "return helper(X) * 1", {"relu"}),
        ("def sigmoid(X):\n    return X", "def sigmoid(X):\n    return 1", {"sigmoid"}),
        ("@torch.no_grad()\n", "", {"sigmoid"}),
        ("SLOPE = 0.1", "SLOPE = 0.2", {"relu", "sigmoid"}),
        ("import torch\n", "import torch as t\n", {"relu", "sigmoid"}),
        ("return helper(X)", "return sigmoid(X)", {"relu"}),
        ("def relu(X):\n    return helper(X)", "relu = helper", {"relu"}),
        ("\n\ndef relu", "\n\n\n\ndef relu", set()),
        ("return helper(X)", "return X.sigmoid()", {"relu"}),
        ("return helper(X)", "return sigmoid.sigmoid(X)", {"relu"}),
    ],
)
def test_a_change_touches_the_exercises_that_can_depend_on_it(old, new, changed):
    before, after = prints(TWO), prints(TWO.replace(old, new))

    assert {name for name in before if before[name] != after[name]} == changed


def test_an_exercise_that_another_one_calls_touches_both():
    calls = TWO.replace("return helper(X)", "return sigmoid(X)")
    before = prints(calls)
    after = prints(
        calls.replace("def sigmoid(X):\n    return X", "sigmoid = torch.tanh")
    )

    assert [name for name in before if before[name] != after[name]] == [
        "relu",
        "sigmoid",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "def relu(X):\n    '''\nfirst column\n    '''\n    return X + {}\n",
        "relu = lambda X: (\nX + {})\n",
        "if True:\n    def relu(X):\n        return X + {}\n",
        "class relu:\n    def __call__(self, X):\n        return X + {}\n",
        "async def other():\n    return 1\nfor relu in [1]: pass\nrelu = {}\n",
    ],
)
def test_however_it_is_written_a_change_of_an_exercise_is_seen(text):
    before, after = prints(text.format(1)), prints(text.format(2))

    assert before["relu"] != after["relu"]


def test_a_stub_is_told_from_what_somebody_began():
    text = STUBS["activations"].replace(
        'raise NotImplementedError("your code here")', "return X", 1
    )

    found = cut(text, ASSIGNMENT.names["activations"])

    assert [name for name, text in found.items() if not text.is_stub] == ["relu"]


def handed_in(**changed: str) -> Submission:
    texts = STUBS | changed
    sources = tuple(Source(name, text) for name, text in sorted(texts.items()))
    return Submission("mine", str(hash(str(sources))), sources)


def report_of(
    names: list[str], outcome: Outcome, found: Finding | None = None
) -> Report:
    """What a check of these exercises came to; each has one check with all points."""
    points = {e.name: e.points for e in ASSIGNMENT.exercises}
    shown = Counterexample("relu(X)", {"X": "-1"}, "-1", "0")
    results = tuple(
        Result(
            Check(f"{name}_works", name, "It works", points[name]),
            outcome,
            found,
            shown if outcome is Outcome.FAILED else None,
        )
        for name in names
    )
    environment = Environment("strong", "cpu", {}, {}, 0)
    return Report(ASSIGNMENT, handed_in(), results, (), environment, {})


class Student:
    """Plays a session: saves files, and lets checks come to an end."""

    def __init__(self) -> None:
        self.session = Session(ASSIGNMENT)
        self.asked: list[list[str]] = []

    def save(self, **changed: str) -> None:
        self.session.saved(handed_in(**changed))

    def check(self, outcome: Callable[[str], Outcome], found: Finding | None = None):
        """Check what is to be checked until there is nothing left; what it was."""
        self.asked = []
        while names := self.session.next_checks():
            self.asked.append(names)
            prints = {name: self.session.fingerprint(name) for name in names}
            self.session.begun(names)
            self.session.checked(prints, report_of(names, outcome(names[0]), found))
        return self.asked

    def shown(self, width: int = 80) -> str:
        session = self.session
        lines, _ = rows(session, in_english)
        parts = [overview(session, in_english), status(session, in_english), *lines]
        parts.append(detail(session, ("first", "second", "third"), in_english))
        return "\n".join(plain(part, width) for part in parts)


def right(*names: str) -> Callable[[str], Outcome]:
    return lambda name: Outcome.PASSED if name in names else Outcome.NOT_STARTED


def wrong(name: str) -> Outcome:
    return Outcome.FAILED


BEGUN = STUBS["activations"].replace(
    'raise NotImplementedError("your code here")', "return X.clamp(min=0)", 1
)


@pytest.fixture
def student() -> Student:
    return Student()


def test_all_is_checked_at_the_start_stubs_together(student):
    student.save()

    asked = student.check(right())

    assert [len(names) for names in asked] == [1, 29]
    assert student.session.next_checks() == []


def test_a_save_checks_only_what_it_changed(student):
    student.save()
    student.check(right())

    student.save(activations=BEGUN)

    assert student.check(right("relu")) == [["relu"]]


def test_a_save_without_a_change_checks_nothing(student):
    student.save()
    student.check(right())

    student.save()

    assert student.check(right()) == []


def test_who_works_on_another_exercise_is_followed_there(student):
    student.save()
    student.check(right())

    student.save(loss=STUBS["loss"].replace("raise NotImpl", "return 1; raise NotImpl"))

    assert student.session.current == "softmax"
    assert student.session.next_checks()[0] == "softmax"


def test_the_exercise_that_was_edited_is_shown_not_one_that_uses_it(student):
    both = BEGUN + "\ndef relu_grad(X):\n    return relu(X)\n"
    student.save(activations=both)
    student.check(right())
    student.session.select("relu_grad")

    student.save(activations=both.replace("min=0", "min=1"))

    assert student.session.current == "relu"
    assert student.check(right()) == [["relu"], ["relu_grad"]]


def test_what_changed_while_it_was_checked_is_checked_again(student):
    student.save()
    student.check(right())
    student.save(activations=BEGUN)
    session = student.session
    session.begun(["relu"])
    old = {"relu": session.fingerprint("relu")}
    student.save(activations=BEGUN.replace("min=0", "min=1"))

    session.checked(old, report_of(["relu"], Outcome.PASSED))

    assert not session.is_passed("relu")
    assert session.next_checks() == ["relu"]


def test_points_and_the_next_exercise_follow_the_checks(student):
    student.save(activations=BEGUN)
    student.check(right("relu"))
    session = student.session

    assert session.score(Part.CORE) == (6, 80)
    assert session.following() == "relu_grad"
    assert "Next: `relu_grad` (press n)." in student.shown()
    session.next()
    assert session.current == "relu_grad"
    assert "Fill in `relu_grad(X)` and save." in student.shown()


def test_the_last_one_passed_says_so(student):
    student.save(**dict.fromkeys(STUBS, "x = 1"))
    student.check(lambda name: Outcome.PASSED)

    assert student.session.following() == ""
    assert "30 of 30 exercises passed   core 80 / 80" in student.shown()
    assert "All exercises are passed." in student.shown()


def test_a_failed_exercise_shows_its_counterexample(student):
    student.save(activations=BEGUN)
    student.check(wrong)

    assert "FAIL  relu: It works" in student.shown()
    assert "yours         -1" in student.shown()


LOAD = Finding(
    "load",
    {"why": "unreadable", "file": "activations.py", "reason": "it is a link"},
)


def test_a_file_that_does_not_load_is_told_once_and_costs_no_standing(student):
    student.save(activations=BEGUN)
    student.check(right("relu"))

    student.save(activations=BEGUN + "\ndef (")
    asked = student.check(lambda name: Outcome.ERRORED, LOAD)

    assert len(asked) == 1
    assert "`activations.py` cannot be loaded" in student.shown()
    assert student.session.score(Part.CORE) == (6, 80)

    student.save(activations=BEGUN)

    assert student.check(right("relu")) == []
    assert student.session.is_passed("relu")


def test_a_file_that_became_unreadable_is_checked_though_it_has_no_text(student):
    student.save(activations="")
    student.check(right())
    session = student.session

    problem = Finding("not_utf8", {"file": "activations.py", "line": "1"})
    session.saved(Submission("mine", "0", (Source("activations", None, problem),)))

    assert "relu" in [name for names in student.check(wrong) for name in names]


def test_a_folder_that_has_gone_is_said_and_comes_back(student):
    student.save()
    student.check(right())

    student.session.unreadable("There is no folder `mine`.")

    assert student.session.next_checks() == []
    assert "There is no folder `mine`." in student.shown()
    student.save(activations=BEGUN)
    assert "There is no folder" not in student.shown()
    assert student.session.next_checks() == ["relu"]


def test_hints_come_one_by_one_and_end_with_the_third(student):
    student.save()
    steps = [student.session.hint() for _ in range(5)]

    assert steps == [1, 2, 3, 3, 3]
    assert "Hint 3 of 3" in student.shown()


def test_a_check_can_be_asked_for_again(student):
    student.save(activations=BEGUN)
    student.check(right("relu"))

    student.session.rerun()

    assert student.check(right("relu")) == [["relu"]]


def test_going_through_the_list_comes_round(student):
    session = student.session
    session.move(-1)
    last = session.current
    session.move(1)

    assert (last, session.current) == ("dropout", "relu")


def test_a_fault_of_ours_is_said_and_not_tried_for_ever(student):
    student.save(activations=BEGUN)
    student.session.begun(["relu"])

    student.session.failed_to_check("No worker can be started.")

    assert student.session.next_checks() == []
    assert "No worker can be started." in student.shown()


def test_what_was_passed_is_kept_from_session_to_session(student, tmp_path):
    path = place(tmp_path, tmp_path / "mine", ASSIGNMENT)
    student.save(activations=BEGUN)
    student.check(right("relu"))
    student.session.hint()
    student.session.select("softmax")
    keep(student.session, path)

    again = Student()
    again.session = recall(ASSIGNMENT, path)
    again.save(activations=BEGUN)

    assert again.session.is_passed("relu")
    assert (again.session.current, again.session.steps) == ("softmax", {"relu": 1})
    assert "relu" not in [name for names in again.check(right()) for name in names]


def test_what_was_passed_counts_only_for_the_text_that_passed(student, tmp_path):
    path = place(tmp_path, tmp_path / "mine", ASSIGNMENT)
    student.save(activations=BEGUN)
    student.check(right("relu"))
    keep(student.session, path)

    again = recall(ASSIGNMENT, path)
    again.saved(handed_in())

    assert not again.is_passed("relu")


@pytest.mark.parametrize("content", [b"", b"{", b'{"version": 1}', b"\xff" * 100])
def test_progress_that_cannot_be_read_is_a_new_beginning(tmp_path, content):
    path = tmp_path / "progress.json"
    path.write_bytes(content)

    assert recall(ASSIGNMENT, path).standings == {}


def test_progress_that_cannot_be_written_stops_nobody(student, tmp_path):
    (tmp_path / "practice").write_text("a file where a folder should be")

    keep(student.session, place(tmp_path, tmp_path, ASSIGNMENT))


def test_each_folder_and_each_assignment_has_progress_of_its_own(tmp_path):
    other = dataclasses.replace(ASSIGNMENT, name="linear")
    places = {
        place(tmp_path, tmp_path / "a", ASSIGNMENT),
        place(tmp_path, tmp_path / "b", ASSIGNMENT),
        place(tmp_path, tmp_path / "a", other),
    }

    assert len(places) == 3


async def count_saves(folder: Path, act: Callable[[], object], polling: bool) -> int:
    """How often a save is told of, from just before `act` until all is quiet."""
    stop, heard = asyncio.Event(), asyncio.Event()
    count = 0

    async def listen() -> None:
        nonlocal count
        async for _ in saves(folder, stop, polling):
            count += 1
            heard.set()

    task = asyncio.create_task(listen())
    await asyncio.wait_for(heard.wait(), 10)
    await asyncio.sleep(0.3)
    heard.clear()
    count = 0
    act()
    try:
        await asyncio.wait_for(heard.wait(), 10)
        await asyncio.sleep(0.5)
    finally:
        stop.set()
        await asyncio.wait_for(task, 10)
    return count


def replace(path: Path, text: str) -> None:
    part = path.with_suffix(".tmp")
    part.write_text(text)
    part.replace(path)


ACTS: dict[str, Callable[[Path], object]] = {
    "written": lambda folder: (folder / "activations.py").write_text("x = 1"),
    "replaced, as editors do": lambda f: replace(f / "activations.py", "x = 1"),
    "new": lambda folder: (folder / "loss.py").write_text("x = 1"),
    "deleted": lambda folder: (folder / "activations.py").unlink(),
    "the whole folder deleted": shutil.rmtree,
}


@pytest.mark.parametrize("polling", [False, True], ids=["events", "polling"])
@pytest.mark.parametrize("what", ACTS)
def test_a_save_is_heard_of(what, polling, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "activations.py").write_text("")

    assert asyncio.run(
        count_saves(tmp_path / "mine", lambda: ACTS[what](tmp_path / "mine"), polling)
    )


def test_a_folder_that_is_made_again_is_followed_again(tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()

    async def play() -> list[bool]:
        seen: list[bool] = []
        stop = asyncio.Event()

        async def listen() -> None:
            async for _ in saves(folder, stop):
                seen.append((folder / "loss.py").exists())

        task = asyncio.create_task(listen())
        for act in (
            lambda: shutil.rmtree(folder),
            folder.mkdir,
            lambda: (folder / "loss.py").write_text("x"),
        ):
            await asyncio.sleep(1.5)
            act()
        for _ in range(100):
            await asyncio.sleep(0.1)
            if seen and seen[-1]:
                break
        stop.set()
        await task
        return seen

    assert asyncio.run(play())[-1]


def test_files_of_other_kinds_are_no_saves(tmp_path):
    (tmp_path / "activations.py").write_text("")

    with pytest.raises(asyncio.TimeoutError):
        asyncio.run(
            asyncio.wait_for(
                count_saves(
                    tmp_path,
                    lambda: os.utime(tmp_path) or (tmp_path / "x.txt").write_text("x"),
                    False,
                ),
                3,
            )
        )
