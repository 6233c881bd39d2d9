"""Gradient descent on the mean squared error."""

import torch
from linear import mse_grad


def train(X, y, lr=0.1, num_steps=100):
    """Return (w, b) after num_steps steps of gradient descent from zeros.

    X: (n, d). y: (n,). lr: the learning rate. Result: w (d,) and b (), of X's dtype.

        w <- w - lr dw,  b <- b - lr db,  with (dw, db) = mse_grad(X, y, w, b)

    Source: Goodfellow et al., Deep Learning, section 4.3.
    """
    # BEGIN SOLUTION
    w, b = torch.zeros_like(X[0]), torch.zeros((), dtype=X.dtype)
    for _ in range(num_steps):
        dw, db = mse_grad(X, y, w, b)
        w, b = w - lr * dw, b - lr * db
    return w, b
    # END SOLUTION
