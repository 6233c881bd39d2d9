"""Requests that are known before they are made: sent in one message, answered in one.

A check asks a submission some thirty times; a message there and back takes longer than
most answers. `Ahead` stands between a check and the worker: the check asks as ever.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import msgspec

from grader.sandbox import protocol
from grader.sandbox.connection import decode_reply

__all__ = ["Ahead", "OffScript", "Segment", "digest_of", "plain"]

_QUESTION: msgspec.msgpack.Decoder[protocol.Question] = msgspec.msgpack.Decoder(
    protocol.Question
)
Message = protocol.Request | protocol.Reply


class OffScript(Exception):
    """A check asks something else than it did when it was recorded."""


@dataclass(frozen=True, slots=True)
class Segment:
    """What one worker is asked in a row."""

    requests: tuple[bytes, ...]
    """Encoded, with 0 for an id."""
    by_hand: bool = False
    """Whether in a worker in which nothing can differentiate."""

    def message(self, id: int) -> protocol.Series:
        """The request for all of it."""
        raw = [msgspec.Raw(request) for request in self.requests]
        return protocol.Series(id, msgspec.msgpack.encode(raw))


class Ahead:
    """The requests of one check in their order, and the replies that came before."""

    def __init__(self, segments: Iterable[Segment]) -> None:
        self._segments = deque(segments)
        self._answered: deque[tuple[bytes, bytes]] = deque()
        self._told: list[tuple[bytes, bytes]] = []
        """Requests and replies so far; not those by hand, which repeat others."""

    def due(self, request: protocol.Request) -> Segment | None:
        """The segment to be sent, if it begins with this request; else None.

        Raises:
            OffScript: if neither a segment nor a reply is there for it.
        """
        if self._answered:
            return None
        if not self._segments or self._segments[0].requests[0] != plain(request):
            raise OffScript
        return self._segments[0]

    def fill(self, replies: Sequence[bytes]) -> None:
        """Take the replies to the segment that was due."""
        segment = self._segments.popleft()
        told = list(zip(segment.requests, replies, strict=False))
        self._answered.extend(told)
        self._told += [] if segment.by_hand else told

    def told(self) -> Iterator[tuple[protocol.Question, protocol.Reply]]:
        """All that was asked, whether the check has looked at it or not.

        Raises:
            Forged: if a reply is none of the protocol's.
        """
        for request, reply in self._told:
            yield _QUESTION.decode(request), decode_reply(reply)

    def answer(self, request: protocol.Request) -> protocol.Reply:
        """The reply to a request.

        Raises:
            OffScript: if another request would be due.
            Forged: if the reply is none of the protocol's.
        """
        if not self._answered or self._answered[0][0] != plain(request):
            raise OffScript
        return decode_reply(self._answered.popleft()[1])


def plain(message: Message) -> bytes:
    """A message encoded with 0 for an id: equal for equal messages."""
    return msgspec.msgpack.encode(msgspec.structs.replace(message, id=0))


def digest_of(replies: Iterable[bytes]) -> bytes:
    """A digest of encoded replies in their order."""
    digest = hashlib.sha256()
    for reply in replies:
        digest.update(len(reply).to_bytes(8, "big"))
        digest.update(reply)
    return digest.digest()
