"""Frames, archives and notebooks that nobody would send: no crash, no growth.

Mutated from honest ones by a seeded generator, so that a failure comes again;
Hypothesis draws the values of replies that keep to the protocol's types.
"""

from __future__ import annotations

import io
import json
import os
import random
import tarfile
import zipfile
from collections.abc import Callable, Iterator

import msgspec
import psutil
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.sandbox import protocol
from grader.sandbox.connection import decode_reply
from grader.sandbox.protocol import Frame, Items, Malformed, TensorData
from grader.sandbox.validation import from_wire, wire_tensor
from grader.sandbox.watch import WorkerLost
from grader.sandbox.worker.unpack import unpack
from grader.sandbox.worker.values import encode

FRAMES = int(os.environ.get("FRAMES", "100000"))
ARCHIVES = FRAMES // 20
GROWTH = 64 << 20
"""Bytes that a fuzzed process may grow by: pools of the allocator, no leak."""


def honest_replies() -> list[bytes]:
    tensor = encode(torch.arange(6.0).reshape(2, 3))
    nested = encode([torch.ones(2), (1, 2.5, None, True, "text"), [[]]])
    place = Frame("loss", 3)
    assert isinstance(tensor, TensorData)
    messages = [
        protocol.Loaded(7, {"relu": "ok", "net": "stub"}),
        protocol.Returned(7, tensor),
        protocol.Returned(7, nested),
        protocol.Gradients(7, tensor, (tensor, None)),
        protocol.Raised(7, "ValueError", "a message", (place, place)),
        protocol.Scanned(7, ((place, "backward"),)),
        protocol.Progress(7, 3, nested),
        protocol.Unpacked(7, (protocol.File("a.py", b"x = 1"),)),
    ]
    return [msgspec.msgpack.encode(message) for message in messages]


ODD = [
    b"\xc1", b"\xdd\xff\xff\xff\xff", b"\xdf\xff\xff\xff\xff", b"\xc6\xff\xff\xff\xff",
    b"\xdb\xff\xff\xff\xff", b"\xc9\xff\xff\xff\xff\x01", b"\x91" * 2000,
    b"\x81\xa1a" * 500,
    b"\xcb\x7f\xf8" + b"\0" * 6, b"\xd3\x80" + b"\0" * 7, b"\xa4type", b"\xc0", b"\xff",
]  # fmt: skip
"""Headers that lie, nests, NaN, the least integer, what may not come at all."""


def mutated(draw: random.Random, honest: list[bytes]) -> bytes:
    """One of these with bytes changed, cut out, doubled, or put in."""
    body = bytearray(draw.choice(honest))
    for _ in range(draw.randint(1, 6)):
        at = draw.randrange(len(body) + 1)
        match draw.randrange(7):
            case 0 if body:
                body[at % len(body)] ^= 1 << draw.randrange(8)
            case 1 if body:
                body[at % len(body)] = draw.randrange(256)
            case 2:
                del body[at : at + draw.randint(1, 9)]
            case 3:
                body[at:at] = draw.choice(ODD)
            case 4:
                body[at:at] = body[at : at + draw.randint(1, 40)]
            case 5:
                other = draw.choice(honest)
                body[at:] = other[draw.randrange(len(other)) :]
            case _:
                body[at:at] = draw.randbytes(draw.randint(1, 12))
    return bytes(body[: 1 << 20])


def look_at(reply: protocol.Reply) -> None:
    """What the trusted side does with a reply of whatever kind."""
    match reply:
        case protocol.Returned() | protocol.Progress():
            from_wire(reply.value)
        case protocol.Gradients():
            from_wire(reply.value)
            for gradient in reply.grads:
                if gradient is not None:
                    wire_tensor(gradient)
        case _:
            repr(reply)


def grown(work: Callable[[], object]) -> int:
    """Bytes that this process is larger afterwards."""
    before = psutil.Process().memory_info().rss
    work()
    return psutil.Process().memory_info().rss - before


