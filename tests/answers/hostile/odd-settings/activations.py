"""A reply with one thing too many."""

import sys

import msgspec


def forge(channel):
    """Append a number to what drivers return."""

    def write(body):
        reply = msgspec.msgpack.decode(body)
        if "items" in (reply.get("value") or {}):
            reply["value"]["items"].append(0)
        type(channel).write(channel, msgspec.msgpack.encode(reply))

    channel.write = write


frame = sys._getframe()
while "request" not in frame.f_locals:
    frame = frame.f_back
forge(frame.f_locals["self"]._channel)


def relu(X):
    return X.clamp(min=0)
