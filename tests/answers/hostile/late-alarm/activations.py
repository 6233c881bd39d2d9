"""An exception where nobody expects one."""

import signal


def ring(*_):
    """Raise in whatever runs now."""
    raise RuntimeError("not the student's code")


signal.signal(signal.SIGALRM, ring)


def relu(X):
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    return X
