"""`grade audit`: proves an assignment's checks, mistakes, hints and translations."""

from __future__ import annotations

import ast
import multiprocessing
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from rich.console import Console

from grader.assignment import course_folder, load_assignment, mlp_folder
from grader.authoring.pairs import prove_pairs
from grader.authoring.proof import Proof, prove_exercise, start
from grader.authoring.stubs import stale
from grader.judging.library import load_hints, load_mistakes
from grader.model import Assignment
from grader.report.language import LANGUAGES, read_catalogue
from grader.report.words import clean

__all__ = ["audit"]


def audit(
    root: Path | None,
    answers: Path | None,
    *,
    pairs: bool = False,
    environment: Mapping[str, str],
    cores: int,
    err: Console,
) -> int:
    """Run everything of an assignment that has a known verdict; count the problems.

    Args:
        root: the assignment's folder; the one in the package where it is None.
        answers: a folder with right answers, `EXERCISE.py` each.
        pairs: whether each mistake should be tried in front of all exercises that
            use what it is in, which takes several times as long.
    """
    assignment = load_assignment(root or mlp_folder())
    problems = [*_stale_stubs(assignment), *_missing_words(assignment)]
    names = sorted(
        (e.name for e in assignment.exercises),
        key=lambda name: -len(load_mistakes(assignment.root, name)),
    )
    found: list[Proof] = []
    with ProcessPoolExecutor(
        cores, multiprocessing.get_context("spawn"), start, (dict(environment),)
    ) as pool:
        jobs = [pool.submit(prove_exercise, assignment.root, n, answers) for n in names]
        for name, job in zip(names, jobs, strict=True):
            found.append(job.result())
            err.print(_line(name, found[-1]), soft_wrap=True)
        if pairs:
            tried = list(pool.map(prove_pairs, [assignment.root] * len(names), names))
            problems += [problem for one in tried for problem in one.problems]
            count = sum(one.count for one in tried)
            err.print(f"{count} pairs of a mistake and an exercise that uses it")
    problems += [problem for finding in found for problem in finding.problems]
    for problem in problems:
        err.print(f"PROBLEM  {clean(problem)}", soft_wrap=True)
    for name in (name for finding in found for name in finding.idle):
        err.print(f"NOTE  {name} is the first to catch no mistake", soft_wrap=True)
    sums = [sum(getattr(f, kind) for f in found) for kind in ("mistakes", "right")]
    shared = sum(f.ambiguous for f in found)
    err.print(
        f"{len(problems)} problems; {sums[0]} mistakes caught and named ({shared} of "
        f"them with another), {sums[1]} right answers passed.",
        soft_wrap=True,
    )
    return len(problems)


def _line(name: str, found: Proof) -> str:
    return (
        f"{name:26} {found.mistakes:4} mistakes {found.right:4} right answers "
        f"{len(found.problems):4} problems"
    )


# --- what is written ----------------------------------------------------------


def _stale_stubs(assignment: Assignment) -> list[str]:
    """Stubs that are not what the solutions make."""
    folders = [course_folder(assignment, name) for name in ("solutions", "exercises")]
    return [
        f"`{name}` is not what `grade release` makes of the solution"
        for name in stale(*folders)
    ]


def _missing_words(assignment: Assignment) -> list[str]:
    """Exercises without hints, and texts without a translation."""
    problems = [
        f"{exercise.name}: there are no hints"
        for exercise in assignment.exercises
        if not load_hints(assignment.root, exercise.name)
    ]
    for language in LANGUAGES[1:]:
        known = read_catalogue(assignment.root / "locale" / f"{language}.po")
        problems += [
            f"{language}: no translation of the title `{title}`"
            for title in _titles(assignment)
            if title not in known
        ]
    return problems


def _titles(assignment: Assignment) -> list[str]:
    titles = []
    for path in sorted((assignment.root / "checks").glob("test_*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                text = (ast.get_docstring(node) or "").partition("\n")[0]
                titles.append(text.rstrip("."))
    return titles
