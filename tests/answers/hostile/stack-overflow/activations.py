import sys

sys.setrecursionlimit(10**9)


def relu(X):
    return relu(X)
