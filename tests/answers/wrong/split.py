# === sp-int: cuts each part to int(n * r) and drops what is left over
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    sizes = [int(n * r) for r in ratios]
    return list(order[: sum(sizes)].split(sizes))
# === sp-ceil: rounds all parts but the last up, which leaves the last one short
import math

import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    parts, start = [], 0
    for r in ratios[:-1]:
        stop = min(start + math.ceil(n * r), n)
        parts.append(order[start:stop])
        start = stop
    return parts + [order[start:]]
# === sp-round: rounds all parts but the last, which leaves the last one short with many parts
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    sizes = [round(n * r) for r in ratios[:-1]]
    parts, start = [], 0
    for size in sizes:
        parts.append(order[start:start + size])
        start += size
    return parts + [order[start:]]
# === sp-lens: gives random_split sizes that need not add up to n
import torch
from torch.utils.data import random_split


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    sizes = [int(n * r) for r in ratios]
    parts = random_split(range(n), sizes, torch.Generator().manual_seed(seed))
    return [torch.tensor(part.indices, dtype=torch.int64) for part in parts]
# === sp-overlap: lets each part begin at the last index of the part before
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    stops = [int(n * sum(ratios[: i + 1]) + 1e-9) for i in range(len(ratios) - 1)] + [n]
    starts = [0] + [max(stop - 1, 0) for stop in stops[:-1]]
    return [order[a:b] for a, b in zip(starts, stops)]
# === sp-replacement: draws with replacement
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    gen = torch.Generator().manual_seed(seed)
    sizes = [int(n * r) for r in ratios]
    sizes[0] += n - sum(sizes)
    return list(torch.randint(n, (n,), generator=gen).split(sizes))
# === sp-redraw: draws a new permutation for each part, so the parts overlap
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    gen = torch.Generator().manual_seed(seed)
    sizes = [int(n * r) for r in ratios]
    sizes[0] += n - sum(sizes)
    return [torch.randperm(n, generator=gen)[:size] for size in sizes]
# === sp-noshuffle: cuts the indices in order
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    sizes = [int(n * r) for r in ratios]
    sizes[0] += n - sum(sizes)
    return list(torch.arange(n).split(sizes))
# === sp-shuffle-inside: cuts in order and shuffles within the parts only
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    gen = torch.Generator().manual_seed(seed)
    sizes = [int(n * r) for r in ratios]
    sizes[0] += n - sum(sizes)
    return [p[torch.randperm(len(p), generator=gen)] for p in torch.arange(n).split(sizes)]
# === sp-rotate: rotates the indices by a random number in place of shuffling
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    gen = torch.Generator().manual_seed(seed)
    sizes = [int(n * r) for r in ratios]
    sizes[0] += n - sum(sizes)
    return list(torch.arange(n).roll(int(torch.randint(n, (), generator=gen))).split(sizes))
# === sp-test-fixed: shuffles all but the last part, which is always the end of the data
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    sizes = [int(n * r) for r in ratios]
    sizes[0] += n - sum(sizes)
    head = torch.randperm(n - sizes[-1], generator=torch.Generator().manual_seed(seed))
    return list(torch.cat([head, torch.arange(n - sizes[-1], n)]).split(sizes))
# === sp-relative: numbers the indices of each part from 0
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    gen = torch.Generator().manual_seed(seed)
    sizes = [int(n * r) for r in ratios]
    sizes[0] += n - sum(sizes)
    return [torch.randperm(size, generator=gen) for size in sizes]
# === sp-from-one: counts from 1
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed)) + 1
    sizes = [int(n * r) for r in ratios]
    sizes[0] += n - sum(sizes)
    return list(order.split(sizes))
# === sp-unused-val: returns the same indices for validation and test
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    sizes = [int(n * r) for r in ratios]
    sizes[0] += n - sum(sizes)
    parts = list(order.split(sizes))
    parts[-1] = parts[-2].clone()
    return parts
# === sp-test: cuts all of n into training and validation and repeats the rest
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    return [order] + [order[: max(int(n * r), 1)] for r in ratios[1:]]
# === sp-unseeded: ignores the seed, so two calls differ
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    sizes = [int(n * r) for r in ratios]
    sizes[0] += n - sum(sizes)
    return list(torch.randperm(n).split(sizes))
