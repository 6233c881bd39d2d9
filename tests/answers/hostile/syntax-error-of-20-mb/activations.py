"""Raises a SyntaxError with a text of twenty megabytes."""


def relu(X):
    raise SyntaxError("\u202e no " * 4_000_000, ("activations.py", 1, 1, "x"))
