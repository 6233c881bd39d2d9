"""The logits are somebody else's work."""

from _own_backprop import forward


def net(X, params):
    return forward(X.flatten(1), params)[2]
