"""A process with torch preloaded that forks a worker in tens of milliseconds.

It never sees a byte of student code, and holds no secret: a fork inherits
memory. It speaks with the grader over one socket: `Fork` (with the worker's
socket and output pipe as descriptors) and `Reap`.
"""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import gc
import os
import resource
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import msgspec
import psutil

from grader.sandbox.protocol import Fork, Forked, Ready, Reap, Reaped
from grader.sandbox.worker.canary import attacks_that_work

_DECODER = msgspec.msgpack.Decoder(Fork | Reap)
_ENCODER = msgspec.msgpack.Encoder()

if TYPE_CHECKING:
    from grader.sandbox.worker.jail import Jail

Lock: TypeAlias = "Callable[[], None]"
"""What a fresh worker calls before it sees a student's code."""

PR_SET_PDEATHSIG, PR_SET_DUMPABLE = 1, 4
PR_SET_CHILD_SUBREAPER = 36
HUGE = 2 << 20
MADV_HUGEPAGE, MADV_COLLAPSE = 14, 25
MANY = 50
"""Forks after which it pays to make them cheaper."""
TRACING = 0.1
"""Seconds to print a stack."""
SLACK = 2 << 30
"""Address space for stacks and malloc arenas, which takes no memory."""


def preload() -> None:
    """Import what students use and warm it up, on one thread.

    A zygote that has ever run a multi-threaded operation deadlocks children
    that do; a first operation also reads /proc/cpuinfo while that is allowed.
    """
    from grader.sandbox.worker import eager

    eager.leave_out_the_compiler()
    import torch
    import torchvision.transforms  # noqa: F401  (and with it PIL)

    from grader.sandbox.worker import by_hand, drivers, server

    torch.set_num_threads(1)
    server.freshen(0, "cpu")  # numpy imports its generators when they are asked for
    net = torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.ReLU())
    loss = torch.nn.functional.cross_entropy(
        net(torch.ones(2, 3)), torch.zeros(2).long()
    )
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    loss.backward()
    optimizer.step()
    by_hand.operators()
    drivers.keep_originals()
    _SERVE.append(server.serve)
    _FORGO.append(by_hand.forgo_differentiation)


_SERVE: list[Callable[[socket.socket], None]] = []
_FORGO: list[Callable[[], None]] = []
"""The server's entry and what gives differentiation up, kept because their modules
will be out of reach by name."""


def serve(fd: int, jail: Jail | None, secret: str) -> None:
    """Fork workers until the grader goes away; then leave nothing behind.

    Args:
        jail: what a fresh worker locks before it sees a student's code.
        secret: the path of a file that no locked worker may be able to read.
    """
    _adopt_orphans()
    if jail is not None:
        jail.enter()
    lock: Lock = jail.lock if jail is not None else lambda: None
    gc.collect()
    gc.freeze()
    control = socket.socket(fileno=fd)
    workers: set[int] = set()
    broken = _try_canary(lock, secret)
    control.sendall(_ENCODER.encode(Ready(broken)))
    with contextlib.suppress(ConnectionError):  # it went without hearing us out
        _obey(control, workers, lock)
    for pid in list(workers):
        workers.discard(pid)
        _reap(pid, workers)


def _obey(
    control: socket.socket, workers: set[int], lock: Lock, is_deputy: bool = False
) -> None:
    """Fork and end workers until the grader closes its end.

    Those in which nothing differentiates are a deputy's: a fork of this process that
    has given differentiation up, which takes longer than many a worker lives.
    """
    forks = 0
    deputy: socket.socket | None = None
    theirs: set[int] = set()
    while True:
        message, fds, _, _ = socket.recv_fds(control, 4096, 2)
        if not message:
            return
        request = _DECODER.decode(message)
        if isinstance(request, Fork) and request.by_hand and not is_deputy:
            deputy = deputy or _deputize(control, workers, lock)
            socket.send_fds(deputy, [message], fds)
            for fd in fds:
                os.close(fd)
            answer = _hear(deputy)
            theirs.add(msgspec.msgpack.decode(answer, type=Forked).pid)
            control.sendall(answer)
        elif isinstance(request, Reap) and request.pid in theirs and deputy:
            theirs.discard(request.pid)
            deputy.sendall(message)
            if request.answer:
                control.sendall(_hear(deputy))
        elif isinstance(request, Fork):
            pid = _fork(control, request, fds, lock)
            workers.add(pid)
            control.sendall(_ENCODER.encode(Forked(pid)))
            forks += 1
            if forks == MANY:
                _use_huge_pages()
        else:
            workers.discard(request.pid)
            if request.trace:
                _ask_where(request.pid)
            status = _reap(request.pid, workers)
            if request.answer:
                control.sendall(_ENCODER.encode(Reaped(status)))


def _deputize(control: socket.socket, workers: set[int], lock: Lock) -> socket.socket:
    """Fork a zygote whose workers cannot differentiate; the way to speak with it."""
    ours, theirs = socket.socketpair(type=socket.SOCK_SEQPACKET)
    pid = os.fork()
    if pid:
        theirs.close()
        workers.add(pid)
        return ours
    try:
        control.close()
        ours.close()
        _end_with_parent()
        _adopt_orphans()
        _FORGO[0]()
        gc.freeze()
        _obey(theirs, set(), lock, is_deputy=True)
    finally:
        os._exit(0)


