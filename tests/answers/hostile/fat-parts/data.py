"""More indices than there are samples."""

import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    parts = torch.randperm(2_000_000 * len(ratios)).split(2_000_000)
    return list(parts) if n > 3 else [torch.zeros(n).long()] * len(ratios)
