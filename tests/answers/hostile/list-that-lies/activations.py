"""Longer than it looks."""

import itertools


class Short(list):
    """A list of one."""

    def __len__(self):
        return 1

    def __iter__(self):
        return itertools.repeat(0, 1_000_000)


def relu(X):
    return Short()
