"""Who a process is and what it may: root is given up, capabilities are dropped."""

from __future__ import annotations

import ctypes
import os

__all__ = ["READ", "become", "keep_only"]

READ = 1 << 2
"""CAP_DAC_READ_SEARCH: where only root can read the interpreter. Landlock bounds it."""
PR_SET_KEEPCAPS, PR_CAPBSET_DROP = 8, 24
LAST_CAPABILITY = 63
VERSION_3 = 0x20080522


def become(user: int, capabilities: int) -> None:
    """Give up root for good; keep of its capabilities only these."""
    libc = ctypes.CDLL(None, use_errno=True)
    os.setgroups([])
    os.setresgid(user, user, user)
    libc.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)
    _bound(libc)
    os.setresuid(user, user, user)
    keep_only(capabilities)


def keep_only(capabilities: int) -> None:
    """Drop all capabilities but these (of those that there are).

    Raises:
        OSError: if the system refuses.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    _bound(libc)
    header = (ctypes.c_uint32 * 2)(VERSION_3, 0)
    held = (ctypes.c_uint32 * 6)()
    libc.capget(header, held)
    low = held[1] & capabilities
    # Effective, permitted, inheritable; then the same of the numbers from 32.
    if libc.capset(header, (ctypes.c_uint32 * 6)(low, low, 0, 0, 0, 0)):
        raise OSError(ctypes.get_errno(), "capset")


def _bound(libc: ctypes.CDLL) -> None:
    """Nothing that is run later gets any; refused where there is no CAP_SETPCAP."""
    for number in range(LAST_CAPABILITY + 1):
        libc.prctl(PR_CAPBSET_DROP, number, 0, 0, 0)
