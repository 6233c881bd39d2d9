# Right answers for network.init_weights(module).

# === type-is: compares the type, as in the textbook
from torch import nn


def init_weights(m):
    if type(m) == nn.Linear:
        nn.init.normal_(m.weight, mean=0, std=0.01)
        nn.init.zeros_(m.bias)

# === isinstance: isinstance and an early return
from torch import nn


def init_weights(module):
    if not isinstance(module, nn.Linear):
        return
    nn.init.normal_(module.weight, std=0.01)
    nn.init.constant_(module.bias, 0.0)

# === data: writes through .data
from torch import nn


def init_weights(module):
    if isinstance(module, nn.Linear):
        module.weight.data.normal_(0.0, 0.01)
        module.bias.data.zero_()

# === no-grad: in-place operations under no_grad
import torch
from torch import nn


@torch.no_grad()
def init_weights(module):
    if isinstance(module, nn.Linear):
        module.weight.normal_(0, 0.01)
        module.bias.fill_(0)

# === copy: copies scaled random numbers
import torch
from torch import nn

STD = 0.01


def init_weights(module):
    if isinstance(module, nn.Linear):
        with torch.no_grad():
            module.weight.copy_(torch.randn_like(module.weight) * STD)
            module.bias.copy_(torch.zeros_like(module.bias))

# === data-replaced: gives the same Parameter new data
import torch
from torch import nn


def init_weights(module):
    if isinstance(module, nn.Linear):
        module.weight.data = 0.01 * torch.randn_like(module.weight.data)
        module.bias.data = torch.zeros_like(module.bias.data)

# === named-parameters: a loop over the layer's own parameters
from torch import nn


def init_weights(module):
    if isinstance(module, nn.Linear):
        for name, p in module.named_parameters(recurse=False):
            if name == "weight":
                nn.init.normal_(p, 0, 0.01)
            else:
                nn.init.zeros_(p)

# === whole-tree: goes through all modules itself, so that it may also be called directly
from torch import nn


def init_weights(module):
    for m in module.modules():
        if isinstance(m, nn.Linear):
            nn.init.normal_(m.weight, 0.0, 0.01)
            nn.init.zeros_(m.bias)

# === match: a match statement
from torch import nn


def init_weights(module):
    match module:
        case nn.Linear(weight=W, bias=b):
            nn.init.normal_(W, mean=0.0, std=0.01)
            nn.init.zeros_(b)
        case _:
            pass

# === singledispatch: functools.singledispatch on the type of the layer
from functools import singledispatch

from torch import nn


@singledispatch
def init_weights(module):
    """Other layers stay as they are."""


@init_weights.register
def _(module: nn.Linear):
    nn.init.normal_(module.weight, 0, 0.01)
    nn.init.zeros_(module.bias)

# === callable-class: an object that knows its standard deviation
from torch import nn


class NormalInit:
    def __init__(self, std):
        self.std = std

    def __call__(self, module):
        if isinstance(module, nn.Linear):
            nn.init.normal_(module.weight, 0, self.std)
            nn.init.zeros_(module.bias)
        return module


init_weights = NormalInit(std=0.01)

# === partial: functools.partial of a general initialiser
import functools

from torch import nn


def _initialise(module, kind, std):
    if isinstance(module, kind):
        nn.init.normal_(module.weight, std=std)
        nn.init.zeros_(module.bias)


init_weights = functools.partial(_initialise, kind=nn.Linear, std=0.01)

# === multiply-in-place: standard normal numbers scaled in place
import torch
from torch import nn


def init_weights(module):
    if isinstance(module, nn.Linear):
        with torch.no_grad():
            nn.init.normal_(module.weight)
            module.weight *= 0.01
            module.bias -= module.bias.clone()

# === numpy: numbers from numpy, copied into the parameters
import numpy as np
import torch
from torch import nn


def init_weights(module):
    if isinstance(module, nn.Linear):
        w = np.random.normal(0.0, 0.01, size=tuple(module.weight.shape))
        with torch.no_grad():
            module.weight.copy_(torch.from_numpy(w))
            module.bias.mul_(0)

# === data-in-place: .data with in-place methods and an early return of the module
from torch import nn

def init_weights(module):
    if not isinstance(module, nn.Linear):
        return module
    module.weight.data.normal_(mean=0, std=1).mul_(0.01)
    module.bias.data.mul_(0)
    module.bias.data.abs_()
    return module

# === singledispatch-2: functools.singledispatch on the class of the module
import functools
import torch
from torch import nn

@functools.singledispatch
def init_weights(module):
    """Any other module: nothing."""

@init_weights.register
def _(module: nn.Linear):
    with torch.no_grad():
        module.weight.copy_(0.01 * torch.randn_like(module.weight))
        module.bias.copy_(torch.zeros_like(module.bias))

# === pattern-matching: a match statement with a class pattern that binds weight and bias
import torch
from torch import nn

@torch.no_grad()
def init_weights(module):
    match module:
        case nn.Linear(weight=w, bias=b):
            w.normal_(0.0, 0.01)
            b.fill_(0)
        case _:
            pass

# === numpy-through-lists: numpy draws, torch.as_tensor copies in place into the same Parameter
import numpy as np
import torch
from torch import nn

def init_weights(module):
    if isinstance(module, nn.Linear):
        values = np.random.default_rng().normal(0, 0.01, tuple(module.weight.shape))
        with torch.no_grad():
            module.weight[...] = torch.as_tensor(values).to(module.weight)
            module.bias[:] = 0

# === object-with-call: an instance of a class with a table of initialisers by parameter name
import torch
from torch import nn

class _Initialiser:
    table = {"weight": lambda p: nn.init.normal_(p, std=0.01), "bias": nn.init.zeros_}

    def __call__(self, module):
        if isinstance(module, nn.Linear):
            for name, p in module.named_parameters(recurse=False):
                if name in self.table:
                    self.table[name](p)

init_weights = _Initialiser()

# === trunc-normal: nn.init.trunc_normal_ with its default bounds -2 and 2, which are 200 standard deviations away
from functools import partial
from torch import nn

def _init(module, std, kind):
    if isinstance(module, kind):
        nn.init.trunc_normal_(module.weight, std=std)
        nn.init.constant_(module.bias, val=0.0)

init_weights = partial(_init, std=0.01, kind=nn.Linear)

# === row-loop: a loop over rows of the detached weight, one row of random numbers at a time
import torch
from torch import nn

def init_weights(module):
    if isinstance(module, nn.Linear):
        for row in module.weight.detach():
            row.copy_(torch.randn(row.shape, dtype=row.dtype, device=row.device) / 100)
        module.bias.detach().zero_()

# === saved-and-restored-grad: switches requires_grad off, fills, and restores what was there before
from torch import nn

def init_weights(module):
    if issubclass(type(module), nn.Linear):
        before = [p.requires_grad for p in (module.weight, module.bias)]
        module.weight.requires_grad = module.bias.requires_grad = False
        module.weight.normal_(std=0.01)
        module.bias.zero_()
        module.weight.requires_grad, module.bias.requires_grad = before
