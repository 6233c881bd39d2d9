"""Fashion-MNIST and MNIST: find, verify, load, fetch; the embedded sample."""

from grader.datasets.download import fetch
from grader.datasets.published import NAMES, ImageSet, published
from grader.datasets.sample import load_sample
from grader.datasets.search import (
    DataRow,
    Location,
    describe,
    find,
    load,
    search_folders,
)

__all__ = [
    "NAMES",
    "DataRow",
    "ImageSet",
    "Location",
    "describe",
    "fetch",
    "find",
    "load",
    "load_sample",
    "published",
    "search_folders",
]
