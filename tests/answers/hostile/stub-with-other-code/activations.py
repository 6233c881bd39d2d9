"""A stub that works."""


def relu(X):
    raise NotImplementedError


relu.__code__ = (lambda X: X.clamp(min=0)).__code__
