"""Two replies to one request."""

import sys


def forge(channel):
    """Write everything twice."""

    def write(body):
        type(channel).write(channel, body)
        type(channel).write(channel, body)

    channel.write = write


def relu(X):
    frame = sys._getframe()
    while "request" not in frame.f_locals:
        frame = frame.f_back
    forge(frame.f_locals["self"]._channel)
    return X.clamp(min=0)
