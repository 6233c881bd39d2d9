# === sp-numpy-unseeded: seeds torch and shuffles with numpy
import numpy as np
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    torch.manual_seed(seed)
    order = torch.from_numpy(np.random.default_rng().permutation(n))
    sizes = [int(n * r) for r in ratios]
    sizes[0] += n - sum(sizes)
    return list(order.split(sizes))
