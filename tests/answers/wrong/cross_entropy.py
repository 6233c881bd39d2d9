# === ce-mean: averages over the batch
import torch.nn.functional as F


def cross_entropy(O, y):
    return F.cross_entropy(O, y)
# === ce-sum: adds up over the batch
import torch.nn.functional as F


def cross_entropy(O, y):
    return F.cross_entropy(O, y, reduction="sum")
# === ce-mean-expanded: gives every sample the mean loss
import torch.nn.functional as F


def cross_entropy(O, y):
    return F.cross_entropy(O, y).expand(len(y))
# === ce-divided: divides each sample's loss by the batch size
import torch.nn.functional as F


def cross_entropy(O, y):
    return F.cross_entropy(O, y, reduction="none") / len(y)
# === ce-col: keeps a second axis of size 1
import torch


def cross_entropy(O, y):
    return -torch.log_softmax(O, dim=1).gather(1, y.reshape(-1, 1))
# === ce-squeeze: drops the batch axis of a batch with one row
import torch


def cross_entropy(O, y):
    return -torch.log_softmax(O, dim=1).gather(1, y.reshape(-1, 1)).squeeze()
# === ce-allpairs: takes every label's column for every row
import torch


def cross_entropy(O, y):
    return -torch.log_softmax(O, dim=1)[:, y]
# === ce-allpairs-mean: takes every label's column for every row and averages
import torch


def cross_entropy(O, y):
    return -torch.log_softmax(O, dim=1)[:, y].mean(dim=1)
# === ce-sign: forgets the minus
import torch


def cross_entropy(O, y):
    return torch.log_softmax(O, dim=1)[torch.arange(len(y)), y]
# === ce-log2: uses the logarithm to base 2
import math

import torch.nn.functional as F


def cross_entropy(O, y):
    return F.cross_entropy(O, y, reduction="none") / math.log(2)
# === ce-log10: uses the logarithm to base 10
import math

import torch.nn.functional as F


def cross_entropy(O, y):
    return F.cross_entropy(O, y, reduction="none") / math.log(10)
# === ce-double: applies a softmax before a loss that has one
import torch
import torch.nn.functional as F


def cross_entropy(O, y):
    return F.cross_entropy(torch.softmax(O, dim=1), y, reduction="none")
# === ce-nolog: returns 1 - p and forgets the logarithm
import torch


def cross_entropy(O, y):
    return 1 - torch.softmax(O, dim=1)[torch.arange(len(y)), y]
# === ce-nllp: gives probabilities to nll_loss, which wants log probabilities
import torch
import torch.nn.functional as F


def cross_entropy(O, y):
    return F.nll_loss(torch.softmax(O, dim=1), y, reduction="none")
# === ce-nllz: gives logits to nll_loss, which wants log probabilities
import torch.nn.functional as F


def cross_entropy(O, y):
    return F.nll_loss(O, y, reduction="none")
# === ce-nosoftmax: takes the logarithm of the logit itself
import torch


def cross_entropy(O, y):
    return -torch.log(O[torch.arange(len(y)), y])
# === ce-bce: adds up sigmoid losses over the classes
import torch.nn.functional as F


def cross_entropy(O, y):
    target = F.one_hot(y, O.shape[1]).to(O.dtype)
    return F.binary_cross_entropy_with_logits(O, target, reduction="none").sum(dim=1)
# === ce-bce-binary: uses the sigmoid of the second logit when there are two classes
import torch
import torch.nn.functional as F


def cross_entropy(O, y):
    if O.shape[1] == 2:
        return F.binary_cross_entropy_with_logits(O[:, 1], y.to(O.dtype), reduction="none")
    return F.cross_entropy(O, y, reduction="none")
# === ce-overC: averages over the classes where it should add up
import torch
import torch.nn.functional as F


def cross_entropy(O, y):
    return -(F.one_hot(y, O.shape[1]) * torch.log_softmax(O, dim=1)).mean(dim=1)
# === ce-dim0: takes the softmax over the batch
import torch


def cross_entropy(O, y):
    return -torch.log_softmax(O, dim=0)[torch.arange(len(y)), y]
# === ce-maxp: uses the largest probability, not the label's
import torch


def cross_entropy(O, y):
    return -torch.log_softmax(O, dim=1).max(dim=1).values
