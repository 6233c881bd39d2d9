"""What crosses the border between grader and worker: typed MessagePack frames.

A frame is four bytes of length (big endian) and one message. A request carries
a random id, and the worker answers it with exactly one reply that echoes the id
(and, where the request asked for it, with `Progress` before). Tensors travel as
dtype, shape and raw bytes; nothing is ever unpickled.

This module is the only one of ours that both sides import.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

__all__ = [
    "DTYPES",
    "HEADER",
    "MAX_DIMS",
    "MAX_ITEMS",
    "Answered",
    "Call",
    "Drive",
    "File",
    "Fork",
    "Forked",
    "Frame",
    "Gradients",
    "Items",
    "Load",
    "Loaded",
    "Malformed",
    "Other",
    "Outline",
    "Outlined",
    "Progress",
    "Question",
    "Raised",
    "Ready",
    "Reap",
    "Reaped",
    "Reply",
    "Request",
    "Returned",
    "Scan",
    "Scanned",
    "Series",
    "TensorData",
    "Turn",
    "Unpack",
    "Unpacked",
    "Value",
    "Vjp",
]

HEADER = 4
MAX_DIMS = 8
"""No tensor of the contract has more than four axes."""

DTYPES = {
    "float32": 4,
    "float64": 8,
    "float16": 2,
    "bfloat16": 2,
    "int64": 8,
    "int32": 4,
    "int16": 2,
    "int8": 1,
    "uint8": 1,
    "bool": 1,
}
"""Bytes an element of each dtype that may cross."""

DType: TypeAlias = Literal[
    "float32", "float64", "float16", "bfloat16",
    "int64", "int32", "int16", "int8", "uint8", "bool",
]  # fmt: skip


Short: TypeAlias = Annotated[str, Meta(max_length=4_096)]
"""Of the worker's words, as many characters as a message may have."""
MAX_ITEMS = 100_000
"""Of a list or a tuple; a limit is looked at before memory is taken."""


class Malformed(Exception):
    """A reply that no honest worker sends."""


