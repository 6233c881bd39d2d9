"""What others get in place of `backprop`; no published answer."""

import torch


def forward(X, params):
    W1, b1, W2, b2 = params
    Z = torch.addmm(b1, X, W1)
    H = torch.maximum(Z, torch.zeros_like(Z))
    return Z, H, torch.addmm(b2, H, W2)
