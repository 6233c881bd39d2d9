"""A class made of the answers and mistakes in this repository, as folders.

Each student hands in all files of the course: in each exercise a right answer of
`tests/answers/right`, or now and then a known mistake. The same seed makes the
same class.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

from grader.assignment import course_folder, load_assignment, mlp_folder, read_sources
from grader.authoring.answers import read_answers
from grader.judging.library import load_mistakes

ROOT = Path(__file__).parent.parent
RIGHT = ROOT / "tests" / "answers" / "right"


def make_class(folder: Path, count: int, wrong: float = 0.1, seed: int = 0) -> None:
    """Write `count` submissions into a folder that is not there yet.

    Args:
        wrong: the share of exercises in which a student makes a known mistake.
    """
    assignment = load_assignment(mlp_folder())
    solutions = read_sources(course_folder(assignment, "solutions"))
    right = {e.name: read_answers(RIGHT, e.name) for e in assignment.exercises}
    mistakes = {
        e.name: load_mistakes(assignment.root, e.name) for e in assignment.exercises
    }
    for number in range(count):
        chance = random.Random(f"{seed} {number}")
        files = {file: [solutions[file]] for file in assignment.files}
        for exercise in assignment.exercises:
            makes_mistake = chance.random() < wrong
            known = mistakes[exercise.name] if makes_mistake else right[exercise.name]
            if known:
                files[exercise.file].append(chance.choice(known).code)
        own = folder / f"student-{number:04}"
        own.mkdir(parents=True)
        for file, parts in files.items():
            # No two students hand in the same text: that would be graded once.
            text = "\n\n".join([*parts, f"# {number}\n"])
            (own / f"{file}.py").write_text(text, "utf-8")


def main() -> None:
    """Make a class by hand, to try things on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--wrong", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    make_class(options.folder, options.count, options.wrong, options.seed)


if __name__ == "__main__":
    main()
