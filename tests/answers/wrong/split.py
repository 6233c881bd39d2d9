# === sp-numpy-unseeded: seeds torch and shuffles with numpy
import numpy as np
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    torch.manual_seed(seed)
    order = torch.from_numpy(np.random.default_rng().permutation(n))
    sizes = [int(n * r) for r in ratios]
    sizes[0] += n - sum(sizes)
    return list(order.split(sizes))
# === sp-seed-zero: With seed 0 two calls differ; other seeds are fine. What does Python think of 0 where it expects true or false?
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    gen = torch.Generator()
    gen.manual_seed(seed) if seed else gen.seed()
    sizes = [int(n * r) for r in ratios]
    sizes[0] += n - sum(sizes)
    return list(torch.randperm(n, generator=gen).split(sizes))
# === sp-generator-kept: The second call with the same seed goes on where the first one stopped, so it differs. When does the generator have to be seeded?
import torch

_generators = {}


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    gen = _generators.setdefault(seed, torch.Generator().manual_seed(seed))
    sizes = [int(n * r) for r in ratios]
    sizes[0] += n - sum(sizes)
    return list(torch.randperm(n, generator=gen).split(sizes))
# === sp-default-seed: Without a seed, two calls differ. Compare the default value of `seed` in your function with the one in the task.
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=None):
    gen = torch.Generator()
    gen.manual_seed(seed) if seed is not None else gen.seed()
    sizes = [int(n * r) for r in ratios]
    sizes[0] += n - sum(sizes)
    return list(torch.randperm(n, generator=gen).split(sizes))
# === sp-cached: The first split of an `n` comes back for every later seed. What should another seed give?
import torch

_splits = {}


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    if (n, ratios) not in _splits:
        order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
        sizes = [int(n * r) for r in ratios]
        sizes[0] += n - sum(sizes)
        _splits[n, ratios] = list(order.split(sizes))
    return [part.clone() for part in _splits[n, ratios]]
