"""Answers requests in the worker: loads the student's code and calls it."""

from __future__ import annotations

import random
import sys
import traceback
from socket import socket
from typing import Any

import msgspec
import numpy as np
import torch

from grader.sandbox.protocol import (
    HEADER,
    Answered,
    Call,
    Drive,
    Frame,
    Gradients,
    Load,
    Loaded,
    Outline,
    Outlined,
    Progress,
    Question,
    Raised,
    Reply,
    Request,
    Returned,
    Scan,
    Scanned,
    Series,
    TensorData,
    Turn,
    Unpack,
    Vjp,
)
from grader.sandbox.worker import loader
from grader.sandbox.worker.drivers import find_driver
from grader.sandbox.worker.outline import outline
from grader.sandbox.worker.scan import scan
from grader.sandbox.worker.unpack import unpack
from grader.sandbox.worker.values import (
    decode,
    encode,
    encode_tensor,
    tensors_in,
    to_tensor,
)

MAX_HITS = 20
"""Places that are reported; the first one is told."""

_DECODER = msgspec.msgpack.Decoder(Request)
_SERIES = msgspec.msgpack.Decoder(list[Question])
_ENCODER = msgspec.msgpack.Encoder()


class Channel:
    """Frames over a blocking socket."""

    def __init__(self, stream: socket) -> None:
        self._stream = stream

    def read(self) -> Request | None:
        """Return the next request, or None when the grader has gone."""
        header = self._exactly(HEADER)
        if header is None:
            return None
        body = self._exactly(int.from_bytes(header, "big"))
        return None if body is None else _DECODER.decode(body)

    def write(self, body: bytes) -> None:
        """Send one encoded reply."""
        self._stream.sendall(len(body).to_bytes(HEADER, "big") + body)

    def _exactly(self, size: int) -> bytearray | None:
        data = bytearray(size)
        view = memoryview(data)
        while view:
            got = self._stream.recv_into(view)
            if not got:
                return None
            view = view[got:]
        return data