class Message(msgspec.Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """Base of all messages; the class name is the tag."""


class TensorData(Message, frozen=True):
    """A dense tensor: `len(data)` is the product of `shape` times the item size."""

    dtype: DType
    shape: Annotated[tuple[int, ...], Meta(max_length=MAX_DIMS)]
    data: bytes
    strided: bool = False
    """Ask the worker to lay it out so that it is not contiguous."""


class Items(Message, frozen=True):
    """A list or a tuple."""

    kind: Literal["list", "tuple"]
    items: Annotated[tuple[Value, ...], Meta(max_length=MAX_ITEMS)]


class Other(Message, frozen=True):
    """Something that does not cross; only its description does."""

    kind: Short


Value: TypeAlias = bool | int | float | str | TensorData | Items | Other | None


class Load(Message, frozen=True):
    """Load a submission; the first request of every worker."""

    id: int
    modules: dict[str, str]
    """The student's modules: name -> source."""
    target: str
    """The module whose functions will be called; empty for all of them."""
    names: dict[str, str]
    """Exercise -> module, for what the worker should look for."""
    provided: dict[str, str]
    """Modules of ours: those that answer the target's imports, and stand-ins."""
    stand_ins: tuple[str, ...]
    """Names in the target that are ours, as the student's fail on their own."""
    hidden: dict[str, tuple[str, ...]]
    """Module -> names that the target must not get from a sibling."""
    seed: int
    device: str


class Outline(Message, frozen=True):
    """Say what exercises of a file are made of; asked before any of it has run."""

    id: int
    text: str
    names: tuple[str, ...]
    ours: tuple[str, ...]
    """What the file may import of its siblings, and gets from us: `module.name`."""


class Turn(Message, frozen=True):
    """Turn to another exercise of what is loaded: as fresh as after loading."""

    id: int
    seed: int


class Call(Message, frozen=True):
    """Call an exercise with these arguments."""

    id: int
    function: str
    args: tuple[Value, ...]
    kwargs: dict[str, Value]


class Vjp(Message, frozen=True):
    """Call an exercise and pull a cotangent back through it."""

    id: int
    function: str
    args: tuple[Value, ...]
    kwargs: dict[str, Value]
    wrt: tuple[int, ...]
    """Which tensors, counted over all arguments in order."""
    cotangent: TensorData


class Drive(Message, frozen=True):
    """Call a driver with the student's functions and these arguments."""

    id: int
    driver: str
    """`module.function`."""
    drivers: dict[str, str]
    """That module of ours, and those it imports: name -> source."""
    args: tuple[Value, ...]


class Scan(Message, frozen=True):
    """Look in the compiled code of an exercise for automatic differentiation."""

    id: int
    function: str


class Unpack(Message, frozen=True):
    """Take a notebook or an archive apart; no student's code runs in this worker."""

    id: int
    name: str
    """The file's name: its suffix says what it is."""
    data: bytes
    wanted: tuple[str, ...]
    """Names of exercises: of a notebook what these are made of is kept."""


Question: TypeAlias = Call | Vjp | Drive | Scan


class Series(Message, frozen=True):
    """Answer some requests one after the other, up to the first that raises."""

    id: int
    requests: bytes
    """A MessagePack list of `Question`."""


Request: TypeAlias = Outline | Load | Turn | Question | Series | Unpack


class Frame(Message, frozen=True):
    """A line of the student's code in a traceback."""

    module: Short
    line: int


class Outlined(Message, frozen=True):
    """Exercise -> a digest of its code, where it is plain what that reaches."""

    id: int
    digests: Annotated[dict[Short, Short], Meta(max_length=1_000)]


class Loaded(Message, frozen=True):
    """What the modules hold: exercise -> `ok`, `stub`, `missing`, `not_callable`."""

    id: int
    found: Annotated[
        dict[Short, Literal["ok", "stub", "missing", "not_callable"]],
        Meta(max_length=1_000),
    ]


class Returned(Message, frozen=True):
    """What the call or the driver gave back."""

    id: int
    value: Value


class Gradients(Message, frozen=True):
    """The value, and the gradients asked for (None where there is no graph)."""

    id: int
    value: Value
    grads: Annotated[tuple[TensorData | None, ...], Meta(max_length=100)]


class Raised(Message, frozen=True):
    """The student's code raised."""

    id: int
    kind: Short
    message: Short
    frames: Annotated[tuple[Frame, ...], Meta(max_length=100)]


class Scanned(Message, frozen=True):
    """Places that differentiate automatically: where, and the name used."""

    id: int
    hits: Annotated[tuple[tuple[Frame, Short], ...], Meta(max_length=10_000)]


class Answered(Message, frozen=True):
    """The replies to a series, each encoded on its own."""

    id: int
    replies: Annotated[tuple[bytes, ...], Meta(max_length=10_000)]


class File(Message, frozen=True):
    """A file of code out of an archive, or a notebook as a module's text."""

    path: Short
    """In the archive; of a notebook with its own suffix."""
    data: bytes = b""
    problem: Literal["", "unreadable", "twice"] = ""
    reason: Short = ""
    defines: Annotated[tuple[Short, ...], Meta(max_length=1_000)] = ()
    """Exercises that a notebook defines."""
    cells: Annotated[tuple[tuple[int, int], ...], Meta(max_length=10_000)] = ()
    """Of a notebook's text: the first line of each part, and its code cell."""


class Unpacked(Message, frozen=True):
    """The code in a notebook or an archive, or why it cannot be opened."""

    id: int
    files: Annotated[tuple[File, ...], Meta(max_length=1_000)]
    problem: Literal["", "damaged", "bomb", "too_many", "encrypted"] = ""


class Progress(Message, frozen=True):
    """A step of a driver that reports on its way; never evidence of anything."""

    id: int
    step: int
    value: Value = None


Reply: TypeAlias = (
    Outlined
    | Loaded
    | Returned
    | Gradients
    | Raised
    | Scanned
    | Answered
    | Unpacked
    | Progress
)


class Fork(Message, frozen=True):
    """To the zygote, with two descriptors: make a worker on them."""

    memory: int
    """Bytes the worker may take beyond what it starts with."""
    cpu: int
    """Seconds of CPU time for the worker's whole life."""
    by_hand: bool = False
    """Whether nothing shall differentiate in it."""


class Ready(Message, frozen=True):
    """The zygote's first word: which attacks of the canary's have worked."""

    broken: tuple[str, ...]


class Forked(Message, frozen=True):
    """From the zygote: the worker's process id."""

    pid: int


class Reap(Message, frozen=True):
    """To the zygote: kill this worker and all that it started."""

    pid: int
    answer: bool
    """Whether somebody waits to hear how it ended."""
    trace: bool = False
    """Let it print where it is first."""


class Reaped(Message, frozen=True):
    """From the zygote: how the worker had ended (a wait status of the system)."""

    status: int
