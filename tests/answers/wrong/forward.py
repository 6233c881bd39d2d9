# === fw-noact: has no activation, so H equals Z
def forward(X, params):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z
    return Z, H, H @ W2 + b2
# === fw-overwritten: applies the ReLU in place, so Z holds H
import torch


def forward(X, params):
    W1, b1, W2, b2 = params
    with torch.no_grad():
        Z = X @ W1 + b1
        H = Z.relu_()
        return Z, H, H @ W2 + b2
# === fw-order: returns the logits first
from activations import relu


def forward(X, params):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = relu(Z)
    return H @ W2 + b2, H, Z
# === fw-swapped: returns H before Z
from activations import relu


def forward(X, params):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = relu(Z)
    return H, Z, H @ W2 + b2
# === fw-logits-only: returns the logits only
from activations import relu


def forward(X, params):
    W1, b1, W2, b2 = params
    return relu(X @ W1 + b1) @ W2 + b2
# === fw-two: returns H and the logits without Z
from activations import relu


def forward(X, params):
    W1, b1, W2, b2 = params
    H = relu(X @ W1 + b1)
    return H, H @ W2 + b2
# === fw-softmax: returns probabilities
from activations import relu
from loss import softmax


def forward(X, params):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = relu(Z)
    return Z, H, softmax(H @ W2 + b2)
# === fw-act-output: has a ReLU on the logits too
from activations import relu


def forward(X, params):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = relu(Z)
    return Z, H, relu(H @ W2 + b2)
# === fw-z-without-bias: returns Z before the bias is added
from activations import relu


def forward(X, params):
    W1, b1, W2, b2 = params
    Z = X @ W1
    H = relu(Z + b1)
    return Z, H, H @ W2 + b2
# === fw-bias-after: adds the first bias after the ReLU
from activations import relu


def forward(X, params):
    W1, b1, W2, b2 = params
    Z = X @ W1
    H = relu(Z) + b1
    return Z, H, H @ W2 + b2
# === fw-nobias: leaves out both biases
from activations import relu


def forward(X, params):
    W1, b1, W2, b2 = params
    Z = X @ W1
    H = relu(Z)
    return Z, H, H @ W2
# === fw-nobias2: leaves out the second bias
from activations import relu


def forward(X, params):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = relu(Z)
    return Z, H, H @ W2
# === fw-z-for-h: computes the logits from Z and not from H
from activations import relu


def forward(X, params):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    return Z, relu(Z), Z @ W2 + b2
# === fw-mask: returns the ReLU's mask as H
def forward(X, params):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = (Z > 0).to(Z.dtype)
    return Z, H, (Z * H) @ W2 + b2
# === fw-sigmoid: uses the sigmoid
import torch


def forward(X, params):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = torch.sigmoid(Z)
    return Z, H, H @ W2 + b2
# === fw-squeeze: drops the batch axis of a batch with one row
from activations import relu


def forward(X, params):
    W1, b1, W2, b2 = params
    Z = (X @ W1 + b1).squeeze(0)
    H = relu(Z)
    return Z, H, H @ W2 + b2
# === fw-transposed: returns Z and H with one column a sample
from activations import relu


def forward(X, params):
    W1, b1, W2, b2 = params
    Z = (X @ W1 + b1).T
    H = relu(Z)
    return Z, H, H.T @ W2 + b2
# === fw-square: multiplies by the transposed second weights where they are square
from activations import relu


def forward(X, params):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = relu(Z)
    return Z, H, H @ (W2.T if len(W2) == len(b2) else W2) + b2
# === fw-dtype: returns float32 for float64 input
from activations import relu


def forward(X, params):
    W1, b1, W2, b2 = [p.float() for p in params]
    Z = X.float() @ W1 + b1
    H = relu(Z)
    return Z, H, H @ W2 + b2
# === fw-buffer: writes into arrays that a later call with the same shapes overwrites
import torch
from activations import relu

_arrays = {}


def forward(X, params):
    W1, b1, W2, b2 = [p.detach() for p in params]
    Z = X @ W1 + b1
    H = relu(Z)
    key = (Z.shape, W2.shape, X.dtype)
    saved = _arrays.setdefault(key, [torch.empty_like(Z), torch.empty_like(H), X.new_empty(len(X), len(b2))])
    for old, new in zip(saved, [Z, H, H @ W2 + b2]):
        old.copy_(new)
    return tuple(saved)
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
# === fw-detached-params: switches requires_grad off in the caller's parameters
from activations import relu


def forward(X, params):
    W1, b1, W2, b2 = [p.requires_grad_(False) for p in params]
    Z = X @ W1 + b1
    H = relu(Z)
    return Z, H, H @ W2 + b2
