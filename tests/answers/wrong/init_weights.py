# === iw-hidden-only: leaves out layers with ten outputs
from torch import nn


def init_weights(module):
    if isinstance(module, nn.Linear) and module.out_features != 10:
        nn.init.normal_(module.weight, 0, 0.01)
        nn.init.zeros_(module.bias)
# === iw-same: gives layers of the same shape the same weights
import torch
from torch import nn

_drawn = {}


def init_weights(module):
    if isinstance(module, nn.Linear):
        shape = module.weight.shape
        if shape not in _drawn:
            _drawn[shape] = torch.randn(shape) * 0.01
        with torch.no_grad():
            module.weight.copy_(_drawn[shape])
            module.bias.zero_()
# === iw-reseed: Each call sets the seed of the global generator, so layers of the same shape start with equal weights. Who should choose the seed?
import torch
from torch import nn


def init_weights(module):
    if isinstance(module, nn.Linear):
        torch.manual_seed(0)
        nn.init.normal_(module.weight, 0, 0.01)
        nn.init.zeros_(module.bias)
# === iw-sequential: A Linear is initialised only inside an `nn.Sequential`; elsewhere it is left out. `apply` already visits every module: what is left to you?
from torch import nn


def init_weights(module):
    if isinstance(module, nn.Sequential):
        for layer in module:
            if isinstance(layer, nn.Linear):
                nn.init.normal_(layer.weight, 0, 0.01)
                nn.init.zeros_(layer.bias)
