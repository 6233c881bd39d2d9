"""The sample in the package: a few thousand real images of each data set.

`grader/sample/LICENSES.md` says where they come from, and
`grader/authoring/sample.py` makes them.
"""

import hashlib
import io
from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType

import numpy as np

from grader.datasets.published import ImageSet, published
from grader.errors import DataError

SAMPLE_SOURCE = "sample in the package"
ARRAYS = ("train_images", "train_labels", "test_images", "test_labels")
"""The names of the arrays in a sample file, those of ImageSet."""

SAMPLE_SHA256: Mapping[str, str] = MappingProxyType(
    {
        "fashion-mnist": (
            "73d4eed7b806206b5404d4d99935420af49f191c2c436b0e903e3eeda054a56d"
        ),
        "mnist": "4937678035fa94bd2a883f6b20f5c138c0ac87799f9cefa6714d9505d7ad2625",
    }
)


def load_sample(name: str) -> ImageSet:
    """The embedded sample of the data set `name`.

    Raises DataError for an unknown name, and where the file in the package is
    not the one that this version was released with.
    """
    published(name)
    try:
        content = files("grader").joinpath("sample", f"{name}.npz").read_bytes()
    except OSError:
        content = b""
    if hashlib.sha256(content).hexdigest() != SAMPLE_SHA256[name]:
        raise DataError(
            f"The sample `{name}.npz` in the package is missing or damaged; "
            "install torch-grader again."
        )
    with np.load(io.BytesIO(content), allow_pickle=False) as archive:
        arrays = {array: archive[array] for array in ARRAYS}
    for array in arrays.values():
        array.setflags(write=False)
    return ImageSet(name=name, kind="sample", source=SAMPLE_SOURCE, **arrays)
