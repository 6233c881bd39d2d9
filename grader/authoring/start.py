"""`grade init`: stubs or notebooks in a folder of one's own, never over work."""

from __future__ import annotations

from pathlib import Path

from grader.assignment import course_folder, load_assignment, mlp_folder
from grader.authoring.stubs import NOTEBOOKS
from grader.errors import AssignmentError, OutputError, UsageError

__all__ = ["start_folder"]


def start_folder(
    folder: Path, root: Path | None = None, *, notebooks: bool = False
) -> tuple[Path, ...]:
    """Write an assignment's stubs or notebooks into `folder`; return their paths.

    Raises:
        AssignmentError: if the assignment has no notebooks.
        UsageError: if one of the files is there already, in either form; nothing
            is written.
        OutputError: if nothing can be written there.
    """
    source = course_folder(load_assignment(root or mlp_folder()), "exercises")
    work = source.glob(f"{NOTEBOOKS}/*.ipynb" if notebooks else "*.py")
    files = [*sorted(source.glob("*.md")), *sorted(work)]
    if all(file.suffix == ".md" for file in files):
        raise AssignmentError(
            f"There is nothing to write in `{source}`. Make it with `grade release`."
        )
    for file in files:
        forms = {file.suffix} if file.suffix == ".md" else {".py", ".ipynb"}
        for there in (folder / f"{file.stem}{form}" for form in sorted(forms)):
            if there.is_symlink() or there.exists():
                raise UsageError(
                    f"`{there}` is there already, and `grade init` writes over no "
                    "work. Name a new folder."
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
