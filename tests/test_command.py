"""The command from outside: `grade` as a process, on real submissions."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import torch

ROOT = Path(__file__).parent.parent
SOLUTIONS = ROOT / "solutions"
HAS_GPU = torch.cuda.is_available()
COLOUR = re.compile(rb"\x1b\[[0-9;]*m")


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home without data sets, shared so that reference runs are made once."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def environment(home: Path) -> dict[str, str]:
    """An environment without data, network, or a grader's settings."""
    keep = {k: v for k, v in os.environ.items() if k in ("PATH", "LD_LIBRARY_PATH")}
    dead = "http://127.0.0.1:9"
    return keep | {
        "HOME": str(home), "XDG_CACHE_HOME": str(home), "COLUMNS": "80",
        "http_proxy": dead, "https_proxy": dead, "LC_ALL": "C.UTF-8",
    }  # fmt: skip


@pytest.fixture(scope="module")
def run(environment):
    """Run `grade` with these arguments, away from the checkout."""

    def grade(*arguments: str | Path, **more: str) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "grader", *map(str, arguments)],
            capture_output=True, env=environment | more, timeout=300,
            cwd=environment["HOME"],
        )  # fmt: skip
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return grade


def copy_solutions(folder: Path, **added: str) -> Path:
    """The solutions in a new folder, with text added at the end of some files."""
    shutil.copytree(SOLUTIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file, text in added.items():
        with (folder / f"{file}.py").open("a") as out:
            out.write(f"\n\n{text}\n")
    return folder


def fill_in(folder: Path, file: str, name: str) -> None:
    """Put the solution's function in the place of the stub."""

    def span(text: str) -> slice:
        nodes = {getattr(n, "name", ""): n for n in ast.parse(text).body}
        return slice(nodes[name].lineno - 1, nodes[name].end_lineno)

    stub, solution = folder / f"{file}.py", SOLUTIONS / f"{file}.py"
    lines, ours = stub.read_text().splitlines(), solution.read_text().splitlines()
    lines[span(stub.read_text())] = ours[span(solution.read_text())]
    stub.write_text("\n".join(lines) + "\n")


def totals(out: str) -> dict[str, str]:
    """The two last lines: part -> points."""
    return dict(re.findall(r"^(Core|Extension) +(\S+ / \S+)$", out, re.MULTILINE))


# --- the new user's road


@pytest.fixture(scope="module")
def solutions_run(run) -> Ran:
    return run(SOLUTIONS, "--no-accuracy")


def test_the_solutions_get_all_points(solutions_run):
    assert totals(solutions_run.out) == {"Core": "80 / 80", "Extension": "60 / 60"}
    assert (solutions_run.code, solutions_run.err) == (0, "")


def test_piped_output_is_complete_and_without_escape_bytes(solutions_run, assignment):
    shown = re.findall(r"^  (\w+) +\S+ / \S+  passed", solutions_run.out, re.MULTILINE)

    assert shown == [exercise.name for exercise in assignment.exercises]
    assert "\x1b" not in solutions_run.out + solutions_run.err


@pytest.fixture(scope="module")
def untouched(run, home) -> tuple[Ran, dict[str, Any]]:
    """The stubs, graded whole, in a folder made by `grade init`."""
    folder, report = home / "untouched", home / "untouched.json"
    assert run("init", folder).code == 0
    return run(folder, "--json", report), json.loads(report.read_text())


def test_of_the_stubs_nothing_is_started(untouched):
    ran, report = untouched

    outcomes = {row["outcome"] for row in report["exercises"] + report["accuracy"]}
    checks = {c["outcome"] for e in report["exercises"] for c in e["checks"]}
    assert outcomes | checks == {"not_started"}
    assert totals(ran.out) == {"Core": "0 / 100", "Extension": "0 / 60"}


def test_grading_the_stubs_is_no_failure(untouched):
    ran, _ = untouched

    assert ran.code == 0
    assert "Traceback" not in ran.out + ran.err
    assert "Error" not in ran.out


def test_the_place_of_the_report_is_said_in_one_piece(run, tmp_path):
    report = tmp_path / "a-folder-with-a-long-name-as-they-are-on-clusters" / "r.json"
    report.parent.mkdir()

    ran = run(SOLUTIONS, "--only", "relu", "--json", report)

    assert ran.err == f"Report: `{report}`\n"


def test_three_functions_filled_in_give_exactly_their_points(run, tmp_path, assignment):
    mine, report = tmp_path / "mine", tmp_path / "report.json"
    assert run("init", mine).code == 0
    done = {"relu": "activations", "softmax": "loss", "accuracy": "training"}
    for name, file in done.items():
        fill_in(mine, file, name)

    ran = run(mine, "--no-accuracy", "--json", report)

    assert ran.code == 0, ran.err
    rows = json.loads(report.read_text())["exercises"]
    want = {e.name: e.points if e.name in done else 0 for e in assignment.exercises}
    assert {row["name"]: row["points"] for row in rows} == want
    assert {row["name"] for row in rows if row["outcome"] != "not_started"} == set(done)
    core = sum(want[name] for name in done)
    assert totals(ran.out) == {"Core": f"{core:g} / 80", "Extension": "0 / 60"}


def test_init_writes_over_no_work(run, tmp_path):
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "loss.py").write_text("# a night's work\n")

    ran = run("init", mine)

    assert {p.name: p.read_text() for p in mine.iterdir()} == {
        "loss.py": "# a night's work\n"
    }
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert "loss.py` is there already" in ran.err


