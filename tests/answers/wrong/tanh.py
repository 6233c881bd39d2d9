# === tanh-half: has exp(-X) in place of exp(-2 X), which is tanh(X / 2)
import torch


def tanh(X):
    return (1 - torch.exp(-X)) / (1 + torch.exp(-X))
# === tanh-shift: writes 2 sigmoid(X) - 1 and not 2 sigmoid(2 X) - 1
import torch


def tanh(X):
    return 2 * torch.sigmoid(X) - 1
# === tanh-noshift: writes sigmoid(2 X) and forgets to move it to -1..1
import torch


def tanh(X):
    return torch.sigmoid(2 * X)
# === tanh-noscale: writes 2 sigmoid(2 X) and forgets the - 1
import torch


def tanh(X):
    return 2 * torch.sigmoid(2 * X)
# === tanh-sign: swaps numerator and denominator
import torch


def tanh(X):
    return (1 + torch.exp(-2 * X)) / (1 - torch.exp(-2 * X))
# === tanh-mirror: has the wrong sign in the exponents, so the curve falls
import torch


def tanh(X):
    return (1 - torch.exp(2 * X)) / (1 + torch.exp(2 * X))
# === tanh-sigmoid: is the sigmoid
import torch


def tanh(X):
    return torch.sigmoid(X)
# === tanh-atan: is the arc tangent
import torch


def tanh(X):
    return torch.atan(X)
# === tanh-tan: is the tangent, not the hyperbolic one
import torch


def tanh(X):
    return torch.tan(X)
# === tanh-sinh: forgets the denominator
import torch


def tanh(X):
    return (torch.exp(X) - torch.exp(-X)) / 2
# === tanh-hard: clamps to -1..1
def tanh(X):
    return X.clamp(-1, 1)
# === tanh-softsign: is x / (1 + |x|)
def tanh(X):
    return X / (1 + X.abs())
# === tanh-overflow: divides exp(X) - exp(-X) by exp(X) + exp(-X), inf / inf for large inputs
import torch


def tanh(X):
    return (torch.exp(X) - torch.exp(-X)) / (torch.exp(X) + torch.exp(-X))
# === tanh-overflow-neg: uses (1 - exp(-2 X)) / (1 + exp(-2 X)), NaN for very negative inputs
import torch


def tanh(X):
    e = torch.exp(-2 * X)
    return (1 - e) / (1 + e)
# === tanh-series: uses the first terms of the series, right near 0 only
def tanh(X):
    return X - X ** 3 / 3 + 2 * X ** 5 / 15
# === tanh-lecun: is LeCun's scaled tanh
import torch


def tanh(X):
    return 1.7159 * torch.tanh(2 * X / 3)
# === tanh-abs: computes with |X| and loses the sign
import torch


def tanh(X):
    e = torch.exp(-2 * X.abs())
    return (1 - e) / (1 + e)
# === tanh-dtype: returns float32 for float64 input
import torch


def tanh(X):
    return torch.tanh(X.float())
# === tanh-precision: computes in float32 and casts back
import torch


def tanh(X):
    return torch.tanh(X.float()).to(X.dtype)
# === tanh-inplace: multiplies the caller's tensor by 2
import torch


def tanh(X):
    with torch.no_grad():
        X.mul_(2)
    return 2 / (1 + torch.exp(-X)) - 1
# === tanh-eps: adds 1e-7 to the denominator
import torch


def tanh(X):
    return torch.sinh(X.clamp(-20, 20)) / (torch.cosh(X.clamp(-20, 20)) + 1e-7)
# === tanh-round: rounds to four decimals
import torch


def tanh(X):
    return torch.round(torch.tanh(X) * 1e4) / 1e4
