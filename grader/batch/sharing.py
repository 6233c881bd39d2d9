"""What one process of a pool has found out need not be found out by the others.

Each writes to a file of its own and reads those of the others between two codes, so
nobody waits for anybody. Nothing depends on it but time.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

import msgspec

from grader.sandbox import protocol
from grader.testing.recalling import Memory
from grader.testing.tapes import Failure, Tapes

__all__ = ["Sharing"]

LENGTH = 4
"""Bytes before each piece, which say how long it is."""
Key: TypeAlias = tuple[str, str]
"""What it is of, and a digest."""
Known: TypeAlias = dict[Key, bytes]
"""With an encoded reply, or what came of a code, or nothing."""
Reply: TypeAlias = protocol.Reply | str
REPLIES: msgspec.msgpack.Decoder[Reply] = msgspec.msgpack.Decoder(Reply)
PIECES = msgspec.msgpack.Decoder(Known)
FAILURES = msgspec.msgpack.Decoder(Failure)
SEEN, CODE, FAILED = "seen ", "code ", "failed "
"""Codes that were asked, have passed, have not."""
ANSWER, CHECK = "answer", "check "
"""Answers of known mistakes, replies that have passed."""


class Sharing:
    """This process's file, and how far those of the others have been read."""

    def __init__(self, folder: Path) -> None:
        """Write nothing yet.

        Args:
            folder: one that all processes of the pool are given.
        """
        self._folder = folder
        self._own = folder / secrets.token_hex(8)
        self._read: dict[Path, int] = {}
        self._told: set[Key] = set()
        self._is_full = False
        """Whether a piece could not be written whole: what came after it would not
        be understood."""

    def give(self, tapes: Tapes, memory: Memory) -> None:
        """Write what is new here; after a disk has been full, nothing more."""
        if self._is_full:
            return
        found = (each for each in _all(tapes, memory) if each[0] not in self._told)
        new = {
            key: b"" if value is None else msgspec.msgpack.encode(value)
            for key, value in found
        }
        self._told |= new.keys()
        if new:
            piece = msgspec.msgpack.encode(new)
            try:
                with self._own.open("ab") as file:
                    file.write(len(piece).to_bytes(LENGTH, "big") + piece)
            except OSError:
                self._is_full = True

    def take(self, tapes: Tapes, memory: Memory) -> None:
        """Learn what is new at the others."""
        with suppress(OSError):
            for path in sorted(set(self._folder.iterdir()) - {self._own}):
                for known in self._pieces(path):
                    self._told |= known.keys()
                    _learn(known, tapes, memory)

    def _pieces(self, path: Path) -> Iterator[Known]:
        """What has been added to a file; a piece that is still being written waits."""
        with path.open("rb") as file:
            file.seek(self._read.get(path, 0))
            while len(head := file.read(LENGTH)) == LENGTH:
                size = int.from_bytes(head, "big")
                piece = file.read(size)
                if len(piece) < size:
                    return
                self._read[path] = file.tell()
                yield PIECES.decode(piece)


def _all(tapes: Tapes, memory: Memory) -> Iterator[tuple[Key, Reply | Failure | None]]:
    for kind, codes in ((SEEN, tapes.seen), (CODE, tapes.outlines)):
        for exercise, digests in codes.items():
            yield from (((kind + exercise, digest), None) for digest in digests)
    for exercise, failures in tapes.failures.items():
        yield from (((FAILED + exercise, key), f) for key, f in failures.items())
    for own in tapes.of.values():
        for tape in own:
            name = CHECK + tape.check.name
            yield from (((name, digest.hex()), None) for digest in tape.passed)
    for key, reply in memory.items():
        yield (ANSWER, key), reply


def _learn(known: Known, tapes: Tapes, memory: Memory) -> None:
    checks = {CHECK + t.check.name: t for own in tapes.of.values() for t in own}
    for (kind, digest), value in known.items():
        if kind == ANSWER:
            memory[digest] = REPLIES.decode(value)
        elif kind in checks:
            checks[kind].passed.add(bytes.fromhex(digest))
        elif kind.startswith(FAILED):
            own = tapes.failures.setdefault(kind.removeprefix(FAILED), {})
            own[digest] = FAILURES.decode(value)
        elif kind.startswith(CODE):
            exercise = kind.removeprefix(CODE)
            tapes.outlines.setdefault(exercise, set()).add(digest)
        elif kind.startswith(SEEN):
            tapes.seen.setdefault(kind.removeprefix(SEEN), set()).add(digest)
