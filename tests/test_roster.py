"""Rosters: their columns, what is wrong with them, and whose submission is whose."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.batch.entry import Entry
from grader.batch.matching import match
from grader.batch.roster import Student, read_roster
from grader.errors import UsageError
from grader.report.language import in_english


def roster(tmp_path: Path, text: str, encoding: str = "utf-8") -> list[Student]:
    path = tmp_path / "students.csv"
    path.write_bytes(text.encode(encoding))
    return read_roster(path)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("First name,Surname,ID number,Email\nAda,Lovelace,7,a@x.edu\n", "utf-8"),
        ("sep=;\nFULL NAME;Student ID;E-Mail\nAda Lovelace;7;a@x.edu\n", "utf-8-sig"),
        ("Name\tSID\tEmail\tRole\nAda Lovelace\t7\ta@x.edu\tStudent\n"
         "Prof\t1\tp@x.edu\tInstructor\n", "utf-8"),
    ],
)  # fmt: skip
def test_columns_are_known_by_their_names(tmp_path, text, encoding):
    assert roster(tmp_path, text, encoding) == [
        Student("Ada Lovelace", ids=("7",), emails=("a@x.edu",))
    ]


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"colour,size\nred,3\n", "no column that is known"),
        (b"", "no column that is known"),
        (b"name,id\n", "no student below"),
        ("name\nJosé\n".encode("latin-1"), "is not UTF-8"),
        (b"name,id\nA,1\nB,1\n", "the id `1` twice, in lines 2 and 3"),
        (b"name\nA\nA\n", "the name `A` twice"),
    ],
)
def test_a_roster_that_does_not_say_who_is_who_is_refused(tmp_path, raw, why):
    path = tmp_path / "students.csv"
    path.write_bytes(raw)

    with pytest.raises(UsageError, match=why):
        read_roster(path)


def test_a_roster_that_is_not_there_is_said_to_be_missing(tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        read_roster(tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (Entry("Bob S", (), id="7", platform="gradescope"), "Robert Smith"),
        (Entry("B", (), email="R@X.edu", platform="gradescope"), "Robert Smith"),
        (Entry("octo", (), id="octo", platform="github"), "Jose Garcia Lopez"),
        (Entry("garcialopezjose", (), id="1", platform="canvas"), "Jose Garcia Lopez"),
        (Entry("GARCÍA LÓPEZ, José", ()), "Jose Garcia Lopez"),
        # Canvas's and Moodle's own numbers, which a school gave to somebody else.
        (Entry("garcialopezjose", (), id="7", platform="canvas"), "Jose Garcia Lopez"),
        (Entry("Wei Li", (), id="7", platform="moodle"), "Wei Li"),
        (Entry("Participant", (), id="55", platform="moodle"), "Mo Blind"),
        (Entry("Li Wei", ()), "Li Wei"),
    ],
)
def test_an_entry_finds_its_student(entry, expected):
    students = [
        Student("Robert Smith", ids=("7",), emails=("r@x.edu",)),
        Student("Jose Garcia Lopez", ids=("8",), logins=("octo",)),
        Student("Li Wei", ids=("9",)),
        Student("Wei Li", ids=("10",)),
        Student("Mo Blind", participant="55"),
    ]

    (known,), missing = match([entry], students, in_english)
    assert known.name == expected
    assert not known.unlisted
    assert expected not in {student.name for student in missing}


def test_the_grading_worksheet_of_moodle_has_numbers_and_names(tmp_path):
    text = "Identifier,Full name,Status\nParticipant 55,Mo Blind,Submitted\n"

    assert roster(tmp_path, text) == [Student("Mo Blind", participant="55")]


def test_of_two_with_one_name_nobody_is_taken_for_the_other():
    students = [Student("Li Wei", ids=("1",)), Student("Li Wei", ids=("2",))]

    (known,), missing = match([Entry("Li Wei", ())], students, in_english)
    assert known.note == "More than one student on the roster has this name."
    assert (known.id, missing) == ("", [])


def test_namesakes_who_handed_in_nothing_are_told_apart_too():
    students = [
        Student("Li Wei", ids=("1",)),
        Student("Li Wei", ids=("2",)),
        Student("Li Wei", emails=("li@x.edu",)),
        Student("Ada", ids=("9",)),
    ]

    found, absent = match([Entry("Li Wei", (), id="2")], students, in_english)

    assert [entry.name for entry in found] == ["Li Wei (2)"]
    assert [s.name for s in absent] == ["Li Wei (1)", "Li Wei (li@x.edu)", "Ada"]
    assert [s.id for s in absent] == ["1", "", "9"]


def test_a_student_with_two_submissions_has_both_and_is_not_missing():
    entries = [Entry("Ada", ()), Entry("ada", ())]

    known, missing = match(entries, [Student("Ada", ids=("1",))], in_english)
    assert len({entry.name for entry in known}) == 2
    assert [entry.note for entry in known] == [
        "",
        "More than one submission is of this student.",
    ]
    assert missing == []