# --- the report


FAULTY = """
def tanh(X):
    return torch.tanh(X) * 1.25

def sigmoid(X):
    raise ValueError("no idea")
"""


@pytest.fixture(scope="module")
def twice(run, home) -> tuple[Path, Path]:
    """Reports of two runs on right, wrong and raising functions, and a training."""
    folder = copy_solutions(home / "faulty", activations=FAULTY)
    only = "relu,tanh,sigmoid,dropout,init_params,fashion-mnist"
    paths = home / "first.json", home / "second.json"
    for path in paths:
        ran = run(folder, "--only", only, "--epochs", "1", "--json", path)
        assert ran.code == 0, ran.err
    return paths


def test_the_report_is_the_same_twice_but_for_times(twice):
    def but_for_times(path: Path) -> str:
        return re.sub(r'"elapsed": \{[^}]*\}', "", path.read_text())

    first, second = map(but_for_times, twice)
    assert first == second
    assert '"counterexample": {' in first


OUTCOMES = frozenset(
    [
        "passed",
        "partial",
        "failed",
        "errored",
        "timed_out",
        "not_started",
        "not_run",
        "broken",
    ]
)
PARTS = frozenset({"core", "extension"})
NUMBER = (int, float)
EPOCH = {
    "epoch": int, "accuracy": float, "reference": float,
    "distance": (float, None), "bound": float,
}  # fmt: skip
EXAMPLE = {"call": str, "inputs": {...: str}, "answer": str, "expected": str}
CHECK = {
    "name": str, "title": str, "outcome": OUTCOMES, "points": NUMBER, "out_of": NUMBER,
    "message": (str, None), "counterexample": (EXAMPLE, None),
}  # fmt: skip
EXERCISE = {
    "name": str, "file": str, "part": PARTS, "points": NUMBER, "out_of": NUMBER,
    "outcome": OUTCOMES, "mistakes": [{"id": str, "message": str}], "provided": [str],
    "checks": [CHECK],
}  # fmt: skip
RUN = {
    "name": frozenset({"fashion-mnist", "mnist"}), "part": PARTS,
    "accuracy": (float, None), "threshold": (float, None), "points": NUMBER,
    "out_of": NUMBER, "outcome": OUTCOMES, "message": (str, None), "parts": [str],
    "curve": [EPOCH], "confusion": [[int]],
}  # fmt: skip
POINTS = {"points": NUMBER, "out_of": NUMBER}
REPORT = {
    "schema_version": frozenset({1}),
    "assignment": str,
    "complete": bool, "instructor": frozenset({None}),
    "submission": {"name": str, "digest": str, "late": bool, "note": str},
    "score": {"core": POINTS, "extension": POINTS, "provisional": bool},
    "exercises": [EXERCISE],
    "accuracy": [RUN],
    "environment": {
        "isolation": str, "device": frozenset({"cpu", "cuda"}),
        "data": frozenset({"full", "sample", None}), "versions": {...: str},
        "seed": int,
    },
    "elapsed": {...: float},
}  # fmt: skip


