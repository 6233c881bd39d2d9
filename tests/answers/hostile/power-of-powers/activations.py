"""A right answer beside constants that nobody should compute."""

HUGE = "x" * 10**4 * 10**4


def unused():
    return 9**9**9, 2**10**10, (1,) * 10**9, 1 << 10**11


def relu(X):
    return X.clamp(min=0)
