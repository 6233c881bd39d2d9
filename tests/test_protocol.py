"""The wire: values there and back, lies refused, and a peer that forges its stream."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator

import msgspec
import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.sandbox import protocol
from grader.sandbox.connection import (
    MAX_FRAME,
    Died,
    Forged,
    Worker,
)
from grader.sandbox.protocol import DTYPES, Items, Other, Returned, TensorData
from grader.sandbox.validation import Foreign, Malformed, from_wire, wire_tensor
from grader.sandbox.watch import Limits, OutOfTime, WorkerLost
from grader.sandbox.worker.values import decode, encode

NOBODY = 2**22 + 1
"""No process has this id: Linux counts to 2**22."""
PATIENT = Limits(cpu=60, wall=20)
EXPECTED = protocol.Call(id=7, function="f", args=(), kwargs={})
REPLY = msgspec.msgpack.Decoder(protocol.Reply)


# --- tensors and values -------------------------------------------------------


def over_the_wire(value: object) -> object:
    """What a check gets when the student's function returns `value`."""
    reply = msgspec.msgpack.encode(Returned(7, encode(value)))
    return from_wire(REPLY.decode(reply).value)


def same(actual: object, expected: torch.Tensor) -> bool:
    """Whether it is a plain tensor of exactly this dtype, shape and these bits."""
    return (
        type(actual) is torch.Tensor
        and actual.dtype == expected.dtype
        and actual.shape == expected.shape
        and actual.is_contiguous()
        and not actual.requires_grad
        and torch.equal(actual, expected)
    )


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", [(), (0,), (1,), (3,), (2, 3), (2, 0, 3)], ids=str)
def test_a_tensor_comes_back_with_its_dtype_shape_and_values(dtype, shape):
    tensor = torch.arange(1, 25)[: torch.Size(shape).numel()].reshape(shape)
    tensor = tensor.to(getattr(torch, dtype))

    assert same(over_the_wire(tensor), tensor)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("strided", [False, True])
@pytest.mark.parametrize("shape", [(), (0,), (1,), (3,), (1, 3), (2, 3)], ids=str)
def test_an_argument_arrives_in_the_worker_as_it_was_drawn(dtype, strided, shape):
    tensor = torch.arange(1, 7)[: torch.Size(shape).numel()].reshape(shape)
    tensor = tensor.to(getattr(torch, dtype))
    sent = encode(tensor)
    assert isinstance(sent, TensorData)

    arrived = decode(msgspec.structs.replace(sent, strided=strided), "cpu")

    assert arrived.dtype == tensor.dtype
    assert torch.equal(arrived, tensor)
    contiguous = not (strided and tensor.numel() > 1)
    assert arrived.is_contiguous() is contiguous


class Lazy(torch.Tensor):
    """A subclass, as some libraries return."""


