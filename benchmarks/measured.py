"""What a command costs with all processes that it starts: time, processors, memory."""

from __future__ import annotations

import contextlib
import os
import resource
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

__all__ = ["Cost", "machine", "run"]

PAUSE = 0.05
"""Seconds between two looks at the processes."""
MEMORY_EVERY = 20
"""Looks at the processors between two looks at the memory, which take longer."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds of CPU of all its processes."""
    memory: int
    """Bytes at the peak: pages that processes share count once (PSS). 0 if nobody
    asked."""

    def each(self, count: int) -> tuple[float, float]:
        """Seconds and seconds of CPU for each of so many."""
        return self.wall / count, self.cpu / count


def run(
    command: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    log: Path,
    *,
    with_memory: bool = False,
) -> Cost:
    """Run a command that must succeed; what it prints goes into a file.

    The CPU time is what was seen of each process the last time it was looked at, or
    what the system counted for all that were waited for, whichever is more: the
    system loses those that are killed with their sandbox, a look loses the last
    moments of each process.

    Raises:
        SystemExit: if the command fails, with the end of what it printed.
    """
    before = _waited_for()
    seen: dict[tuple[int, float], float] = {}
    peak = looks = 0
    begin = time.monotonic()
    with log.open("wb") as out:
        started = psutil.Popen(
            command,
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        while started.poll() is None:
            family = _family(started)
            for process in family:
                with contextlib.suppress(psutil.Error):
                    times = process.cpu_times()
                    key = process.pid, process.create_time()
                    seen[key] = times.user + times.system
            if with_memory and looks % MEMORY_EVERY == 0:
                peak = max(peak, sum(_memory(process) for process in family))
            looks += 1
            time.sleep(PAUSE)
    wall = time.monotonic() - begin
    if started.returncode:
        end = log.read_text("utf-8", "replace")[-3000:]
        raise SystemExit(f"`{' '.join(command)[:200]}` failed:\n{end}")
    return Cost(wall, max(sum(seen.values()), _waited_for() - before), peak)


def machine() -> str:
    """The day, the processors and what else they do: a figure means little without."""
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    day = time.strftime("%Y-%m-%d")
    return f"{day}, {os.cpu_count()} cores, load {load} (1, 5 and 15 minutes)"


def _waited_for() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _family(process: psutil.Process) -> list[psutil.Process]:
    with contextlib.suppress(psutil.Error):
        return [process, *process.children(recursive=True)]
    return []


def _memory(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().pss)
    except psutil.Error:
        return 0
