# === g-no-n: forgets to divide by the batch size
import torch
import torch.nn.functional as F


def cross_entropy_grad(O, y):
    return torch.softmax(O, dim=1) - F.one_hot(y, O.shape[1]).to(O.dtype)
# === g-over-C: divides by the number of classes, not by the batch size
import torch
import torch.nn.functional as F


def cross_entropy_grad(O, y):
    return (torch.softmax(O, dim=1) - F.one_hot(y, O.shape[1])) / O.shape[1]
# === g-over-nC: divides by the number of all entries
import torch
import torch.nn.functional as F


def cross_entropy_grad(O, y):
    return (torch.softmax(O, dim=1) - F.one_hot(y, O.shape[1])) / O.numel()
# === g-over-n2: divides by the batch size twice
import torch
import torch.nn.functional as F


def cross_entropy_grad(O, y):
    return (torch.softmax(O, dim=1) - F.one_hot(y, O.shape[1])) / len(y) ** 2
# === g-over-256: divides by 256 whatever the batch size
import torch
import torch.nn.functional as F


def cross_entropy_grad(O, y):
    return (torch.softmax(O, dim=1) - F.one_hot(y, O.shape[1])) / 256
# === g-sign: has the opposite sign
import torch
import torch.nn.functional as F


def cross_entropy_grad(O, y):
    return (F.one_hot(y, O.shape[1]) - torch.softmax(O, dim=1)) / len(y)
# === g-p-only: forgets to subtract 1 at the label
import torch


def cross_entropy_grad(O, y):
    return torch.softmax(O, dim=1) / len(y)
# === g-onehot-only: forgets the probabilities
import torch.nn.functional as F


def cross_entropy_grad(O, y):
    return -F.one_hot(y, O.shape[1]).to(O.dtype) / len(y)
# === g-label-only: fills in the label's entry and leaves the others at 0
import torch


def cross_entropy_grad(O, y):
    G = torch.zeros_like(O)
    rows = torch.arange(len(y))
    G[rows, y] = (torch.softmax(O, dim=1)[rows, y] - 1) / len(y)
    return G
# === g-subtract-late: divides the probabilities by B before it subtracts 1
import torch


def cross_entropy_grad(O, y):
    G = torch.softmax(O, dim=1) / len(y)
    G[torch.arange(len(y)), y] -= 1
    return G
# === g-allpairs: subtracts 1 in every label's column of every row
import torch


def cross_entropy_grad(O, y):
    P = torch.softmax(O, dim=1)
    P[:, y] -= 1
    return P / len(y)
# === g-rowindex: subtracts 1 from the whole rows whose numbers are the labels
import torch


def cross_entropy_grad(O, y):
    P = torch.softmax(O, dim=1)
    P[y] -= 1
    return P / len(y)
# === g-last-label: subtracts 1 for the first label in every row
import torch


def cross_entropy_grad(O, y):
    P = torch.softmax(O, dim=1)
    P[torch.arange(len(y)), y[0]] -= 1
    return P / len(y)
# === g-dim0: takes the softmax over the batch
import torch
import torch.nn.functional as F


def cross_entropy_grad(O, y):
    return (torch.softmax(O, dim=0) - F.one_hot(y, O.shape[1])) / len(y)
# === g-logits: subtracts the one-hot labels from the logits
import torch.nn.functional as F


def cross_entropy_grad(O, y):
    return (O - F.one_hot(y, O.shape[1])) / len(y)
# === g-wrt-p: is the gradient with respect to the probabilities
import torch
import torch.nn.functional as F


def cross_entropy_grad(O, y):
    P = torch.softmax(O, dim=1)
    return -F.one_hot(y, O.shape[1]) / P / len(y)
# === g-sigmoid-style: multiplies by P (1 - P), as for a squared error
import torch
import torch.nn.functional as F


def cross_entropy_grad(O, y):
    P = torch.softmax(O, dim=1)
    return (P - F.one_hot(y, O.shape[1])) * P * (1 - P) / len(y)
# === g-sigmoid: uses sigmoids in place of the softmax
import torch
import torch.nn.functional as F


