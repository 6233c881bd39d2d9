# === bp-mask-ones: takes the mask from H >= 0, which is always true
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * (H >= 0)
    dW1 = X.T @ dZ + weight_decay * W1
    db1 = dZ.sum(dim=0)
    return [dW1, db1, dW2, db2]
# === bp-mask-threshold: takes the mask from Z > 0.01, which drops barely active units
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * (Z > 0.01)
    dW1 = X.T @ dZ + weight_decay * W1
    db1 = dZ.sum(dim=0)
    return [dW1, db1, dW2, db2]
# === bp-func: lets torch.func compute the gradients
import torch
import torch.nn.functional as F


def backward(X, y, params, weight_decay):
    def objective(params):
        W1, b1, W2, b2 = params
        O = torch.relu(X @ W1 + b1) @ W2 + b2
        return F.cross_entropy(O, y) + weight_decay / 2 * (W1.square().sum() + W2.square().sum())

    return list(torch.func.grad(objective)(tuple(params)))
# === bp-leave-inference: leaves inference mode to let autograd compute the gradients
import torch
import torch.nn.functional as F


def backward(X, y, params, weight_decay):
    with torch.inference_mode(False), torch.enable_grad():
        params = [p.detach().clone().requires_grad_() for p in params]
        W1, b1, W2, b2 = params
        O = torch.relu(X.clone() @ W1 + b1) @ W2 + b2
        J = F.cross_entropy(O, y.clone()) + weight_decay / 2 * ((W1 ** 2).sum() + (W2 ** 2).sum())
        return [g.detach() for g in torch.autograd.grad(J, params)]
