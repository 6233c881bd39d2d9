# === bp-nopen: forgets the penalty
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ
    db1 = dZ.sum(dim=0)
    return [dW1, db1, dW2, db2]
# === bp-2lam: differentiates weight_decay * W**2 without the half
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + 2 * weight_decay * W2
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ + 2 * weight_decay * W1
    db1 = dZ.sum(dim=0)
    return [dW1, db1, dW2, db2]
# === bp-halflam: keeps the half when it differentiates the penalty
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + weight_decay / 2 * W2
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ + weight_decay / 2 * W1
    db1 = dZ.sum(dim=0)
    return [dW1, db1, dW2, db2]
# === bp-lam-n: divides the penalty by the batch size
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + weight_decay / len(y) * W2
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ + weight_decay / len(y) * W1
    db1 = dZ.sum(dim=0)
    return [dW1, db1, dW2, db2]
# === bp-pensign: subtracts the penalty
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO - weight_decay * W2
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ - weight_decay * W1
    db1 = dZ.sum(dim=0)
    return [dW1, db1, dW2, db2]
# === bp-pen-one: penalises the second layer only
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ
    db1 = dZ.sum(dim=0)
    return [dW1, db1, dW2, db2]
# === bp-pen-first: penalises the first layer only
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ + weight_decay * W1
    db1 = dZ.sum(dim=0)
    return [dW1, db1, dW2, db2]
# === bp-pen-bias: penalises the biases too
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO.sum(dim=0) + weight_decay * b2
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ + weight_decay * W1
    db1 = dZ.sum(dim=0) + weight_decay * b1
    return [dW1, db1, dW2, db2]
# === bp-pen-l1: differentiates the sum of absolute values
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + weight_decay * W2.sign()
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ + weight_decay * W1.sign()
    db1 = dZ.sum(dim=0)
    return [dW1, db1, dW2, db2]
# === bp-norm-nosquare: differentiates the norm without its square
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + weight_decay * W2 / W2.norm()
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ + weight_decay * W1 / W1.norm()
    db1 = dZ.sum(dim=0)
    return [dW1, db1, dW2, db2]
# === bp-pen-default: uses 0.01 for the penalty whatever weight_decay is
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + 0.01 * W2
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ + 0.01 * W1
    db1 = dZ.sum(dim=0)
    return [dW1, db1, dW2, db2]
# === bp-pen-wrong: adds the size of the penalty to each entry of the gradient
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + weight_decay / 2 * (W2 ** 2).sum()
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ + weight_decay / 2 * (W1 ** 2).sum()
    db1 = dZ.sum(dim=0)
    return [dW1, db1, dW2, db2]
# === bp-no-n: uses the gradient of the summed loss
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y) * len(y)
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ + weight_decay * W1
    db1 = dZ.sum(dim=0)
    return [dW1, db1, dW2, db2]
# === bp-n-twice: divides by the batch size twice
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y) / len(y)
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ + weight_decay * W1
    db1 = dZ.sum(dim=0)
    return [dW1, db1, dW2, db2]
# === bp-n-256: divides by 256 whatever the batch size
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y) * len(y) / 256
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ + weight_decay * W1
    db1 = dZ.sum(dim=0)
    return [dW1, db1, dW2, db2]
# === bp-nomask: forgets the derivative of ReLU
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T
    dW1 = X.T @ dZ + weight_decay * W1
    db1 = dZ.sum(dim=0)
    return [dW1, db1, dW2, db2]
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
# === bp-mask-H: multiplies by H where the derivative of ReLU belongs
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * H
    dW1 = X.T @ dZ + weight_decay * W1
    db1 = dZ.sum(dim=0)
    return [dW1, db1, dW2, db2]
# === bp-mask-sigmoid: uses the derivative of the sigmoid
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * (Z.sigmoid() * (1 - Z.sigmoid()))
    dW1 = X.T @ dZ + weight_decay * W1
    db1 = dZ.sum(dim=0)
    return [dW1, db1, dW2, db2]
# === bp-mask-error: takes the mask from the error and not from Z
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * relu_grad(dO @ W2.T)
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
# === bp-mask-batch: takes one mask for the whole batch from the mean of Z
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * relu_grad(Z.mean(dim=0))
    dW1 = X.T @ dZ + weight_decay * W1
    db1 = dZ.sum(dim=0)
    return [dW1, db1, dW2, db2]
