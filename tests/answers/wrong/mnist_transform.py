# === tf-nonorm: does not standardise
import torch
from torchvision import transforms


def mnist_transform():
    return transforms.Compose([transforms.ToTensor(), torch.flatten])
# === tf-swap: swaps mean and standard deviation
import torch
from torchvision import transforms


def mnist_transform():
    return transforms.Compose(
        [transforms.ToTensor(), transforms.Normalize((0.3081,), (0.1307,)), torch.flatten])
# === tf-var: divides by the variance
import torch
from torchvision import transforms


def mnist_transform():
    return transforms.Compose(
        [transforms.ToTensor(), transforms.Normalize((0.1307,), (0.3081 ** 2,)), torch.flatten])
# === tf-denorm: multiplies by the standard deviation and adds the mean
import torch
from torchvision import transforms


def mnist_transform():
    return transforms.Compose(
        [transforms.ToTensor(), lambda x: x * 0.3081 + 0.1307, torch.flatten])
# === tf-nodivide: subtracts the mean and does not divide
import torch
from torchvision import transforms


def mnist_transform():
    return transforms.Compose([transforms.ToTensor(), lambda x: x - 0.1307, torch.flatten])
# === tf-nosubtract: divides by the standard deviation and does not subtract
import torch
from torchvision import transforms


def mnist_transform():
    return transforms.Compose([transforms.ToTensor(), lambda x: x / 0.3081, torch.flatten])
# === tf-precedence: forgets the brackets, so only the mean is divided
import torch
from torchvision import transforms


def mnist_transform():
    return transforms.Compose([transforms.ToTensor(), lambda x: x - 0.1307 / 0.3081, torch.flatten])
# === tf-255: does not scale to 0..1 before it standardises
from torchvision import transforms


def mnist_transform():
    return transforms.Compose([
        transforms.PILToTensor(),
        lambda x: ((x.float() - 0.1307) / 0.3081).flatten(),
    ])
# === tf-255twice: divides by 255 twice
import torch
from torchvision import transforms


def mnist_transform():
    return transforms.Compose([
        transforms.ToTensor(), lambda x: x / 255,
        transforms.Normalize((0.1307,), (0.3081,)), torch.flatten,
    ])
# === tf-256: divides by 256
from torchvision import transforms


def mnist_transform():
    return transforms.Compose([
        transforms.PILToTensor(),
        lambda x: ((x.float() / 256 - 0.1307) / 0.3081).flatten(),
    ])
# === tf-twice: standardises twice
import torch
from torchvision import transforms


def mnist_transform():
    normalise = transforms.Normalize((0.1307,), (0.3081,))
    return transforms.Compose([transforms.ToTensor(), normalise, normalise, torch.flatten])
# === tf-order: standardises before the image is a tensor
import torch
from torchvision import transforms


def mnist_transform():
    return transforms.Compose(
        [transforms.Normalize((0.1307,), (0.3081,)), transforms.ToTensor(), torch.flatten])
# === tf-half: maps the pixels to -1..1
import torch
from torchvision import transforms


def mnist_transform():
    return transforms.Compose(
        [transforms.ToTensor(), transforms.Normalize((0.5,), (0.5,)), torch.flatten])
# === tf-perimage: standardises each image by its own mean and standard deviation
from torchvision import transforms


def mnist_transform():
    def standardise(x):
        return ((x - x.mean()) / x.std().clamp(min=1e-6)).flatten()

    return transforms.Compose([transforms.ToTensor(), standardise])
# === tf-otherset: uses the constants of Fashion-MNIST
import torch
from torchvision import transforms


def mnist_transform():
    return transforms.Compose(
        [transforms.ToTensor(), transforms.Normalize((0.2860,), (0.3530,)), torch.flatten])
# === tf-rounded: rounds the constants to two decimals
import torch
from torchvision import transforms


def mnist_transform():
    return transforms.Compose(
        [transforms.ToTensor(), transforms.Normalize((0.13,), (0.31,)), torch.flatten])
# === tf-typo: has two digits of the standard deviation swapped
import torch
from torchvision import transforms


def mnist_transform():
    return transforms.Compose(
        [transforms.ToTensor(), transforms.Normalize((0.1307,), (0.3018,)), torch.flatten])
# === tf-imagenet: uses the constants of ImageNet's first channel
import torch
from torchvision import transforms


def mnist_transform():
    return transforms.Compose(
        [transforms.ToTensor(), transforms.Normalize((0.485,), (0.229,)), torch.flatten])
