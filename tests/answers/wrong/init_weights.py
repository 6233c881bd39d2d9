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
