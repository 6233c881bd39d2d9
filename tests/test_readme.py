"""What the README says is true: its layout, its commands, its length."""

from __future__ import annotations

import re
import subprocess
from itertools import takewhile
from pathlib import Path

import pytest
import typer

from grader.cli import COMMANDS, app

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PAGES = sorted(
    page
    for pattern in ("*.md", "docs/**/*.md", "tests/**/*.md", "benchmarks/*.md")
    for page in ROOT.glob(pattern)
)
# Homes, scratch folders and drives: what a page copied from a terminal may hold.
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:home|root|tmp|work|Users|mnt)/|\b[A-Z]:\\")
UNNAMED = {"__init__.py", "__main__.py", "__pycache__", "py.typed"}
"""In `grader/`, what every package has; the tree says nothing about it."""


def section(title: str) -> str:
    """The text of a README section, without its heading."""
    return README.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def tree() -> list[tuple[str, str]]:
    """The lines of the Layout section: path, words."""
    lines = section("Layout").strip().splitlines()
    assert lines[0] == "```", "the tree comes right after its heading"
    entries = takewhile(lambda line: line != "```", lines[1:])
    pairs = [entry.partition("  # ") for entry in entries]
    return [(path.strip(), words.strip()) for path, _, words in pairs]


def rows() -> list[tuple[str, str]]:
    """The lines of the Commands table: command, what it does."""
    found = re.findall(r"^\| `(grade .+?)` \| (.+) \|$", section("Commands"), re.M)
    assert found
    return found


def commands() -> dict[str, set[str]]:
    """Every command of the program with its long options."""
    group = typer.main.get_command(app)
    return {
        name: {
            option
            for parameter in command.params
            for option in (*parameter.opts, *parameter.secondary_opts)
            if option.startswith("-")
        }
        for name, command in group.commands.items()
    }


def command_of(usage: str) -> str:
    """`grade init DIR` -> `init`; `grade DIR` is `run`."""
    word = usage.split()[1]
    return "run" if word.isupper() else word


def test_the_readme_has_at_most_150_lines():
    assert len(README.splitlines()) <= 150


def test_an_example_stands_in_the_first_25_lines():
    assert "make grade" in "\n".join(README.splitlines()[:25])


@pytest.mark.parametrize("path", [path for path, _ in tree()])
def test_what_the_layout_names_is_there(path):
    there = ROOT / path

    assert there.exists()
    assert there.is_dir() == path.endswith("/")


def test_every_line_of_the_layout_has_words():
    assert [path for path, words in tree() if not words] == []


def test_the_layout_names_everything_at_the_top():
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"git does not list the files here: {error}")
    files = [file for file in listed.stdout.decode().split("\0") if file]
    top = {file.partition("/")[0] for file in files if (ROOT / file).exists()}

    assert top == {path.partition("/")[0] for path, _ in tree()}


def test_the_layout_names_everything_in_the_package():
    there = {entry.name for entry in (ROOT / "grader").iterdir()} - UNNAMED

    named = {path.rstrip("/") for path, _ in tree() if path.startswith("grader/")}
    assert {path.partition("/")[2] for path in named} - {""} == there


def test_the_table_has_every_command():
    assert {command_of(usage) for usage, _ in rows()} == set(commands())
    assert set(commands()) == set(COMMANDS)


@pytest.mark.parametrize(("usage", "does"), rows())
def test_every_option_in_the_table_exists(usage, does):
    named = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", f"{usage} {does}"))

    assert named <= commands()[command_of(usage)]


def test_the_table_has_every_option_of_grading():
    (does,) = [does for usage, does in rows() if command_of(usage) == "run"]

    # Accuracy runs are the default; the table has the option that leaves them out.
    options = commands()["run"] - {"--accuracy"}
    assert [option for option in options if f"`{option}" not in does] == []


@pytest.mark.parametrize("target", ["grade", "test"])
def test_the_makefile_has_the_targets_of_the_readme(target):
    makefile = (ROOT / "Makefile").read_text("utf-8")

    assert f"make {target}" in README
    assert re.search(rf"^{target}:", makefile, re.M)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_names_no_path_of_one_machine(page):
    assert MACHINE_PATH.findall(page.read_text("utf-8")) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page):
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))

    assert [t for t in targets if not (page.parent / t).exists()] == []


def test_every_test_file_has_a_row_in_the_tests_readme():
    page = (ROOT / "tests" / "README.md").read_text("utf-8")

    files = (ROOT / "tests").glob("test_*.py")
    assert [f.name for f in files if f"`{f.name}`" not in page] == []
