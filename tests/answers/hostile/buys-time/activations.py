"""Progress that nobody has asked for."""

import sys
import time

import msgspec


def relu(X):
    frame = sys._getframe()
    while "request" not in frame.f_locals:
        frame = frame.f_back
    id = frame.f_locals["request"].id
    for step in range(3):
        progress = {"type": "Progress", "id": id, "step": step, "value": None}
        frame.f_locals["self"]._channel.write(msgspec.msgpack.encode(progress))
        time.sleep(0.1)
    return X.clamp(min=0)