class Server:
    """One worker's state: the student's functions and the drivers."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._student: loader.Student | None = None
        self._device = "cpu"

    def run(self) -> None:
        """Answer requests until the grader closes the connection."""
        while (request := self._channel.read()) is not None:
            frame, _ = self._frame(request)
            flush()
            self._channel.write(frame)

    def _frame(self, request: Request) -> tuple[bytes, bool]:
        """The encoded reply, and whether it is an answer."""
        try:
            return _ENCODER.encode(self._answer(request)), True
        except BaseException as error:  # a student's code may raise anything
            return _ENCODER.encode(raised(request.id, error)), False

    def _answer(self, request: Request) -> Reply:
        match request:
            case Outline():
                found = outline(request.text, request.names, request.ours)
                return Outlined(request.id, found)
            case Load():
                return self._load(request)
            case Turn():
                freshen(request.seed, self._device)
                return Loaded(request.id, {})
            case Call():
                return self._call(request)
            case Vjp():
                return self._vjp(request)
            case Scan():
                hits = scan(getattr(self._student, request.function))
                return Scanned(request.id, hits[:MAX_HITS])
            case Drive():
                return self._drive(request)
            case Series():
                return self._series(request)
            case Unpack():
                return unpack(request)

    def _load(self, request: Load) -> Loaded:
        """Load a submission, instead of another where one has been loaded."""
        if self._student is not None:
            self._student.forget()
        self._device = request.device
        freshen(request.seed, self._device)
        self._student = loader.Student(request)
        found: Any = self._student.found()
        return Loaded(request.id, found)

    def _series(self, request: Series) -> Answered:
        replies = []
        for each in _SERIES.decode(request.requests):
            frame, answered = self._frame(each)
            replies.append(frame)
            if not answered:
                break
        return Answered(request.id, tuple(replies))

    def _call(self, request: Call) -> Returned:
        args = [decode(arg, self._device) for arg in request.args]
        kwargs = {key: decode(arg, self._device) for key, arg in request.kwargs.items()}
        function = getattr(self._student, request.function)
        return Returned(request.id, encode(function(*args, **kwargs)))

    def _vjp(self, request: Vjp) -> Gradients:
        args = [decode(arg, self._device) for arg in request.args]
        kwargs = {key: decode(arg, self._device) for key, arg in request.kwargs.items()}
        tensors = tensors_in([*args, *kwargs.values()])
        wanted = [tensors[index].requires_grad_() for index in request.wrt]
        with torch.enable_grad():
            value = getattr(self._student, request.function)(*args, **kwargs)
            grads = self._pull_back(value, wanted, request.cotangent)
        return Gradients(request.id, encode(value), grads)

    def _pull_back(
        self, value: Any, wanted: list[torch.Tensor], cotangent: TensorData
    ) -> tuple[TensorData | None, ...]:
        """Gradients of <value, cotangent>; all None where there is no graph."""
        nothing = (None,) * len(wanted)
        if not isinstance(value, torch.Tensor) or not value.requires_grad:
            return nothing
        if tuple(value.shape) != cotangent.shape:
            return nothing
        weight = to_tensor(cotangent, self._device).to(value.dtype)
        # Given the weight, torch compares shapes with a package that takes 0.3 s to
        # import; of the sum, the gradient with respect to the value is the weight.
        weighted = torch.mul(value, weight).sum()
        grads = torch.autograd.grad(weighted, wanted, allow_unused=True)
        encoded = [None if grad is None else encode_tensor(grad) for grad in grads]
        return tuple(g if isinstance(g, TensorData) else None for g in encoded)

    def _drive(self, request: Drive) -> Returned:
        driver = find_driver(request.drivers, request.driver)
        args = [decode(arg, self._device) for arg in request.args]

        def report(step: int, value: Any = None) -> None:
            self._channel.write(
                _ENCODER.encode(Progress(request.id, step, encode(value)))
            )

        assert self._student is not None
        self._student.report = report
        return Returned(request.id, encode(driver(self._student, *args)))


def freshen(seed: int, device: str) -> None:
    """Put torch's settings and all random generators as at the beginning."""
    torch.set_grad_enabled(True)
    torch.set_default_dtype(torch.float32)
    torch.default_generator.manual_seed(seed)
    if device != "cpu":
        torch.manual_seed(seed)  # of every device, also of those not started yet: 2 ms
    random.seed(seed)
    np.random.seed(seed % 2**32)


def raised(id: int, error: BaseException) -> Raised:
    """Describe an exception: type, message, and the student's own lines."""
    try:
        message = cut(str(error))
    except BaseException:  # a __str__ that raises must not end the worker
        message = "(the exception's text cannot be read)"
    frames = [
        Frame(entry.filename.removesuffix(".py"), entry.lineno or 0)
        for entry in traceback.extract_tb(error.__traceback__, limit=-200)
        if "/" not in entry.filename and entry.filename[:1] not in "<("
    ]
    if isinstance(error, SyntaxError) and error.filename and error.lineno:
        name = error.filename.removesuffix(".py")
        frames.append(Frame(name, error.lineno))
        message = cut(error.msg)
    name = cut(type(error).__name__)[:80]
    return Raised(id, writable(name), writable(message), tuple(frames[-10:]))


def cut(text: str) -> str:
    """The beginning of a text, whatever its class says that a beginning is."""
    return str.__getitem__(text, slice(2000))


def writable(text: str) -> str:
    """Text that can be encoded: without half of a surrogate pair."""
    return text.encode("utf-8", "backslashreplace").decode()[:4000]


def flush() -> None:
    """Push what the student printed into the pipe, if there is still a way."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:  # a student may have replaced or closed them
        return


def serve(stream: socket) -> None:
    """Serve one connection to its end."""
    sys.setrecursionlimit(1000)
    Server(Channel(stream)).run()
