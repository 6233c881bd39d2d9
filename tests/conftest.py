"""Fixtures: the real sandbox and the real data sets, width and locale fixed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import torch

from grader import datasets
from grader.assignment import load_assignment, mlp_folder, read_sources
from grader.grading import Request, grade
from grader.model import Assignment, Report, Source, Submission
from grader.sandbox.client import Sandbox
from tests import containers

ROOT = Path(__file__).parent.parent
FULL = Path(os.environ.get("GRADER_DATA", ROOT.parent / "shared" / "datasets"))

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip

LONG = (
    "batch", "command", "export", "workflows", "bad_input", "accuracy", "check",
    "regrade", "cluster", "similar", "watch", "feedback", "class_page", "manual",
    "assignments", "hostile", "notebooks", "container", "html", "sandbox",
)  # fmt: skip
"""Files of tests that take longest: they begin first, so that none is left alone."""

os.environ.update(COLUMNS="80", NO_COLOR="1", LC_ALL="C.UTF-8", TZ="UTC")
torch.set_num_threads(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long files come first; `--no-loadscope-reorder` keeps it so."""
    order = {f"test_{name}": place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: order.get(item.path.stem, len(order)))


@pytest.fixture(scope="session")
def assignment() -> Assignment:
    """The assignment that comes with the package."""
    return load_assignment(mlp_folder())


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """One warm zygote for all tests of a process."""
    with Sandbox(os.environ) as started:
        yield started


@pytest.fixture(scope="session")
def short_folder() -> Iterator[Path]:
    """For podman, which makes sockets in it: a socket's path has 107 bytes."""
    with tempfile.TemporaryDirectory(prefix="gp-", dir="/tmp") as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def with_container(short_folder) -> dict[str, str]:
    """The environment, with a container where podman and runc are installed."""
    return containers.environment(short_folder)


@pytest.fixture(scope="session")
def solutions() -> dict[str, str]:
    """The reference solution: module -> text."""
    return read_sources(ROOT / "solutions")


GradeModules = Callable[..., Report]


@pytest.fixture(scope="session")
def grade_modules(assignment: Assignment, sandbox: Sandbox) -> GradeModules:
    """Grade modules given as text; no accuracy runs unless they are named."""

    def run(modules: dict[str, str], *only: str, **options: object) -> Report:
        sources = tuple(Source(name, text) for name, text in sorted(modules.items()))
        settings = {"data": datasets.load_sample, "with_accuracy": False} | options
        request = Request(only=frozenset(only), **settings)
        return grade(Submission("test", "0", sources), assignment, sandbox, request)

    return run


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, without a network of its own making.

    Not for longer than a module: while it is open, nothing else can use asyncio.
    """
    sync_api = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("Chromium is not on this machine")
    with sync_api.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


RIGHT = "def relu(X):\n    return X.clamp(min=0)\n"
LEAKY = "import torch\ndef relu(X):\n    return torch.where(X > 0, X, X / 100)\n"
HOSTILE = "=cmd()]]><b>\u202e&"


@pytest.fixture(scope="session")
def graded_class(tmp_path_factory) -> Path:
    """A class, really graded: right, wrong, hostile by name, and not to be read."""
    folder = tmp_path_factory.mktemp("class")
    hand_ins = {"Jané Doe": RIGHT, "Bo Ng": LEAKY, HOSTILE: LEAKY, "Lee": RIGHT}
    for name, text in hand_ins.items():
        (folder / name).mkdir()
        (folder / name / "activations.py").write_text(text, "utf-8")
    (folder / "zoe.zip").write_bytes(b"PK no zip at all")
    results = tmp_path_factory.mktemp("results")
    only = ("--only", "relu", "--no-accuracy")
    command = [sys.executable, "-m", "grader", "batch", folder, "-o", results, *only]
    subprocess.run(command, check=True, capture_output=True)
    return results


@pytest.fixture
def results(graded_class, tmp_path) -> Path:
    """What `grade batch` wrote, in a copy that a test may change."""
    return Path(shutil.copytree(graded_class, tmp_path / "results"))
