"""Hides the end of a comment behind a carriage return, where a terminal shows another line."""


def relu(X):
    # nothing to see    return X
    return X.clamp(min=0)
