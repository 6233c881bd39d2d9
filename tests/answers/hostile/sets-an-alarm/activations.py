"""Lets a timer end it in the middle of a call."""

import signal
import time


def relu(X):
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    time.sleep(1)
    return X.clamp(min=0)
