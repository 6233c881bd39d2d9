# === wd-item: adds up Python numbers, so the penalty has no gradient
import torch


def l2_penalty(weights, weight_decay):
    total = sum((W ** 2).sum().item() for W in weights)
    return torch.tensor(weight_decay / 2 * total, dtype=weights[0].dtype)
