# Right answers for network.init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01).

# === normal: torch.normal with requires_grad
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    W1 = torch.normal(0, std, size=(num_inputs, num_hiddens), requires_grad=True)
    b1 = torch.zeros(num_hiddens, requires_grad=True)
    W2 = torch.normal(0, std, size=(num_hiddens, num_outputs), requires_grad=True)
    b2 = torch.zeros(num_outputs, requires_grad=True)
    return [W1, b1, W2, b2]

# === parameters: nn.Parameter around scaled randn
import torch
from torch import nn


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    W1 = nn.Parameter(torch.randn(num_inputs, num_hiddens, requires_grad=True) * std)
    b1 = nn.Parameter(torch.zeros(num_hiddens, requires_grad=True))
    W2 = nn.Parameter(torch.randn(num_hiddens, num_outputs, requires_grad=True) * std)
    b2 = nn.Parameter(torch.zeros(num_outputs, requires_grad=True))
    return [W1, b1, W2, b2]

# === requires-grad-after: scales first, then asks for gradients
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    params = [
        torch.randn(num_inputs, num_hiddens) * std,
        torch.zeros(num_hiddens),
        torch.randn(num_hiddens, num_outputs) * std,
        torch.zeros(num_outputs),
    ]
    for p in params:
        p.requires_grad_(True)
    return params

# === empty-normal: fills empty tensors in place
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    W1 = torch.empty(num_inputs, num_hiddens).normal_(0, std).requires_grad_()
    W2 = torch.empty(num_hiddens, num_outputs).normal_(mean=0, std=std).requires_grad_()
    b1 = torch.empty(num_hiddens).zero_().requires_grad_()
    b2 = torch.empty(num_outputs).fill_(0).requires_grad_()
    return W1, b1, W2, b2

# === nn-init: nn.init on parameters
import torch
from torch import nn


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    W1 = nn.Parameter(torch.empty(num_inputs, num_hiddens))
    b1 = nn.Parameter(torch.empty(num_hiddens))
    W2 = nn.Parameter(torch.empty(num_hiddens, num_outputs))
    b2 = nn.Parameter(torch.empty(num_outputs))
    for W in (W1, W2):
        nn.init.normal_(W, mean=0.0, std=std)
    for b in (b1, b2):
        nn.init.zeros_(b)
    return [W1, b1, W2, b2]

# === parameter-list: an nn.ParameterList
import torch
from torch import nn


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    return nn.ParameterList([
        std * torch.randn(num_inputs, num_hiddens),
        torch.zeros(num_hiddens),
        std * torch.randn(num_hiddens, num_outputs),
        torch.zeros(num_outputs),
    ])

# === shapes-loop: a loop over consecutive sizes
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    sizes = [num_inputs, num_hiddens, num_outputs]
    params = []
    for fan_in, fan_out in zip(sizes[:-1], sizes[1:]):
        params.append(torch.normal(0.0, std, (fan_in, fan_out)).requires_grad_())
        params.append(torch.zeros(fan_out).requires_grad_())
    return params

# === generator: a generator of layers turned into a list
import torch


def _layers(*sizes, std):
    for n, m in zip(sizes, sizes[1:]):
        yield torch.randn(n, m).mul_(std).requires_grad_()
        yield torch.zeros(m, requires_grad=True)


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    return list(_layers(num_inputs, num_hiddens, num_outputs, std=std))

# === from-linear: takes the parameters of two nn.Linear layers, transposed
import torch
from torch import nn


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    params = []
    for layer in (nn.Linear(num_inputs, num_hiddens), nn.Linear(num_hiddens, num_outputs)):
        nn.init.normal_(layer.weight, 0, std)
        nn.init.constant_(layer.bias, 0)
        params += [layer.weight.detach().t().requires_grad_(), layer.bias]
    return params

