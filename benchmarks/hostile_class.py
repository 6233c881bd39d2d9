"""A class with hostile submissions in it, ended by `kill -9` again and again.

    python benchmarks/hostile_class.py --students 160 --hostile 40 --kills 8

Not a timing: it says whether each hostile submission has at most what it may earn
(`tests/answers/hostile`), whether everybody else has the same points as in a class
without hostile ones, and whether nothing is missing or twice after the kills.
"""

from __future__ import annotations

import argparse
import csv
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from students import ROOT, make_class

from grader.assignment import load_assignment, mlp_folder
from grader.batch.results import find_rows

HOSTILE = ROOT / "tests" / "answers" / "hostile"
Points = dict[str, dict[str, float]]


def expectations(count: int) -> dict[str, dict[str, Any]]:
    """Folder -> what it may earn: attacks on single exercises that end soon."""
    exercises = {e.name for e in load_assignment(mlp_folder()).exercises}
    found = {}
    for folder in sorted(HOSTILE.iterdir()):
        told = tomllib.loads((folder / "expect.toml").read_text("utf-8"))
        asked = set(told.get("only", ["relu"]))
        odd = told.get("slow") or told.get("refused") or told.get("rest")
        if asked <= exercises and not odd:
            found[folder.name] = told | {"only": sorted(asked)}
    chosen = sorted(random.Random(0).sample(sorted(found), min(count, len(found))))
    return {name: found[name] for name in chosen}


def command(students: Path, results: Path) -> list[str]:
    """The command of an instructor."""
    options = ["-o", str(results), "--no-accuracy", "--lang", "en"]
    return [sys.executable, "-m", "grader", "batch", str(students), *options]


def grade_killed(students: Path, results: Path, kills: int) -> int:
    """Grade a class; how often the command could be killed before it was done."""
    chance = random.Random(1)
    done = 0
    for _ in range(kills):
        process = subprocess.Popen(
            command(students, results),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            process.wait(5 + 55 * chance.random())
            break
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            done += 1
            print(f"killed, {len(list(find_rows(results)))} done", flush=True)
    subprocess.run(command(students, results), check=True, capture_output=True)
    return done


def points_of(results: Path) -> Points:
    """Name -> exercise -> points."""
    return {row.name: dict(row.exercises) for _, row in find_rows(results)}


def wrongs(
    hostile: dict[str, dict[str, Any]], found: Points, worth: dict[str, float]
) -> Iterator[str]:
    """A sentence for each hostile submission that has not what it may have."""
    for name, told in hostile.items():
        own = found.get(f"zz-{name}")
        if own is None:
            yield f"{name}: has no result"
            continue
        earned = sum(own[exercise] for exercise in told["only"])
        whole = sum(worth[exercise] for exercise in told["only"])
        if told.get("full") and earned != whole:
            yield f"{name}: has {earned} of {whole}"
        if not told.get("full") and earned > told.get("at_most", 0):
            yield f"{name}: has {earned}, may have {told.get('at_most', 0)}"


def main() -> None:
    """Grade both classes and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=160)
    parser.add_argument("--hostile", type=int, default=40)
    parser.add_argument("--kills", type=int, default=8)
    options = parser.parse_args()
    worth = {e.name: e.points for e in load_assignment(mlp_folder()).exercises}
    hostile = expectations(options.hostile)
    with tempfile.TemporaryDirectory(prefix="hostile-class-") as folder:
        place = Path(folder)
        make_class(place / "honest", options.students)
        shutil.copytree(place / "honest", place / "mixed")
        for name in hostile:
            shutil.copytree(HOSTILE / name, place / "mixed" / f"zz-{name}")
        begin = time.monotonic()
        kills = grade_killed(place / "mixed", place / "first", options.kills)
        print(f"{kills} kills, {time.monotonic() - begin:.0f} s", flush=True)
        found = points_of(place / "first")
        problems = list(wrongs(hostile, found, worth))
        with (place / "first" / "gradebook.csv").open(encoding="utf-8-sig") as file:
            names = [row["name"] for row in csv.DictReader(file)]
        if len(names) != len(set(names)) or set(names) != set(found):
            problems.append("the gradebook has not everybody once")
        begin = time.monotonic()
        subprocess.run(
            command(place / "honest", place / "second"), check=True, capture_output=True
        )
        print(f"honest alone: {time.monotonic() - begin:.0f} s", flush=True)
        for name, own in points_of(place / "second").items():
            if found.get(name) != own:
                problems.append(f"{name}: has other points beside hostile ones")
    print("\n".join(problems) or "nobody has other points than alone")
    print(f"{options.students} students, {len(hostile)} hostile, {kills} kills")
    raise SystemExit(bool(problems))


if __name__ == "__main__":
    main()
