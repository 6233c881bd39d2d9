"""Raises halves of surrogate pairs, in what is printed and in the message."""


class Half(Exception):
    __module__ = "\ud800"


def relu(X):
    print("\udfff")
    raise Half("\udfff\ud83d and \udcff")
