"""Closes its input and its outputs, and answers rightly."""

import os

os.closerange(0, 3)


def relu(X):
    return X.clamp(min=0)
