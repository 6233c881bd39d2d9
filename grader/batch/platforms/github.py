"""GitHub Classroom: a folder of clones, `mlp-submissions/mlp-octocat`.

`gh classroom clone student-repos` makes the folder `ASSIGNMENT-submissions` with a
clone for each student, called `ASSIGNMENT-USERNAME` (in github.com/github/gh-classroom,
`cmd/gh-classroom/clone/student-repos/student-repos.go`; github/docs#31415 shows it
run); GitHub Classroom Assistant makes the same. What is taken is the working tree, as
it was cloned. git is never run in a clone: its configuration can name programs.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from grader.batch.entry import Entry
from grader.batch.platforms.prefixes import shared
from grader.report.language import Say

__all__ = ["find"]


def find(
    folder: Path, paths: Sequence[Path], exercises: tuple[str, ...], say: Say
) -> list[Entry] | None:
    """One entry a clone, if all folders are clones and there are two or more."""
    clones = [path for path in paths if path.is_dir()]
    if len(clones) < 2 or not all((path / ".git").exists() for path in clones):
        return None
    names = [path.name for path in clones]
    own = folder.name.removesuffix("submissions")
    prefix = own if all(name.startswith(own) for name in names) else ""
    prefix = prefix if prefix.endswith("-") else shared(names, least=2)
    return [
        Entry(name, (path,), id=name, platform="github")
        for path in clones
        if (name := path.name.removeprefix(prefix) or path.name)
    ]
