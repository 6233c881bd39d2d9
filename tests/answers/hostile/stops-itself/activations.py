"""Stops its own process, which then waits for somebody to continue it."""

import os
import signal


def relu(X):
    os.kill(os.getpid(), signal.SIGSTOP)
    return X.clamp(min=0)
