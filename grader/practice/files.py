"""Saves of files in a folder, as they happen; by looking where nothing tells."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import watchfiles

__all__ = ["look", "saves"]

SUFFIXES = (".py", ".ipynb")
TICK = 1000
"""Milliseconds between two looks without any event."""
STEP = 20
"""Milliseconds without an event after which a burst of them is over."""
LONGEST = 200
"""Milliseconds of a burst after which it is told of in any case."""
AWAY = 0.3
"""Seconds between two looks for a folder that is not there."""

Seen = dict[str, tuple[int, int, int]]


def look(path: Path) -> Seen | None:
    """Name -> inode, size and time of each file that counts; None without a folder.

    The folder itself is in it: one that was deleted and made again is another.
    """
    folder = path if path.is_dir() else path.parent
    try:
        files = [folder, *(f for f in folder.iterdir() if f.suffix in SUFFIXES)]
        found = {str(file): file.lstat() for file in files}
    except OSError:
        return None
    return {
        name: (s.st_ino, 0, 0) if name == str(folder) else _signature(s)
        for name, s in found.items()
    }


def _signature(status: object) -> tuple[int, int, int]:
    return status.st_ino, status.st_size, status.st_mtime_ns  # type: ignore[attr-defined]


async def saves(
    path: Path, stop: asyncio.Event, polling: bool = False
) -> AsyncIterator[None]:
    """Yield at once, and again each time something has been saved, or has gone.

    A change that no event has told of (network folders, containers) is found by
    looking once a second; from then on the files are polled.

    Args:
        path: a folder, or a file, whose folder is watched.
        stop: ends it.
        polling: do not rely on events from the beginning.
    """
    seen: Seen | None = {}
    while not stop.is_set():
        now = look(path)
        if now != seen:
            seen = now
            yield
        if now is None:
            await _pause(stop)
            continue
        folder = path if path.is_dir() else path.parent
        try:
            async for events in watchfiles.awatch(
                folder, watch_filter=None, debounce=LONGEST, step=STEP,
                stop_event=stop, rust_timeout=TICK, yield_on_timeout=True,
                recursive=False, force_polling=polling or None, poll_delay_ms=AWAY_MS,
            ):  # fmt: skip
                now = look(path)
                if now == seen:
                    continue
                replaced = now is None or seen is None or _other(now, seen, folder)
                seen = now
                yield
                if replaced:
                    break
                if not events and not polling:
                    polling = True
                    break
        except (OSError, RuntimeError):  # the second one is what watchfiles raises
            polling = True
            await _pause(stop)


AWAY_MS = int(AWAY * 1000)


def _other(now: Seen, seen: Seen, folder: Path) -> bool:
    return now.get(str(folder)) != seen.get(str(folder))


async def _pause(stop: asyncio.Event) -> None:
    try:
        await asyncio.wait_for(stop.wait(), AWAY)
    except TimeoutError:
        return
