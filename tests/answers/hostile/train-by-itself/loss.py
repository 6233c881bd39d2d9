"""A loss of zero with a gradient of zero."""


def cross_entropy(O, y):
    return 0 * O[:, 0]


def cross_entropy_grad(O, y):
    return 0 * O
