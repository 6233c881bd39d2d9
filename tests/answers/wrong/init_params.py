# === init-zeros: sets all weights to 0, so all hidden units stay equal
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    sizes = [(num_inputs, num_hiddens), (num_hiddens,), (num_hiddens, num_outputs), (num_outputs,)]
    return [torch.zeros(size, requires_grad=True) for size in sizes]
# === init-const: sets all weights to the same number
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    W1 = torch.full((num_inputs, num_hiddens), std, requires_grad=True)
    W2 = torch.full((num_hiddens, num_outputs), std, requires_grad=True)
    return [W1, torch.zeros(num_hiddens, requires_grad=True),
            W2, torch.zeros(num_outputs, requires_grad=True)]
# === init-randn: forgets to multiply by std
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    W1 = torch.randn(num_inputs, num_hiddens, requires_grad=True)
    b1 = torch.zeros(num_hiddens, requires_grad=True)
    W2 = torch.randn(num_hiddens, num_outputs, requires_grad=True)
    b2 = torch.zeros(num_outputs, requires_grad=True)
    return [W1, b1, W2, b2]
# === init-rand: draws from a uniform distribution that is never negative
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    W1 = (torch.rand(num_inputs, num_hiddens) * std).requires_grad_()
    b1 = torch.zeros(num_hiddens, requires_grad=True)
    W2 = (torch.rand(num_hiddens, num_outputs) * std).requires_grad_()
    b2 = torch.zeros(num_outputs, requires_grad=True)
    return [W1, b1, W2, b2]
# === init-uniform: draws from -std to std evenly, not from a normal distribution
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    W1 = torch.empty(num_inputs, num_hiddens).uniform_(-std, std).requires_grad_()
    b1 = torch.zeros(num_hiddens, requires_grad=True)
    W2 = torch.empty(num_hiddens, num_outputs).uniform_(-std, std).requires_grad_()
    b2 = torch.zeros(num_outputs, requires_grad=True)
    return [W1, b1, W2, b2]
# === init-uniform-std: is uniform with the right mean and standard deviation, so not normal
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    half = 3 ** 0.5 * std
    W1 = torch.empty(num_inputs, num_hiddens).uniform_(-half, half).requires_grad_()
    b1 = torch.zeros(num_hiddens, requires_grad=True)
    W2 = torch.empty(num_hiddens, num_outputs).uniform_(-half, half).requires_grad_()
    b2 = torch.zeros(num_outputs, requires_grad=True)
    return [W1, b1, W2, b2]
# === init-var: takes std for the variance
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    W1 = (torch.randn(num_inputs, num_hiddens) * std ** 0.5).requires_grad_()
    b1 = torch.zeros(num_hiddens, requires_grad=True)
    W2 = (torch.randn(num_hiddens, num_outputs) * std ** 0.5).requires_grad_()
    b2 = torch.zeros(num_outputs, requires_grad=True)
    return [W1, b1, W2, b2]
# === init-square: multiplies by std twice
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    W1 = torch.normal(0, std, (num_inputs, num_hiddens)) * std
    W2 = torch.normal(0, std, (num_hiddens, num_outputs)) * std
    params = [W1, torch.zeros(num_hiddens), W2, torch.zeros(num_outputs)]
    return [p.requires_grad_() for p in params]
# === init-swapped-args: gives torch.normal the mean std and the standard deviation 0
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    W1 = torch.normal(std, 0.0, (num_inputs, num_hiddens))
    W2 = torch.normal(std, 0.0, (num_hiddens, num_outputs))
    params = [W1, torch.zeros(num_hiddens), W2, torch.zeros(num_outputs)]
    return [p.requires_grad_() for p in params]
# === init-mean: shifts the weights, so their mean is std and not 0
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    W1 = torch.normal(std, std, (num_inputs, num_hiddens))
    W2 = torch.normal(std, std, (num_hiddens, num_outputs))
    params = [W1, torch.zeros(num_hiddens), W2, torch.zeros(num_outputs)]
    return [p.requires_grad_() for p in params]
# === init-abs: takes absolute values, so no weight is negative
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    W1 = torch.normal(0, std, (num_inputs, num_hiddens)).abs()
    W2 = torch.normal(0, std, (num_hiddens, num_outputs)).abs()
    params = [W1, torch.zeros(num_hiddens), W2, torch.zeros(num_outputs)]
    return [p.requires_grad_() for p in params]
