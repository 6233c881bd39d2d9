"""`grade doctor`: what works on this machine, and what to do about the rest."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rich.console import Console
from rich.text import Text

from grader import datasets
from grader.errors import SandboxError
from grader.sandbox.client import Sandbox
from grader.sandbox.isolation.container import SETTING
from grader.sandbox.isolation.process import LEVELS

__all__ = ["examine", "tried"]

MEANS = {
    "strong": "bubblewrap, Landlock and seccomp: student code is isolated",
    "good": "Landlock and seccomp, no namespaces: student code is isolated",
    "container": "docker or podman, with seccomp: student code is isolated",
    "process": "another process, and no more: student code can read your files",
}
NOT_CONFIGURED = (
    f"not configured. To have it, set {SETTING} to the start of a command, such as "
    "`podman run my-image`; docs/containers.md says what the image must have"
)
ADVICE = "For the best isolation install bubblewrap: `apt install bubblewrap`."


def examine(
    environment: Mapping[str, str],
    cache: Path,
    data: Path | None,
    versions: Mapping[str, str],
    out: Console,
) -> bool:
    """Try everything that grading needs; return whether it can isolate.

    Each level of isolation is tried by attacks that must fail, not by looking for
    programs.
    """

    def say(text: str) -> None:
        out.print(Text(text), soft_wrap=True)

    held = []
    for level in LEVELS:
        state, holds = tried(level, environment)
        say(f"isolation {level}: {state}. It is {MEANS[level]}.")
        held += [level] if holds else []
    if "strong" not in held:
        say(ADVICE)
    for row in datasets.describe(datasets.search_folders(data, environment, cache)):
        if row.used:
            say(f"data {row.name}: {row.source}, {row.state}")
    say(f"device: {_device()}")
    say("versions: " + ", ".join(f"{name} {v}" for name, v in versions.items()))
    return any(level != "process" for level in held)


def tried(level: str, environment: Mapping[str, str]) -> tuple[str, bool]:
    """What comes of a level, in words, and whether it holds."""
    if level == "container" and not environment.get(SETTING):
        return NOT_CONFIGURED, False
    try:
        with Sandbox(environment, level) as sandbox:
            sandbox.isolation  # noqa: B018  (waits for the canary)
            return f"works, student code runs as {sandbox.user}", True
    except SandboxError as error:
        return f"does not hold here ({error.why.removeprefix(f'{level}: ')})", False
    except OSError as error:
        return f"cannot be tried ({error.strerror})", False


def _device() -> str:
    import torch

    return torch.cuda.get_device_name() if torch.cuda.is_available() else "cpu"
