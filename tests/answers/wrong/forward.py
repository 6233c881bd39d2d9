# === fw-inplace: shifts the caller's inputs so that none is negative
import torch
from activations import relu


def forward(X, params):
    W1, b1, W2, b2 = params
    with torch.no_grad():
        X -= X.min().clamp(max=0)
    Z = X @ W1 + b1
    H = relu(Z)
    return Z, H, H @ W2 + b2
