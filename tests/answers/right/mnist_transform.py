# Right answers for data.mnist_transform().

# === compose: ToTensor, Normalize and a Lambda that flattens
from torchvision import transforms


def mnist_transform():
    return transforms.Compose([
        transforms.ToTensor(),
        transforms.Normalize((0.1307,), (0.3081,)),
        transforms.Lambda(lambda x: x.view(-1)),
    ])

# === torch-flatten: torch.flatten as the last step
import torch
from torchvision import transforms


def mnist_transform():
    steps = [transforms.ToTensor(), transforms.Normalize([0.1307], [0.3081]), torch.flatten]
    return transforms.Compose(steps)

# === flatten-module: nn.Flatten from axis 0
from torch import nn
from torchvision import transforms as T


def mnist_transform():
    return T.Compose([T.ToTensor(), T.Normalize(mean=0.1307, std=0.3081), nn.Flatten(0)])

# === flatten-first: flattens before it normalises
import torch
from torchvision import transforms


def mnist_transform():
    to_tensor = transforms.ToTensor()
    return lambda image: (to_tensor(image).reshape(784) - 0.1307) / 0.3081

# === v2: the second version of the transforms
import torch
from torchvision.transforms import v2


def mnist_transform():
    return v2.Compose([
        v2.ToImage(),
        v2.ToDtype(torch.float32, scale=True),
        v2.Normalize(mean=[0.1307], std=[0.3081]),
        v2.Lambda(lambda x: x.flatten()),
    ])

# === functional: transforms.functional in a function of its own
import torchvision.transforms.functional as TF

MEAN, STD = 0.1307, 0.3081


def _transform(image):
    x = TF.to_tensor(image)
    x = TF.normalize(x, [MEAN], [STD])
    return x.squeeze(0).flatten()


def mnist_transform():
    return _transform

# === numpy: numpy only, until the last line
import numpy as np
import torch


def mnist_transform():
    def transform(image):
        x = np.array(image).astype("float32").ravel() / 255.0
        x = (x - 0.1307) / 0.3081
        return torch.from_numpy(x.astype(np.float32))
    return transform

# === affine: one factor and one offset for the bytes
import numpy as np
import torch

FACTOR = 1 / (255 * 0.3081)
OFFSET = -0.1307 / 0.3081


def mnist_transform():
    def transform(image):
        x = torch.tensor(np.asarray(image), dtype=torch.float32)
        return x.flatten() * FACTOR + OFFSET
    return transform

# === callable-class: an object with mean and std
import torch
from torchvision.transforms.functional import pil_to_tensor


class Standardize:
    def __init__(self, mean, std):
        self.mean, self.std = mean, std

    def __call__(self, image):
        x = pil_to_tensor(image).to(torch.float32).div_(255)
        return x.sub_(self.mean).div_(self.std).reshape(-1)


def mnist_transform(mean=0.1307, std=0.3081):
    return Standardize(mean, std)

# === module: an nn.Module with buffers
import torch
from torch import nn
from torchvision import transforms


class _Preprocess(nn.Module):
    def __init__(self):
        super().__init__()
        self.to_tensor = transforms.ToTensor()
        self.register_buffer("mean", torch.tensor(0.1307))
        self.register_buffer("std", torch.tensor(0.3081))

    def forward(self, image):
        return ((self.to_tensor(image) - self.mean) / self.std).ravel()


def mnist_transform():
    return _Preprocess()

# === table: a table of the 256 values
import numpy as np
import torch


def mnist_transform():
    table = ((torch.arange(256, dtype=torch.float64) / 255 - 0.1307) / 0.3081).float()

    def transform(image):
        index = torch.tensor(np.asarray(image), dtype=torch.int64)
        return table[index].view(784)

    return transform

# === bytes: the bytes of the image as a list of numbers
import torch


def mnist_transform():
    def transform(image):
        values = [(v / 255 - 0.1307) / 0.3081 for v in image.tobytes()]
        return torch.tensor(values, dtype=torch.float32)
    return transform

# === chain: small functions composed by reduce
from functools import reduce

from torchvision.transforms import ToTensor


def _normalize(x):
    return x.sub(0.1307).div(0.3081)


def _flatten(x):
    return x.view(x.numel())


def mnist_transform():
    steps = (ToTensor(), _normalize, _flatten)
    return lambda image: reduce(lambda value, step: step(value), steps, image)

# === nested-compose: a Compose inside a Compose
from torchvision import transforms


def mnist_transform():
    scaled = transforms.Compose([
        transforms.ToTensor(),
        transforms.Normalize((0.1307,), (0.3081,), inplace=True),
    ])
    return transforms.Compose([scaled, transforms.Lambda(lambda x: x.squeeze().reshape(-1))])
