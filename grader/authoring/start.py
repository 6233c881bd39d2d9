"""`grade init`: the stubs in a folder of the student's own, never over work."""

from __future__ import annotations

from pathlib import Path

from grader.assignment import course_folder, load_assignment, mlp_folder
from grader.errors import OutputError, UsageError

__all__ = ["start_folder"]


def start_folder(folder: Path, root: Path | None = None) -> tuple[Path, ...]:
    """Write an assignment's exercise files into `folder`; return their paths.

    Raises:
        UsageError: if a file of that name is there already; nothing is written.
        OutputError: if nothing can be written there.
    """
    source = course_folder(load_assignment(root or mlp_folder()), "exercises")
    files = sorted(p for p in source.iterdir() if p.suffix in {".py", ".md"})
    for file in files:
        if (folder / file.name).exists():
            raise UsageError(
                f"`{folder / file.name}` is there already, and `grade init` writes "
                "over no work. Name a new folder."
            )
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in files:
            target = folder / file.name
            with target.open("xb") as out:
                out.write(file.read_bytes())
            written.append(target)
    except OSError as error:
        raise OutputError(
            f"The exercises cannot be written into `{folder}` ({error.strerror}). "
            "Choose another folder."
        ) from None
    return tuple(written)
