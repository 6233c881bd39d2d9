"""Learns the grader's number from its socket, and sets a limit of it to what it is."""

import os
import resource
import socket
import struct


def attack():
    with socket.socket(fileno=os.dup(3)) as stream:
        raw = stream.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
    pid, kind = struct.unpack("3i", raw)[0], resource.RLIMIT_CORE
    if not pid:
        raise OSError("it is in another namespace")
    resource.prlimit(pid, kind, resource.prlimit(pid, kind))


try:
    attack()
except Exception:
    worked = False
else:
    worked = True


def relu(X):
    if worked:
        raise RuntimeError("the attack has worked")
    return X.clamp(min=0)
