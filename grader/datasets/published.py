"""The data sets as they are published: names, shapes, checksums; one in memory."""

import math
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
import numpy.typing as npt

from grader.errors import DataError

Bytes = npt.NDArray[np.uint8]
Kind = Literal["full", "sample"]


@dataclass(frozen=True, slots=True, eq=False)
class ImageSet:
    """One data set in memory; the arrays are read-only.

    `torch.tensor` copies them without complaint; `torch.from_numpy` warns.
    """

    name: str
    kind: Kind
    train_images: Bytes
    """u8[N, 28, 28], 0 (background) to 255."""
    train_labels: Bytes
    """u8[N], 0 to 9."""
    test_images: Bytes
    test_labels: Bytes
    source: str
    """Where it was found, in a few words."""


@dataclass(frozen=True, slots=True)
class DataFile:
    """One IDX file of bytes, as it is published."""

    name: str
    shape: tuple[int, ...]
    sha256: str
    """Of the unpacked file, header included."""

    @property
    def header(self) -> bytes:
        """Two zeros, 8 for unsigned bytes, the number of axes, their lengths."""
        axes = len(self.shape)
        return struct.pack(f">4B{axes}I", 0, 0, 8, axes, *self.shape)

    @property
    def size(self) -> int:
        """Of the unpacked file, in bytes."""
        return len(self.header) + math.prod(self.shape)


@dataclass(frozen=True, slots=True)
class Published:
    """A data set as it is published: four files."""

    name: str
    title: str
    folder: str
    """What torchvision calls its folder, and its class."""
    classes: tuple[str, ...]
    """What the labels stand for, in their order."""
    files: tuple[DataFile, DataFile, DataFile, DataFile]
    """Training images, training labels, test images, test labels."""


def _published(
    name: str, title: str, folder: str, classes: tuple[str, ...], *sha256: str
) -> Published:
    names = (
        "train-images-idx3-ubyte",
        "train-labels-idx1-ubyte",
        "t10k-images-idx3-ubyte",
        "t10k-labels-idx1-ubyte",
    )
    shapes = ((60000, 28, 28), (60000,), (10000, 28, 28), (10000,))
    one, two, three, four = map(DataFile, names, shapes, sha256)
    return Published(name, title, folder, classes, (one, two, three, four))


CLOTHES = (
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
    "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
)  # fmt: skip
DIGITS = tuple("0123456789")


PUBLISHED: Mapping[str, Published] = MappingProxyType(
    {
        "fashion-mnist": _published(
            "fashion-mnist",
            "Fashion-MNIST",
            "FashionMNIST",
            CLOTHES,
            "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
            "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
            "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
            "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
        ),
        "mnist": _published(
            "mnist",
            "MNIST",
            "MNIST",
            DIGITS,
            "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
            "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
            "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
            "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
        ),
    }
)
NAMES = tuple(PUBLISHED)


def published(name: str) -> Published:
    """The data set called `name`; raises DataError for a name not in `NAMES`."""
    if name not in PUBLISHED:
        names = " or ".join(f"`{known}`" for known in NAMES)
        raise DataError(f"There is no data set called `{name}`; choose {names}.")
    return PUBLISHED[name]