# === distribution: samples of torch.distributions.Normal
import torch
from torch.distributions import Normal


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    normal = Normal(0.0, std)
    W1 = normal.sample((num_inputs, num_hiddens)).requires_grad_()
    W2 = normal.sample((num_hiddens, num_outputs)).requires_grad_()
    return [W1, torch.zeros(num_hiddens, requires_grad=True),
            W2, torch.zeros(num_outputs, requires_grad=True)]

# === numpy: numpy's generator, without a seed
import numpy as np
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    rng = np.random.default_rng()

    def weight(*shape):
        w = rng.normal(0, std, shape)
        return torch.tensor(w, dtype=torch.get_default_dtype(), requires_grad=True)

    return [weight(num_inputs, num_hiddens), torch.zeros(num_hiddens, requires_grad=True),
            weight(num_hiddens, num_outputs), torch.zeros(num_outputs, requires_grad=True)]

# === box-muller: normal numbers from uniform ones
import math

import torch


def _normal(*shape):
    u = 1 - torch.rand(shape)  # in (0, 1], so the logarithm is finite
    v = torch.rand(shape)
    return torch.sqrt(-2 * torch.log(u)) * torch.cos(2 * math.pi * v)


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    W1 = (std * _normal(num_inputs, num_hiddens)).requires_grad_()
    b1 = torch.zeros((num_hiddens,), requires_grad=True)
    W2 = (std * _normal(num_hiddens, num_outputs)).requires_grad_()
    b2 = torch.zeros((num_outputs,), requires_grad=True)
    return [W1, b1, W2, b2]

# === own-generator: a generator object with a seed from the system
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    g = torch.Generator()
    g.seed()
    W1 = torch.randn((num_inputs, num_hiddens), generator=g) * std
    W2 = torch.randn((num_hiddens, num_outputs), generator=g) * std
    biases = torch.zeros(num_hiddens), torch.zeros(num_outputs)
    return [t.requires_grad_() for t in (W1, biases[0], W2, biases[1])]

# === one-draw: all weights from one draw, cut into two copies
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    n1, n2 = num_inputs * num_hiddens, num_hiddens * num_outputs
    draw = std * torch.randn(n1 + n2)
    W1 = draw[:n1].reshape(num_inputs, num_hiddens).clone().requires_grad_()
    W2 = draw[n1:].reshape(num_hiddens, num_outputs).clone().requires_grad_()
    b1 = torch.zeros(num_hiddens, requires_grad=True)
    b2 = torch.zeros(num_outputs, requires_grad=True)
    return [W1, b1, W2, b2]

# === named-tuple: a named tuple of parameters
from collections import namedtuple

import torch
from torch import nn

Params = namedtuple("Params", "W1 b1 W2 b2")


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    return Params(
        W1=nn.Parameter(torch.normal(torch.zeros(num_inputs, num_hiddens), std)),
        b1=nn.Parameter(torch.zeros(num_hiddens)),
        W2=nn.Parameter(torch.normal(torch.zeros(num_hiddens, num_outputs), std)),
        b2=nn.Parameter(torch.zeros(num_outputs)),
    )

# === device-parameter: a further parameter for the device
import torch


def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01, device=None):
    options = {"device": device, "requires_grad": True}
    W1 = torch.zeros(num_inputs, num_hiddens, **options)
    b1 = torch.zeros(num_hiddens, **options)
    W2 = torch.zeros(num_hiddens, num_outputs, **options)
    b2 = torch.zeros(num_outputs, **options)
    with torch.no_grad():
        W1 += std * torch.randn_like(W1)
        W2 += std * torch.randn_like(W2)
    return [W1, b1, W2, b2]

# === torch-normal-lambda: a lambda over shapes with torch.normal, returned as a tuple
import torch

init_params = lambda num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01: tuple(
    (torch.normal(0.0, std, shape) if len(shape) == 2 else torch.zeros(shape)).requires_grad_()
    for shape in ((num_inputs, num_hiddens), (num_hiddens,), (num_hiddens, num_outputs), (num_outputs,))
)