def misfits(value: object, schema: object, where: str = "report") -> list[str]:
    """Where a value differs from the documented fields and their types."""
    if isinstance(schema, tuple):
        found = [misfits(value, choice, where) for choice in schema]
        return [] if [] in found else found[0]
    if isinstance(schema, frozenset):
        return [] if value in list(schema) else [f"{where}: {value!r}"]
    if isinstance(schema, list) and isinstance(value, list):
        rows = [misfits(v, schema[0], f"{where}[{i}]") for i, v in enumerate(value)]
        return [line for row in rows for line in row]
    if isinstance(schema, dict) and isinstance(value, dict):
        fields = dict.fromkeys(value, schema[...]) if ... in schema else schema
        lines = [f"{where}.{key}: not in both" for key in fields.keys() ^ value.keys()]
        for key in fields.keys() & value.keys():
            lines += misfits(value[key], fields[key], f"{where}.{key}")
        return sorted(lines)
    fits = schema is value or (isinstance(schema, type) and type(value) is schema)
    return [] if fits else [f"{where}: {value!r}"]


def test_the_report_has_the_documented_fields_and_types(twice):
    assert misfits(json.loads(twice[0].read_text()), REPORT) == []


def test_a_report_without_accuracy_runs_has_the_same_fields(untouched):
    assert misfits(untouched[1], REPORT) == []


def test_the_report_says_what_failed_how_and_where(twice):
    rows = {e["name"]: e for e in json.loads(twice[0].read_text())["exercises"]}

    assert rows["relu"]["outcome"] == rows["dropout"]["outcome"] == "passed"
    assert rows["sigmoid"]["outcome"] == "errored"
    assert rows["net"]["outcome"] == "not_run"
    wrong = next(c for c in rows["tanh"]["checks"] if c["outcome"] == "failed")
    assert wrong["counterexample"]["call"] == "tanh(X)"
    raised = rows["sigmoid"]["checks"][0]
    assert raised["message"].startswith("ValueError: no idea")
    assert "activations.py:" in raised["message"]


def test_a_practice_run_of_one_epoch_on_the_sample_passes(twice):
    report = json.loads(twice[0].read_text())

    (fashion,) = [r for r in report["accuracy"] if r["name"] == "fashion-mnist"]
    assert (fashion["outcome"], fashion["points"]) == ("passed", 10)
    assert len(fashion["curve"]) == 1
    right = sum(row[label] for label, row in enumerate(fashion["confusion"]))
    total = sum(map(sum, fashion["confusion"]))
    assert round(right / total, 4) == fashion["accuracy"]
    assert "sample" in json.dumps(report["environment"]["data"])


# --- options


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--only", "softmx"], "no exercise `softmx`. Did you mean `softmax`?"),
        (["--only", "relu,qqq"], "There is no exercise `qqq`. Known: relu,"),
        (["--device", "gpu"], "`--device` is one of auto, cpu, cuda, not `gpu`."),
        (["--isolation", "none"], "`--isolation` is one of auto, strong, good,"),
        (["--seed", "x"], "'--seed'"),
        (["--nonsense"], "--nonsense"),
    ],
)  # fmt: skip
def test_wrong_usage_is_told_and_exits_with_2(run, arguments, words):
    ran = run(SOLUTIONS, *arguments)

    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.skipif(HAS_GPU, reason="there is a GPU here")
def test_a_gpu_that_is_not_there_is_told_in_one_line(run):
    ran = run(SOLUTIONS, "--only", "relu", "--device", "cuda")

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
    assert "no GPU" in ran.err


