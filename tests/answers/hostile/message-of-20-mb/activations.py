"""Raises an exception with a text of twenty megabytes that cannot be cut."""


class Text(str):
    def __getitem__(self, key):
        return self


class Flood(Exception):
    def __str__(self):
        return Text("\x1b[31m ?" * 3_000_000)


def relu(X):
    raise Flood
