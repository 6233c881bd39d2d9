"""What a forked worker takes away from itself before it sees a student's code.

Order: capabilities, no_new_privs, Landlock (files, TCP, signals, abstract
sockets), seccomp last. Each binds the calling thread only, so a worker calls
`lock` right after its fork. What costs time or looks for libraries is done
once, in the zygote, by `Jail()`; and what may be read is said there by `enter`, as
hundreds of rules take longer than all else of a fork. A worker is bound by both.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
import sysconfig
from pathlib import Path

import landlockpy
import seccompy
from seccompy import Action, ArgCmp, CmpOp

from grader.sandbox.worker import rights

__all__ = ["LEAST_ABI", "Jail"]

LEAST_ABI = 6
"""Of Landlock: the first that keeps signals and abstract sockets inside."""
OLDEST_ABI = 1
"""The first, which keeps files; enough in a container, with more calls refused."""

READ = (
    landlockpy.AccessFS.READ_FILE
    | landlockpy.AccessFS.READ_DIR
    | landlockpy.AccessFS.EXECUTE
)
SCOPES = landlockpy.Scope.SIGNAL | landlockpy.Scope.ABSTRACT_UNIX_SOCKET
USE = landlockpy.AccessFS.READ_FILE | landlockpy.AccessFS.WRITE_FILE
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
LIBRARIES = ("stdlib", "platstdlib", "purelib", "platlib")
SYSTEM = ("/usr", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache", "/etc/localtime")

REFUSED = (
    "fork", "vfork", "execve", "execveat",
    "socket", "socketpair", "connect", "bind", "listen", "accept", "accept4",
    "ptrace", "process_vm_readv", "process_vm_writev", "kcmp", "process_madvise",
    "pidfd_open", "pidfd_getfd", "pidfd_send_signal",
    "mount", "umount2", "move_mount", "open_tree", "fsopen", "fsconfig", "fsmount",
    "fspick", "mount_setattr", "pivot_root", "chroot", "unshare", "setns",
    "name_to_handle_at", "open_by_handle_at",
    "modify_ldt", "io_setup", "io_submit", "io_cancel", "io_destroy", "io_getevents",
    "bpf", "perf_event_open", "userfaultfd",
    "io_uring_setup", "io_uring_enter", "io_uring_register",
    "keyctl", "add_key", "request_key", "memfd_create", "memfd_secret",
    "shmget", "shmat", "shmctl", "msgget", "msgsnd", "msgrcv", "semget", "semop",
    "mq_open", "mq_unlink",
    "setuid", "setgid", "setreuid", "setregid", "setresuid", "setresgid",
    "setgroups", "setfsuid", "setfsgid", "capset", "personality",
    "swapon", "swapoff", "reboot", "init_module", "finit_module", "delete_module",
    "kexec_load", "quotactl", "acct", "settimeofday", "clock_settime",
    "clock_adjtime", "adjtimex", "sethostname", "setdomainname", "syslog",
    "mknodat", "fanotify_init", "inotify_init", "inotify_init1",
    "inotify_add_watch", "mknod", "statmount", "listmount",
    "utime", "utimes", "futimesat", "utimensat",
    "setxattrat", "removexattrat", "semctl", "semtimedop", "msgctl",
    "sched_setscheduler", "sched_setattr", "sched_setparam", "sched_setaffinity",
    "setpriority", "ioprio_set", "getsockopt", "setsockopt",
    "chmod", "fchmod", "fchmodat", "fchmodat2", "chown", "fchown", "lchown", "fchownat",
    "setxattr", "lsetxattr", "fsetxattr", "removexattr", "lremovexattr", "fremovexattr",
    "rt_sigqueueinfo", "rt_tgsigqueueinfo", "migrate_pages", "move_pages",
    "process_mrelease", "flock", "seccomp", "landlock_add_rule",
)  # fmt: skip
"""System calls that no exercise needs; each one opens a way out."""

UNSCOPED = ("kill", "tkill", "tgkill", "truncate")
"""What else is refused where Landlock is too old to bound it. Who aborts then ends
by another signal."""

CLONE_THREAD = 0x10000
TIOCSTI, TIOCLINUX, FIOSETOWN, SIOCSPGRP = 0x5412, 0x541C, 0x8901, 0x8902
F_SETOWN, F_SETSIG, F_SETOWN_EX = 8, 10, 15
INT = 0xFFFFFFFF
"""The bits of an `int`: the kernel takes no notice of those above, nor may a rule."""
PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 4, 38


class Jail:
    """Everything that can be made ready before the fork.

    Raises:
        OSError: if this kernel has no Landlock that is new enough, or no seccomp.
    """

    def __init__(self, ours: Path, scoped: bool = True) -> None:
        """Prepare.

        Args:
            ours: the grader's package, which no worker may read.
            scoped: whether Landlock bounds signals and abstract sockets; else any
                Landlock will do, and the same on each kernel.
        """
        least = LEAST_ABI if scoped else OLDEST_ABI
        if landlockpy.abi_version() < least or not seccompy.supported():
            raise OSError(errno.ENOSYS, f"no Landlock {least} or no seccomp")
        self._scopes = SCOPES if scoped else landlockpy.Scope.NONE
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._ours = ours
        self._is_bound = False
        """Whether this process is bound to what may be read."""
        self._filter = _filter(REFUSED if scoped else (*REFUSED, *UNSCOPED))
        self._filter.program  # noqa: B018  (compiled here, once)
        self._roots = [str(root) for root in _roots()]
        # Both look for the C library when first used, by starting programs.
        landlockpy.Ruleset().close()

    def enter(self) -> None:
        """Bind the zygote: it reads libraries, and what the system says of processes.

        Raises:
            OSError: if the system refuses.
        """
        ruleset = landlockpy.Ruleset()
        for path in readable(self._ours):
            _allow(ruleset, path, READ)
        _allow(ruleset, "/proc", READ | USE | landlockpy.AccessFS.TRUNCATE)
        self._bind(ruleset)
        self._is_bound = True

    def lock(self) -> None:
        """Take everything away but reading libraries: no file can be written.

        Raises:
            OSError: if the system refuses, or `enter` was not called before the fork:
                by itself this leaves our own package to be read.
        """
        if not self._is_bound:
            raise OSError(errno.EPERM, "enter() comes first")
        self._libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
        ruleset = landlockpy.Ruleset(scoped=self._scopes)
        for root in self._roots:
            _allow(ruleset, root, READ)
        _allow(ruleset, f"/proc/{os.getpid()}", READ)
        rights.keep_only(rights.READ if os.getuid() else 0)
        self._bind(ruleset)
        self._filter.load()

    def _bind(self, ruleset: landlockpy.Ruleset) -> None:
        for path in DEVICES:
            _allow(ruleset, path, USE)
        if self._libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "no_new_privs")
        ruleset.restrict()
        ruleset.close()


def readable(ours: Path) -> list[str]:
    """What a worker may read: the interpreter, libraries, and nothing of `ours`.

    An editable install leaves a folder of our name among the libraries, too, and
    solutions lie in it.
    """
    libraries = (Path(sysconfig.get_path(kind)).resolve() for kind in LIBRARIES)
    excluded = {ours.resolve(), *(folder / ours.name for folder in libraries)}
    found: list[str] = []
    for root in _roots():
        found += _without(root, excluded)
    return list(dict.fromkeys(found))


def _roots() -> list[Path]:
    """The folders of all that may be read."""
    roots = {Path(sysconfig.get_path(kind)) for kind in LIBRARIES}
    roots |= {Path(sys.base_prefix) / "lib", *map(Path, SYSTEM)}
    return sorted(root.resolve() for root in roots if root.exists())


def _without(root: Path, excluded: set[Path]) -> list[str]:
    """A folder as a whole, or piece by piece where it holds what is excluded."""
    if root in excluded:
        return []
    if not any(root in path.parents and path.exists() for path in excluded):
        return [str(root)]
    return [
        path for entry in sorted(root.iterdir()) for path in _without(entry, excluded)
    ]


def _allow(ruleset: landlockpy.Ruleset, path: str, access: landlockpy.AccessFS) -> None:
    folders = landlockpy.AccessFS.READ_DIR
    try:
        plain = access if Path(path).is_dir() else access & ~folders
        ruleset.allow_path(path, plain & ruleset.handled_fs)
    except OSError:
        return  # what is not there need not be allowed


def _filter(refused: tuple[str, ...]) -> seccompy.Filter:
    made = seccompy.Filter(default=Action.ALLOW)
    for name in refused:
        try:
            made.errno(name, errno.EPERM)
        except (KeyError, ValueError, seccompy.SeccompError):
            continue  # this machine's architecture has no such call
    no_thread = ArgCmp(0, CmpOp.MASKED_EQ, 0, CLONE_THREAD)
    made.errno("clone", errno.EPERM, args=[no_thread])
    # Its flags are behind a pointer; the C library then takes `clone`.
    made.errno("clone3", errno.ENOSYS)
    # One's own limits are number 0; the number of another is another's.
    made.errno("prlimit64", errno.EPERM, args=[ArgCmp(0, CmpOp.NE, 0)])
    made.errno("prctl", errno.EPERM, args=[_is(0, PR_SET_DUMPABLE)])
    for request in (TIOCSTI, TIOCLINUX, FIOSETOWN, SIOCSPGRP):
        made.errno("ioctl", errno.EPERM, args=[_is(1, request)])
    # The owner of a file is sent signals by it: any signal, to any process.
    for order in (F_SETOWN, F_SETSIG, F_SETOWN_EX):
        made.errno("fcntl", errno.EPERM, args=[_is(1, order)])
    return made


def _is(place: int, value: int) -> ArgCmp:
    return ArgCmp(place, CmpOp.MASKED_EQ, value, INT)
