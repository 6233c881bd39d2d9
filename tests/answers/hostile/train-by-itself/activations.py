"""No activation at all."""


def relu(X):
    return 0 * X
