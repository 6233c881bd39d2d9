# Right answers for activations.hard_sigmoid(X, lower=-3.0, upper=3.0).

# === clamp: the line, clamped to [0, 1]
def hard_sigmoid(X, lower=-3.0, upper=3.0):
    return ((X - lower) / (upper - lower)).clamp(0, 1)

# === torch-clamp: torch.clamp with keywords
import torch


def hard_sigmoid(X, lower=-3.0, upper=3.0):
    slope = 1 / (upper - lower)
    return torch.clamp(slope * (X - lower), min=0.0, max=1.0)

# === clamp-first: clamps X and then maps it
def hard_sigmoid(X, lower=-3.0, upper=3.0):
    return (X.clamp(lower, upper) - lower) / (upper - lower)

# === nested-where: where inside where
import torch


def hard_sigmoid(X, lower=-3.0, upper=3.0):
    line = (X - lower) / (upper - lower)
    zero, one = torch.zeros_like(X), torch.ones_like(X)
    return torch.where(X < lower, zero, torch.where(X > upper, one, line))

# === boolean-index: overwrites the ends of a fresh tensor
def hard_sigmoid(X, lower=-3.0, upper=3.0):
    Y = (X - lower) / (upper - lower)
    Y[X <= lower] = 0
    Y[X >= upper] = 1
    return Y

# === min-max: torch.minimum and torch.maximum
import torch


def hard_sigmoid(X, lower=-3.0, upper=3.0):
    Y = (X - lower) / (upper - lower)
    return torch.minimum(torch.maximum(Y, torch.zeros_like(Y)), torch.ones_like(Y))

# === builtin-default: the builtin for the defaults, a formula otherwise
import torch.nn.functional as F


def hard_sigmoid(X, lower=-3.0, upper=3.0):
    if (lower, upper) == (-3, 3):
        return F.hardsigmoid(X)
    return F.hardtanh((X - lower) / (upper - lower), 0.0, 1.0)

# === builtin-rescaled: the builtin after mapping [lower, upper] to [-3, 3]
import torch.nn.functional as F


def hard_sigmoid(X, lower=-3.0, upper=3.0):
    middle = (lower + upper) / 2
    return F.hardsigmoid((X - middle) * (6 / (upper - lower)))

# === relu6: relu6 over 6
import torch.nn.functional as F


def hard_sigmoid(X, lower=-3.0, upper=3.0):
    return F.relu6((X - lower) * 6 / (upper - lower)) / 6

# === relu-capped: relu, with where for the ceiling
import torch


def hard_sigmoid(X, lower=-3.0, upper=3.0):
    t = (X - lower) / (upper - lower)
    return torch.where(t > 1, 1.0, torch.relu(t))

# === numpy: numpy's clip
import numpy as np
import torch


def hard_sigmoid(X, lower=-3.0, upper=3.0):
    x = X.detach().cpu().numpy()
    y = np.clip((x - lower) / (upper - lower), 0, 1)
    return torch.as_tensor(y, dtype=X.dtype, device=X.device)

# === numpy-interp: linear interpolation between two points
import numpy as np
import torch


def hard_sigmoid(X, lower=-3.0, upper=3.0):
    y = np.interp(X.detach().cpu().numpy(), [lower, upper], [0.0, 1.0])
    return torch.as_tensor(y, device=X.device).to(X.dtype)

# === lambda: a lambda with the same defaults
hard_sigmoid = lambda X, lower=-3.0, upper=3.0: X.sub(lower).div(upper - lower).clip(0, 1)

# === class: the bounds are kept in an object that is made in each call
class _Ramp:
    def __init__(self, start, end):
        self.start, self.width = start, end - start

    def __call__(self, X):
        return ((X - self.start) / self.width).clamp(min=0).clamp(max=1)


def hard_sigmoid(X, lower=-3.0, upper=3.0):
    return _Ramp(lower, upper)(X)

# === masks: sums the pieces with masks
def hard_sigmoid(X, lower=-3.0, upper=3.0):
    above = (X >= upper).to(X.dtype)
    between = ((X > lower) & (X < upper)).to(X.dtype)
    return above + between * (X - lower) / (upper - lower)

# === in-place: in-place steps on a copy
def hard_sigmoid(X, lower=-3.0, upper=3.0):
    Y = X.clone()
    Y.sub_(lower).div_(upper - lower)
    return Y.clamp_(0.0, 1.0)

# === python-list: plain numbers
import torch


def hard_sigmoid(X, lower=-3.0, upper=3.0):
    def one(x):
        return min(max((x - lower) / (upper - lower), 0.0), 1.0)

    return torch.tensor([one(x) for x in X.flatten().tolist()],
                        dtype=X.dtype, device=X.device).reshape(X.shape)

# === relu6-rescaled: relu6 on a line from 0 to 6, divided by 6
import torch.nn.functional as F

def hard_sigmoid(X, lower=-3.0, upper=3.0):
    return F.relu6((X - lower) / (upper - lower) * 6) / 6

# === builtin-rescaled-2: F.hardsigmoid on X moved and stretched to [-3, 3]
import torch.nn.functional as F

def hard_sigmoid(X, lower=-3.0, upper=3.0):
    return F.hardsigmoid((X - lower) / (upper - lower) * 6 - 3)

# === median-of-three: the median of 0, 1 and the line
import torch

def hard_sigmoid(X, lower=-3.0, upper=3.0):
    line = (X - lower) / (upper - lower)
    return torch.stack([torch.zeros_like(X), line, torch.ones_like(X)]).median(dim=0).values

# === numpy-interp-2: np.interp in double precision, cast back to the dtype of X
import numpy as np
import torch

def hard_sigmoid(X, lower=-3.0, upper=3.0):
    y = np.interp(X.detach().cpu().numpy(), (lower, upper), (0.0, 1.0))
    return torch.as_tensor(y, dtype=X.dtype, device=X.device)

# === clamp-first-2: cuts X at the bounds first, then scales; hardtanh as a module
from torch import nn

def hard_sigmoid(X, lower=-3.0, upper=3.0):
    cut = nn.Hardtanh(float(lower), float(upper))
    return (cut(X) - lower) / (upper - lower)

# === from-the-middle: distance from the midpoint in units of the width plus one half, in a class with __call__
import torch

class _Ramp:
    def __call__(self, X, lower=-3.0, upper=3.0):
        middle, width = (lower + upper) / 2, upper - lower
        return torch.clip(0.5 + (X - middle) / width, 0, 1)

hard_sigmoid = _Ramp()

# === three-pieces: three masked pieces written into an empty tensor
import torch

def hard_sigmoid(X, lower=-3.0, upper=3.0):
    out = torch.empty_like(X)
    below, above = X <= lower, X >= upper
    between = ~(below | above)
    out[below] = 0
    out[above] = 1
    out[between] = ((X[between] - lower) / (upper - lower)).detach()
    return out

# === python-min-max: min and max on Python floats, element by element
import torch

def _ramp(v, lower, upper):
    return max(0.0, min(1.0, (v - lower) / (upper - lower)))

def hard_sigmoid(X, lower=-3.0, upper=3.0):
    values = [_ramp(v, lower, upper) for v in X.detach().reshape(-1).tolist()]
    return torch.tensor(values, dtype=X.dtype, device=X.device).reshape(X.shape)