# === init-ignores-std: always uses 0.01
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    W1 = torch.normal(0, 0.01, (num_inputs, num_hiddens))
    W2 = torch.normal(0, 0.01, (num_hiddens, num_outputs))
    params = [W1, torch.zeros(num_hiddens), W2, torch.zeros(num_outputs)]
    return [p.requires_grad_() for p in params]
# === init-std-second: uses the given std for the first layer and 0.01 for the second
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    W1 = torch.normal(0, std, (num_inputs, num_hiddens))
    W2 = torch.normal(0, 0.01, (num_hiddens, num_outputs))
    params = [W1, torch.zeros(num_hiddens), W2, torch.zeros(num_outputs)]
    return [p.requires_grad_() for p in params]
# === init-ignores-sizes: always makes a 784-256-10 network
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    W1 = torch.normal(0, std, (784, 256))
    W2 = torch.normal(0, std, (256, 10))
    return [p.requires_grad_() for p in [W1, torch.zeros(256), W2, torch.zeros(10)]]
# === init-ten-outputs: always makes ten outputs
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    W1 = torch.normal(0, std, (num_inputs, num_hiddens))
    W2 = torch.normal(0, std, (num_hiddens, 10))
    return [p.requires_grad_() for p in [W1, torch.zeros(num_hiddens), W2, torch.zeros(10)]]
# === init-default-hiddens: has 128 hidden units by default
import torch


def init_params(num_inputs=784, num_hiddens=128, num_outputs=10, std=0.01):
    W1 = torch.normal(0, std, (num_inputs, num_hiddens))
    W2 = torch.normal(0, std, (num_hiddens, num_outputs))
    params = [W1, torch.zeros(num_hiddens), W2, torch.zeros(num_outputs)]
    return [p.requires_grad_() for p in params]
# === init-default-std: has std 0.1 by default
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.1):
    W1 = torch.normal(0, std, (num_inputs, num_hiddens))
    W2 = torch.normal(0, std, (num_hiddens, num_outputs))
    params = [W1, torch.zeros(num_hiddens), W2, torch.zeros(num_outputs)]
    return [p.requires_grad_() for p in params]
# === init-argument-order: has num_outputs before num_hiddens
import torch


def init_params(num_inputs=784, num_outputs=10, num_hiddens=256, std=0.01):
    W1 = torch.normal(0, std, (num_inputs, num_hiddens))
    W2 = torch.normal(0, std, (num_hiddens, num_outputs))
    params = [W1, torch.zeros(num_hiddens), W2, torch.zeros(num_outputs)]
    return [p.requires_grad_() for p in params]
# === init-names: calls its parameters n_in, n_hidden and n_out, so num_inputs= fails
import torch


def init_params(n_in=784, n_hidden=256, n_out=10, std=0.01):
    W1 = torch.normal(0, std, (n_in, n_hidden))
    W2 = torch.normal(0, std, (n_hidden, n_out))
    return [p.requires_grad_() for p in [W1, torch.zeros(n_hidden), W2, torch.zeros(n_out)]]
# === init-nonleaf: scales after requires_grad is on, so the weights are not leaves
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    W1 = torch.randn(num_inputs, num_hiddens, requires_grad=True) * std
    b1 = torch.zeros(num_hiddens, requires_grad=True)
    W2 = torch.randn(num_hiddens, num_outputs, requires_grad=True) * std
    b2 = torch.zeros(num_outputs, requires_grad=True)
    return [W1, b1, W2, b2]
# === init-nograd: returns plain tensors without requires_grad
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    W1 = torch.normal(0, std, (num_inputs, num_hiddens))
    W2 = torch.normal(0, std, (num_hiddens, num_outputs))
    return [W1, torch.zeros(num_hiddens), W2, torch.zeros(num_outputs)]
# === init-nograd-bias: forgets requires_grad of the biases
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    W1 = torch.normal(0, std, (num_inputs, num_hiddens), requires_grad=True)
    W2 = torch.normal(0, std, (num_hiddens, num_outputs), requires_grad=True)
    return [W1, torch.zeros(num_hiddens), W2, torch.zeros(num_outputs)]
# === init-transposed: makes the weights the other way round, as nn.Linear does
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    W1 = torch.normal(0, std, (num_hiddens, num_inputs))
    W2 = torch.normal(0, std, (num_outputs, num_hiddens))
    params = [W1, torch.zeros(num_hiddens), W2, torch.zeros(num_outputs)]
    return [p.requires_grad_() for p in params]
