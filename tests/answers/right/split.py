# Right answers for data.split(n, ratios=(0.6, 0.2, 0.2), seed=0).

# === generator: randperm with a generator, the rest to the last part
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    g = torch.Generator().manual_seed(seed)
    perm = torch.randperm(n, generator=g)
    sizes = [int(n * r) for r in ratios]
    sizes[-1] = n - sum(sizes[:-1])
    return list(torch.split(perm, sizes))

# === rest-first: the rest to the first part, slices by hand
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    generator = torch.Generator()
    generator.manual_seed(seed)
    indices = torch.randperm(n, generator=generator)
    sizes = [int(n * r) for r in ratios]
    sizes[0] += n - sum(sizes)
    parts, start = [], 0
    for size in sizes:
        parts.append(indices[start:start + size])
        start += size
    return parts

# === manual-seed: seeds the global generator
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    torch.manual_seed(seed)
    perm = torch.randperm(n)
    ends = []
    total = 0
    for r in ratios[:-1]:
        total += int(n * r)
        ends.append(total)
    return torch.tensor_split(perm, ends)

# === fork-rng: seeds the global generator and puts it back
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        perm = torch.randperm(n)
    counts = [int(n * r) for r in ratios]
    counts[-1] += n - sum(counts)
    return tuple(perm.split(counts))

# === numpy-random-state: numpy's RandomState
import numpy as np
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    perm = np.random.RandomState(seed).permutation(n)
    cuts = np.cumsum([int(n * r) for r in ratios])[:-1]
    return [torch.from_numpy(part.astype(np.int64)) for part in np.split(perm, cuts)]

# === numpy-default-rng: numpy's default_rng shuffles in place
import numpy as np
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    rng = np.random.default_rng(seed)
    order = np.arange(n, dtype=np.int64)
    rng.shuffle(order)
    order = torch.tensor(order)
    out = []
    for i, r in enumerate(ratios):
        k = int(n * r)
        last = i == len(ratios) - 1
        out.append(order if last else order[:k])
        order = order[k:]
    return out

# === random-module: Python's random.Random
import random

import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    indices = list(range(n))
    random.Random(seed).shuffle(indices)
    parts, start = [], 0
    for r in ratios[:-1]:
        stop = start + int(n * r)
        parts.append(torch.tensor(indices[start:stop], dtype=torch.int64))
        start = stop
    parts.append(torch.tensor(indices[start:], dtype=torch.int64))
    return parts

# === sample: random.sample and an iterator
import itertools
import random

import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    stream = iter(random.Random(seed).sample(range(n), n))
    sizes = [int(n * r) for r in ratios]
    sizes[-1] += n - sum(sizes)
    return [torch.tensor(list(itertools.islice(stream, k)), dtype=torch.long) for k in sizes]

# === argsort: sorts random keys
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    g = torch.Generator().manual_seed(seed)
    keys = torch.rand(n, generator=g, dtype=torch.float64)
    perm = keys.argsort()
    sizes = [int(n * r) for r in ratios]
    sizes[-1] = n - sum(sizes[:-1])
    return perm.split(sizes)

# === random-split: torch.utils.data.random_split with lengths
import torch
from torch.utils.data import random_split


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    lengths = [int(n * r) for r in ratios]
    for i in range(n - sum(lengths)):
        lengths[i % len(lengths)] += 1
    subsets = random_split(range(n), lengths, generator=torch.Generator().manual_seed(seed))
    return [torch.tensor(s.indices, dtype=torch.int64) for s in subsets]

# === fisher-yates: the shuffle by hand
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    g = torch.Generator().manual_seed(seed)
    perm = list(range(n))
    for i in range(n - 1, 0, -1):
        j = torch.randint(0, i + 1, (1,), generator=g).item()
        perm[i], perm[j] = perm[j], perm[i]
    sizes = [int(n * r) for r in ratios]
    sizes[-1] += n - sum(sizes)
    return [part.clone() for part in torch.tensor(perm, dtype=torch.int64).split(sizes)]