@pytest.mark.skipif(not HAS_GPU, reason="needs a GPU: torch finds none here")
def test_the_solutions_pass_on_a_gpu(run, tmp_path):
    report = tmp_path / "report.json"

    ran = run(
        SOLUTIONS, "--only", "relu,net,init_params,fashion-mnist", "--epochs", "1",
        "--device", "cuda", "--json", report,
    )  # fmt: skip

    assert totals(ran.out) == {"Core": "30 / 30", "Extension": "0 / 0"}
    assert json.loads(report.read_text())["environment"]["device"] == "cuda"


@pytest.mark.parametrize(("bar", "code"), [("6", 0), ("6.5", 1)])
def test_fail_under_exits_with_1_below_the_bar_only(run, bar, code):
    ran = run(SOLUTIONS, "--only", "relu,sigmoid", "--fail-under", bar)

    assert (ran.code, ran.err) == (code, "")
    assert totals(ran.out) == {"Core": "6 / 6", "Extension": "3 / 3"}


# --- text of others stays inert


ESCAPES = "\x1b]0;owned\x07\x1b[31m[bold]loud[/bold]\r\nCore 100 / 100\u202e"


@pytest.fixture(scope="module")
def inert(run, home) -> tuple[Ran, str]:
    """A submission that writes to the terminal wherever it can."""
    folder = copy_solutions(
        home / "[red]Eve[bold] \x1b[31m",
        activations=f"class E(Exception): pass\nE.__name__ = '[u]E'\n"
        f"def relu(X):\n    raise E({ESCAPES!r})",
        loss=f"raise ValueError({ESCAPES!r})",
        data="def split(n, ratios, seed): print('\\x1b[31mhello')\n",
    )  # fmt: skip
    (folder / "[blink]\x1b[5m.py").write_text("x = 1\n")
    report = home / "inert.json"
    ran = run(folder, "--only", "relu,softmax,split", "--json", report)
    return ran, report.read_text()


def test_markup_in_a_submission_is_shown_as_it_is(inert):
    ran, _ = inert

    assert ran.out.startswith("Multilayer perceptrons: [red]Eve[bold]")
    assert "[bold]loud[/bold]" in ran.out
    assert "[u]E" in ran.out


def test_no_escape_sequence_of_a_submission_gets_through(inert):
    ran, report = inert

    for text in (ran.out, ran.err, report):
        assert [c for c in text if not c.isprintable() and c != "\n"] == []
    assert "\\u001b" not in report


def test_a_message_cannot_write_a_score_line(inert):
    ran, _ = inert

    assert len(re.findall(r"^Core ", ran.out, re.MULTILINE)) == 1
    assert ran.code == 0


def test_an_error_about_a_name_holds_no_escape_sequence(run, tmp_path):
    ran = run(tmp_path / "\x1b]0;owned\x07 \x1b[31mnone")

    assert ran.code == 3
    assert "\x1b" not in ran.err
    assert "\x07" not in ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_no_color_on_a_terminal_gives_the_text_without_colours(
    run, environment, tmp_path
):
    folder = copy_solutions(tmp_path / "s", activations="def relu(X):\n    return X")
    arguments = [str(folder), "--only", "relu"]
    ours, theirs = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "grader", *arguments], stdout=theirs, cwd=tmp_path,
        stderr=subprocess.DEVNULL,
        env=environment | {"NO_COLOR": "1", "TERM": "xterm-256color"},
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    try:
        while data := os.read(ours, 4096):
            shown += data
    except OSError:
        pass  # Linux says EIO when the other end has gone
    os.close(ours)

    assert process.wait(60) == 0
    assert not re.search(rb"\x1b\[[0-9;]*(3|4|9|10)[0-9]", shown)
    plain = COLOUR.sub(b"", shown).decode()
    # On a terminal Rich fills lines up with spaces.
    lines = [line.rstrip() for line in plain.splitlines()]
    assert lines == run(*arguments).out.splitlines()
