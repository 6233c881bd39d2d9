"""Gradescope, `Export Submissions`: `assignment_123_export/submission_456/...`.

Beside the folders lies `submission_metadata.yml`, written by Ruby: for each folder
`:submitters:` (a list of `:name:`, `:sid:`, `:email:`; several for a group),
`:created_at:` and `:history:`, the uploads that do not count any more. Gradescope
describes it nowhere; programs on GitHub that read it agree (`gradescope_preprocessor`,
`parseGradescopeExport`). The folder holds what the student activated,
which is the last upload unless they chose an earlier one. Whether it was late is not
in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import yaml

from grader.batch.entry import Entry, noted
from grader.errors import SubmissionError
from grader.intake.files import read_file
from grader.model import Finding
from grader.report.language import Say

__all__ = ["METADATA", "find"]

METADATA = "submission_metadata.yml"
LARGEST = 200 << 20
"""Bytes of it: the results of Gradescope's own grader are in it, too."""
MAX_DEPTH = 50
EARLIER = "An earlier one of {count} uploads counts: the student chose it."


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # yaml has no types
    """Plain data alone; what Ruby marks as an object of its own is plain data, too."""


def _plain(loader: Any, tag: str, node: yaml.Node) -> object:
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_scalar(node)


_Loader.add_multi_constructor("!", _plain)


class _Person(msgspec.Struct, rename=lambda name: f":{name}"):
    name: str | int | None = None
    sid: str | int | None = None
    email: str | None = None


class _Upload(msgspec.Struct, rename=lambda name: f":{name}"):
    created_at: Any = None


class _Work(_Upload):
    submitters: list[_Person] | None = None
    history: list[_Upload] | None = None


def find(
    folder: Path, paths: Sequence[Path], exercises: tuple[str, ...], say: Say
) -> list[Entry] | None:
    """One entry for each who handed in, alone or in a group; of several the last.

    Raises:
        SubmissionError: if the metadata cannot be read.
    """
    if all(path.name != METADATA for path in paths):
        return None
    there = {path.name: path for path in paths if path.name != METADATA}
    works = _read(folder / METADATA)
    last: dict[tuple[str, str], tuple[float, int, Entry]] = {}
    # `sorted` is stable: of two at one time the one that stands later counts.
    for key, work in sorted(works.items(), key=lambda item: _when(item[1])):
        earlier = [_when(upload) for upload in work.history or ()]
        chosen = max(earlier, default=0.0) > _when(work)
        for name, sid, email in _people(key, work):
            who = ("email", email) if email else ("id", sid) if sid else ("key", key)
            before = last[who][1] if who in last else 0
            uploads = 1 + len(earlier) + before
            note = noted(say, uploads=uploads)
            if chosen:
                note = say(EARLIER).format(count=uploads)
            path = (there[key],) if key in there else ()
            entry = Entry(name, path, sid, email, note=note, platform="gradescope")
            last[who] = (_when(work), uploads, entry)
    unknown = [path for name, path in there.items() if name not in works]
    others = [Entry(path.name, (path,)) for path in unknown if path.is_dir()]
    return [entry for _, _, entry in last.values()] + others


def _people(key: str, work: _Work) -> Iterator[tuple[str, str, str]]:
    """Name, id and email of each who handed it in; the folder's name for nobody."""
    if not work.submitters:
        yield key, "", ""
    for person in work.submitters or ():
        sid = "" if person.sid is None else str(person.sid).strip()
        email = (person.email or "").strip()
        yield str(person.name or "").strip() or email or sid or key, sid, email


def _read(path: Path) -> Mapping[str, _Work]:
    raw = read_file(path, LARGEST)
    if isinstance(raw, Finding):
        reason = raw.params.get("reason") or f"{raw.params['size']} are too many"
        raise SubmissionError(f"`{path}` cannot be read: {reason}.")
    try:
        _assert_shallow(raw)
        data = yaml.load(raw, _Loader)
        return msgspec.convert(data, dict[str, _Work])
    except (yaml.YAMLError, msgspec.ValidationError, ValueError, RecursionError):
        raise SubmissionError(
            f"`{path}` is not as Gradescope writes it. Export the submissions again, "
            "or remove the file to grade the folders by their names."
        ) from None


def _assert_shallow(raw: bytes) -> None:
    """Refuse what is nested deep: libyaml's tree of it would overflow the stack."""
    depth = 0
    for event in yaml.parse(raw, _Loader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise ValueError(f"more than {MAX_DEPTH} deep")


def _when(upload: _Upload) -> float:
    """Seconds since 1970; 0 where no time is given."""
    time = upload.created_at
    if isinstance(time, dict):  # Ruby's time with a zone
        time = time.get("utc")
    if isinstance(time, str):
        try:
            time = datetime.fromisoformat(time.removesuffix(" UTC"))
        except ValueError:
            return 0.0
    if not isinstance(time, datetime):
        return 0.0
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()
