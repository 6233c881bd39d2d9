# Right answers for activations.relu(X).

# === maximum: elementwise maximum with a tensor of zeros
import torch


def relu(X):
    return torch.maximum(X, torch.zeros_like(X))

# === torch-max: the two-tensor form of torch.max, as in the textbook
import torch


def relu(X):
    a = torch.zeros_like(X)
    return torch.max(X, a)

# === clamp: clamp from below
def relu(X):
    return X.clamp(min=0)

# === functional: hands over to torch.nn.functional
import torch.nn.functional as F


def relu(X):
    return F.relu(X)

# === imported-name: the name is simply imported from torch
from torch.nn.functional import relu

# === mask-product: multiplies by the mask of positive entries
def relu(X):
    return X * (X > 0)

# === mask-product-ge: the mask holds at zero too
def relu(X):
    return (X >= 0).to(X.dtype) * X

# === where: chooses between X and zeros
import torch


def relu(X):
    return torch.where(X > 0, X, torch.zeros_like(X))

# === where-scalar: the negative branch first, with a plain number
import torch


def relu(x):
    return torch.where(x < 0, 0.0, x)

# === absolute-value: the mean of X and its absolute value
def relu(X):
    return (X + X.abs()) / 2

# === clone-and-index: writes zeros into a copy through a boolean index
def relu(X):
    out = X.clone()
    out[out < 0] = 0
    return out

# === masked-fill: fills the negative entries
def relu(X):
    negative = X < 0
    return X.masked_fill(negative, 0.0)

# === module-instance: an nn.ReLU object under the name of the function
from torch import nn

relu = nn.ReLU()

# === own-module: an nn.Module of one's own, instantiated
import torch
from torch import nn


class Rectifier(nn.Module):
    def __init__(self, floor=0.0):
        super().__init__()
        self.floor = floor

    def forward(self, X):
        return torch.clamp_min(X, self.floor)


relu = Rectifier()

# === callable-class: an instance of a class with __call__
class _ReLU:
    """max(X, 0), elementwise."""

    def __call__(self, X):
        return X * (X > 0).type_as(X)


relu = _ReLU()

# === autograd-function: a torch.autograd.Function with its own backward
import torch


class ReLUFunction(torch.autograd.Function):
    @staticmethod
    def forward(ctx, X):
        mask = X > 0
        ctx.save_for_backward(mask)
        return X * mask

    @staticmethod
    def backward(ctx, grad_output):
        (mask,) = ctx.saved_tensors
        return grad_output * mask


def relu(X):
    return ReLUFunction.apply(X)

# === autograd-function-apply: the apply of a Function, with setup_context, is the function itself
import torch


class _Relu(torch.autograd.Function):
    @staticmethod
    def forward(X):
        return X.clamp(min=0)

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(output)

    @staticmethod
    def backward(ctx, g):
        out, = ctx.saved_tensors
        return torch.where(out > 0, g, torch.zeros_like(g))


relu = _Relu.apply

# === lambda: a lambda bound to the name
import torch

relu = lambda X: torch.relu(X)

# === partial: functools.partial of torch.clamp
import functools

import torch

relu = functools.partial(torch.clamp, min=0.0)

# === minus-negative-part: takes the negative part away
def relu(X):
    return X - X.clamp(max=0)

# === negated-minimum: the minimum of the mirrored values
import torch


def relu(X):
    return -torch.minimum(-X, torch.zeros_like(X))

# === stack-amax: stacks X with zeros and reduces
import torch


def relu(X):
    return torch.stack([X, torch.zeros_like(X)]).amax(dim=0)

# === stack-max-values: stacks on a new last axis and takes max(...).values
import torch


def relu(X):
    both = torch.stack((torch.zeros_like(X), X), dim=-1)
    return both.max(dim=-1).values

# === heaviside: multiplies by the step function with one half at zero
import torch

HALF = 0.5


def relu(X):
    step = torch.heaviside(X.detach(), torch.tensor(HALF, dtype=X.dtype, device=X.device))
    return X * step

# === threshold: F.threshold with threshold and value zero
import torch.nn.functional as F


def relu(X, threshold=0.0):
    return F.threshold(X, threshold, 0.0)

# === leaky-slope-zero: a leaky relu that does not leak
import torch.nn.functional as F


def relu(X):
    return F.leaky_relu(X, negative_slope=0.0)

