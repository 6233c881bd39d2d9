"""No tensor, no derivative."""


def cross_entropy_grad(O, y):
    return "gradient"
