# === sm-dim0: normalises the columns
import torch


def softmax(O):
    return torch.softmax(O, dim=0)
# === sm-global: divides by the total over the whole batch
import torch


def softmax(O):
    E = torch.exp(O - O.max())
    return E / E.sum()
# === sm-nokeepdim: sums without keepdim, which is silent where B = C
import torch


def softmax(O):
    E = torch.exp(O - O.max(dim=1, keepdim=True).values)
    return E / E.sum(dim=1)
# === sm-nokeepdim-square: sums without keepdim and repairs the shape only where B and C differ
import torch


def softmax(O):
    E = torch.exp(O - O.max(dim=1, keepdim=True).values)
    S = E.sum(dim=1)
    if S.shape[0] == O.shape[1]:
        return E / S
    return E / S.reshape(-1, 1)
# === sm-max-nokeepdim: subtracts the row maxima without keepdim, which is silent where B = C
import torch


def softmax(O):
    M = O.max(dim=1).values
    if M.shape[0] != O.shape[1]:
        M = M.unsqueeze(1)
    E = torch.exp(O - M)
    return E / E.sum(dim=1, keepdim=True)
# === sm-log: returns the logarithm of the softmax
import torch


def softmax(O):
    return torch.log_softmax(O, dim=1)
# === sm-noexp: divides the logits by their sum
def softmax(O):
    return O / O.sum(dim=1, keepdim=True)
# === sm-unnorm: returns the exponentials without dividing by their sum
import torch


def softmax(O):
    return torch.exp(O - O.max(dim=1, keepdim=True).values)
# === sm-sign: uses exp(-O), so the order is reversed
import torch


def softmax(O):
    return torch.softmax(-O, dim=1)
# === sm-base: uses powers of 2
def softmax(O):
    E = 2 ** (O - O.max(dim=1, keepdim=True).values)
    return E / E.sum(dim=1, keepdim=True)
# === sm-temperature: divides the logits by the square root of the number of classes
import torch


def softmax(O):
    return torch.softmax(O / O.shape[1] ** 0.5, dim=1)
# === sm-sigmoid: normalises sigmoids
import torch


def softmax(O):
    S = torch.sigmoid(O)
    return S / S.sum(dim=1, keepdim=True)
# === sm-sigmoid-binary: uses two independent sigmoids when there are two classes
import torch


def softmax(O):
    if O.shape[1] == 2:
        return torch.sigmoid(O)
    return torch.softmax(O, dim=1)
# === sm-double: applies the softmax twice
import torch


def softmax(O):
    return torch.softmax(torch.softmax(O, dim=1), dim=1)
# === sm-argmax: puts 1 at the largest logit and 0 elsewhere
import torch.nn.functional as F


def softmax(O):
    return F.one_hot(O.argmax(dim=1), O.shape[1]).to(O.dtype)
# === sm-square: squares the exponentials' sum
import torch


def softmax(O):
    E = torch.exp(O - O.max(dim=1, keepdim=True).values)
    return E / E.sum(dim=1, keepdim=True) ** 2
# === sm-overflow: does not subtract the row maximum, so exp overflows
import torch


def softmax(O):
    E = torch.exp(O)
    return E / E.sum(dim=1, keepdim=True)
# === sm-global-shift: subtracts the maximum of the whole batch, so a far lower row becomes 0 / 0
import torch


def softmax(O):
    E = torch.exp(O - O.max())
    return E / E.sum(dim=1, keepdim=True)
# === sm-col-shift: subtracts the maximum of each column, which changes the probabilities
import torch


def softmax(O):
    E = torch.exp(O - O.max(dim=0, keepdim=True).values)
    return E / E.sum(dim=1, keepdim=True)
# === sm-mean-shift: subtracts the row mean, which still overflows
import torch


def softmax(O):
    E = torch.exp(O - O.mean(dim=1, keepdim=True))
    return E / E.sum(dim=1, keepdim=True)
# === sm-min-shift: subtracts the row minimum, which overflows even earlier
import torch


def softmax(O):
    E = torch.exp(O - O.min(dim=1, keepdim=True).values)
    return E / E.sum(dim=1, keepdim=True)
