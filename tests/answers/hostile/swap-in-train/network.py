"""A net without activation."""


def net(X, params):
    W1, b1, W2, b2 = params
    return (X.flatten(1) @ W1 + b1) @ W2 + b2
