﻿"""A right answer."""


def relu(X):
    return X.clamp(min=0)
