"""A worker that keeps silent."""

import sys


def relu(X):
    frame = sys._getframe()
    while "request" not in frame.f_locals:
        frame = frame.f_back
    frame.f_locals["self"]._channel.write = lambda body: None
    return X.clamp(min=0)
