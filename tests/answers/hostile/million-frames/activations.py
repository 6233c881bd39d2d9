"""An exception from everywhere."""

import sys

import msgspec

FRAMES = [{"type": "Frame", "module": "activations", "line": 1}] * 200_000


def forge(channel):
    """Put an exception in the place of each answer."""

    def write(body):
        reply = msgspec.msgpack.decode(body)
        if reply["type"] != "Loaded":
            reply = {"type": "Raised", "id": reply["id"], "kind": "Error"}
            reply |= {"message": "none", "frames": FRAMES}
        type(channel).write(channel, msgspec.msgpack.encode(reply))

    channel.write = write


frame = sys._getframe()
while "request" not in frame.f_locals:
    frame = frame.f_back
forge(frame.f_locals["self"]._channel)


def relu(X):
    return X