# === sp-seed-zero: takes seed 0 for no seed, so the default split is not repeatable
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    gen = torch.Generator()
    gen.manual_seed(seed) if seed else gen.seed()
    sizes = [int(n * r) for r in ratios]
    sizes[0] += n - sum(sizes)
    return list(torch.randperm(n, generator=gen).split(sizes))
# === sp-fixed-seed: always uses seed 0
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    gen = torch.Generator().manual_seed(0)
    sizes = [int(n * r) for r in ratios]
    sizes[0] += n - sum(sizes)
    return list(torch.randperm(n, generator=gen).split(sizes))
# === sp-default-seed: has no seed by default, so two calls without one differ
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=None):
    gen = torch.Generator()
    gen.manual_seed(seed) if seed is not None else gen.seed()
    sizes = [int(n * r) for r in ratios]
    sizes[0] += n - sum(sizes)
    return list(torch.randperm(n, generator=gen).split(sizes))
# === sp-generator-kept: seeds one generator for all calls, so the second call goes on where the first stopped
import torch

_generators = {}


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    gen = _generators.setdefault(seed, torch.Generator().manual_seed(seed))
    sizes = [int(n * r) for r in ratios]
    sizes[0] += n - sum(sizes)
    return list(torch.randperm(n, generator=gen).split(sizes))
# === sp-numpy-unseeded: seeds torch and shuffles with numpy
import numpy as np
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    torch.manual_seed(seed)
    order = torch.from_numpy(np.random.default_rng().permutation(n))
    sizes = [int(n * r) for r in ratios]
    sizes[0] += n - sum(sizes)
    return list(order.split(sizes))
# === sp-cached: keeps the first split of each n and ignores a new seed
import torch

_splits = {}


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    if (n, ratios) not in _splits:
        order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
        sizes = [int(n * r) for r in ratios]
        sizes[0] += n - sum(sizes)
        _splits[n, ratios] = list(order.split(sizes))
    return [part.clone() for part in _splits[n, ratios]]
# === sp-three-only: unpacks exactly three ratios
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    train, val, test = ratios
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    a, b = n - int(n * val) - int(n * test), n - int(n * test)
    return [order[:a], order[a:b], order[b:]]
# === sp-ignores-ratios: always cuts 6:2:2
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    a, b = int(n * 0.6), int(n * 0.2)
    return [order[: n - 2 * b], order[n - 2 * b:n - b], order[n - b:]]
# === sp-default-ratios: cuts 8:1:1 by default
import torch


def split(n, ratios=(0.8, 0.1, 0.1), seed=0):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    sizes = [int(n * r) for r in ratios]
    sizes[0] += n - sum(sizes)
    return list(order.split(sizes))
# === sp-equal: cuts into equal parts
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    return list(order.tensor_split(len(ratios)))
# === sp-reversed: returns the parts from last to first
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    sizes = [int(n * r) for r in ratios]
    sizes[0] += n - sum(sizes)
    return list(order.split(sizes))[::-1]
# === sp-cumulative: cuts at the running sum of the ratios, which rounding puts one too low at times
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    parts, start, share = [], 0, 0.0
    for r in ratios:
        share += r
        stop = int(n * share)
        parts.append(order[start:stop])
        start = stop
    return parts
# === sp-int32: returns int32 tensors
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    gen = torch.Generator().manual_seed(seed)
    order = torch.randperm(n, generator=gen, dtype=torch.int32)
    sizes = [int(n * r) for r in ratios]
    sizes[0] += n - sum(sizes)
    return list(order.split(sizes))
# === sp-lists: returns Python lists
import random


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    order = list(range(n))
    random.Random(seed).shuffle(order)
    sizes = [int(n * r) for r in ratios]
    sizes[0] += n - sum(sizes)
    parts, start = [], 0
    for size in sizes:
        parts.append(order[start:start + size])
        start += size
    return parts
# === sp-mask: returns masks of length n and not indices
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    sizes = [int(n * r) for r in ratios]
    sizes[0] += n - sum(sizes)
    return [torch.zeros(n, dtype=torch.int64).index_fill(0, p, 1) for p in order.split(sizes)]
# === sp-column: returns the indices as columns
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    sizes = [int(n * r) for r in ratios]
    sizes[0] += n - sum(sizes)
    return [part.unsqueeze(1) for part in order.split(sizes)]
# === sp-skip-empty: leaves out empty parts
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    sizes = [int(n * r) for r in ratios]
    sizes[0] += n - sum(sizes)
    return [part for part in order.split(sizes) if len(part)]
