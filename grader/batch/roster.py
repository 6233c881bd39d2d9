"""The roster of a course: who handed in nothing, and whose submissions these are.

Columns are known by their names, in any case and order: those of Canvas's gradebook
export (`Student`, `ID`, `SIS User ID`, `SIS Login ID`), of Moodle's participants and
grading worksheet (`First name`, `Surname`, `Email address`, `ID number`,
`Identifier`), of Gradescope's roster (`First Name`, `Last Name`, `SID`, `Email`,
`Role`; guides.gradescope.com, "Adding Students and Staff") and of GitHub Classroom's
(`identifier`, `github_username`), and plain ones.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from grader.errors import UsageError

__all__ = ["Student", "read_roster"]

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "student", "student name", "full name", "fullname", "姓名"),
    "first": ("first name", "firstname", "given name", "first"),
    "last": ("last name", "lastname", "surname", "family name", "last"),
    "id": (
        "id", "sid", "student id", "studentid", "student number", "sis user id",
        "sis id", "id number", "user id", "学号",
    ),
    "identifier": ("identifier",),
    "login": (
        "sis login id", "login", "login id", "username", "user name", "github username",
        "github", "用户名",
    ),
    "email": ("email", "e mail", "email address", "e mail address", "mail", "邮箱"),
    "role": ("role", "roles"),
}  # fmt: skip
SHOWN = "`name`, `first name` and `last name`, `id`, `username`, `email`"
STAFF = ("instructor", "ta", "reader", "teacher", "teaching assistant", "manager",
         "non-editing teacher", "observer")  # fmt: skip
NOBODY = ("points possible", "manual posting", "student, test", "test student")
"""What stands in the column of names of Canvas's export and is no student."""
SEPARATORS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Student:
    """Somebody on the roster."""

    name: str
    ids: tuple[str, ...] = ()
    logins: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    canvas: str = ""
    """The number that Canvas has for them, where it is surely that."""
    participant: str = ""
    """The number that Moodle has for them in this assignment alone."""
    line: int = field(default=0, compare=False)

    @property
    def id(self) -> str:
        """What the platform calls them, as far as the roster says."""
        known = (self.canvas, self.participant, *self.ids, *self.logins)
        return next((each for each in known if each), "")


def read_roster(path: Path) -> list[Student]:
    """The students on a roster, a CSV file with commas, semicolons or tabs.

    Raises:
        UsageError: if there is none, or if it does not say who is who.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(
            f"The roster `{path}` cannot be read ({error.strerror}). Name a CSV file."
        ) from None
    except UnicodeDecodeError:
        raise UsageError(
            f"The roster `{path}` is not UTF-8. In Excel, save it as `CSV UTF-8`."
        ) from None
    try:
        header, rows = _table(text)
        students = list(_students(header, rows))
    except csv.Error as error:
        raise UsageError(f"The roster `{path}` is no CSV file ({error}).") from None
    if not set(header) - {"role", ""}:
        raise UsageError(
            f"The roster `{path}` has no column that is known. Its first line should "
            f"name some of {SHOWN}."
        )
    if not students:
        raise UsageError(f"The roster `{path}` has no student below its first line.")
    _assert_apart(path, students)
    return students


def _table(text: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The kind of each column, and the rows below with their line numbers.

    Of the separators it is the one with which most columns are known.
    """
    lines = text.splitlines(keepends=True)
    if lines and lines[0].lower().startswith("sep="):
        lines[0] = "\n"
    best: tuple[list[str], list[tuple[int, list[str]]]] = ([], [])
    for separator in SEPARATORS:
        reader = csv.reader(
            io.StringIO("".join(lines), newline=""), delimiter=separator
        )
        rows = [(reader.line_num, row) for row in reader if any(c.strip() for c in row)]
        header = _kinds(rows[0][1]) if rows else []
        if not best[0] or _known(header) > _known(best[0]):
            best = (header, rows[1:])
    return best


def _known(header: Sequence[str]) -> int:
    return sum(1 for kind in header if kind)


def _kinds(cells: Sequence[str]) -> list[str]:
    """What each column holds, by its name; empty where that is not known."""
    found = []
    plain = [" ".join(re.split(r"[\s_-]+", c.casefold().strip())) for c in cells]
    is_canvas = any(cell.startswith("sis ") for cell in plain)
    for cell in plain:
        kind = next((kind for kind, names in COLUMNS.items() if cell in names), "")
        found.append("canvas" if is_canvas and cell == "id" else kind)
    return found


def _students(
    header: Sequence[str], rows: Sequence[tuple[int, list[str]]]
) -> Iterator[Student]:
    for line, row in rows:
        cells: dict[str, list[str]] = {}
        for kind, cell in zip(header, row, strict=False):
            if kind and cell.strip():
                cells.setdefault(kind, []).append(cell.strip())
        name = next(iter(cells.get("name", [])), "")
        name = name or " ".join([*cells.get("first", []), *cells.get("last", [])])
        roles = [part.strip() for part in " ".join(cells.get("role", [])).split(",")]
        if name.casefold() in NOBODY or roles[0].casefold() in STAFF:
            continue
        number = next(iter(cells.get("identifier", [])), "")
        moodle = number.casefold().startswith("participant ")
        own = [number] if number and not moodle else []
        student = Student(
            name or next((c[0] for k, c in cells.items() if k != "role"), ""),
            (
                *cells.get("canvas", []),
                *cells.get("id", []),
                *own,
            ),
            tuple(cells.get("login", [])),
            tuple(cells.get("email", [])),
            next(iter(cells.get("canvas", [])), ""),
            number.rpartition(" ")[2] if moodle else "",
            line,
        )
        if student.name:
            yield student


def _assert_apart(path: Path, students: Sequence[Student]) -> None:
    """Refuse a roster on which two cannot be told apart."""
    seen: dict[tuple[str, str], Student] = {}
    for student in students:
        known = {("id", each) for each in student.ids[:1]}
        known |= {("login", each) for each in student.logins[:1]}
        known |= {("email", each.casefold()) for each in student.emails[:1]}
        if student.participant:
            known.add(("number", student.participant))
        for key in sorted(known or {("name", student.name)}):
            if key in seen:
                raise UsageError(
                    f"The roster `{path}` has the {key[0]} `{key[1]}` twice, in lines "
                    f"{seen[key].line} and {student.line}. Remove one of them."
                )
            seen[key] = student