# === sm-abs-shift: subtracts the largest absolute value, so a row of large negative logits becomes 0 / 0
import torch


def softmax(O):
    E = torch.exp(O - O.abs().max(dim=1, keepdim=True).values)
    return E / E.sum(dim=1, keepdim=True)
# === sm-clamp: clamps the logits to -50..50 against overflow, which levels large logits
import torch


def softmax(O):
    E = torch.exp(O.clamp(-50, 50))
    return E / E.sum(dim=1, keepdim=True)
# === sm-clamp-after: clamps the shifted logits at -10, so small probabilities are too large
import torch


def softmax(O):
    Z = (O - O.max(dim=1, keepdim=True).values).clamp(min=-10)
    E = torch.exp(Z)
    return E / E.sum(dim=1, keepdim=True)
# === sm-nan-to-num: replaces the NaN of an overflow by 0
import torch


def softmax(O):
    E = torch.exp(O)
    return torch.nan_to_num(E / E.sum(dim=1, keepdim=True))
# === sm-eps: adds 1e-8 to the denominator, which float64 shows
import torch


def softmax(O):
    E = torch.exp(O - O.max(dim=1, keepdim=True).values)
    return E / (E.sum(dim=1, keepdim=True) + 1e-8)
# === sm-eps-unshifted: adds 1e-8 to a sum that can be far smaller than that
import torch


def softmax(O):
    E = torch.exp(O - O.max())
    return E / (E.sum(dim=1, keepdim=True) + 1e-8)
# === sm-inplace: takes the exponential in the caller's logits
import torch


def softmax(O):
    with torch.no_grad():
        O.sub_(O.max(dim=1, keepdim=True).values).exp_()
    return O / O.sum(dim=1, keepdim=True)
# === sm-shift-inplace: subtracts the maximum in the caller's logits, which leaves the softmax right
import torch


def softmax(O):
    with torch.no_grad():
        O -= O.max(dim=1, keepdim=True).values
    E = torch.exp(O)
    return E / E.sum(dim=1, keepdim=True)
# === sm-round: rounds to four decimals
import torch


def softmax(O):
    return torch.round(torch.softmax(O, dim=1), decimals=4)
# === sm-dtype: returns float32 for float64 logits
import torch


def softmax(O):
    return torch.softmax(O, dim=1, dtype=torch.float32)
# === sm-precision: computes in float32 and casts back
import torch


def softmax(O):
    return torch.softmax(O.float(), dim=1).to(O.dtype)
# === sm-sorted: returns each row sorted
import torch


def softmax(O):
    return torch.softmax(O, dim=1).sort(dim=1, descending=True).values
# === sm-squeeze: drops the batch axis of a batch with one row
import torch


def softmax(O):
    return torch.softmax(O, dim=1).squeeze()
# === sm-reshape: reads a non-contiguous tensor by its storage order
import torch


def softmax(O):
    rows = torch.as_strided(O, O.shape, (O.shape[1], 1))
    return torch.softmax(rows, dim=1)
# === sm-first-row-shift: subtracts the maximum of the first row from every row
import torch


def softmax(O):
    E = torch.exp(O - O[0].max())
    return E / E.sum(dim=1, keepdim=True)
# === sm-buffer: reuses one buffer per shape, so a later call overwrites earlier results
import torch

_probs = {}


def softmax(O):
    key = (tuple(O.shape), O.dtype)
    if key not in _probs:
        _probs[key] = torch.empty(O.shape, dtype=O.dtype, device=O.device)
    return _probs[key].copy_(torch.softmax(O.detach(), dim=1))
# === sm-running-max: keeps a running maximum over all calls, so earlier calls change later ones
import torch

_largest = [0.0]


def softmax(O):
    _largest[0] = max(_largest[0], float(O.max()))
    E = torch.exp(O - _largest[0])
    return E / E.sum(dim=1, keepdim=True)
# === sm-ten-classes: cuts or pads the sum to ten classes
import torch


def softmax(O):
    E = torch.exp(O - O.max(dim=1, keepdim=True).values)
    return E / E[:, :10].sum(dim=1, keepdim=True)
