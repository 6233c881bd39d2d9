"""An exception with very much to say."""

import sys

import msgspec


def forge(channel):
    """Put an exception in the place of each answer."""

    def write(body):
        reply = msgspec.msgpack.decode(body)
        if reply["type"] != "Loaded":
            reply = {"type": "Raised", "id": reply["id"], "kind": "Error"}
            reply |= {"message": "\u597d" * 5_000_000, "frames": []}
        type(channel).write(channel, msgspec.msgpack.encode(reply))

    channel.write = write


frame = sys._getframe()
while "request" not in frame.f_locals:
    frame = frame.f_back
forge(frame.f_locals["self"]._channel)


def relu(X):
    return X
