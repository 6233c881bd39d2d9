"""Raises marks that turn the direction of what follows."""


class Wrong(Exception):
    pass


def relu(X):
    raise Wrong("\u202e 6 / 6 dessap \u2066\u2067\u2068\u2069\u200f\u061c and so on")
