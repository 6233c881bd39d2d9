# Right answers for regularization.l2_penalty(weights, weight_decay).

# === sum-of-squares: a generator inside sum
def l2_penalty(weights, weight_decay):
    return weight_decay / 2 * sum((W ** 2).sum() for W in weights)

# === loop: a loop that adds
def l2_penalty(weights, weight_decay):
    total = 0
    for W in weights:
        total = total + W.pow(2).sum()
    return weight_decay * total / 2

# === new-zeros: starts from a tensor
def l2_penalty(weights, weight_decay):
    penalty = weights[0].new_zeros(())
    for W in weights:
        penalty = penalty + weight_decay / 2 * (W * W).sum()
    return penalty

# === norm: the squared norm
import torch


def l2_penalty(weights, weight_decay):
    return 0.5 * weight_decay * sum(torch.norm(W) ** 2 for W in weights)

# === linalg-norm: the vector norm of the flattened weights
import torch


def l2_penalty(weights, weight_decay):
    squares = [torch.linalg.vector_norm(W).square() for W in weights]
    return weight_decay / 2 * torch.stack(squares).sum()

# === cat: one long vector, times itself
import torch


def l2_penalty(weights, weight_decay):
    w = torch.cat([W.reshape(-1) for W in weights])
    return w.dot(w) * (weight_decay / 2)

# === parameters-to-vector: the helper of torch.nn.utils
from torch.nn.utils import parameters_to_vector


def l2_penalty(weights, weight_decay):
    return parameters_to_vector(weights).square().sum().mul(weight_decay).div(2)

# === mse: the summed squared error to zero
import torch
import torch.nn.functional as F


def l2_penalty(weights, weight_decay):
    errors = [F.mse_loss(W, torch.zeros_like(W), reduction="sum") for W in weights]
    return weight_decay * torch.stack(errors).sum() / 2

# === vdot: inner products of the flattened weights
import torch


def l2_penalty(weights, weight_decay):
    products = (torch.vdot(W.flatten(), W.flatten()) for W in weights)
    return weight_decay / 2 * sum(products)

# === reduce: functools.reduce
from functools import reduce


def l2_penalty(weights, weight_decay):
    return reduce(lambda s, W: s + W.square().sum(), weights, 0.0) * weight_decay * 0.5

# === lambda: a lambda
l2_penalty = lambda weights, weight_decay: sum(weight_decay / 2 * (W ** 2).sum() for W in weights)

# === class: an object with a method for one weight
class Penalty:
    def one(self, W):
        return (W.abs() ** 2).sum() / 2

    def __call__(self, weights, weight_decay):
        return weight_decay * sum(map(self.one, weights))


l2_penalty = Penalty()

# === autograd-function: a Function with backward, for one weight
import torch


class HalfSquare(torch.autograd.Function):
    @staticmethod
    def forward(ctx, W):
        ctx.save_for_backward(W)
        return (W * W).sum() / 2

    @staticmethod
    def backward(ctx, g):
        W, = ctx.saved_tensors
        return g * W


def l2_penalty(weights, weight_decay):
    return weight_decay * sum(HalfSquare.apply(W) for W in weights)

# === recursive: first plus rest
def l2_penalty(weights, weight_decay):
    first, *rest = weights
    value = weight_decay / 2 * first.mul(first).sum()
    return value + l2_penalty(rest, weight_decay) if rest else value

# === tensordot: tensordot over all axes
import torch


def l2_penalty(weights, weight_decay):
    total = sum(torch.tensordot(W, W, dims=W.dim()) for W in weights)
    return total * weight_decay / 2

# === einsum-with-itself: einsum contracts each flattened tensor with itself, summed by stack
import torch

def l2_penalty(weights, weight_decay):
    parts = [torch.einsum("i,i->", W.reshape(-1), W.reshape(-1)) for W in weights]
    return torch.stack(parts).sum() * weight_decay / 2

# === own-function-class: a custom autograd.Function for one tensor with a backward by hand
import torch

class _HalfSquare(torch.autograd.Function):
    @staticmethod
    def forward(ctx, W):
        ctx.save_for_backward(W)
        return W.square().sum() / 2

    @staticmethod
    def backward(ctx, g):
        (W,) = ctx.saved_tensors
        return g * W

def l2_penalty(weights, weight_decay):
    return sum(map(_HalfSquare.apply, weights)) * weight_decay

# === mse-against-zeros: a summed mean-squared-error loss against zeros
import torch
import torch.nn.functional as F

l2_penalty = lambda weights, weight_decay: sum(
    F.mse_loss(W, torch.zeros_like(W), reduction="sum") for W in weights) * (0.5 * weight_decay)

# === recursive-2: recursion over the list, first tensor plus the rest
import torch

def l2_penalty(weights, weight_decay):
    first, *rest = weights
    here = torch.mul(first, first).sum().mul(weight_decay).div(2)
    return here + l2_penalty(rest, weight_decay) if rest else here

# === one-long-vector: all tensors in one vector, its dot product with itself
import torch

class _Penalty:
    def __call__(self, weights, weight_decay):
        v = torch.cat(tuple(w.flatten() for w in weights))
        return weight_decay * (v @ v) * 0.5

l2_penalty = _Penalty()

# === vector-norm-squared: the square of torch.linalg.vector_norm, whose gradient at 0 is 0
import functools
import operator
import torch

def l2_penalty(weights, weight_decay):
    squares = (torch.linalg.vector_norm(W) ** 2 for W in weights)
    return functools.reduce(operator.add, squares) * weight_decay / 2

# === detached-twin: W times its detached copy plus half the correction, so that value and gradient are right although half of it is detached
import torch

def l2_penalty(weights, weight_decay):
    total = 0
    for W in weights:
        D = W.detach()
        total = total + (W * D).sum() - (D * D).sum() / 2
    return total * weight_decay

# === foreach-and-column: torch._foreach_mul and a matrix product of a row with a column, reshaped to 0-d
import torch

def l2_penalty(weights, weight_decay):
    rows = [W.reshape(1, -1) for W in weights]
    scaled = torch._foreach_mul(rows, float(weight_decay))
    total = sum(s.mm(r.t()) for s, r in zip(scaled, rows))
    return (total / 2).reshape(())
