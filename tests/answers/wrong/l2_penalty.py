# === wd-2: forgets the half
def l2_penalty(weights, weight_decay):
    return weight_decay * sum((W ** 2).sum() for W in weights)
# === wd-norm: forgets the square of the norm
def l2_penalty(weights, weight_decay):
    return weight_decay / 2 * sum(W.norm() for W in weights)
# === wd-l1: adds up absolute values
def l2_penalty(weights, weight_decay):
    return weight_decay / 2 * sum(W.abs().sum() for W in weights)
# === wd-square: squares weight_decay too
def l2_penalty(weights, weight_decay):
    return sum((weight_decay * W).square().sum() for W in weights) / 2
# === wd-sum-square: squares the sum of the weights
def l2_penalty(weights, weight_decay):
    return weight_decay / 2 * sum(W.sum() ** 2 for W in weights)
# === wd-norm-of-sum: squares the sum of the norms
def l2_penalty(weights, weight_decay):
    return weight_decay / 2 * sum(W.norm() for W in weights) ** 2
# === wd-mean: averages where it should add up
def l2_penalty(weights, weight_decay):
    return weight_decay / 2 * sum((W ** 2).mean() for W in weights)
# === wd-mean-layers: divides by the number of layers
def l2_penalty(weights, weight_decay):
    return weight_decay / 2 * sum((W ** 2).sum() for W in weights) / len(weights)
# === wd-wrong-layer: penalises the last layer only
def l2_penalty(weights, weight_decay):
    for W in weights:
        penalty = weight_decay / 2 * (W ** 2).sum()
    return penalty
# === wd-first-layer: returns inside the loop, so only the first layer counts
def l2_penalty(weights, weight_decay):
    penalty = 0
    for W in weights:
        penalty = penalty + weight_decay / 2 * (W ** 2).sum()
        return penalty
# === wd-two-layers: counts the first two weights only
def l2_penalty(weights, weight_decay):
    return weight_decay / 2 * sum((W ** 2).sum() for W in weights[:2])
# === wd-repeated-half: halves the running total in every step
def l2_penalty(weights, weight_decay):
    penalty = 0
    for W in weights:
        penalty = (penalty + weight_decay * (W ** 2).sum()) / 2
    return penalty
# === wd-detached: uses .data, so the penalty has no gradient
def l2_penalty(weights, weight_decay):
    return weight_decay / 2 * sum((W.data ** 2).sum() for W in weights)
# === wd-item: adds up Python numbers, so the penalty has no gradient
import torch


def l2_penalty(weights, weight_decay):
    total = sum((W ** 2).sum().item() for W in weights)
    return torch.tensor(weight_decay / 2 * total, dtype=weights[0].dtype)
# === wd-float: returns a Python number
def l2_penalty(weights, weight_decay):
    return weight_decay / 2 * sum((W ** 2).sum().item() for W in weights)
# === wd-half-grad: detaches one of the two factors, so the value is right and the gradient is half
def l2_penalty(weights, weight_decay):
    return weight_decay / 2 * sum((W.detach() * W).sum() for W in weights)
# === wd-one-element: returns a tensor of shape (1,)
import torch


def l2_penalty(weights, weight_decay):
    total = torch.zeros(1, dtype=weights[0].dtype)
    for W in weights:
        total = total + (W ** 2).sum()
    return weight_decay / 2 * total
# === wd-per-layer: returns one penalty a layer
import torch


def l2_penalty(weights, weight_decay):
    return weight_decay / 2 * torch.stack([(W ** 2).sum() for W in weights])
# === wd-zero-number: returns the number 0 when weight_decay is 0
def l2_penalty(weights, weight_decay):
    if weight_decay == 0:
        return 0.0
    return weight_decay / 2 * sum((W ** 2).sum() for W in weights)
# === wd-zero-nograph: returns a constant without a graph when weight_decay is 0
import torch


def l2_penalty(weights, weight_decay):
    if weight_decay == 0:
        return torch.zeros((), dtype=weights[0].dtype)
    return weight_decay / 2 * sum((W ** 2).sum() for W in weights)
# === wd-default: uses 0.01 when weight_decay is 0
def l2_penalty(weights, weight_decay):
    weight_decay = weight_decay or 0.01
    return weight_decay / 2 * sum((W ** 2).sum() for W in weights)
# === wd-sign: subtracts the penalty
def l2_penalty(weights, weight_decay):
    return -weight_decay / 2 * sum((W ** 2).sum() for W in weights)
# === wd-spectral: uses the matrix norm of order 2, which is the largest singular value
import torch


def l2_penalty(weights, weight_decay):
    return weight_decay / 2 * sum(torch.linalg.norm(W, 2) ** 2 for W in weights)
# === wd-gram: adds up all entries of W.T @ W and not the diagonal only
def l2_penalty(weights, weight_decay):
    return weight_decay / 2 * sum((W.T @ W).sum() for W in weights)
# === wd-sqrt: takes a root and squares it, so the gradient at zero weights is NaN
def l2_penalty(weights, weight_decay):
    return weight_decay / 2 * sum((W ** 2).sum().sqrt() ** 2 for W in weights)
# === wd-eps: adds 1e-6 to each sum
def l2_penalty(weights, weight_decay):
    return weight_decay / 2 * sum((W ** 2).sum() + 1e-6 for W in weights)
# === wd-float32: returns float32 for float64 weights
def l2_penalty(weights, weight_decay):
    return weight_decay / 2 * sum((W.float() ** 2).sum() for W in weights)
# === wd-inplace: shrinks the caller's weights in place
import torch


def l2_penalty(weights, weight_decay):
    penalty = weight_decay / 2 * sum((W ** 2).sum() for W in weights)
    with torch.no_grad():
        for W in weights:
            W.mul_(1 - weight_decay)
    return penalty
# === wd-running: adds the penalty to those of earlier calls
_total = [0.0]


def l2_penalty(weights, weight_decay):
    penalty = weight_decay / 2 * sum((W ** 2).sum() for W in weights)
    _total[0] += penalty.item()
    return penalty - penalty.detach() + _total[0]
# === wd-int-half: divides weight_decay by 2 without a remainder
def l2_penalty(weights, weight_decay):
    return (weight_decay // 2) * sum((W ** 2).sum() for W in weights)
# === wd-empties-list: takes the weights out of the caller's list
def l2_penalty(weights, weight_decay):
    total = 0
    while weights:
        total = total + (weights.pop() ** 2).sum()
    return weight_decay / 2 * total