# === tf-floatin: makes a float array first, which ToTensor does not scale
import numpy as np
import torch
from torchvision import transforms


def mnist_transform():
    return transforms.Compose([
        lambda image: np.array(image, dtype=np.float32),
        transforms.ToTensor(), transforms.Normalize((0.1307,), (0.3081,)), torch.flatten,
    ])
# === tf-shape: returns (1, 784)
from torchvision import transforms


def mnist_transform():
    return transforms.Compose([
        transforms.ToTensor(), transforms.Normalize((0.1307,), (0.3081,)),
        lambda x: x.reshape(1, -1),
    ])
# === tf-noflatten: returns (1, 28, 28)
from torchvision import transforms


def mnist_transform():
    return transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.1307,), (0.3081,))])
# === tf-2d: returns (28, 28)
from torchvision import transforms


def mnist_transform():
    return transforms.Compose([
        transforms.ToTensor(), transforms.Normalize((0.1307,), (0.3081,)), lambda x: x.squeeze()])
# === tf-transpose: flattens column by column
from torchvision import transforms


def mnist_transform():
    return transforms.Compose([
        transforms.ToTensor(), transforms.Normalize((0.1307,), (0.3081,)),
        lambda x: x.squeeze(0).T.flatten(),
    ])
# === tf-flip: flattens the rows from the last to the first
from torchvision import transforms


def mnist_transform():
    return transforms.Compose([
        transforms.ToTensor(), transforms.Normalize((0.1307,), (0.3081,)),
        lambda x: x.flip(1).flatten(),
    ])
# === tf-clamp: clamps to 0..1 after it standardised
from torchvision import transforms


def mnist_transform():
    return transforms.Compose([
        transforms.ToTensor(), transforms.Normalize((0.1307,), (0.3081,)),
        lambda x: x.clamp(0, 1).flatten(),
    ])
# === tf-background: leaves black pixels at 0
from torchvision import transforms


def mnist_transform():
    return transforms.Compose([
        transforms.ToTensor(),
        lambda x: (((x - 0.1307) / 0.3081) * (x > 0)).flatten(),
    ])
# === tf-float64: returns float64
import numpy as np
import torch


def mnist_transform():
    return lambda image: torch.from_numpy((np.array(image) / 255 - 0.1307) / 0.3081).flatten()
# === tf-uint8-overflow: subtracts in whole numbers, which wrap around
import numpy as np
import torch


def mnist_transform():
    def transform(image):
        pixels = np.array(image) - np.uint8(33)
        return torch.tensor(pixels, dtype=torch.float32).flatten() / 255 / 0.3081

    return transform
# === tf-augment: shifts the images at random
import torch
from torchvision import transforms


def mnist_transform():
    return transforms.Compose([
        transforms.RandomCrop(28, padding=2), transforms.ToTensor(),
        transforms.Normalize((0.1307,), (0.3081,)), torch.flatten,
    ])
# === tf-noise: adds noise to the images
import torch
from torchvision import transforms


def mnist_transform():
    return transforms.Compose([
        transforms.ToTensor(), transforms.Normalize((0.1307,), (0.3081,)),
        lambda x: x.flatten() + 0.01 * torch.randn(784),
    ])
# === tf-buffer: writes every image into the same tensor
import torch
from torchvision import transforms


def mnist_transform():
    out = torch.empty(784)
    steps = transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.1307,), (0.3081,))])
    return lambda image: out.copy_(steps(image).flatten())
# === tf-running-mean: standardises by the mean of all images seen so far
from torchvision import transforms


def mnist_transform():
    means = []

    def transform(image):
        x = transforms.ToTensor()(image).flatten()
        means.append(x.mean().item())
        return (x - sum(means) / len(means)) / 0.3081

    return transform
# === tf-once: standardises the first image only
import torch
from torchvision import transforms


def mnist_transform():
    todo = [transforms.Normalize((0.1307,), (0.3081,))]

    def transform(image):
        x = transforms.ToTensor()(image)
        return torch.flatten(todo.pop()(x) if todo else x)

    return transform
# === tf-centre: crops the middle of the image and resizes it
import torch
from torchvision import transforms


def mnist_transform():
    return transforms.Compose([
        transforms.CenterCrop(20), transforms.Resize(28), transforms.ToTensor(),
        transforms.Normalize((0.1307,), (0.3081,)), torch.flatten,
    ])