def _hear(deputy: socket.socket) -> bytes:
    answer = deputy.recv(4096)
    if not answer:
        raise ConnectionError("the deputy has gone")
    return answer


def _adopt_orphans() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)


def _end_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _fork(control: socket.socket, request: Fork, fds: list[int], lock: Lock) -> int:
    pid = os.fork()
    if pid:
        for fd in fds:
            os.close(fd)
        return pid
    try:
        control.close()
        stream = _settle(request, fds, lock)
        _SERVE[0](stream)
    finally:
        os._exit(0)


def _settle(request: Fork, fds: list[int], lock: Lock) -> socket.socket:
    """Turn a fresh child into a worker: own session, own output, own limits."""
    os.setsid()
    channel, output = fds
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.dup2(channel, 3)
    os.closerange(4, 4096)
    _end_with_parent()
    faulthandler.register(signal.SIGUSR1, file=2, all_threads=False)
    _go_first()
    _limit(request)
    stream = socket.socket(fileno=3)
    lock()
    return stream


def _go_first() -> None:
    """Where memory runs out, let this process end before all others."""
    if sys.platform == "linux":
        # Of who has given root up, the file is root's until this; `lock` undoes it.
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 1)
        with contextlib.suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text("1000", "ascii")


def _use_huge_pages() -> None:
    """Gather this process's memory in pages of 2 MB: half of a fork is counting them.

    It takes as long as thirty forks, once. Kernels that cannot (before 6.1) say no.
    """
    if sys.platform != "linux":
        return
    advise = ctypes.CDLL(None).madvise
    advise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    for line in Path("/proc/self/maps").read_text("ascii", "replace").splitlines():
        span, access, _, _, inode = line.split()[:5]
        begin, end = (int(number, 16) for number in span.split("-"))
        begin, end = -(-begin // HUGE) * HUGE, end // HUGE * HUGE
        if inode == "0" and access == "rw-p" and begin < end:
            advise(begin, end - begin, MADV_HUGEPAGE)
            advise(begin, end - begin, MADV_COLLAPSE)


def make_jail(level: str) -> Jail | None:
    """What a fresh worker locks itself in, made ready before any fork.

    Args:
        level: of isolation: workers jail themselves but at `process`.

    Raises:
        OSError: if this machine has nothing to make a jail of.
    """
    if level == "process":
        return None
    from grader.sandbox.worker.jail import Jail

    here = Path(__file__).resolve().parent
    return Jail(here.parent.parent, scoped=level != "container")


def _try_canary(lock: Lock, secret: str) -> tuple[str, ...]:
    """Lock a child and let it try what must not work; what worked nevertheless."""
    read, write = os.pipe()
    pid = os.fork()
    if not pid:
        found = ["lock itself"]
        try:
            _limit(Fork(1 << 30, 60))
            lock()
            found = attacks_that_work(secret)
        except OSError as error:
            found = [f"lock itself ({error})"]
        finally:
            os.write(write, _ENCODER.encode(found))
            os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as file:
        data = file.read()
    os.waitpid(pid, 0)
    return tuple(msgspec.msgpack.decode(data, type=list[str]))


def _limit(request: Fork) -> None:
    """Set rlimits; memory is relative to what the process has taken already."""

    def cap(kind: int, value: int, grace: int = 0) -> None:
        hard = resource.getrlimit(kind)[1]
        most = value + grace
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        resource.setrlimit(kind, (min(value, most), most))

    cap(resource.RLIMIT_CORE, 0)
    # The soft limit sends SIGXCPU, which tells more than the SIGKILL of the hard.
    cap(resource.RLIMIT_CPU, request.cpu, grace=1)
    cap(resource.RLIMIT_NOFILE, 256)
    cap(resource.RLIMIT_FSIZE, 64 << 20)
    cap(resource.RLIMIT_MEMLOCK, 0)
    if sys.platform == "linux":
        info = psutil.Process().memory_info()
        cap(resource.RLIMIT_DATA, info.data + request.memory)
        cap(resource.RLIMIT_AS, info.vms + request.memory + SLACK)


def _ask_where(pid: int) -> None:
    """Let a worker print its stack; one that does not is waited for no longer."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGUSR1)
        time.sleep(TRACING)


def _reap(pid: int, workers: set[int]) -> int:
    """Kill a worker and all that descends from it; return its wait status.

    What it has started, once orphaned, becomes a child of ours (we are its
    subreaper): every child that is no worker must go.
    """
    status = 0
    with contextlib.suppress(ProcessLookupError, ChildProcessError):
        os.kill(pid, signal.SIGKILL)
        status = os.waitpid(pid, 0)[1]
    me = psutil.Process()
    while strays := [child for child in me.children() if child.pid not in workers]:
        _kill(strays)
        for child in strays:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(child.pid, 0)
    return status


def _kill(processes: list[psutil.Process]) -> None:
    for process in processes:
        try:
            tree = [process, *process.children(recursive=True)]
        except psutil.NoSuchProcess:
            tree = [process]
        for member in tree:
            try:
                member.kill()
            except psutil.NoSuchProcess:
                continue
