# Right answers for data.fashion_mnist_transform().

# === to-tensor: transforms.ToTensor
from torchvision import transforms


def fashion_mnist_transform():
    return transforms.ToTensor()

# === class-itself: the class is the function that makes the callable
from torchvision.transforms import ToTensor

fashion_mnist_transform = ToTensor

# === compose: a Compose with one element
from torchvision import transforms


def fashion_mnist_transform():
    trans = [transforms.ToTensor()]
    return transforms.Compose(trans)

# === functional: the function from transforms.functional
import torchvision.transforms.functional as TF


def fashion_mnist_transform():
    return TF.to_tensor

# === v2: the second version of the transforms
import torch
from torchvision.transforms import v2


def fashion_mnist_transform():
    return v2.Compose([v2.ToImage(), v2.ToDtype(torch.float32, scale=True)])

# === v2-pure: the same, as a pure tensor
import torch
from torchvision.transforms import v2


def fashion_mnist_transform():
    steps = [v2.PILToTensor(), v2.ToDtype(torch.float, scale=True), v2.ToPureTensor()]
    return v2.Compose(steps)

# === pil-to-tensor: bytes first, then ConvertImageDtype
import torch
from torchvision import transforms


def fashion_mnist_transform():
    return transforms.Compose([
        transforms.PILToTensor(),
        transforms.ConvertImageDtype(torch.float32),
    ])

# === numpy: a numpy array over 255
import numpy as np
import torch


def fashion_mnist_transform():
    def transform(image):
        pixels = np.array(image, dtype=np.float32) / 255
        return torch.from_numpy(pixels)[None]
    return transform

# === lambda: a lambda with pil_to_tensor
from torchvision.transforms.functional import pil_to_tensor


def fashion_mnist_transform():
    return lambda image: pil_to_tensor(image).float() / 255

# === resize: with a resize to the size that the image already has
from torchvision import transforms


def fashion_mnist_transform(resize=28):
    return transforms.Compose([transforms.Resize((resize, resize)), transforms.ToTensor()])

# === callable-class: an object with __call__ and __repr__
import numpy as np
import torch


class Scale:
    def __init__(self, largest=255.0):
        self.largest = largest

    def __call__(self, image):
        x = torch.tensor(np.asarray(image), dtype=torch.float32)
        return x.div(self.largest).unsqueeze(0)

    def __repr__(self):
        return f"Scale({self.largest})"


def fashion_mnist_transform():
    return Scale()

# === bytes: the bytes of the image, without numpy
import torch


def _from_bytes(image):
    width, height = image.size
    flat = torch.frombuffer(bytearray(image.tobytes()), dtype=torch.uint8)
    return flat.view(1, height, width).to(torch.float32) / 255.0


def fashion_mnist_transform():
    return _from_bytes

# === pixels: reads pixel by pixel
import torch


def fashion_mnist_transform():
    def transform(image):
        pixel = image.load()
        rows = [[pixel[x, y] / 255 for x in range(image.width)] for y in range(image.height)]
        return torch.tensor([rows], dtype=torch.float32)
    return transform

# === module: an nn.Module
import torch
from torch import nn
from torchvision.transforms.functional import convert_image_dtype, pil_to_tensor


class ToUnitInterval(nn.Module):
    def forward(self, image):
        return convert_image_dtype(pil_to_tensor(image), torch.float32)


def fashion_mnist_transform():
    return ToUnitInterval()

# === table: a table of the 256 values
import numpy as np
import torch

LEVELS = torch.arange(256, dtype=torch.float32) / 255


def fashion_mnist_transform():
    return lambda image: LEVELS[torch.from_numpy(np.array(image)).long()].unsqueeze(0)

# === v2-pipeline: torchvision.transforms.v2, the result is a tv_tensor Image (a tensor subclass)
import torch
from torchvision.transforms import v2

def fashion_mnist_transform():
    return v2.Compose([v2.ToImage(), v2.ToDtype(torch.float32, scale=True)])

# === float-mode: lets PIL convert to mode F first, then numpy divides
import numpy as np
import torch

def fashion_mnist_transform():
    def apply(img):
        pixels = np.array(img.convert("F"), dtype=np.float32)
        return torch.from_numpy(np.divide(pixels, np.float32(255))[np.newaxis])
    return apply

# === lookup-table: a table of the 256 possible results, indexed by the bytes
import torch

class _Table:
    def __init__(self):
        self.values = torch.arange(256, dtype=torch.float32) / 255

    def __call__(self, img):
        raw = torch.frombuffer(bytearray(img.tobytes()), dtype=torch.uint8)
        return self.values[raw.long()].view(1, 28, 28)

def fashion_mnist_transform():
    return _Table()

# === partial-uint8: functools.partial of a helper on pil_to_tensor and convert_image_dtype
from functools import partial
import torch
from torchvision.transforms import functional as TF

def _convert(dtype, img):
    return TF.convert_image_dtype(TF.pil_to_tensor(img), dtype)

fashion_mnist_transform = partial(partial, _convert, torch.float32)

# === pixel-loop: nested loops over getpixel, a list of lists of Python floats
import torch

def fashion_mnist_transform():
    def rows(img):
        width, height = img.size
        for r in range(height):
            yield [img.getpixel((c, r)) / 255.0 for c in range(width)]
    return lambda img: torch.tensor([list(rows(img))], dtype=torch.float32)

# === module-with-buffer: an nn.Module whose forward does it, with 1/255 as a parameter, so the result has a graph
import numpy as np
import torch
from torch import nn

class _Scale(nn.Module):
    def __init__(self):
        super().__init__()
        self.factor = nn.Parameter(torch.tensor(255.0, dtype=torch.float32))

    def forward(self, img):
        x = torch.as_tensor(np.array(img, dtype=np.uint8)).unsqueeze(0)
        return x.to(torch.float32).div(self.factor)

def fashion_mnist_transform():
    return _Scale()

# === coroutine: a primed generator gets the image by send and yields the tensor; the callable is its bound send
import torch
from torchvision.transforms.functional import to_tensor

def _worker():
    result = None
    while True:
        image = yield result
        result = to_tensor(image)

def fashion_mnist_transform():
    worker = _worker()
    next(worker)
    return worker.send

# === permuted-view: builds the image channel last in float64 and returns a permuted float32 view
import numpy as np
import torch

class fashion_mnist_transform:
    def __call__(self, img, scale=255.0):
        hwc = np.expand_dims(np.array(img, dtype=np.float64), 2) / scale
        return torch.tensor(hwc).to(torch.float32).permute(2, 0, 1)