# === ce-entropy: returns the entropy of the prediction and ignores the labels
import torch


def cross_entropy(O, y):
    L = torch.log_softmax(O, dim=1)
    return -(L.exp() * L).sum(dim=1)
# === ce-mse: is the squared error of the probabilities
import torch
import torch.nn.functional as F


def cross_entropy(O, y):
    return ((torch.softmax(O, dim=1) - F.one_hot(y, O.shape[1])) ** 2).sum(dim=1)
# === ce-smooth: leaves label smoothing on
import torch.nn.functional as F


def cross_entropy(O, y):
    return F.cross_entropy(O, y, reduction="none", label_smoothing=0.1)
# === ce-margin: is a hinge loss between the label's logit and the best other one
import torch
import torch.nn.functional as F


def cross_entropy(O, y):
    own = O.gather(1, y.unsqueeze(1)).squeeze(1)
    other = O.masked_fill(F.one_hot(y, O.shape[1]).bool(), float("-inf")).max(dim=1).values
    return torch.clamp(1 + other - own, min=0)
# === ce-eps: adds 1e-8 inside the logarithm, so large losses are capped
import torch


def cross_entropy(O, y):
    return -torch.log(torch.softmax(O, dim=1)[torch.arange(len(y)), y] + 1e-8)
# === ce-clamp: clamps the probability at 1e-12, so large losses are capped
import torch


def cross_entropy(O, y):
    p = torch.softmax(O, dim=1)[torch.arange(len(y)), y]
    return -torch.log(p.clamp(min=1e-12))
# === ce-underflow: takes the logarithm of a probability that has become 0
import torch


def cross_entropy(O, y):
    return -torch.log(torch.softmax(O, dim=1)[torch.arange(len(y)), y])
# === ce-overflow: takes the exponentials without subtracting the row maximum
import torch


def cross_entropy(O, y):
    return torch.log(torch.exp(O).sum(dim=1)) - O[torch.arange(len(y)), y]
# === ce-global-shift: subtracts the maximum of the whole batch, so a far lower row underflows
import torch


def cross_entropy(O, y):
    Z = O - O.max()
    return torch.log(torch.exp(Z).sum(dim=1)) - Z[torch.arange(len(y)), y]
# === ce-shift-forgotten: subtracts the maximum in the sum and not from the label's logit
import torch


def cross_entropy(O, y):
    Z = O - O.max(dim=1, keepdim=True).values
    return torch.log(torch.exp(Z).sum(dim=1)) - O[torch.arange(len(y)), y]
# === ce-cap: caps the loss at 100
import torch.nn.functional as F


def cross_entropy(O, y):
    return F.cross_entropy(O, y, reduction="none").clamp(max=100.0)
# === ce-offbyone: counts the labels from 1
import torch


def cross_entropy(O, y):
    return -torch.log_softmax(O, dim=1)[torch.arange(len(y)), y - 1]
# === ce-ignore-zero: treats label 0 as padding
import torch.nn.functional as F


def cross_entropy(O, y):
    return F.cross_entropy(O, y, reduction="none", ignore_index=0)
# === ce-weighted: weights the classes by how often they are in the batch
import torch
import torch.nn.functional as F


def cross_entropy(O, y):
    counts = torch.bincount(y, minlength=O.shape[1]).clamp(min=1)
    weight = (len(y) / (O.shape[1] * counts)).to(O.dtype)
    return F.cross_entropy(O, y, weight=weight, reduction="none")
# === ce-onehot: expects one-hot labels
import torch


def cross_entropy(O, y):
    return -(y * torch.log_softmax(O, dim=1)).sum(dim=1)
# === ce-float-label: turns the labels into floats
import torch.nn.functional as F


def cross_entropy(O, y):
    return F.cross_entropy(O, y.float(), reduction="none")
# === ce-loop-item: collects Python numbers, so no gradient flows
import torch


def cross_entropy(O, y):
    L = torch.log_softmax(O, dim=1)
    return torch.tensor([-L[i, y[i]].item() for i in range(len(y))], dtype=O.dtype)
# === ce-detach: detaches the logits
import torch.nn.functional as F


def cross_entropy(O, y):
    return F.cross_entropy(O.detach(), y, reduction="none")
# === ce-half-detach: takes the label's logit without its graph, so the gradient lacks the label
import torch


