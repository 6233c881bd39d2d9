"""Getting a data set: torchvision downloads, the checksums decide."""

import contextlib
import socket
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from grader.datasets.files import read_folder
from grader.datasets.published import Published, published
from grader.datasets.search import CACHE_SOURCE, Location, find
from grader.errors import DataError

# torchvision sets no time limit: a server that falls silent would hold it for ever.
SILENCE_S = 30.0


def fetch(name: str, cache: Path) -> Location:
    """Download the data set `name` into `cache`, unless it is there and intact.

    What is damaged in `cache` is replaced. Progress goes to stderr. Raises
    DataError for an unknown name, where the network fails, where something
    else than the published files comes, and where `cache` cannot be written.
    """
    dataset = published(name)
    location = find(name, [(CACHE_SOURCE, cache)])
    if location.kind == "full":
        return location
    target = cache / dataset.folder / "raw"
    try:
        target.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="fetch-", dir=cache) as scratch:
            _download(dataset, Path(scratch))
            _install(dataset, Path(scratch) / dataset.folder / "raw", target)
    except OSError as error:
        raise DataError(
            f"{dataset.title} cannot be stored in `{cache}` ({error.strerror}); "
            "make room there, or allow writing to it."
        ) from error
    return Location(name, "full", target, CACHE_SOURCE)


def _download(dataset: Published, root: Path) -> None:
    """Let torchvision download `dataset` to `root`, in its own layout."""
    from http.client import HTTPException

    from torchvision import datasets as torchvision_datasets

    download = getattr(torchvision_datasets, dataset.folder)
    try:
        with _silence_limit():
            download(root, download=True)
    except (OSError, EOFError, RuntimeError, HTTPException, zlib.error) as error:
        # torchvision lists all mirrors, one a line; the last says enough.
        reason = (str(error).strip() or type(error).__name__).splitlines()[-1]
        raise DataError(
            f"{dataset.title} could not be downloaded ({reason}); check the network, "
            "or name a folder that holds it with `--data`."
        ) from error


@contextlib.contextmanager
def _silence_limit() -> Iterator[None]:
    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(SILENCE_S)
    try:
        yield
    finally:
        socket.setdefaulttimeout(before)


def _install(dataset: Published, downloaded: Path, target: Path) -> None:
    """Verify what was downloaded, then move it to `target` file by file."""
    contents = read_folder(downloaded, dataset)
    if not contents.complete:
        raise DataError(
            f"The download of {dataset.title} is not the published data set; "
            "try again later, or name a folder that holds it with `--data`."
        )
    for file in dataset.files:
        (downloaded / file.name).replace(target / file.name)
