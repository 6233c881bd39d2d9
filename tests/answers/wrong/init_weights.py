# === iw-bias-kept: leaves the bias as it was
from torch import nn


def init_weights(module):
    if isinstance(module, nn.Linear):
        nn.init.normal_(module.weight, 0, 0.01)
# === iw-bias-one: sets the bias to 1
from torch import nn


def init_weights(module):
    if isinstance(module, nn.Linear):
        nn.init.normal_(module.weight, 0, 0.01)
        nn.init.ones_(module.bias)
# === iw-bias-random: draws the bias at random too
from torch import nn


def init_weights(module):
    if isinstance(module, nn.Linear):
        for p in module.parameters():
            nn.init.normal_(p, 0, 0.01)
# === iw-bias-only: zeroes the bias and leaves the weights
from torch import nn


def init_weights(module):
    if isinstance(module, nn.Linear):
        nn.init.zeros_(module.bias)
# === iw-std: has the standard deviation 0.1
from torch import nn


def init_weights(module):
    if isinstance(module, nn.Linear):
        nn.init.normal_(module.weight, 0, 0.1)
        nn.init.zeros_(module.bias)
# === iw-std-one: uses the default standard deviation of normal_, which is 1
from torch import nn


def init_weights(module):
    if isinstance(module, nn.Linear):
        nn.init.normal_(module.weight)
        nn.init.zeros_(module.bias)
# === iw-var: squares 0.01, so the standard deviation is 0.0001
from torch import nn


def init_weights(module):
    if isinstance(module, nn.Linear):
        nn.init.normal_(module.weight, std=0.01 ** 2)
        nn.init.zeros_(module.bias)
# === iw-mean: passes 0.01 as the mean
from torch import nn


def init_weights(module):
    if isinstance(module, nn.Linear):
        nn.init.normal_(module.weight, 0.01, 0.01)
        nn.init.zeros_(module.bias)
# === iw-uniform: draws from a uniform distribution
from torch import nn


def init_weights(module):
    if isinstance(module, nn.Linear):
        nn.init.uniform_(module.weight, -0.01, 0.01)
        nn.init.zeros_(module.bias)
# === iw-xavier: uses Xavier's initialisation
from torch import nn


def init_weights(module):
    if isinstance(module, nn.Linear):
        nn.init.xavier_normal_(module.weight)
        nn.init.zeros_(module.bias)
# === iw-zeros: sets the weights to 0
from torch import nn


def init_weights(module):
    if isinstance(module, nn.Linear):
        nn.init.zeros_(module.weight)
        nn.init.zeros_(module.bias)
# === iw-const: sets all weights to 0.01
from torch import nn


def init_weights(module):
    if isinstance(module, nn.Linear):
        nn.init.constant_(module.weight, 0.01)
        nn.init.zeros_(module.bias)
# === iw-nothing: draws new weights into variables and never writes them back
import torch
from torch import nn


def init_weights(module):
    if isinstance(module, nn.Linear):
        weight = module.weight.detach().clone()
        weight = torch.normal(0, 0.01, weight.shape)
        bias = torch.zeros_like(module.bias)
# === iw-replaced: puts new Parameter objects in, which an optimizer made before does not know
import torch
from torch import nn


def init_weights(module):
    if isinstance(module, nn.Linear):
        module.weight = nn.Parameter(torch.randn_like(module.weight) * 0.01)
        module.bias = nn.Parameter(torch.zeros_like(module.bias))
# === iw-replaced-bias: puts a new Parameter in for the bias
import torch
from torch import nn


def init_weights(module):
    if isinstance(module, nn.Linear):
        nn.init.normal_(module.weight, 0, 0.01)
        module.bias = nn.Parameter(torch.zeros_like(module.bias))
# === iw-all-weights: changes every module that has a weight, such as a convolution
from torch import nn


def init_weights(module):
    if hasattr(module, "weight") and module.weight is not None:
        nn.init.normal_(module.weight, 0, 0.01)
        if getattr(module, "bias", None) is not None:
            nn.init.zeros_(module.bias)
# === iw-conv: changes convolutions too
from torch import nn


def init_weights(module):
    if isinstance(module, (nn.Linear, nn.Conv2d)):
        nn.init.normal_(module.weight, 0, 0.01)
        nn.init.zeros_(module.bias)
# === iw-norm: also resets the scale and shift of normalisation layers
from torch import nn


def init_weights(module):
    if isinstance(module, nn.Linear):
        nn.init.normal_(module.weight, 0, 0.01)
        nn.init.zeros_(module.bias)
    elif isinstance(module, (nn.BatchNorm1d, nn.LayerNorm)):
        nn.init.zeros_(module.weight)
        nn.init.zeros_(module.bias)
# === iw-matrices: draws every parameter with two axes anew, so an embedding is changed as well
from torch import nn


def init_weights(module):
    for name, p in module.named_parameters():
        if p.dim() == 2:
            nn.init.normal_(p, 0, 0.01)
        elif isinstance(module, nn.Linear):
            nn.init.zeros_(p)
# === iw-sequential: looks into a Sequential only, so a Linear elsewhere is left out
from torch import nn


def init_weights(module):
    if isinstance(module, nn.Sequential):
        for layer in module:
            if isinstance(layer, nn.Linear):
                nn.init.normal_(layer.weight, 0, 0.01)
                nn.init.zeros_(layer.bias)
# === iw-first: initialises the first Linear only
from torch import nn

_done = []


def init_weights(module):
    if isinstance(module, nn.Linear) and not _done:
        nn.init.normal_(module.weight, 0, 0.01)
        nn.init.zeros_(module.bias)
        _done.append(module)
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
# === iw-reseed: seeds the global generator for each layer
import torch
from torch import nn


def init_weights(module):
    if isinstance(module, nn.Linear):
        torch.manual_seed(0)
        nn.init.normal_(module.weight, 0, 0.01)
        nn.init.zeros_(module.bias)
# === iw-dtype: turns a float64 layer into float32
import torch
from torch import nn


def init_weights(module):
    if isinstance(module, nn.Linear):
        shape = module.weight.shape
        module.weight.data = torch.normal(0, 0.01, shape, dtype=torch.float32)
        module.bias.data = torch.zeros(shape[0], dtype=torch.float32)
# === iw-frozen: leaves requires_grad off
import torch
from torch import nn


def init_weights(module):
    if isinstance(module, nn.Linear):
        module.requires_grad_(False)
        module.weight.normal_(0, 0.01)
        module.bias.zero_()
# === iw-gradmode: switches gradient recording off and never on again
import torch
from torch import nn


def init_weights(module):
    if isinstance(module, nn.Linear):
        torch.set_grad_enabled(False)
        module.weight.normal_(0, 0.01)
        module.bias.zero_()
# === iw-scaled: multiplies the old weights by 0.01
import torch
from torch import nn


def init_weights(module):
    if isinstance(module, nn.Linear):
        with torch.no_grad():
            module.weight.mul_(0.01)
            module.bias.zero_()