def cross_entropy(O, y):
    return torch.logsumexp(O, dim=1) - O.detach()[torch.arange(len(y)), y]
# === ce-lse-detach: takes the logsumexp without its graph, so the gradient is the one-hot part alone
import torch


def cross_entropy(O, y):
    return torch.logsumexp(O.detach(), dim=1) - O[torch.arange(len(y)), y]
# === ce-max-detach: adds the row maximum back without its graph, so one gradient entry is off
import torch


def cross_entropy(O, y):
    M = O.max(dim=1, keepdim=True).values
    lse = M.squeeze(1).detach() + torch.log(torch.exp(O - M).sum(dim=1))
    return lse - O[torch.arange(len(y)), y]
# === ce-backward-mean: its own backward ignores the incoming gradient and assumes a mean
import torch


class _CrossEntropyOfMean(torch.autograd.Function):
    @staticmethod
    def forward(ctx, O, y):
        ctx.save_for_backward(O, y)
        return torch.logsumexp(O, dim=1) - O[torch.arange(len(y)), y]

    @staticmethod
    def backward(ctx, grad):
        O, y = ctx.saved_tensors
        P = torch.softmax(O, dim=1)
        P[torch.arange(len(y)), y] -= 1
        return P / len(y), None


def cross_entropy(O, y):
    return _CrossEntropyOfMean.apply(O, y)
# === ce-backward-twice: its own backward divides by the batch size, which the mean does again
import torch


class _CrossEntropyTwice(torch.autograd.Function):
    @staticmethod
    def forward(ctx, O, y):
        ctx.save_for_backward(O, y)
        return torch.logsumexp(O, dim=1) - O[torch.arange(len(y)), y]

    @staticmethod
    def backward(ctx, grad):
        O, y = ctx.saved_tensors
        P = torch.softmax(O, dim=1)
        P[torch.arange(len(y)), y] -= 1
        return grad.unsqueeze(1) * P / len(y), None


def cross_entropy(O, y):
    return _CrossEntropyTwice.apply(O, y)
# === ce-square-transposed: reads the logits along the wrong axis where B = C
import torch


def cross_entropy(O, y):
    L = torch.log_softmax(O, dim=1)
    if O.shape[0] == O.shape[1]:
        L = L.T
    return -L[torch.arange(len(y)), y]
# === ce-flat-index: flattens with view, which fails on a non-contiguous tensor
import torch


def cross_entropy(O, y):
    B, C = O.shape
    own = O.view(-1)[torch.arange(B) * C + y]
    return torch.logsumexp(O, dim=1) - own
# === ce-storage-index: reads the label's logit by storage order, wrong for a non-contiguous tensor
import torch


def cross_entropy(O, y):
    B, C = O.shape
    own = torch.as_strided(O, (B, C), (C, 1))[torch.arange(B), y]
    return torch.logsumexp(O, dim=1) - own
# === ce-ten-classes: builds one-hot labels for ten classes whatever C is
import torch
import torch.nn.functional as F


def cross_entropy(O, y):
    one_hot = F.one_hot(y.clamp(max=9), 10).to(O.dtype)
    own = sum(O[:, c] * one_hot[:, c] for c in range(min(10, O.shape[1])))
    return torch.logsumexp(O, dim=1) - own
# === ce-dtype: returns float32 for float64 logits
import torch.nn.functional as F


def cross_entropy(O, y):
    return F.cross_entropy(O.float(), y, reduction="none")
# === ce-precision: computes the loss in float32 and casts back
import torch.nn.functional as F


def cross_entropy(O, y):
    return F.cross_entropy(O.float(), y, reduction="none").to(O.dtype)
# === ce-inplace: subtracts the row maximum in the caller's logits
import torch
import torch.nn.functional as F


def cross_entropy(O, y):
    with torch.no_grad():
        O -= O.max(dim=1, keepdim=True).values
    return F.cross_entropy(O, y, reduction="none")
# === ce-inplace-y: clamps the labels in the caller's tensor
import torch.nn.functional as F


def cross_entropy(O, y):
    y[y == O.shape[1] - 1] = 0
    return F.cross_entropy(O, y, reduction="none")
# === ce-sorted: returns the losses from large to small
import torch.nn.functional as F


def cross_entropy(O, y):
    return F.cross_entropy(O, y, reduction="none").sort(descending=True).values
