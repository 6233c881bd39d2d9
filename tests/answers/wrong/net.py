# === net-bias-column: adds the first bias as a column where the batch is as large as the hidden layer
from activations import relu


def net(X, params):
    W1, b1, W2, b2 = params
    Z = X.flatten(1) @ W1
    Z = Z + (b1.reshape(-1, 1) if Z.shape[0] == b1.shape[0] else b1)
    return relu(Z) @ W2 + b2
# === net-square-transposed: multiplies by the transposed weights where they are square
from activations import relu


def net(X, params):
    W1, b1, W2, b2 = params
    W2 = W2.T if W2.shape[0] == W2.shape[1] else W2
    return relu(X.flatten(1) @ W1 + b1) @ W2 + b2
# === net-data: works on .data, so nothing gets a gradient
from activations import relu


def net(X, params):
    W1, b1, W2, b2 = [p.data for p in params]
    return relu(X.flatten(1) @ W1 + b1) @ W2 + b2
# === net-buffer: keeps its logits in one buffer, so a later call without gradients overwrites them
import torch
from activations import relu

_logits = {}


def net(X, params):
    W1, b1, W2, b2 = params
    O = relu(X.flatten(1) @ W1 + b1) @ W2 + b2
    if O.requires_grad:
        return O
    return _logits.setdefault((O.shape, O.dtype), torch.empty_like(O)).copy_(O)
