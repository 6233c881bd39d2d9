"""What the processes of a pool are at, over a pipe that survives any of them."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection

import msgspec

__all__ = ["News", "Teller", "listening"]

LONGEST = 200
"""Characters of a word: a message stays below what a pipe takes in one piece."""


class News(msgspec.Struct, frozen=True):
    """What one process does now."""

    process: int
    name: str
    """The submission's; empty when it is done."""
    stage: str
    """An exercise, or how far a run has come."""


class Teller:
    """The end of the pipe in a process of the pool.

    No lock is held while writing: a process that is killed stops no other.
    """

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._last = ("", "")

    def tell(self, name: str, stage: str) -> None:
        """Say what is being done, if it is something else than before."""
        if (name, stage) == self._last:
            return
        self._last = name, stage
        news = News(os.getpid(), name[:LONGEST], stage[:LONGEST])
        with suppress(OSError):  # nobody listens any more
            self._pipe.send_bytes(msgspec.msgpack.encode(news))


@contextmanager
def listening(on_news: Callable[[News], None]) -> Iterator[Connection]:
    """Hear what processes tell while the block lasts; gives the end for them."""
    ours, theirs = Pipe(duplex=False)

    def listen() -> None:
        while True:
            news = msgspec.msgpack.decode(ours.recv_bytes(), type=News)
            if not news.process:
                return
            on_news(news)

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    try:
        yield theirs
    finally:
        theirs.send_bytes(msgspec.msgpack.encode(News(0, "", "")))
        thread.join()
        ours.close()
        theirs.close()
