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

# === v2-lambda: torchvision.transforms.v2 with a Lambda at the end
import torch
from torchvision.transforms import v2

def mnist_transform():
    return v2.Compose([
        v2.PILToTensor(),
        v2.ToDtype(torch.float32, scale=True),
        v2.Normalize(mean=[0.1307], std=[0.3081]),
        v2.Lambda(lambda t: t.reshape(-1)),
    ])

# === bytes-table: a table of 256 normalised values computed once in float64, indexed by numpy
import numpy as np
import torch

_TABLE = ((np.arange(256) / 255 - 0.1307) / 0.3081).astype(np.float32)

def mnist_transform():
    return lambda img: torch.from_numpy(_TABLE[np.asarray(img).ravel()])

# === batch-norm-eval: F.batch_norm in evaluation with the running statistics of MNIST and eps 0
import torch
import torch.nn.functional as F
from torchvision.transforms.functional import to_tensor

def mnist_transform():
    mean = torch.tensor([0.1307], dtype=torch.float32)
    var = torch.tensor([0.3081], dtype=torch.float64).square().float()
    def apply(img):
        x = to_tensor(img).unsqueeze(0)
        return F.batch_norm(x, mean, var, training=False, eps=0.0).flatten()
    return apply

# === one-affine-map: scale and shift merged into a * byte + b
import torch

def mnist_transform():
    a, b = 1 / (255 * 0.3081), -0.1307 / 0.3081
    def apply(img):
        raw = torch.tensor(list(img.tobytes()), dtype=torch.float64)
        return torch.addcmul(torch.full_like(raw, b), raw, torch.full_like(raw, a)).float()
    return apply

# === flatten-first-2: the steps in another order, flatten, then scale and normalise in numpy with integer bytes
import numpy as np
import torch

def _flat(img):
    return np.array(img).reshape(-1).astype(np.float64)

def _normal(x):
    return (x - 255 * 0.1307) / (255 * 0.3081)

def _tensor(x):
    return torch.as_tensor(x, dtype=torch.float32)

def mnist_transform(steps=(_flat, _normal, _tensor)):
    from functools import reduce
    return lambda img: reduce(lambda value, step: step(value), steps, img)

# === sequential-modules: an nn.Sequential of small modules that begins with the PIL image
import torch
from torch import nn
from torchvision import transforms

class _ToTensor(nn.Module):
    def forward(self, img):
        return transforms.functional.to_tensor(img)

def mnist_transform():
    return nn.Sequential(_ToTensor(), transforms.Normalize(0.1307, 0.3081), nn.Flatten(0))

# === property-closure: a class whose instances are callable, with constants as properties, joining 28 rows with cat
import torch
from torchvision.transforms.functional import pil_to_tensor

class mnist_transform:
    @property
    def mean(self):
        return 0.1307

    @property
    def std(self):
        return 0.3081

    def __call__(self, img):
        rows = pil_to_tensor(img)[0].to(torch.float32).unbind(0)
        return torch.cat([(row / 255).sub(self.mean).div(self.std) for row in rows])

# === linear-layer: the arithmetic is a torch.nn.Linear of one input and one output, applied to each pixel, so the result has a graph
import torch
from torch import nn
from torchvision.transforms.functional import to_tensor

def mnist_transform():
    layer = nn.Linear(1, 1, dtype=torch.float32)
    with torch.no_grad():
        layer.weight.fill_(1 / 0.3081)
        layer.bias.fill_(-0.1307 / 0.3081)
    return lambda img: layer(to_tensor(img).reshape(-1, 1))[:, 0]