# === init-bias-shape: makes the biases (1, n)
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    W1 = torch.normal(0, std, (num_inputs, num_hiddens))
    W2 = torch.normal(0, std, (num_hiddens, num_outputs))
    params = [W1, torch.zeros(1, num_hiddens), W2, torch.zeros(1, num_outputs)]
    return [p.requires_grad_() for p in params]
# === init-bias-scalar: uses one number as the bias of a whole layer
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    W1 = torch.normal(0, std, (num_inputs, num_hiddens))
    W2 = torch.normal(0, std, (num_hiddens, num_outputs))
    return [p.requires_grad_() for p in [W1, torch.zeros(1), W2, torch.zeros(1)]]
# === init-bias-one: sets the biases to 1
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    W1 = torch.normal(0, std, (num_inputs, num_hiddens))
    W2 = torch.normal(0, std, (num_hiddens, num_outputs))
    params = [W1, torch.ones(num_hiddens), W2, torch.ones(num_outputs)]
    return [p.requires_grad_() for p in params]
# === init-bias-random: draws the biases at random
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    sizes = [(num_inputs, num_hiddens), (num_hiddens,), (num_hiddens, num_outputs), (num_outputs,)]
    return [torch.normal(0, std, size, requires_grad=True) for size in sizes]
# === init-bias-empty: leaves the first bias uninitialised and gives the last one a random value
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    W1 = torch.normal(0, std, (num_inputs, num_hiddens))
    W2 = torch.normal(0, std, (num_hiddens, num_outputs))
    params = [W1, torch.zeros(num_hiddens), W2, torch.normal(0, std, (num_outputs,))]
    return [p.requires_grad_() for p in params]
# === init-shared: copies the second layer's weights from the first layer's
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    numbers = torch.randn(max(num_inputs * num_hiddens, num_hiddens * num_outputs)) * std
    W1 = numbers[: num_inputs * num_hiddens].reshape(num_inputs, num_hiddens).clone()
    W2 = numbers[: num_hiddens * num_outputs].reshape(num_hiddens, num_outputs).clone()
    params = [W1, torch.zeros(num_hiddens), W2, torch.zeros(num_outputs)]
    return [p.requires_grad_() for p in params]
# === init-same-column: gives every hidden unit the same random weights
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    W1 = (torch.randn(num_inputs, 1) * std).repeat(1, num_hiddens)
    W2 = (torch.randn(num_hiddens, 1) * std).repeat(1, num_outputs)
    params = [W1, torch.zeros(num_hiddens), W2, torch.zeros(num_outputs)]
    return [p.requires_grad_() for p in params]
# === init-reseed: seeds the global generator, so two calls give the same weights
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    torch.manual_seed(0)
    W1 = torch.normal(0, std, (num_inputs, num_hiddens))
    W2 = torch.normal(0, std, (num_hiddens, num_outputs))
    params = [W1, torch.zeros(num_hiddens), W2, torch.zeros(num_outputs)]
    return [p.requires_grad_() for p in params]
# === init-reseed-random: seeds the global generator anew at each call
import random

import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    torch.manual_seed(random.randrange(2 ** 31))
    W1 = torch.normal(0, std, (num_inputs, num_hiddens))
    W2 = torch.normal(0, std, (num_hiddens, num_outputs))
    params = [W1, torch.zeros(num_hiddens), W2, torch.zeros(num_outputs)]
    return [p.requires_grad_() for p in params]
# === init-own-generator: draws from a generator of its own with a fixed seed, so two calls agree
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    gen = torch.Generator().manual_seed(42)
    W1 = torch.randn(num_inputs, num_hiddens, generator=gen) * std
    W2 = torch.randn(num_hiddens, num_outputs, generator=gen) * std
    params = [W1, torch.zeros(num_hiddens), W2, torch.zeros(num_outputs)]
    return [p.requires_grad_() for p in params]
# === init-cached: returns the same tensors again for the same sizes
import functools

import torch


@functools.lru_cache
def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    W1 = torch.normal(0, std, (num_inputs, num_hiddens))
    W2 = torch.normal(0, std, (num_hiddens, num_outputs))
    params = [W1, torch.zeros(num_hiddens), W2, torch.zeros(num_outputs)]
    return [p.requires_grad_() for p in params]
