import sys

sys.stdout.write("x" * (100 << 20))


def relu(X):
    return X.clamp(min=0)