# === bp-mask-db: forgets the mask in db1 only
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ + weight_decay * W1
    db1 = (dO @ W2.T).sum(dim=0)
    return [dW1, db1, dW2, db2]
# === bp-ZforH: uses Z where H belongs
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = Z.T @ dO + weight_decay * W2
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ + weight_decay * W1
    db1 = dZ.sum(dim=0)
    return [dW1, db1, dW2, db2]
# === bp-bias-mean: averages the bias gradients over the batch
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO.mean(dim=0)
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ + weight_decay * W1
    db1 = dZ.mean(dim=0)
    return [dW1, db1, dW2, db2]
# === bp-bias-unsummed: does not add up the bias gradients over the batch
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ + weight_decay * W1
    db1 = dZ
    return [dW1, db1, dW2, db2]
# === bp-bias-keepdim: returns the bias gradients as (1, n)
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO.sum(dim=0, keepdim=True)
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ + weight_decay * W1
    db1 = dZ.sum(dim=0, keepdim=True)
    return [dW1, db1, dW2, db2]
# === bp-bias-axis: adds up the second bias gradient over the classes
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO.sum(dim=1)
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ + weight_decay * W1
    db1 = dZ.sum(dim=0)
    return [dW1, db1, dW2, db2]
# === bp-bias-total: adds up the first bias gradient over everything
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ + weight_decay * W1
    db1 = dZ.sum().repeat(len(b1))
    return [dW1, db1, dW2, db2]
# === bp-stale: takes a step with the second weights before it uses them
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO.sum(dim=0)
    W2 = W2 - 0.1 * dW2
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ + weight_decay * W1
    db1 = dZ.sum(dim=0)
    return [dW1, db1, dW2, db2]
# === bp-stale-inplace: updates the caller's second weights before it uses them
import torch
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO.sum(dim=0)
    with torch.no_grad():
        W2 -= 0.1 * dW2
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ + weight_decay * W1
    db1 = dZ.sum(dim=0)
    return [dW1, db1, dW2, db2]
# === bp-updates: takes an SGD step with all parameters on its way
import torch
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ + weight_decay * W1
    db1 = dZ.sum(dim=0)
    with torch.no_grad():
        for p, g in zip(params, [dW1, db1, dW2, db2]):
            p -= 0.1 * g
    return [dW1, db1, dW2, db2]
# === bp-transpose: reverses the first outer product, which fails unless the sizes are equal
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = dZ.T @ X + weight_decay * W1
    db1 = dZ.sum(dim=0)
    return [dW1, db1, dW2, db2]
# === bp-transpose-square: transposes the second weight gradient where it is square
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO.sum(dim=0)
    dW2 = dW2.T if len(W2) == len(b2) else dW2
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ + weight_decay * W1
    db1 = dZ.sum(dim=0)
    return [dW1, db1, dW2, db2]
# === bp-W2-square: forgets to transpose the second weights where they are square
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO.sum(dim=0)
    dZ = dO @ (W2 if len(W2) == len(b2) else W2.T) * relu_grad(Z)
    dW1 = X.T @ dZ + weight_decay * W1
    db1 = dZ.sum(dim=0)
    return [dW1, db1, dW2, db2]
# === bp-col-conv: returns the weight gradients for samples in columns
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ + weight_decay * W1
    db1 = dZ.sum(dim=0)
    return [dW1.T, db1, dW2.T, db2]
# === bp-sign: has all signs reversed
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ + weight_decay * W1
    db1 = dZ.sum(dim=0)
    return [-dW1, -db1, -dW2, -db2]
# === bp-sign-data: reverses the sign of the loss's part only
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = -cross_entropy_grad(O, y)
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ + weight_decay * W1
    db1 = dZ.sum(dim=0)
    return [dW1, db1, dW2, db2]
# === bp-nosoftmax: takes the logits for probabilities
from activations import relu_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = O.clone()
    dO[range(len(y)), y] -= 1
    dO = dO / len(y)
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ + weight_decay * W1
    db1 = dZ.sum(dim=0)
    return [dW1, db1, dW2, db2]
