"""A container for tests: this machine's own files as the image, under podman."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from grader.sandbox.isolation.bubblewrap import libraries
from grader.sandbox.isolation.container import SETTING

__all__ = ["environment", "left", "setting"]


def setting(folder: Path, paths: list[str], binaries: str) -> str:
    """A command for `GRADER_CONTAINER`; empty without podman and runc.

    No registry is asked for an image: the root is a folder, /usr this machine's.

    Args:
        folder: a short path, for podman's storage and the image.
        paths: folders of this machine that are there as well.
        binaries: the folder of Python.
    """
    if not (shutil.which("podman") and shutil.which("runc")):
        return ""
    image = folder / "image"
    for name in ("usr", "proc", "dev", "sys", "etc", "tmp"):
        (image / name).mkdir(parents=True, exist_ok=True)
    for name in ("bin", "lib", "lib64"):
        if not (image / name).is_symlink():
            (image / name).symlink_to(f"usr/{name}")
    (image / "tmp").chmod(0o1777)
    image.chmod(0o755)
    words = [
        "podman", "--root", str(folder / "a"), "--runroot", str(folder / "b"),
        "--cgroup-manager=cgroupfs", "--runtime", "runc", "--storage-driver", "vfs",
        "run", "--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1000:1000",
        "--env", f"PATH={binaries}:/usr/bin", "--volume", "/usr:/usr:ro",
    ]  # fmt: skip
    for path in paths:
        words += ["--volume", f"{path}:{path}:ro"]
    return shlex.join([*words, "--rootfs", str(image)])


def environment(folder: Path) -> dict[str, str]:
    """The tests' environment with a container: the developer's own, or one of ours."""
    made = setting(folder, libraries(), str(Path(sys.executable).parent))
    return {SETTING: made, **os.environ}


def left(command: str) -> list[str]:
    """The containers of ours that there are, whether they run or not."""
    words = shlex.split(command)
    program = words[: words.index("run")]
    shown = subprocess.run(
        [*program, "ps", "--all", "--format", "{{.Names}}"],
        capture_output=True,
        text=True,
        check=True,
    )
    return [name for name in shown.stdout.split() if name.startswith("grader-")]
