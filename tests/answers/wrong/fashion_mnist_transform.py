# === fm-no255: leaves the pixels in 0..255
from torchvision import transforms


def fashion_mnist_transform():
    return transforms.Compose([transforms.PILToTensor(), lambda x: x.float()])
# === fm-uint8: returns whole numbers
from torchvision import transforms


def fashion_mnist_transform():
    return transforms.PILToTensor()
# === fm-255twice: divides by 255 twice
from torchvision import transforms


def fashion_mnist_transform():
    return transforms.Compose([transforms.ToTensor(), lambda x: x / 255])
# === fm-256: divides by 256
from torchvision import transforms


def fashion_mnist_transform():
    return transforms.Compose([transforms.PILToTensor(), lambda x: x.float() / 256])
# === fm-norm: standardises with MNIST's constants
from torchvision import transforms


def fashion_mnist_transform():
    return transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.1307,), (0.3081,))])
# === fm-half: maps the pixels to -1..1
from torchvision import transforms


def fashion_mnist_transform():
    return transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.5,), (0.5,))])
# === fm-max: divides each image by its own largest pixel
import numpy as np
import torch


def fashion_mnist_transform():
    def transform(image):
        x = torch.tensor(np.array(image), dtype=torch.float32)
        return (x / x.max().clamp(min=1)).unsqueeze(0)

    return transform
# === fm-minmax: stretches each image to the full range 0..1
import numpy as np
import torch


def fashion_mnist_transform():
    def transform(image):
        x = torch.tensor(np.array(image), dtype=torch.float32).unsqueeze(0)
        span = (x.max() - x.min()).clamp(min=1)
        return (x - x.min()) / span

    return transform
# === fm-2d: returns (28, 28) without the channel axis
from torchvision import transforms


def fashion_mnist_transform():
    return transforms.Compose([transforms.ToTensor(), lambda x: x.squeeze(0)])
# === fm-flat: returns 784 numbers
from torchvision import transforms


def fashion_mnist_transform():
    return transforms.Compose([transforms.ToTensor(), lambda x: x.reshape(-1)])
# === fm-channel-last: returns (28, 28, 1)
from torchvision import transforms


def fashion_mnist_transform():
    return transforms.Compose([transforms.ToTensor(), lambda x: x.permute(1, 2, 0)])
# === fm-batch: returns (1, 1, 28, 28)
from torchvision import transforms


def fashion_mnist_transform():
    return transforms.Compose([transforms.ToTensor(), lambda x: x.unsqueeze(0)])
# === fm-transpose: swaps rows and columns
from torchvision import transforms


def fashion_mnist_transform():
    return transforms.Compose([transforms.ToTensor(), lambda x: x.transpose(1, 2)])
# === fm-flip: turns the image upside down
from torchvision import transforms


def fashion_mnist_transform():
    return transforms.Compose([transforms.ToTensor(), lambda x: x.flip(1)])
# === fm-invert: swaps black and white
from torchvision import transforms


def fashion_mnist_transform():
    return transforms.Compose([transforms.ToTensor(), lambda x: 1 - x])
# === fm-augment: mirrors some of the images at random
from torchvision import transforms


def fashion_mnist_transform():
    return transforms.Compose([transforms.RandomHorizontalFlip(), transforms.ToTensor()])
# === fm-resize: resizes the images to 32x32
from torchvision import transforms


def fashion_mnist_transform():
    return transforms.Compose([transforms.Resize(32), transforms.ToTensor()])
# === fm-resize-back: resizes the images there and back, which blurs them
from torchvision import transforms


def fashion_mnist_transform():
    return transforms.Compose([transforms.Resize(64), transforms.Resize(28), transforms.ToTensor()])
# === fm-rgb: makes three channels
from torchvision import transforms


def fashion_mnist_transform():
    return transforms.Compose([transforms.Grayscale(3), transforms.ToTensor()])
# === fm-binary: turns the grey values into black and white
from torchvision import transforms


def fashion_mnist_transform():
    return transforms.Compose([transforms.ToTensor(), lambda x: (x > 0.5).float()])
# === fm-round: rounds to two decimals
import torch
from torchvision import transforms


def fashion_mnist_transform():
    return transforms.Compose([transforms.ToTensor(), lambda x: torch.round(x, decimals=2)])
# === fm-int8: reads the pixels as signed bytes, so bright ones become negative
import numpy as np
import torch


def fashion_mnist_transform():
    def transform(image):
        pixels = np.array(image).astype(np.int8)
        return torch.tensor(pixels, dtype=torch.float32).unsqueeze(0) / 255

    return transform
# === fm-float64: returns float64
import numpy as np
import torch


def fashion_mnist_transform():
    return lambda image: torch.from_numpy(np.array(image) / 255).unsqueeze(0)
# === fm-half-precision: passes through float16
from torchvision import transforms


def fashion_mnist_transform():
    return transforms.Compose([transforms.ToTensor(), lambda x: x.half().float()])
# === fm-numpy: returns a numpy array
import numpy as np


def fashion_mnist_transform():
    return lambda image: np.array(image, dtype=np.float32)[None] / 255
# === fm-call: transforms an image at once and returns no callable
from torchvision import transforms


def fashion_mnist_transform(image=None):
    return transforms.ToTensor()(image) if image is not None else None
# === fm-class: returns the class ToTensor, not an object of it
from torchvision import transforms


def fashion_mnist_transform():
    return transforms.ToTensor
# === fm-buffer: writes every image into the same tensor
import torch
from torchvision import transforms


def fashion_mnist_transform():
    out = torch.empty(1, 28, 28)
    return lambda image: out.copy_(transforms.ToTensor()(image))
# === fm-cached: returns the first image again for every later one with the same sum of pixels
import numpy as np
from torchvision import transforms


def fashion_mnist_transform():
    seen = {}

    def transform(image):
        key = int(np.array(image).sum())
        if key not in seen:
            seen[key] = transforms.ToTensor()(image)
        return seen[key]

    return transform
# === fm-inplace: blanks the caller's image after it has read it
from torchvision import transforms


def fashion_mnist_transform():
    def transform(image):
        x = transforms.ToTensor()(image)
        image.paste(0, (0, 0, 28, 28))
        return x

    return transform
# === fm-reseed: seeds the global generator
import torch
from torchvision import transforms


def fashion_mnist_transform():
    torch.manual_seed(0)
    return transforms.ToTensor()
# === fm-reseed-image: seeds the global generator for every image
import torch
from torchvision import transforms


def fashion_mnist_transform():
    def transform(image):
        torch.manual_seed(0)
        return transforms.ToTensor()(image)

    return transform
