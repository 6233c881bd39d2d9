# === hsig-def: has slope 0.2 and the corners -2.5 and 2.5, whatever is asked
import torch


def hard_sigmoid(X, lower=-3.0, upper=3.0):
    return torch.clamp(0.2 * X + 0.5, 0, 1)
# === hsig-ignores-bounds: is torch's hard sigmoid and ignores lower and upper
import torch.nn.functional as F


def hard_sigmoid(X, lower=-3.0, upper=3.0):
    return F.hardsigmoid(X)
# === hsig-clip-only: clamps X to 0..1 without scaling
def hard_sigmoid(X, lower=-3.0, upper=3.0):
    return X.clamp(0, 1)
# === hsig-clip-bounds: clamps X to lower..upper without scaling to 0..1
def hard_sigmoid(X, lower=-3.0, upper=3.0):
    return X.clamp(lower, upper)
# === hsig-noclip: does not clip at 1
def hard_sigmoid(X, lower=-3.0, upper=3.0):
    return ((X - lower) / (upper - lower)).clamp(min=0)
# === hsig-noclip-lower: does not clip at 0
def hard_sigmoid(X, lower=-3.0, upper=3.0):
    return ((X - lower) / (upper - lower)).clamp(max=1)
# === hsig-noclip-both: does not clip at all
def hard_sigmoid(X, lower=-3.0, upper=3.0):
    return (X - lower) / (upper - lower)
# === hsig-slope: returns the slope and not the value
def hard_sigmoid(X, lower=-3.0, upper=3.0):
    return ((X > lower) & (X < upper)).to(X.dtype) / (upper - lower)
# === hsig-symmetric: adds 0.5, which is right only when lower = -upper
def hard_sigmoid(X, lower=-3.0, upper=3.0):
    return (X / (upper - lower) + 0.5).clamp(0, 1)
# === hsig-upper-only: uses upper for both corners
def hard_sigmoid(X, lower=-3.0, upper=3.0):
    return ((X + upper) / (2 * upper)).clamp(0, 1)
# === hsig-shift-upper: adds upper and not -lower before dividing
def hard_sigmoid(X, lower=-3.0, upper=3.0):
    return ((X + upper) / (upper - lower)).clamp(0, 1)
# === hsig-divide-upper: divides by twice the upper bound
def hard_sigmoid(X, lower=-3.0, upper=3.0):
    return ((X - lower) / (2 * upper)).clamp(0, 1)
# === hsig-relu6: always divides by 6
def hard_sigmoid(X, lower=-3.0, upper=3.0):
    return ((X - lower) / 6).clamp(0, 1)
# === hsig-jump: is x/6 + 0.5 between the given corners, so it jumps there
import torch


def hard_sigmoid(X, lower=-3.0, upper=3.0):
    Y = X / 6 + 0.5
    Y = torch.where(X < lower, torch.zeros_like(X), Y)
    return torch.where(X > upper, torch.ones_like(X), Y)
# === hsig-step: is 0.5 between the corners
import torch


def hard_sigmoid(X, lower=-3.0, upper=3.0):
    Y = torch.where(X < lower, torch.zeros_like(X), torch.full_like(X, 0.5))
    return torch.where(X > upper, torch.ones_like(X), Y)
# === hsig-smoothstep: is a smooth cubic between the corners
def hard_sigmoid(X, lower=-3.0, upper=3.0):
    T = ((X - lower) / (upper - lower)).clamp(0, 1)
    return T * T * (3 - 2 * T)
# === hsig-sigmoid: is the smooth sigmoid between the corners
import torch


def hard_sigmoid(X, lower=-3.0, upper=3.0):
    Y = torch.sigmoid(X)
    Y = torch.where(X < lower, torch.zeros_like(X), Y)
    return torch.where(X > upper, torch.ones_like(X), Y)
# === hsig-mirrored: falls from 1 to 0
def hard_sigmoid(X, lower=-3.0, upper=3.0):
    return ((upper - X) / (upper - lower)).clamp(0, 1)
# === hsig-default: has the default corners -2.5 and 2.5
def hard_sigmoid(X, lower=-2.5, upper=2.5):
    return ((X - lower) / (upper - lower)).clamp(0, 1)
# === hsig-abs-lower: uses the absolute value of lower, right for a negative lower only
def hard_sigmoid(X, lower=-3.0, upper=3.0):
    return ((X + abs(lower)) / (upper + abs(lower))).clamp(0, 1)
# === hsig-int-bounds: rounds the corners to whole numbers
def hard_sigmoid(X, lower=-3.0, upper=3.0):
    lower, upper = int(lower), int(upper)
    return ((X - lower) / max(upper - lower, 1)).clamp(0, 1)
# === hsig-float32: returns float32 for float64 input
def hard_sigmoid(X, lower=-3.0, upper=3.0):
    return ((X.float() - lower) / (upper - lower)).clamp(0, 1)
# === hsig-inplace: clamps the caller's tensor
import torch


def hard_sigmoid(X, lower=-3.0, upper=3.0):
    with torch.no_grad():
        X.clamp_(lower, upper)
    return (X - lower) / (upper - lower)
# === hsig-inplace-where: overwrites the entries beyond the corners in the caller's tensor
def hard_sigmoid(X, lower=-3.0, upper=3.0):
    X = X.detach()
    X[X < lower] = lower
    X[X > upper] = upper
    return (X - lower) / (upper - lower)
# === hsig-names: calls its parameters low and high, so lower= and upper= fail
def hard_sigmoid(X, low=-3.0, high=3.0):
    return ((X - low) / (high - low)).clamp(0, 1)
# === hsig-swapped: has its two corner parameters in the opposite order
def hard_sigmoid(X, upper=3.0, lower=-3.0):
    return ((X - lower) / (upper - lower)).clamp(0, 1)
