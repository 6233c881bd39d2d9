# Right answers for activations.sigmoid_grad(X).

# === textbook: s times one minus s
import torch


def sigmoid_grad(X):
    s = torch.sigmoid(X)
    return s * (1 - s)

# === own-sigmoid: with a sigmoid of its own
import torch


def _sig(X):
    return 1 / (1 + torch.exp(-X))


def sigmoid_grad(X):
    return _sig(X) * (1 - _sig(X))

# === mirrored: the product of the sigmoid and its mirror image
def sigmoid_grad(X):
    return X.sigmoid() * (-X).sigmoid()

# === difference-of-squares: s minus s squared
import torch


def sigmoid_grad(X):
    s = torch.sigmoid(X)
    return s - s ** 2

# === exponential: e over one plus e squared, with e = exp(-|x|)
import torch


def sigmoid_grad(X):
    e = torch.exp(-torch.abs(X))
    return e / (1 + e) ** 2

# === tanh: a quarter of one minus tanh squared
def sigmoid_grad(X):
    return (1 - (X / 2).tanh().square()) / 4

# === cosh: one over four cosh squared of x/2
import torch


def sigmoid_grad(X):
    return 0.25 / torch.cosh(0.5 * X) ** 2

# === cosh-shifted: one over two plus two cosh
import torch


def sigmoid_grad(X):
    return 1 / (2 + 2 * torch.cosh(X))

# === logs: the exponential of a sum of log-sigmoids
import torch
import torch.nn.functional as F


def sigmoid_grad(X):
    return torch.exp(F.logsigmoid(X) + F.logsigmoid(-X))

# === numpy: numpy, back in torch
import numpy as np
import torch


def sigmoid_grad(X):
    x = X.detach().cpu().numpy()
    e = np.exp(-np.abs(x))
    return torch.as_tensor(e / np.square(1 + e), dtype=X.dtype, device=X.device)

# === addcmul: addcmul with a negative factor
import torch


def sigmoid_grad(X):
    s = X.sigmoid()
    return torch.addcmul(s, s, s, value=-1)

# === quarter-minus-square: a quarter minus the squared distance from one half
import torch


def sigmoid_grad(X):
    return 0.25 - (torch.sigmoid(X) - 0.5) ** 2

# === in-place: in-place steps on tensors of its own
import torch


def sigmoid_grad(X):
    s = torch.sigmoid(X)
    rest = s.neg().add_(1)
    return rest.mul_(s)

# === class: an object that keeps the sigmoid as an attribute
import torch


class SigmoidDerivative:
    def __init__(self, sigmoid):
        self.sigmoid = sigmoid

    def __call__(self, X):
        value = self.sigmoid(X)
        return value * (1 - value)


sigmoid_grad = SigmoidDerivative(torch.sigmoid)

# === softmax-of-two: the product of the two softmax entries of (x, 0)
import torch


def sigmoid_grad(X):
    return torch.stack((X, torch.zeros_like(X))).softmax(0).prod(0)

# === math-loop: plain numbers and the math module
import math

import torch


def sigmoid_grad(X):
    def slope(x):
        e = math.exp(-abs(x))
        return e / ((1 + e) * (1 + e))

    flat = torch.tensor(list(map(slope, X.flatten().tolist())), dtype=X.dtype)
    return flat.reshape(X.shape).to(X.device)

# === sech-squared: 1 / (4 cosh^2(x / 2)); cosh overflows to inf, and 1 / inf is the right 0
import torch

def sigmoid_grad(X):
    return 0.25 / torch.cosh(X / 2).square()

# === sum-of-logs: exp(log s(x) + log s(-x))
import torch
import torch.nn.functional as F

def sigmoid_grad(X):
    return torch.exp(F.logsigmoid(X) + F.logsigmoid(-X))

# === symmetric-exponential: e / (1 + e)^2 with e = exp(-|x|), in a closure
import torch

def _make():
    def slope(X):
        e = torch.exp(-X.abs())
        return e / (1 + e) ** 2
    return slope

sigmoid_grad = _make()

# === bernoulli-variance: the variance p (1 - p) of a Bernoulli distribution with X as logits
import torch

def sigmoid_grad(X):
    return torch.distributions.Bernoulli(logits=X).variance

# === product-of-stack: product over a new axis that holds s(x) and s(-x)
import torch

def sigmoid_grad(X):
    return torch.sigmoid(torch.stack([X, -X])).prod(dim=0)

# === expm1-complement: the factor 1 - s as -expm1(log s)
import torch
import torch.nn.functional as F

def sigmoid_grad(X):
    log_s = F.logsigmoid(X)
    return -log_s.exp() * torch.expm1(log_s)

# === numpy-in-double: numpy in double precision whatever the input, cast back at the end
import numpy as np
import torch

def sigmoid_grad(X):
    x = np.asarray(X.detach().cpu().tolist(), dtype=np.float64)
    t = np.tanh(x / 2)
    return torch.as_tensor((1 - t * t) / 4, dtype=X.dtype, device=X.device)

# === parabola-addcmul: a parabola in the centred sigmoid, 1/4 - c^2 with addcmul
import torch

def sigmoid_grad(X):
    c = torch.sigmoid(X) - 0.5
    return torch.addcmul(torch.full_like(c, 0.25), c, c, value=-1)