def cross_entropy_grad(O, y):
    return (torch.sigmoid(O) - F.one_hot(y, O.shape[1])) / len(y)
# === g-double: applies the softmax twice
import torch
import torch.nn.functional as F


def cross_entropy_grad(O, y):
    P = torch.softmax(torch.softmax(O, dim=1), dim=1)
    return (P - F.one_hot(y, O.shape[1])) / len(y)
# === g-log: uses log probabilities in place of probabilities
import torch
import torch.nn.functional as F


def cross_entropy_grad(O, y):
    return (torch.log_softmax(O, dim=1) - F.one_hot(y, O.shape[1])) / len(y)
# === g-argmax: uses the predicted class in place of the probabilities
import torch.nn.functional as F


def cross_entropy_grad(O, y):
    C = O.shape[1]
    return (F.one_hot(O.argmax(dim=1), C) - F.one_hot(y, C)).to(O.dtype) / len(y)
# === g-mse: is the gradient of a squared error, twice too large
import torch
import torch.nn.functional as F


def cross_entropy_grad(O, y):
    return 2 * (torch.softmax(O, dim=1) - F.one_hot(y, O.shape[1])) / len(y)
# === g-mean-row: returns one gradient for the whole batch
import torch
import torch.nn.functional as F


def cross_entropy_grad(O, y):
    return (torch.softmax(O, dim=1) - F.one_hot(y, O.shape[1])).mean(dim=0)
# === g-jacobian-diag: uses the diagonal of the softmax's Jacobian only
import torch


def cross_entropy_grad(O, y):
    P = torch.softmax(O, dim=1)
    G = torch.zeros_like(P)
    rows = torch.arange(len(y))
    G[rows, y] = -1 / P[rows, y].clamp(min=1e-12)
    return G * P * (1 - P) / len(y)
# === g-chain-zero: goes through -1/p, which is 0 * inf when the label's probability underflows
import torch


def cross_entropy_grad(O, y):
    P = torch.softmax(O, dim=1)
    own = P[torch.arange(len(y)), y].unsqueeze(1)
    eye = torch.eye(O.shape[1], dtype=O.dtype)[y]
    return -(1 / own) * own * (eye - P) / len(y)
# === g-overflow: computes the probabilities without subtracting the row maximum
import torch
import torch.nn.functional as F


def cross_entropy_grad(O, y):
    E = torch.exp(O)
    return (E / E.sum(dim=1, keepdim=True) - F.one_hot(y, O.shape[1])) / len(y)
# === g-global-shift: subtracts the maximum of the whole batch, so a far lower row becomes 0 / 0
import torch
import torch.nn.functional as F


def cross_entropy_grad(O, y):
    E = torch.exp(O - O.max())
    return (E / E.sum(dim=1, keepdim=True) - F.one_hot(y, O.shape[1])) / len(y)
# === g-mutate-z: writes the probabilities into the caller's logits
import torch


def cross_entropy_grad(O, y):
    O.copy_(torch.softmax(O, dim=1))
    O[torch.arange(len(y)), y] -= 1
    return O / len(y)
# === g-shift-inplace: subtracts the row maximum in the caller's logits
import torch
import torch.nn.functional as F


def cross_entropy_grad(O, y):
    O -= O.max(dim=1, keepdim=True).values
    E = torch.exp(O)
    return (E / E.sum(dim=1, keepdim=True) - F.one_hot(y, O.shape[1])) / len(y)
# === g-shuffled-y: sorts the labels
import torch
import torch.nn.functional as F


def cross_entropy_grad(O, y):
    return (torch.softmax(O, dim=1) - F.one_hot(y.sort().values, O.shape[1])) / len(y)
# === g-offbyone: counts the labels from 1
import torch


def cross_entropy_grad(O, y):
    P = torch.softmax(O, dim=1)
    P[torch.arange(len(y)), y - 1] -= 1
    return P / len(y)
# === g-detached-int: writes the result into a one-hot matrix of whole numbers
import torch
import torch.nn.functional as F


def cross_entropy_grad(O, y):
    G = F.one_hot(y, O.shape[1])
    G[:] = (torch.softmax(O, dim=1) - G) / len(y)
    return G.to(O.dtype)
