"""A right answer, a second after the deadline."""

import time


def relu(X):
    time.sleep(13)
    return X.clamp(min=0)