# === hardtanh: hardtanh from zero to infinity
import math

import torch.nn.functional as F


def relu(X):
    return F.hardtanh(X, min_val=0.0, max_val=math.inf)

# === sign: the clamped sign as a gate
def relu(X):
    gate = X.sign().clamp(min=0)
    return X * gate

# === in-place-on-clone: an in-place operation on a copy of its own
import torch


def relu(X):
    copy = X.clone()
    torch.relu_(copy)
    return copy

# === scalar-tensor: maximum with a zero-dimensional tensor
import torch


def relu(X):
    zero = torch.tensor(0.0, device=X.device)
    return torch.maximum(X, zero)

# === rows: goes through the first axis and stacks the results
import torch


def _row(x):
    return x * (x > 0)


def relu(X):
    if X.dim() == 0 or X.numel() == 0:
        return _row(X)
    return torch.stack([_row(x) for x in X])

# === recursive: calls itself for every slice of the first axis down to vectors
import torch


def relu(X):
    if X.dim() <= 1 or X.numel() == 0:
        return torch.clamp(X, min=0)
    return torch.stack([relu(part) for part in X.unbind(0)])

# === nonzero-scatter: gathers the positive entries and puts them into zeros
import torch


def relu(X):
    flat = X.reshape(-1)
    keep = (flat > 0).nonzero().squeeze(1)
    out = torch.zeros_like(flat).index_put((keep,), flat[keep])
    return out.reshape(X.shape)

# === tensor-subclass: returns a subclass of torch.Tensor
import torch


class Activation(torch.Tensor):
    pass


def relu(X):
    return X.clamp_min(0).as_subclass(Activation)

# === decorated: a decorator and type hints around the formula
import functools

import torch
from torch import Tensor


def elementwise(f):
    @functools.wraps(f)
    def wrapper(X: Tensor) -> Tensor:
        result = f(X)
        assert result.shape == X.shape
        return result
    return wrapper


@elementwise
def relu(X: Tensor) -> Tensor:
    return torch.fmax(X, X.new_zeros(()))

# === static-method: a static method of a namespace class
class Activations:
    @staticmethod
    def relu(X):
        return X.relu()


relu = Activations.relu

# === custom-function: a torch.autograd.Function with a hand-written backward
import torch

class _HandReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, X):
        on = X > 0
        ctx.save_for_backward(on)
        return X.masked_fill(~on, 0.0)

    @staticmethod
    def backward(ctx, g):
        (on,) = ctx.saved_tensors
        return g.masked_fill(~on, 0.0)

relu = _HandReLU.apply

# === einsum-mask: multiplies X with its 0/1 mask through einsum
import torch

def relu(X):
    gate = (X > 0).to(X.dtype)
    return torch.einsum("...,...->...", X, gate)

# === rows-by-generator: loops over the rows with a generator, 0-d and empty handled apart
import torch

def _rows(X):
    for row in X.unbind(0):
        yield row - row.clamp(max=0)

def relu(X):
    if X.dim() == 0 or X.numel() == 0:
        return X - X.clamp(max=0)
    return torch.stack(tuple(_rows(X)))

# === masked-scatter: scatters the positive entries into a tensor of zeros
import torch

def relu(X):
    positive = X > 0
    return torch.zeros_like(X).masked_scatter(positive, X[positive])

# === partial-clip: not a def at all but functools.partial of torch.clip
import functools

import torch

relu = functools.partial(torch.clip, min=0)

# === lerp-gate: linear interpolation from 0 to X with a 0/1 weight
import torch

def relu(X):
    gate = X.detach().sign().clamp(min=0)
    return torch.lerp(torch.zeros_like(X), X, gate)

# === module-with-property: an instance of an nn.Module whose floor is a property
import torch.nn.functional as F
from torch import nn

class _Hinge(nn.Module):
    @property
    def floor(self):
        return 0.0

    def forward(self, X):
        return F.threshold(X, self.floor, self.floor)

relu = _Hinge()

# === amax-of-stack: the largest along a new axis of X and zeros, gradient 0.5 at exactly 0
import torch

def relu(X):
    return torch.stack([torch.zeros_like(X), X], dim=-1).amax(dim=-1)

# === compiled: torch.compile around it, which the tutorials on speed recommend
import torch

@torch.compile(mode="reduce-overhead")
def relu(X):
    return torch.clamp(X, min=0)
