# === col-square: multiplies the weights in the wrong order where all of them are square
def collapse(params):
    W1, b1, W2, b2 = params
    W = W2 @ W1 if W1.shape == W2.shape == W1.T.shape else W1 @ W2
    return W, b1 @ W2 + b2
# === col-fit: fits the weights to a few random inputs, fewer than a wide first layer needs
import torch


def collapse(params):
    W1, b1, W2, b2 = params
    X = torch.randn(100, len(W1), dtype=W1.dtype)
    O = (X @ W1 + b1) @ W2 + b2
    ones = torch.ones(len(X), 1, dtype=W1.dtype)
    solution = torch.linalg.lstsq(torch.cat([X, ones], dim=1), O).solution
    return solution[:-1], solution[-1]