# === parameter-list-2: an nn.ParameterList filled in place with nn.init
import torch
from torch import nn

def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    params = nn.ParameterList()
    for shape in [(num_inputs, num_hiddens), (num_hiddens,), (num_hiddens, num_outputs), (num_outputs,)]:
        params.append(nn.Parameter(torch.empty(*shape)))
    for i, p in enumerate(params):
        nn.init.zeros_(p) if i % 2 else nn.init.normal_(p, 0.0, std)
    return params

# === numpy-draws: numpy draws the numbers, an object with __call__ makes the tensors
import numpy as np
import torch

class _Init:
    def __call__(self, num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
        rng = np.random.default_rng()
        arrays = [rng.normal(0, std, (num_inputs, num_hiddens)), np.zeros(num_hiddens),
                  rng.normal(0, std, (num_hiddens, num_outputs)), np.zeros(num_outputs)]
        return [torch.tensor(a, dtype=torch.get_default_dtype(), requires_grad=True) for a in arrays]

init_params = _Init()

# === box-muller-2: normal numbers by Box and Muller from uniform ones
import math
import torch

def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    def gauss(rows, cols):
        u = 1 - torch.rand(rows, cols, dtype=torch.float64)
        v = torch.rand(rows, cols, dtype=torch.float64)
        z = torch.sqrt(-2 * torch.log(u)) * torch.cos(2 * math.pi * v)
        return (std * z).to(torch.get_default_dtype()).requires_grad_()
    return [gauss(num_inputs, num_hiddens), torch.zeros(num_hiddens, requires_grad=True),
            gauss(num_hiddens, num_outputs), torch.zeros(num_outputs, requires_grad=True)]

# === pure-python-gauss: random.gauss number by number, nested lists
import random
import torch

def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    result = []
    for rows, cols in ((num_inputs, num_hiddens), (num_hiddens, num_outputs)):
        values = [[random.gauss(0.0, std) for _ in range(cols)] for _ in range(rows)]
        result.append(torch.tensor(values, requires_grad=True))
        result.append(torch.tensor([0.0] * cols, requires_grad=True))
    return result

# === transposed-from-linear: takes the parameters of two nn.Linear, refilled; the weights are non-contiguous transposed leaves
import torch
from torch import nn

def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    layers = nn.Linear(num_inputs, num_hiddens), nn.Linear(num_hiddens, num_outputs)
    out = []
    for layer in layers:
        with torch.no_grad():
            layer.weight.normal_(0, std)
            layer.bias.fill_(0)
        out += [nn.Parameter(layer.weight.detach().t()), layer.bias]
    return out

# === distribution-generator: torch.distributions and a generator function
import torch
from torch.distributions import Normal

def _params(sizes, std):
    source = Normal(0.0, std)
    for a, b in zip(sizes[:-1], sizes[1:]):
        yield source.sample((a, b)).requires_grad_(True)
        yield source.sample((b,)).zero_().requires_grad_(True)

def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    return list(_params([num_inputs, num_hiddens, num_outputs], std))

# === own-generator-inverse-cdf: an own generator with an unpredictable seed, normal numbers by the inverse distribution function
import torch

def init_params(num_inputs=784, num_hiddens=256, num_outputs=10, std=0.01):
    g = torch.Generator()
    g.seed()  # from the operating system, another one each call
    def draw(*shape):
        u = torch.rand(*shape, generator=g, dtype=torch.float64).clamp(1e-15, 1 - 1e-15)
        return torch.nn.Parameter(torch.special.ndtri(u).mul(std).to(torch.get_default_dtype()))
    zero = lambda n: torch.nn.Parameter(torch.zeros(n))
    W1, W2 = draw(num_inputs, num_hiddens), draw(num_hiddens, num_outputs)
    return [W1, zero(num_hiddens), W2, zero(num_outputs)]
