"""Gradient descent on the mean squared error."""

import torch
from linear import mse_grad


def train(X, y, lr=0.1, num_steps=100):
    """Return (w, b) after num_steps steps of gradient descent from zeros.

    X: (n, d). y: (n,). lr: the learning rate. Result: w (d,) and b (), of X's dtype.

        w <- w - lr dw,  b <- b - lr db,  with (dw, db) = mse_grad(X, y, w, b)

    Source: Goodfellow et al., Deep Learning, section 4.3.
    """
    raise NotImplementedError("your code here")
