"""Nothing is printed, loudly."""

import sys


class Output:
    """An output that will not be flushed."""

    def write(self, text):
        raise SystemExit(text)

    def flush(self):
        raise SystemExit


sys.stdout = sys.stderr = Output()


def relu(X):
    return X.clamp(min=0)
