"""From images to tensors, and from a data set to its parts.

A network wants floating-point numbers of a moderate size. A transform is a callable
that turns one image into one tensor; `torchvision.datasets` applies it to each image
that it loads.
"""

import torch
from torchvision import transforms


def fashion_mnist_transform():
    """Return a callable that turns a Fashion-MNIST image into a tensor.

    The callable takes a PIL image, 28 x 28, mode "L" (one byte a pixel, 0 to 255), and
    returns a new float32 tensor (1, 28, 28) with values in [0, 1]: each pixel / 255.

        transform = fashion_mnist_transform()
        transform(image)  # (1, 28, 28)

    Source: Dive into Deep Learning, "The Image Classification Dataset",
    https://d2l.ai/chapter_linear-classification/image-classification-dataset.html
    """
    raise NotImplementedError("your code here")


def mnist_transform():
    """Return a callable that turns an MNIST image into a normalised, flat tensor.

    The callable takes a PIL image, 28 x 28, mode "L", and returns a float32 tensor
    (784,): first each pixel x scaled to [0, 1], then (x - 0.1307) / 0.3081, then
    flattened row by row. 0.1307 and 0.3081 are the mean and the standard deviation of
    the pixels of MNIST: over the whole set the mean becomes 0 and the deviation 1.

        transform = mnist_transform()
        transform(image)  # (784,), a black pixel becomes -0.4242, a white one 2.8215

    Source: the MNIST example of PyTorch,
    https://github.com/pytorch/examples/blob/main/mnist/main.py
    """
    raise NotImplementedError("your code here")


def split(n, ratios=(0.6, 0.2, 0.2), seed=0):
    """Return the indices 0 to n - 1 in random order, cut into one part a ratio.

    n: how many samples there are. ratios: numbers that sum to 1. Result: a list or
    tuple of int64 tensors, one a ratio. Together they hold each index exactly once. The
    part of a ratio r has at least int(n * r) indices; the few that rounding leaves over
    go to any part. The same seed gives the same split, another seed another one.

        train, valid, test = split(11)  # 6, 2 and 2 indices, and one more somewhere

    Source: Goodfellow et al., Deep Learning, section 5.3 (validation sets),
    https://www.deeplearningbook.org/contents/ml.html
    """
    raise NotImplementedError("your code here")
