"""The same class for nbgrader and Otter: notebooks, test cells and test files.

Both get the students' code as it is, a cell a file, and the asserts of `asserts.py`,
a test cell or test file an exercise. What only costs them time is left out: statements,
cells to try things in, PDFs, feedback pages.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import nbformat
from asserts import HEADER, arguments_of, source_of
from nbformat import NotebookNode, v4

from grader.assignment import course_folder, load_assignment, mlp_folder, read_sources

__all__ = ["GRADE", "nbgrader_course", "otter_folder", "plan"]

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
ORDER = ("activations", "loss", "data", "network", "backprop", "regularization")
"""Files in the order in which they need each other; training comes last."""
SIBLING = re.compile(rf"^from ({'|'.join(ORDER)}) import .*\n", re.MULTILINE)
ALL = "everything"
Plan = Mapping[str, Sequence[str]]
"""Notebook -> the files that are in it."""

GRADE = """\
import pathlib
from otter.api import grade_submission
points = out_of = 0
for notebook in sorted(pathlib.Path("submitted").glob("*/*.ipynb")):
    graded = grade_submission(str(notebook), f"{notebook.stem}.zip", quiet=True)
    points += graded.total
    out_of += graded.possible
print(f"POINTS {points / out_of:.3f}")
"""
"""A program that grades all with Otter's own interface, in one process: faster than
`otter run` a notebook, which starts anew each time. `otter grade` needs Docker."""

TEST_FILE = """\
OK_FORMAT = False
from otter.test_files import test_case
{0}
name = "{1}"
points = 1

@test_case()
{2}"""
"""Otter's format for tests that raise."""


def plan(one: bool) -> Plan:
    """All files in one notebook, or a notebook a file, as `grade release` has it."""
    files = (*ORDER, "training")
    return {ALL: files} if one else {file: (file,) for file in files}


def nbgrader_course(course: Path, students: Path, plan: Plan, training: bool) -> None:
    """Write a course: `source/mlp`, and `submitted/STUDENT/mlp` for each student."""
    _write_all(course / "source" / "mlp", _solutions(), plan, training, tests=True)
    _siblings(course / "source" / "mlp", plan)
    for student in sorted(students.iterdir()):
        own = course / "submitted" / student.name / "mlp"
        _write_all(own, _texts(student), plan, training, tests=True)
    (course / "nbgrader_config.py").write_text(
        "c = get_config()\n"
        f"c.CourseDirectory.root = {str(course)!r}\n"
        # Of a cell: ten epochs take longer than the 30 seconds that it comes with.
        "c.ExecutePreprocessor.timeout = 3600\n"
    )


def otter_folder(folder: Path, students: Path, plan: Plan, training: bool) -> None:
    """Write `submitted/STUDENT/*.ipynb`, and `tests/NOTEBOOK/*.py` for each of them."""
    for student in sorted(students.iterdir()):
        own = folder / "submitted" / student.name
        _write_all(own, _texts(student), plan, training, tests=False)
    _siblings(folder, plan)
    for name, files in plan.items():
        tests = folder / "tests" / name
        tests.mkdir(parents=True)
        for exercise in _exercises(files, training):
            text = TEST_FILE.format(HEADER, exercise, source_of(exercise))
            (tests / f"{exercise}.py").write_text(text, "utf-8")


def _solutions() -> dict[str, str]:
    assignment = load_assignment(mlp_folder())
    return read_sources(course_folder(assignment, "solutions"))


def _texts(student: Path) -> dict[str, str]:
    return {path.stem: path.read_text("utf-8") for path in student.glob("*.py")}


def _exercises(files: Sequence[str], training: bool) -> list[str]:
    names = load_assignment(mlp_folder()).names
    found = [exercise for file in files for exercise in names[file]]
    return [*found, "training"] if training and len(files) > 1 else found


def _siblings(folder: Path, plan: Plan) -> None:
    """A notebook of one file imports right siblings, as with Torch Grader."""
    if ALL not in plan:
        source = course_folder(load_assignment(mlp_folder()), "solutions")
        for name in ("activations", "loss"):
            shutil.copy(source / f"{name}.py", folder)


def _write_all(
    folder: Path, texts: Mapping[str, str], plan: Plan, training: bool, *, tests: bool
) -> None:
    folder.mkdir(parents=True)
    for name, files in plan.items():
        cells = [_cell("header", HEADER)]
        for file in files:
            text = texts[file] if len(files) == 1 else SIBLING.sub("", texts[file])
            cells.append(_cell(file, text, solution=True))
            if tests:
                cells += [_test(exercise) for exercise in _exercises([file], training)]
        if tests and training and len(files) > 1:
            cells.append(_test("training"))
        notebook = v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL})
        nbformat.write(notebook, folder / f"{name}.ipynb")


def _test(exercise: str) -> NotebookNode:
    call = f"test_{exercise}({', '.join(arguments_of(exercise))})"
    return _cell(f"test-{exercise}", f"{source_of(exercise)}\n\n{call}", points=1)


def _cell(
    name: str, text: str, *, solution: bool = False, points: int = 0
) -> NotebookNode:
    """A code cell with the metadata of nbgrader; Otter does not look at it."""
    marks = {
        "grade": bool(points),
        "grade_id": name,
        "locked": not solution,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    } | ({"points": points} if points else {})
    cell = v4.new_code_cell(text, metadata={"nbgrader": marks})
    cell["id"] = name.replace("_", "-")
    return cell
