"""A wrong answer."""


def relu(X):
    return X