# === bp-double-softmax: gives probabilities to a function that wants logits
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O.softmax(dim=1), y)
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ + weight_decay * W1
    db1 = dZ.sum(dim=0)
    return [dW1, db1, dW2, db2]
# === bp-nobias: forgets the biases in its own forward pass
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1
    H = Z.clamp(min=0)
    O = H @ W2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ + weight_decay * W1
    db1 = dZ.sum(dim=0)
    return [dW1, db1, dW2, db2]
# === bp-noact-forward: forgets the ReLU in its own forward pass
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ + weight_decay * W1
    db1 = dZ.sum(dim=0)
    return [dW1, db1, dW2, db2]
# === bp-order: returns the second layer's gradients first
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ + weight_decay * W1
    db1 = dZ.sum(dim=0)
    return [dW2, db2, dW1, db1]
# === bp-order-bias: returns the weight gradients before the bias gradients
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ + weight_decay * W1
    db1 = dZ.sum(dim=0)
    return [dW1, dW2, db1, db2]
# === bp-last-label: uses the last label for the whole batch
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y[-1:].expand(len(y)))
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ + weight_decay * W1
    db1 = dZ.sum(dim=0)
    return [dW1, db1, dW2, db2]
# === bp-first-row: uses the first row's error for every row when it computes dW2
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO[:1].expand_as(dO) + weight_decay * W2
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ + weight_decay * W1
    db1 = dZ.sum(dim=0)
    return [dW1, db1, dW2, db2]
# === bp-input-centred: subtracts the mean image before the outer product
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = (X - X.mean(dim=0)).T @ dZ + weight_decay * W1
    db1 = dZ.sum(dim=0)
    return [dW1, db1, dW2, db2]
# === bp-clip: clips the gradients to -1..1
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ + weight_decay * W1
    db1 = dZ.sum(dim=0)
    return [g.clamp(-1, 1) for g in (dW1, db1, dW2, db2)]
# === bp-dtype: returns float32 for float64 input
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    X = X.float()
    W1, b1, W2, b2 = [p.float() for p in params]
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ + weight_decay * W1
    db1 = dZ.sum(dim=0)
    return [dW1, db1, dW2, db2]
# === bp-squeeze: drops the batch axis of a batch with one row, so db1 is summed to one number
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    O = H @ W2 + b2
    dO = cross_entropy_grad(O, y)
    dW2 = H.T @ dO + weight_decay * W2
    db2 = dO.sum(dim=0)
    dZ = dO @ W2.T * relu_grad(Z)
    dW1 = X.T @ dZ + weight_decay * W1
    db1 = dZ.squeeze(0).sum(dim=0)
    return [dW1, db1, dW2, db2]
# === bp-autograd: lets autograd compute the gradients
import torch
import torch.nn.functional as F


def backward(X, y, params, weight_decay):
    with torch.enable_grad():
        params = [p.detach().clone().requires_grad_() for p in params]
        W1, b1, W2, b2 = params
        O = torch.relu(X @ W1 + b1) @ W2 + b2
        J = F.cross_entropy(O, y) + weight_decay / 2 * ((W1 ** 2).sum() + (W2 ** 2).sum())
        return list(torch.autograd.grad(J, params))
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
# === bp-accumulates: adds the gradients to those of the call before
from activations import relu_grad
from loss import cross_entropy_grad

_grads = {}


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    dO = cross_entropy_grad(H @ W2 + b2, y)
    dZ = dO @ W2.T * relu_grad(Z)
    new = [X.T @ dZ + weight_decay * W1, dZ.sum(dim=0), H.T @ dO + weight_decay * W2, dO.sum(dim=0)]
    key = tuple(g.shape for g in new)
    _grads[key] = [a + b for a, b in zip(_grads.get(key, [0, 0, 0, 0]), new)]
    return _grads[key]
# === bp-label-inplace: counts the caller's labels down by 1
from activations import relu_grad
from loss import cross_entropy_grad


def backward(X, y, params, weight_decay):
    W1, b1, W2, b2 = params
    Z = X @ W1 + b1
    H = Z.clamp(min=0)
    dO = cross_entropy_grad(H @ W2 + b2, y)
    y -= 1
    dZ = dO @ W2.T * relu_grad(Z)
    return [X.T @ dZ + weight_decay * W1, dZ.sum(dim=0), H.T @ dO + weight_decay * W2, dO.sum(dim=0)]
