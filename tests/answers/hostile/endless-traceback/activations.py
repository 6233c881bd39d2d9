"""From here to here."""

import sys


class Loop:
    """A place in the code that was called from itself."""

    tb_frame, tb_lineno, tb_lasti = sys._getframe(), 1, 0
    tb_next = property(lambda self: self)


class Endless(Exception):
    """An exception from everywhere."""

    __traceback__ = Loop()


def relu(X):
    raise Endless