def test_mutated_frames_are_refused_or_are_values(record_property):
    draw, honest = random.Random(0), honest_replies()
    counts = {"refused": 0, "believed": 0}

    def work() -> None:
        for _ in range(FRAMES):
            body = mutated(draw, honest)
            try:
                look_at(decode_reply(body))
            except (WorkerLost, Malformed):
                counts["refused"] += 1
            else:
                counts["believed"] += 1

    assert grown(work) < GROWTH
    assert sum(counts.values()) == FRAMES
    assert min(counts.values()) > FRAMES // 1000  # both sides of the border are met


def test_random_bytes_are_refused():
    draw = random.Random(1)
    for _ in range(FRAMES // 10):
        with pytest.raises(WorkerLost):
            decode_reply(draw.randbytes(draw.randint(0, 60)))


WORDS = st.text(max_size=20)
TENSORS = st.builds(
    TensorData,
    dtype=st.sampled_from(sorted(protocol.DTYPES)),
    shape=st.lists(st.integers(-(2**63), 2**63 - 1), max_size=10).map(tuple),
    data=st.binary(max_size=64),
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | WORDS | TENSORS
    | st.integers(-(2**63), 2**64 - 1) | st.builds(protocol.Other, WORDS),
    lambda inner: st.builds(
        Items, st.sampled_from(["list", "tuple"]),
        st.lists(inner, max_size=4).map(tuple),
    ),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=500, deadline=None, derandomize=True, database=None)
@given(value=VALUES)
def test_replies_of_the_right_types_are_values_or_malformed(value):
    body = msgspec.msgpack.encode(protocol.Returned(7, value))
    try:
        look_at(decode_reply(body))
    except (WorkerLost, Malformed):
        return


def test_a_small_frame_takes_no_great_memory():
    many = msgspec.msgpack.encode([0] * 20_000_000)
    body = b"\x83\xa4type\xa8Returned\xa2id\x07\xa5value\x83\xa4type\xa5Items"
    body += b"\xa4kind\xa4list\xa5items" + many

    def work() -> None:
        with pytest.raises(WorkerLost):
            decode_reply(body)

    assert grown(work) < 8 << 20


# --- archives and notebooks ---------------------------------------------------

CODE = {"hw/activations.py": b"def relu(X):\n    return X\n", "hw/note.txt": b"x" * 99}


def a_zip() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in CODE.items():
            archive.writestr(name, data)
    return stream.getvalue()


def a_tar(mode: str) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=f"w:{mode}") as archive:  # type: ignore[call-overload]  # the mode is one of tarfile's
        for name, data in CODE.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def a_notebook() -> bytes:
    cell = {
        "cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None,
        "source": ["%matplotlib inline\n", "def relu(X):\n", "    return X\n"],
    }  # fmt: skip
    notebook = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [cell]}
    return json.dumps(notebook).encode()


HANDED_IN = {
    "a.zip": a_zip(), "a.tar": a_tar(""), "a.tgz": a_tar("gz"), "a.tar.xz": a_tar("xz"),
    "a.ipynb": a_notebook(),
}  # fmt: skip


@pytest.mark.parametrize("name", HANDED_IN)
def test_what_was_not_mutated_is_read(name):
    request = protocol.Unpack(7, name, HANDED_IN[name], ("relu",))

    (file,) = unpack(request).files

    assert b"def relu(X):\n    return X\n" in file.data


@pytest.fixture
def quiet() -> Iterator[None]:
    """nbformat tells the root logger of what it does not like."""
    import logging

    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", HANDED_IN)
def test_mutated_archives_and_notebooks_are_read_or_refused(name, quiet):
    draw = random.Random(2)

    def work() -> None:
        for _ in range(ARCHIVES // len(HANDED_IN)):
            body = mutated(draw, [HANDED_IN[name]])
            answer = unpack(protocol.Unpack(7, name, body, ("relu",)))
            for file in answer.files:
                assert ".." not in file.path.split("/")
                assert not file.path.startswith("/")

    assert grown(work) < GROWTH