# === largest-remainder: what is left over goes to the parts that lost most
import torch


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    sizes = [int(n * r) for r in ratios]
    lost = [n * r - k for r, k in zip(ratios, sizes)]
    order = sorted(range(len(ratios)), key=lambda i: -lost[i])
    for i in range(n - sum(sizes)):
        sizes[order[i % len(order)]] += 1
    perm = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    return list(perm.split(sizes))

# === random-split-2: torch's random_split with whole sizes, the rest dealt out one each from the front
import torch
from torch.utils.data import random_split

def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    sizes = [int(n * r) for r in ratios]
    for k in range(n - sum(sizes)):
        sizes[k % len(sizes)] += 1
    subsets = random_split(range(n), sizes, generator=torch.Generator().manual_seed(seed))
    return [torch.tensor(list(s.indices), dtype=torch.int64) for s in subsets]

# === numpy-split: numpy's generator and np.split, the rest goes to the last part, result is a tuple
import numpy as np
import torch

def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    order = np.random.default_rng(seed % 2**63).permutation(n).astype(np.int64)
    cuts = np.cumsum([int(n * r) for r in ratios])[:-1]
    return tuple(torch.from_numpy(part.copy()) for part in np.split(order, cuts))

# === python-shuffle: random.Random seeded by a string shuffles a list, parts are taken by popping
import random
import torch

def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    pool = list(range(n))
    random.Random(f"split {seed}").shuffle(pool)
    parts = [[pool.pop() for _ in range(int(n * r))] for r in ratios]
    parts[len(parts) // 2].extend(pool)
    return [torch.tensor(p, dtype=torch.long) for p in parts]

# === seeds-global: seeds the global generator, which split may do, and sorts random numbers
import torch

def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    torch.manual_seed(seed)
    order = torch.rand(n, dtype=torch.float64).argsort()
    counts = [int(n * r) for r in ratios]
    counts[-1] = n - sum(counts[:-1])
    return list(order.split(counts))

# === fisher-yates-2: the shuffle written by hand, the rest goes to the part with the largest remainder
import random
import torch

def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    rng = random.Random(str(seed))
    order = list(range(n))
    for i in range(n - 1, 0, -1):
        j = rng.randint(0, i)
        order[i], order[j] = order[j], order[i]
    order = torch.tensor(order, dtype=torch.int64)
    sizes = [int(n * r) for r in ratios]
    lucky = max(range(len(sizes)), key=lambda k: n * ratios[k] - sizes[k])
    sizes[lucky] += n - sum(sizes)
    ends = [sum(sizes[:k + 1]) for k in range(len(sizes))]
    return [order[e - s:e] for s, e in zip(sizes, ends)]

# === random-owner: each left over index goes to a part drawn at random (from the same seeded generator)
import torch

def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    g = torch.Generator()
    g.manual_seed(seed)
    order = torch.randperm(n, generator=g)
    owner = [k for k, r in enumerate(ratios) for _ in range(int(n * r))]
    while len(owner) < n:
        owner.append(torch.randint(len(ratios), (), generator=g).item())
    owner = torch.tensor(owner, dtype=torch.int64)
    return [order[owner == k] for k in range(len(ratios))]

# === weighted-draw: multinomial without replacement as the shuffle, in a callable class with an iterator of parts
import torch
from itertools import islice

class _Split:
    def __call__(self, n, ratios=(0.6, 0.2, 0.2), seed=0):
        g = torch.Generator().manual_seed(seed)
        draw = torch.ones(n).multinomial(n, replacement=False, generator=g)
        stream = iter(draw.tolist())
        last = len(ratios) - 1
        return tuple(
            torch.tensor(list(islice(stream, int(n * r) if k < last else None)), dtype=torch.int64)
            for k, r in enumerate(ratios)
        )

split = _Split()

# === back-to-front: splits off the last part first, recursively, the rest stays in the first part; global generator forked
import torch

def _peel(order, sizes):
    if len(sizes) == 1:
        return [order]
    k = order.numel() - sizes[-1]
    return _peel(order[:k], sizes[:-1]) + [order[k:]]

def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    with torch.random.fork_rng(devices=[]):
        torch.default_generator.manual_seed(seed)
        order = torch.randperm(n)
    return _peel(order, [int(n * r) for r in ratios])
