"""Raises a letter with a thousand accents over and under it."""


def relu(X):
    raise ValueError("a" + "\u0301\u0323\u0488" * 333 + "b")