# === init-apply-missing: keeps nn.Linear's own weights, whose std is 0.02 and not 0.01
import torch
from torch import nn


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    params = []
    for n_in, n_out in [(num_inputs, num_hiddens), (num_hiddens, num_outputs)]:
        layer = nn.Linear(n_in, n_out)
        params += [layer.weight.detach().T.contiguous(), torch.zeros(n_out)]
    return [p.requires_grad_() for p in params]
# === init-he: scales by the number of inputs and ignores std
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    W1 = torch.randn(num_inputs, num_hiddens) * (2 / num_inputs) ** 0.5
    W2 = torch.randn(num_hiddens, num_outputs) * (2 / num_hiddens) ** 0.5
    params = [W1, torch.zeros(num_hiddens), W2, torch.zeros(num_outputs)]
    return [p.requires_grad_() for p in params]
# === init-truncated: cuts the normal distribution at two standard deviations
import torch
from torch import nn


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    W1 = nn.init.trunc_normal_(torch.empty(num_inputs, num_hiddens), 0, std, -2 * std, 2 * std)
    W2 = nn.init.trunc_normal_(torch.empty(num_hiddens, num_outputs), 0, std, -2 * std, 2 * std)
    params = [W1, torch.zeros(num_hiddens), W2, torch.zeros(num_outputs)]
    return [p.requires_grad_() for p in params]
# === init-float64: makes float64 tensors
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    W1 = torch.randn(num_inputs, num_hiddens, dtype=torch.float64) * std
    b1 = torch.zeros(num_hiddens, dtype=torch.float64)
    W2 = torch.randn(num_hiddens, num_outputs, dtype=torch.float64) * std
    b2 = torch.zeros(num_outputs, dtype=torch.float64)
    return [p.requires_grad_() for p in [W1, b1, W2, b2]]
# === init-float32: makes float32 tensors whatever torch's default dtype is
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    W1 = torch.randn(num_inputs, num_hiddens, dtype=torch.float32) * std
    b1 = torch.zeros(num_hiddens, dtype=torch.float32)
    W2 = torch.randn(num_hiddens, num_outputs, dtype=torch.float32) * std
    b2 = torch.zeros(num_outputs, dtype=torch.float32)
    return [p.requires_grad_() for p in [W1, b1, W2, b2]]
# === init-default-dtype: sets torch's default dtype to float32
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    torch.set_default_dtype(torch.float32)
    W1 = torch.normal(0, std, (num_inputs, num_hiddens))
    W2 = torch.normal(0, std, (num_hiddens, num_outputs))
    params = [W1, torch.zeros(num_hiddens), W2, torch.zeros(num_outputs)]
    return [p.requires_grad_() for p in params]
# === init-gradmode: switches gradient recording off and never on again
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    torch.set_grad_enabled(False)
    W1 = torch.randn(num_inputs, num_hiddens, requires_grad=True).mul_(std)
    W2 = torch.randn(num_hiddens, num_outputs, requires_grad=True).mul_(std)
    b1 = torch.zeros(num_hiddens, requires_grad=True)
    b2 = torch.zeros(num_outputs, requires_grad=True)
    return [W1, b1, W2, b2]
# === init-wrongorder: returns both weights first and both biases after them
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    W1 = torch.normal(0, std, (num_inputs, num_hiddens))
    W2 = torch.normal(0, std, (num_hiddens, num_outputs))
    params = [W1, W2, torch.zeros(num_hiddens), torch.zeros(num_outputs)]
    return [p.requires_grad_() for p in params]
# === init-nobias: returns the two weights only
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    W1 = torch.normal(0, std, (num_inputs, num_hiddens), requires_grad=True)
    W2 = torch.normal(0, std, (num_hiddens, num_outputs), requires_grad=True)
    return [W1, W2]
# === init-dict: returns a dict
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    return {
        "W1": torch.normal(0, std, (num_inputs, num_hiddens), requires_grad=True),
        "b1": torch.zeros(num_hiddens, requires_grad=True),
        "W2": torch.normal(0, std, (num_hiddens, num_outputs), requires_grad=True),
        "b2": torch.zeros(num_outputs, requires_grad=True),
    }
# === init-round: rounds the weights to two decimals, so with the default std most are 0 or 0.01
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    W1 = torch.round(torch.randn(num_inputs, num_hiddens) * std, decimals=2)
    W2 = torch.round(torch.randn(num_hiddens, num_outputs) * std, decimals=2)
    params = [W1, torch.zeros(num_hiddens), W2, torch.zeros(num_outputs)]
    return [p.requires_grad_() for p in params]
