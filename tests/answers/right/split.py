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
