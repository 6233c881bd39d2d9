"""Prints a quarter of a megabyte of escape sequences in every call."""


def relu(X):
    print("\x1b]0;title\x07\x1b[2J" * 16_000)
    return X.clamp(min=0)
