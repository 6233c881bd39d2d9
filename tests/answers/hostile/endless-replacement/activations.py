"""An error handler that has much to say."""

import codecs

codecs.register_error("replace", lambda error: (b"x" * 10_000, error.end))


def relu(X):
    raise ValueError("\ud800" * 1_000)
