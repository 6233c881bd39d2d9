"""Where the data sets are: the search, in order, and what it came across.

A folder may hold a data set as torchvision lays it out (`FashionMNIST/raw`,
`MNIST/raw`) or as four files directly in it.
"""

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.datasets.files import Contents, holds_test_labels, read_folder
from grader.datasets.published import PUBLISHED, ImageSet, Kind, Published, published
from grader.datasets.sample import SAMPLE_SOURCE, load_sample
from grader.errors import DataError

DATA_OPTION = "`--data`"
DATA_VARIABLE = "GRADER_DATA"
CACHE_SOURCE = "your cache"
# Where Debian's package dataset-fashion-mnist puts its four `.gz` files.
SYSTEM_FOLDERS = (("system", Path("/usr/share/datasets/fashion-mnist")),)


@dataclass(frozen=True, slots=True)
class Location:
    """Where a verified data set was found."""

    name: str
    kind: Kind
    folder: Path | None
    """The folder that holds the four files; None for the sample."""
    source: str
    """Which step of the search found it, in a few words."""


@dataclass(frozen=True, slots=True)
class DataRow:
    """One place of the search for one data set, as `grade data` lists it."""

    name: str
    source: str
    folder: Path | None
    kind: Kind
    state: str
    """`verified`, `not there`, or what is wrong with which file."""
    used: bool


@dataclass(frozen=True, slots=True)
class _Survey:
    """What one folder of the search has of one data set, in either layout."""

    folder: Path
    place: Path | None
    """The folder of the four intact files: `folder` or one below it."""
    problems: tuple[str, ...]
    """A phrase for each damaged file and each incomplete folder."""

    @property
    def state(self) -> str:
        words = ["verified"] if self.place else []
        return "; ".join([*words, *self.problems]) or "not there"


def search_folders(
    data: Path | None, environment: Mapping[str, str], cache: Path
) -> list[tuple[str, Path]]:
    """The folders to search, in order, each with its source in a few words.

    `data` is what the user gave as `--data`; `cache` is where `fetch` keeps
    data sets.
    """
    folders = [] if data is None else [(DATA_OPTION, data)]
    if environment.get(DATA_VARIABLE):
        folders.append((f"${DATA_VARIABLE}", Path(environment[DATA_VARIABLE])))
    return [*folders, (CACHE_SOURCE, cache), *SYSTEM_FOLDERS]


def find(name: str, folders: Sequence[tuple[str, Path]]) -> Location:
    """The first verified full set `name` in `folders`, else the sample.

    A folder with damaged files is passed over, but not the one that the user
    named with `--data`: raises DataError where that has damaged files of this
    data set, or no data set at all. Raises DataError for an unknown name.
    """
    dataset = published(name)
    surveys = ((source, _survey(folder, dataset)) for source, folder in folders)
    return _choose(dataset, surveys)


def load(location: Location) -> ImageSet:
    """Read what `find` found, and verify it again.

    Raises DataError where the files have changed since.
    """
    if location.folder is None:
        return load_sample(location.name)
    dataset = published(location.name)
    contents = read_folder(location.folder, dataset)
    if not contents.complete:
        problems = "; ".join(_problems(location.folder, contents))
        raise DataError(
            f"{dataset.title} cannot be loaded from `{location.folder}`: "
            f"{problems or 'its files are gone'}; get it again with `grade data fetch`."
        )
    one, two, three, four = contents.arrays
    return ImageSet(location.name, "full", one, two, three, four, location.source)


def describe(folders: Sequence[tuple[str, Path]]) -> list[DataRow]:
    """A row for each data set and each place, in the order of the search.

    Nothing is `used` where `find` would refuse the folder given as `--data`.
    """
    rows: list[DataRow] = []
    for name, dataset in PUBLISHED.items():
        surveys = [(source, _survey(folder, dataset)) for source, folder in folders]
        used = None
        with contextlib.suppress(DataError):
            used = _choose(dataset, surveys)
        for source, survey in surveys:
            place = survey.place or survey.folder
            found = used == Location(name, "full", survey.place, source)
            rows.append(DataRow(name, source, place, "full", survey.state, found))
        rows.append(_sample_row(name, used))
    return rows


def _choose(dataset: Published, surveys: Iterable[tuple[str, _Survey]]) -> Location:
    """The first complete one of `surveys`, taken one at a time, else the sample."""
    for source, survey in surveys:
        if survey.place is not None:
            return Location(dataset.name, "full", survey.place, source)
        if source == DATA_OPTION:
            _refuse(survey, dataset)
    return Location(dataset.name, "sample", None, SAMPLE_SOURCE)


def _sample_row(name: str, used: Location | None) -> DataRow:
    state = "verified"
    try:
        load_sample(name)
    except DataError as error:
        state = str(error)
    chosen = used is not None and used.kind == "sample"
    return DataRow(name, SAMPLE_SOURCE, None, "sample", state, chosen)


def _survey(folder: Path, dataset: Published) -> _Survey:
    """Look for `dataset` in both layouts of `folder`; the first intact one counts."""
    others = [other for other in PUBLISHED.values() if other is not dataset]
    problems: list[str] = []
    for place in (folder / dataset.folder / "raw", folder):
        if place == folder and any(holds_test_labels(place, o) for o in others):
            continue  # another data set's files: not there, rather than damaged
        contents = read_folder(place, dataset)
        problems += _problems(place, contents)
        if contents.complete:
            return _Survey(folder, place, tuple(problems))
    return _Survey(folder, None, tuple(problems))


def _problems(folder: Path, contents: Contents) -> list[str]:
    """Phrases for what is wrong; none where the folder has no file of the set."""
    problems = list(contents.damaged)
    if contents.missing and (contents.arrays or contents.damaged):
        missing = ", ".join(f"`{name}`" for name in contents.missing)
        problems.append(f"`{folder}` lacks {missing}")
    return problems


def _refuse(survey: _Survey, dataset: Published) -> None:
    """Raise DataError unless the folder given as `--data` holds other sets only."""
    folder = survey.folder
    if survey.problems:
        raise DataError(
            f"{DATA_OPTION} has no intact {dataset.title}: "
            f"{'; '.join(survey.problems)}; replace the files, or leave "
            f"{DATA_OPTION} out."
        )
    others = [other for other in PUBLISHED.values() if other is not dataset]
    if any(_survey(folder, other).place for other in others):
        return
    if not folder.is_dir():
        raise DataError(
            f"{DATA_OPTION} names `{folder}`, which is not a folder; "
            "name the folder that holds the data sets."
        )
    raise DataError(
        f"{DATA_OPTION} names `{folder}`, which holds no {dataset.title}: put "
        f"`{dataset.files[0].name}` and the other three files, raw or `.gz`, "
        f"there or in `{dataset.folder}/raw` under it."
    )
