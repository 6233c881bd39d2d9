"""What a forked worker takes away from itself before it sees a student's code.

Order: capabilities, no_new_privs, Landlock (files, TCP, signals, abstract
sockets), seccomp last. Each binds the calling thread only, so a worker calls
`lock` right after its fork. What costs time or looks for libraries is done
once, in the zygote, by `Jail()`.
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

READ = (
    landlockpy.AccessFS.READ_FILE
    | landlockpy.AccessFS.READ_DIR
    | landlockpy.AccessFS.EXECUTE
)
USE = landlockpy.AccessFS.READ_FILE | landlockpy.AccessFS.WRITE_FILE
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
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

CLONE_THREAD = 0x10000
TIOCSTI, TIOCLINUX = 0x5412, 0x541C
PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 4, 38


class Jail:
    """Everything that can be made ready before the fork.

    Raises:
        OSError: if this kernel has no Landlock that is new enough, or no seccomp.
    """

    def __init__(self, ours: Path) -> None:
        """Prepare.

        Args:
            ours: the grader's package, which no worker may read.
        """
        if landlockpy.abi_version() < LEAST_ABI or not seccompy.supported():
            raise OSError(errno.ENOSYS, "no Landlock 6 or no seccomp")
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._readable = readable(ours)
        self._filter = _filter()
        self._filter.program  # noqa: B018  (compiled here, once)
        # Both look for the C library when first used, by starting programs.
        landlockpy.Ruleset().close()

    def lock(self) -> None:
        """Take everything away but reading libraries: no file can be written."""
        libc = self._libc
        libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
        ruleset = landlockpy.Ruleset(
            scoped=landlockpy.Scope.SIGNAL | landlockpy.Scope.ABSTRACT_UNIX_SOCKET
        )
        for path in self._readable:
            _allow(ruleset, path, READ)
        for path in DEVICES:
            _allow(ruleset, path, USE)
        _allow(ruleset, f"/proc/{os.getpid()}", READ)
        rights.keep_only(rights.READ if os.getuid() else 0)
        if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "no_new_privs")
        ruleset.restrict()
        ruleset.close()
        self._filter.load()


def readable(ours: Path) -> list[str]:
    """What a worker may read: the interpreter, libraries, and nothing of `ours`.

    An editable install leaves a folder of our name among the libraries, too, and
    solutions lie in it.
    """
    kinds = ("stdlib", "platstdlib", "purelib", "platlib")
    roots = {Path(sysconfig.get_path(kind)) for kind in kinds}
    excluded = {ours.resolve(), *(root.resolve() / ours.name for root in roots)}
    roots |= {Path(sys.base_prefix) / "lib", *map(Path, SYSTEM)}
    found: list[str] = []
    for root in sorted(root.resolve() for root in roots if root.exists()):
        found += _without(root, excluded)
    return list(dict.fromkeys(found))


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


def _filter() -> seccompy.Filter:
    made = seccompy.Filter(default=Action.ALLOW)
    for name in REFUSED:
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
    dumpable = ArgCmp(0, CmpOp.EQ, PR_SET_DUMPABLE)
    made.errno("prctl", errno.EPERM, args=[dumpable])
    for request in (TIOCSTI, TIOCLINUX):
        made.errno("ioctl", errno.EPERM, args=[ArgCmp(1, CmpOp.EQ, request)])
    return made