GRID = torch.arange(12.0).reshape(3, 4)
LAYOUTS = {
    "transposed": GRID.T,
    "every second": GRID[:, ::2],
    "flipped": GRID.flip(0),
    "expanded": torch.tensor([[1.0], [2.0]]).expand(2, 3),
    "one element, odd strides": torch.as_strided(GRID, (1, 1), (7, 5), 3),
    "an offset": GRID.reshape(-1)[5:7],
    "channels last": torch.arange(16.0)
    .reshape(1, 2, 2, 4)
    .to(memory_format=torch.channels_last),
    "negated view": torch.tensor([1 + 2j, 3 - 4j]).conj().imag,
    "with a graph": (GRID.clone().requires_grad_() * 2),
    "a parameter": torch.nn.Parameter(GRID.clone()),
    "a buffer": torch.nn.Buffer(GRID.clone()),
    "a subclass": GRID.as_subclass(Lazy),
    "not finite": torch.tensor([float("inf"), -float("inf"), -0.0]),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_tensor_of_any_layout_comes_back_plain(layout):
    tensor = LAYOUTS[layout]
    plain = torch.tensor(tensor.detach().as_subclass(torch.Tensor).tolist())

    assert same(over_the_wire(tensor), plain)


def test_nan_keeps_its_place():
    answer = over_the_wire(torch.tensor([1.0, float("nan")]))

    assert isinstance(answer, torch.Tensor)
    assert answer.isnan().tolist() == [False, True]


def test_an_answer_does_not_follow_later_changes_of_the_students_tensor():
    tensor = torch.zeros(3)
    sent = encode(tensor)
    tensor += 1

    assert same(from_wire(sent), torch.zeros(3))


def generator() -> Iterator[int]:
    yield 1


FOREIGN = {
    "sparse": (
        torch.sparse_coo_tensor([[0]], [1.0], (2,), check_invariants=True),
        "a tensor that is not dense (torch.sparse_coo)",
    ),
    "meta": (
        torch.empty(2, device="meta"),
        "a tensor that is not dense (torch.strided)",
    ),
    "complex": (torch.tensor([1j]), "a tensor of complex64 with 1 axes"),
    "conj": (torch.tensor([1j]).conj(), "a tensor of complex64 with 1 axes"),
    "uint16": (torch.zeros(1, dtype=torch.uint16), "a tensor of uint16 with 1 axes"),
    "nine axes": (torch.zeros((1,) * 9), "a tensor of float32 with 9 axes"),
    "numpy array": (np.zeros(2), "numpy.ndarray"),
    "dict": ({"a": 1}, "dict"),
    "set": ({1}, "set"),
    "bytes": (b"x", "bytes"),
    "complex number": (1j, "complex"),
    "function": (len, "builtin_function_or_method"),
    "generator": (generator(), "generator"),
    "huge int": (2**63, "int out of range"),
    "huge negative int": (-(2**63) - 1, "int out of range"),
    "long list": ([0] * 100_001, "list, too deep or too long"),
}  # fmt: skip


@pytest.mark.parametrize("name", FOREIGN)
def test_what_does_not_cross_is_described(name):
    value, description = FOREIGN[name]

    assert over_the_wire(value) == Foreign(description)


PLAIN = {
    "none": (None, None),
    "true": (True, True),
    "int": (-3, -3),
    "largest int": (2**63 - 1, 2**63 - 1),
    "smallest int": (-(2**63), -(2**63)),
    "float": (0.1, 0.1),
    "infinity": (float("inf"), float("inf")),
    "str": ("ε", "ε"),
    "numpy float64": (np.float64(0.1), 0.1),
    "numpy float32": (np.float32(0.5), 0.5),
    "numpy int": (np.int64(4), 4),
    "numpy bool": (np.bool_(True), True),
    "numpy str": (np.str_("a"), "a"),
    "list": ([1, [2.5, "x"], None], [1, [2.5, "x"], None]),
    "tuple": ((1, (2,), []), (1, (2,), [])),
    "torch.Size": (torch.Size([2, 3]), (2, 3)),
    "range": (range(2), Foreign("range")),
}


@pytest.mark.parametrize("name", PLAIN)
def test_a_plain_value_comes_back_equal_and_of_a_builtin_type(name):
    value, expected = PLAIN[name]

    answer = over_the_wire(value)

    assert (type(answer), answer) == (type(expected), expected)


def test_a_parameter_list_comes_back_as_a_list():
    answer = over_the_wire(torch.nn.ParameterList([torch.zeros(2), torch.ones(1)]))

    assert isinstance(answer, list)
    assert [item.tolist() for item in answer] == [[0, 0], [1]]


def test_a_list_nested_too_deep_is_described_where_it_is_cut():
    assert over_the_wire([[[[["deep"]]]]]) == [
        [[[Foreign("list, too deep or too long")]]]
    ]


def test_a_list_that_holds_itself_is_cut():
    endless: list[object] = []
    endless.append(endless)

    assert over_the_wire(endless) == [[[[Foreign("list, too deep or too long")]]]]


LIES = {
    "too few bytes": TensorData("float32", (2,), b"1234"),
    "too many bytes": TensorData("float32", (1,), b"12345678"),
    "bytes for nothing": TensorData("float32", (0,), b"1234"),
    "no bytes for a scalar": TensorData("float64", (), b""),
    "negative": TensorData("float32", (-1,), b"1234"),
    "two negatives": TensorData("float32", (-1, -1), b"1234"),
    "nine axes": TensorData("float32", (1,) * 9, b"1234"),
    "huge and empty": TensorData("float32", (2**31, 2**31, 0), b""),
    "beyond int64": TensorData("float32", (2**64 - 1, 0), b""),
    "overflow to 4 bytes": TensorData("uint8", (2**32 + 1, 2**32 - 1), b"1234"),
    "bool of 2": TensorData("bool", (2,), b"\x01\x02"),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_tensor_that_lies_about_itself_is_refused(lie):
    with pytest.raises(Malformed):
        wire_tensor(LIES[lie])


def test_a_lie_inside_a_list_is_refused():
    with pytest.raises(Malformed):
        from_wire(Items("list", (1, Items("tuple", (LIES["too few bytes"],)))))


def test_an_answer_owns_its_memory():
    data = TensorData("uint8", (2,), b"\x01\x02")

    wire_tensor(data).zero_()

    assert data.data == b"\x01\x02"


def test_a_description_is_cut_to_200_characters():
    assert from_wire(Other("x" * 1000)) == Foreign("x" * 200)


# --- a forged stream ----------------------------------------------------------

Script = Callable[[socket.socket], None]


class Peer:
    """A worker's end of the wire in a thread of ours, and the grader's `Worker`."""

    def __init__(self, script: Script) -> None:
        ours, self.theirs = socket.socketpair()
        output, self._stdout = os.pipe()
        self.reaped: list[int] = []
        self.worker = Worker(NOBODY, ours, output, self._reap)
        self._thread = threading.Thread(target=self._play, args=(script,))
        self._thread.start()

    def _play(self, script: Script) -> None:
        with contextlib.suppress(OSError):
            script(self.theirs)

    def _reap(self, pid: int, wait: bool, trace: bool) -> int:
        self.reaped.append(pid)
        return 9

    def ask(self, message: protocol.Request = EXPECTED, **options: object) -> object:
        options = {"limits": PATIENT, **options}
        return self.worker.request(message, Returned, **options)

    def close(self) -> None:
        self.worker.kill()
        self._thread.join()
        self.theirs.close()
        os.close(self._stdout)


@pytest.fixture
def play() -> Iterator[Callable[[Script], Peer]]:
    """Start a peer that plays this script; ended after the test."""
    peers: list[Peer] = []

    def start(script: Script) -> Peer:
        peers.append(Peer(script))
        return peers[-1]

    yield start
    for peer in peers:
        peer.close()


def read_request(stream: socket.socket) -> bytes:
    """One request, as the worker gets it."""
    size = int.from_bytes(stream.recv(4, socket.MSG_WAITALL), "big")
    return stream.recv(size, socket.MSG_WAITALL)


def frame(message: object) -> bytes:
    return sized(msgspec.msgpack.encode(message))


def sized(body: bytes) -> bytes:
    """A body under a header that tells its length."""
    return len(body).to_bytes(4, "big") + body


def after_request(*sent: bytes, close: bool = False) -> Script:
    """A peer that waits for a request, then sends this."""

    def script(stream: socket.socket) -> None:
        read_request(stream)
        stream.sendall(b"".join(sent))
        if close:
            stream.shutdown(socket.SHUT_RDWR)

    return script


def lost(peer: Peer, **options: object) -> WorkerLost:
    """What losing this worker looks like; it has been reaped exactly once then."""
    with pytest.raises(WorkerLost) as caught:
        peer.ask(**options)
    assert peer.reaped == [NOBODY]
    return caught.value


def test_an_honest_reply_is_returned(play):
    reply = Returned(7, encode([torch.ones(2)]))
    peer = play(after_request(frame(reply)))

    assert (peer.ask(), peer.reaped) == (reply, [])


def test_the_request_arrives_as_it_was_sent(play):
    seen: list[bytes] = []

    def script(stream: socket.socket) -> None:
        seen.append(read_request(stream))
        stream.sendall(frame(Returned(7, None)))

    play(script).ask()

    assert msgspec.msgpack.decode(seen[0], type=protocol.Request) == EXPECTED


@pytest.mark.parametrize("size", [1, 4, 100])
def test_bytes_before_the_request_are_a_forgery(play, size):
    sent = threading.Event()

    def script(stream: socket.socket) -> None:
        stream.sendall(b"x" * size)
        sent.set()

    peer = play(script)
    sent.wait()

    assert type(lost(peer, limits=Limits(cpu=60, wall=1))) is Forged


def test_a_second_reply_to_one_request_is_a_forgery(play):
    peer = play(after_request(frame(Returned(7, 1)) + frame(Returned(7, 2))))
    assert peer.ask() == Returned(7, 1)

    assert type(lost(peer)) is Forged


ANSWER = msgspec.msgpack.encode(Returned(7, "xx"))
FORGERIES = {
    "wrong id": frame(Returned(8, None)),
    "garbage": sized(b"\xc1\xc1\xc1\xc1"),
    "an empty body": sized(b""),
    "a request": frame(EXPECTED),
    "an unknown type": frame({"type": "No"}),
    "an unknown field": frame({"type": "Returned", "id": 7, "value": 1, "score": 9}),
    "no id": frame({"type": "Returned", "value": 1}),
    "an id that is text": frame({"type": "Returned", "id": "7", "value": 1}),
    "bytes after the message": sized(ANSWER + b"\xc0"),
    "progress nobody asked for": frame(protocol.Progress(7, 1)),
    "an unknown dtype": sized(
        msgspec.msgpack.encode(Returned(7, TensorData("int64", (0,), b""))).replace(
            b"int64", b"int65"
        )
    ),
    "a shape of floats": sized(
        msgspec.msgpack.encode(Returned(7, TensorData("int8", (1,), b"1"))).replace(
            b"shape\x91\x01", b"shape\x91\xca\x3f\x80\x00\x00"
        )
    ),
    "a bool as a length": sized(
        msgspec.msgpack.encode(Returned(7, TensorData("int8", (1,), b"1"))).replace(
            b"shape\x91\x01", b"shape\x91\xc3"
        )
    ),
    "an extension type": sized(ANSWER.replace(b"\xa2xx", b"\xd4\x01\x00")),
    "a map of four billion": sized(ANSWER.replace(b"\xa2xx", b"\xdf\xff\xff\xff\xff")),
    "text that is not UTF-8": sized(ANSWER.replace(b"xx", b"\xff\xff")),
    "a field name that is not UTF-8": sized(ANSWER.replace(b"value", b"\xffalue")),
    "a type name that is not UTF-8": sized(ANSWER.replace(b"Returned", b"\xffeturned")),
}  # fmt: skip


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_frame_that_is_no_answer_is_a_forgery(play, forgery):
    assert type(lost(play(after_request(FORGERIES[forgery], close=True)))) is Forged


@pytest.mark.parametrize("length", [2**32 - 1, MAX_FRAME + 1])
def test_a_frame_beyond_the_cap_is_refused_by_its_header(play, length):
    peer = play(after_request(length.to_bytes(4, "big")))

    assert type(lost(peer, limits=Limits(cpu=60, wall=5))) is Forged


def test_a_call_may_lower_the_cap(play):
    peer = play(after_request(frame(Returned(7, "x" * 200))))

    assert type(lost(peer, cap=100)) is Forged


@pytest.mark.parametrize("kept", [0, 1, 3, 4, 10])
def test_a_frame_cut_short_by_the_end_of_the_stream_is_a_death(play, kept):
    peer = play(after_request(frame(Returned(7, "answer"))[:kept], close=True))

    assert type(lost(peer)) is Died


def test_a_stream_that_had_ended_before_the_request_is_a_death(play):
    ended = threading.Event()

    def script(stream: socket.socket) -> None:
        stream.shutdown(socket.SHUT_RDWR)
        ended.set()

    peer = play(script)
    ended.wait()

    assert type(lost(peer)) is Died


def test_a_death_names_the_signal_that_the_zygote_saw(play):
    error = lost(play(after_request(close=True)))

    assert isinstance(error, Died)
    assert (error.signal, str(error)) == (9, "the process ended (SIGKILL)")


def drip(stream: socket.socket) -> None:
    """Send a reply byte by byte, for four times as long as the test allows."""
    read_request(stream)
    for byte in frame(Returned(7, "x" * 60)):
        stream.sendall(bytes([byte]))
        time.sleep(0.025)


def test_a_slow_drip_is_stopped_at_the_total_deadline(play):
    error = lost(play(drip), limits=Limits(cpu=60, wall=0.5))

    assert isinstance(error, OutOfTime)
    assert (error.seconds, error.idle) == (0.5, True)


def test_silence_is_stopped_at_the_wall_limit(play):
    error = lost(play(read_request), limits=Limits(cpu=60, wall=0.2))

    assert isinstance(error, OutOfTime)
    assert (error.seconds, error.idle) == (0.2, True)


def test_a_peer_that_does_not_read_is_stopped_at_the_wall_limit(play):
    peer = play(lambda stream: None)
    large = protocol.Call(7, "f", (encode(torch.zeros(1 << 20)),), {})

    error = lost(peer, message=large, limits=Limits(cpu=60, wall=0.2))

    assert isinstance(error, OutOfTime)


def test_progress_is_heard_in_order_before_the_reply(play):
    steps = [protocol.Progress(7, step, step / 2) for step in range(3)]
    peer = play(after_request(*map(frame, steps), frame(Returned(7, "end"))))
    heard: list[protocol.Progress] = []

    reply = peer.ask(progress=lambda step: bool(heard.append(step)))

    assert (heard, reply) == (steps, Returned(7, "end"))


def slow_steps(stream: socket.socket) -> None:
    read_request(stream)
    for step in range(4):
        time.sleep(0.4)
        stream.sendall(frame(protocol.Progress(7, step)))
    stream.sendall(frame(Returned(7, None)))


@pytest.mark.parametrize("renewed", [True, False])
def test_progress_renews_the_limits_only_where_the_listener_says_so(play, renewed):
    peer = play(slow_steps)
    options = {"limits": Limits(60, wall=1.2), "progress": lambda step: renewed}

    if renewed:
        assert peer.ask(**options) == Returned(7, None)
    else:
        assert isinstance(lost(peer, **options), OutOfTime)


def outcome(peer: Peer) -> str:
    """What becomes of a reply and of the values in it; another exception is a crash."""
    try:
        reply = peer.ask()
        for value in [getattr(reply, "value", None), *getattr(reply, "grads", ())]:
            from_wire(value)
    except (WorkerLost, Malformed):
        return "refused"
    return "answer"


def nested(depth: int) -> bytes:
    """A reply of lists in lists, written by hand: encoding it would recurse too."""
    one = msgspec.msgpack.encode({"type": "Items", "kind": "list", "items": [None]})
    body = msgspec.msgpack.encode(Returned(7, None))[:-1]
    return sized(body + one[:-1] * depth + b"\xc0")


@pytest.mark.parametrize("depth", [10, *range(300, 500, 10), 1000, 100_000])
def test_a_reply_of_lists_in_lists_is_an_answer_or_refused_and_never_a_crash(
    play, depth
):
    peer = play(after_request(nested(depth)))

    assert outcome(peer) in ("answer", "refused")


SAMPLES = (
    Returned(7, encode([torch.arange(6.0).reshape(2, 3), (1, "text", None), 0.5])),
    Returned(7, encode(torch.tensor([True, False]))),
    protocol.Gradients(7, encode(torch.ones(2)), (encode(torch.zeros(2)), None)),
    protocol.Raised(7, "ValueError", "message", (protocol.Frame("loss", 3),)),
    protocol.Loaded(7, {"relu": "ok", "tanh": "stub"}),
    protocol.Scanned(7, ((protocol.Frame("loss", 3), "grad"),)),
    Returned(7, Other("dict")),
)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """An honest frame after some changes; its length is right in half of them."""
    body = bytearray(frame(draw(st.sampled_from(SAMPLES)))[4:])
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(body)))
        end = draw(st.integers(start, min(len(body), start + 8)))
        body[start:end] = draw(
            st.one_of(
                st.binary(max_size=8),
                st.sampled_from([b"\xff", b"\x80", b"\xcf" + b"\xff" * 8, b"\xc6"]),
                st.just(bytes(body[end : end + 12])),
            )
        )
    size = draw(st.one_of(st.just(len(body)), st.integers(0, 2**32 - 1)))
    return size.to_bytes(4, "big") + bytes(body)


@settings(
    max_examples=2000,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(stream=mutated())
def test_a_mutated_reply_is_an_answer_or_a_lost_worker_and_nothing_else(stream):
    peer = Peer(after_request(stream, close=True))
    try:
        assert outcome(peer) in ("answer", "refused")
    finally:
        peer.close()


def test_the_fuzzed_frames_are_honest_before_they_are_mutated(play):
    replies = []
    for sample in SAMPLES:
        reply = play(after_request(frame(sample))).ask()
        from_wire(getattr(reply, "value", None))
        replies.append(reply)

    assert tuple(replies) == SAMPLES
