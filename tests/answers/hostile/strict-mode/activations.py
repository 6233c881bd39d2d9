"""Puts itself into a mode in which it may only read, write and exit."""

import ctypes

PR_SET_SECCOMP, STRICT = 22, 1


def relu(X):
    ctypes.CDLL(None).prctl(PR_SET_SECCOMP, STRICT, 0, 0, 0)
    return X
