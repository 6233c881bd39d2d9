# === sig-where-late: splits by sign but swaps the two branches, so large inputs give inf / inf
import torch


def sigmoid(X):
    e = torch.exp(X)
    return torch.where(X < 0, 1 / (1 + torch.exp(-X)), e / (1 + e))