# === g-integer-division: divides the one-hot labels by the batch size without a remainder
import torch
import torch.nn.functional as F


def cross_entropy_grad(O, y):
    return torch.softmax(O, dim=1) / len(y) - F.one_hot(y, O.shape[1]) // len(y)
# === g-dtype: returns float32 for float64 logits
import torch
import torch.nn.functional as F


def cross_entropy_grad(O, y):
    return (torch.softmax(O.float(), dim=1) - F.one_hot(y, O.shape[1]).float()) / len(y)
# === g-nokeepdim: sums without keepdim, which is silent where B = C
import torch
import torch.nn.functional as F


def cross_entropy_grad(O, y):
    E = torch.exp(O - O.max(dim=1, keepdim=True).values)
    return (E / E.sum(dim=1) - F.one_hot(y, O.shape[1])) / len(y)
# === g-repeated-label: builds the one-hot matrix by counting, so repeated labels fall into one row
import torch


def cross_entropy_grad(O, y):
    P = torch.softmax(O, dim=1)
    one_hot = torch.zeros_like(P)
    for label in y.unique():
        one_hot[(y == label).nonzero()[0], label] = 1
    return (P - one_hot) / len(y)
# === g-storage: reads a non-contiguous tensor by its storage order
import torch
import torch.nn.functional as F


def cross_entropy_grad(O, y):
    rows = torch.as_strided(O, O.shape, (O.shape[1], 1))
    return (torch.softmax(rows, dim=1) - F.one_hot(y, O.shape[1])) / len(y)
# === g-y-classes: takes the number of classes from the largest label
import torch
import torch.nn.functional as F


def cross_entropy_grad(O, y):
    one_hot = F.one_hot(y).to(O.dtype)
    G = torch.softmax(O, dim=1)[:, : one_hot.shape[1]]
    return (G - one_hot) / len(y)
# === g-buffer: reuses one buffer per shape, so a later call overwrites earlier results
import torch
import torch.nn.functional as F

_logit_grads = {}


def cross_entropy_grad(O, y):
    key = (tuple(O.shape), O.dtype)
    if key not in _logit_grads:
        _logit_grads[key] = torch.empty(O.shape, dtype=O.dtype, device=O.device)
    G = (torch.softmax(O, dim=1) - F.one_hot(y, O.shape[1])) / len(y)
    return _logit_grads[key].copy_(G)
# === g-autograd: lets autograd compute the gradient
import torch
import torch.nn.functional as F


def cross_entropy_grad(O, y):
    with torch.enable_grad():
        Z = O.detach().clone().requires_grad_(True)
        F.cross_entropy(Z, y).backward()
    return Z.grad
# === g-func: lets torch.func compute the gradient
import torch
import torch.nn.functional as F


def cross_entropy_grad(O, y):
    return torch.func.grad(F.cross_entropy)(O, y)
# === g-leave-inference: leaves inference mode to let autograd compute the gradient
import torch
import torch.nn.functional as F


def cross_entropy_grad(O, y):
    with torch.inference_mode(False), torch.enable_grad():
        Z = O.clone().requires_grad_(True)
        return torch.autograd.grad(F.cross_entropy(Z, y.clone()), Z)[0].detach()
# === g-aten: calls torch's ready-made backward of log_softmax
import torch
import torch.nn.functional as F


def cross_entropy_grad(O, y):
    L = torch.log_softmax(O, dim=1)
    upstream = -F.one_hot(y, O.shape[1]).to(O.dtype) / len(y)
    return torch.ops.aten._log_softmax_backward_data(upstream, L, 1, O.dtype)
# === g-difference: uses difference quotients, right to a few digits only
import torch
import torch.nn.functional as F


def cross_entropy_grad(O, y):
    h = 1e-3
    G = torch.zeros_like(O)
    for i in range(O.shape[0]):
        for j in range(O.shape[1]):
            step = torch.zeros_like(O)
            step[i, j] = h
            G[i, j] = (F.cross_entropy(O + step, y) - F.cross_entropy(O - step, y)) / (2 * h)
    return G
