"""A class, read and compared: the first pairs on the terminal, and the files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rich.console import Console
from rich.table import Table

from grader.assignment import course_folder, load_assignment, mlp_folder, read_sources
from grader.batch.course import Course
from grader.batch.entry import Entry
from grader.batch.reading import read_class
from grader.errors import SubmissionError, UsageError
from grader.model import Submission
from grader.report.words import clean, message
from grader.similarity.page import Shown, percent, render_page, render_table
from grader.similarity.pairs import Compared, Pair, compare
from grader.similarity.places import find_matches
from grader.similarity.prints import MAX_TEXT, prints_of, stub_prints
from grader.writing import make_folder, write_file

__all__ = ["compare_class"]

PRINTED = 20
"""Pairs on the terminal."""
SHOWN = 25
"""Pairs on the page with their code."""
NAME = 40


def compare_class(
    folder: Path,
    output: Path | None,
    least: float,
    root: Path | None,
    environment: Mapping[str, str],
    isolation: str,
    out: Console,
    err: Console,
) -> None:
    """Compare the submissions of a class; write the page and the table if asked.

    Args:
        folder: as `grade batch` takes it.
        output: a folder for both, or None.
        root: the folder of another assignment.
        least: the similarity, from 0 to 1, from which a pair is told.

    Raises:
        GraderError: if there are not two submissions that can be compared.
    """
    if output and output.resolve().is_relative_to(folder.resolve()):
        raise UsageError(
            f"`{output}` lies in the folder of submissions. Choose another place."
        )
    course = Course(
        root=root or mlp_folder(), environment=environment, cache=Path(), data=None,
        versions={}, isolation=isolation, language="en", only=frozenset(),
        with_accuracy=False, seed=0, epochs=None,
    )  # fmt: skip
    assignment = load_assignment(course.root)
    stubs = read_sources(course_folder(assignment, "exercises"))
    with err.status("Reading and comparing the submissions"):
        read, _ = read_class(folder, None, course, assignment)
        submissions, problems = _sorted(read)
        if len(submissions) < 2:
            why = [f"{clean(n, NAME)}: {clean(p)}" for n, p in problems.items()][:3]
            problem = f"`{folder}` has fewer than two submissions to compare."
            raise SubmissionError(" ".join([problem, *why]))
        prints = [prints_of(found) for found in submissions.values()]
        compared = compare([*submissions.values()], prints, stub_prints(stubs.values()))
    told = [pair for pair in compared.pairs if pair.similarity >= least]
    noun = "pair" if len(told) == 1 else "pairs"
    out.print(
        f"{len(submissions)} submissions compared; {len(told)} {noun} with a "
        f"similarity of {percent(least)} or more.",
        soft_wrap=True,
    )
    out.print(
        f"Usual in this class: {percent(compared.usual)}; nine pairs of ten are below "
        f"{percent(compared.ninety)}.",
        soft_wrap=True,
    )
    if told:
        out.print(_table(compared, told[:PRINTED]))
        if len(told) > PRINTED:
            out.print(f"And {len(told) - PRINTED} more.")
        out.print("A high number is a reason to look at both, and no proof.")
    if compared.too_little:
        names = ", ".join(clean(name, NAME) for name in compared.too_little)
        out.print(f"Too little of their own to compare: {names}.", soft_wrap=True)
    for name, problem in problems.items():
        out.print(f"{clean(name, NAME)}: {clean(problem, 400)}", soft_wrap=True)
    if output:
        own = compared.own
        shown = [
            Shown(
                pair,
                find_matches(
                    submissions[pair.first],
                    submissions[pair.second],
                    own[pair.first] & own[pair.second],
                ),
            )
            for pair in told[:SHOWN]
        ]
        page = render_page(assignment.title, compared, told, shown, problems, least)
        make_folder(output)
        write_file(output / "similar.html", page)
        write_file(output / "similar.csv", render_table(compared, told))
        out.print(f"Page: `{clean(str(output / 'similar.html'))}`", soft_wrap=True)


def _sorted(
    read: Mapping[Entry, Submission | str],
) -> tuple[dict[str, Submission], dict[str, str]]:
    """What can be compared by name, and why the rest, or a part of one, cannot."""
    submissions, problems = {}, {}
    for entry, found in read.items():
        if isinstance(found, str):
            problems[entry.name] = found
            continue
        size = sum(len(source.text or "") for source in found.sources)
        if size > MAX_TEXT:
            problems[entry.name] = (
                f"Not compared: it holds {size:,} letters of code, and at most "
                f"{MAX_TEXT:,} are. Look at it yourself."
            )
        elif not size:
            problems[entry.name] = "Not compared: no file of code in it can be read."
        else:
            submissions[entry.name] = found
            unread = [message(s.problem) for s in found.sources if s.problem]
            if unread:
                problems[entry.name] = " ".join(unread)
    return submissions, problems


def _table(compared: Compared, pairs: list[Pair]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="")
    for heading in ("similar", "times usual", "rare", "students"):
        table.add_column(heading, justify="left" if heading == "students" else "right")
    for pair in pairs:
        names = f"{clean(pair.first, NAME)} and {clean(pair.second, NAME)}"
        same = f" (the same: {', '.join(clean(f) for f in pair.identical)})"
        names += same if pair.identical else ""
        times = compared.times_usual(pair)
        table.add_row(percent(pair.similarity), times, percent(pair.rare), names)
    return table
