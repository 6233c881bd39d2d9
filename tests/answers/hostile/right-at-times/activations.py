"""Wrong, but seldom."""

import itertools

calls = itertools.count(1)


def relu(X):
    return X.clamp(min=0) + (next(calls) % 7 == 0)
