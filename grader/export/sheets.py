"""A CSV file of a platform: some cells are filled, everything else stays."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.errors import ExportError

__all__ = [
    "Sheet", "cell_of", "find_column", "number", "put", "read_sheet", "render_sheet",
    "told",
]  # fmt: skip

MARK = "\ufeff"
DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a CSV file, and how it was written."""

    rows: tuple[tuple[str, ...], ...]
    texts: tuple[str, ...]
    """Each row as it stood in the file, with its line break."""
    delimiter: str
    newline: str
    marked: bool
    """Whether the file begins with a byte order mark."""


def read_sheet(path: Path) -> Sheet:
    """Read a CSV file whatever its delimiter and its line breaks.

    Raises:
        ExportError: if there is no such file, or it is no CSV in UTF-8.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise ExportError(
            f"`{path}` cannot be read ({error.strerror}). Name the file that the "
            "platform gave you."
        ) from None
    except UnicodeDecodeError:
        raise ExportError(
            f"`{path}` is no CSV file in UTF-8. Download it again, and do not save it "
            "in a spreadsheet program in between."
        ) from None
    body = text.removeprefix(MARK)
    delimiter = _delimiter(body)
    lines = list(io.StringIO(body, newline=""))
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    rows, texts, start = [], [], 0
    try:
        for cells in reader:
            rows.append(tuple(cells))
            texts.append("".join(lines[start : reader.line_num]))
            start = reader.line_num
    except csv.Error as error:
        raise ExportError(
            f"`{path}` is no CSV file: {error} in line {reader.line_num}. Download it "
            "again from the platform."
        ) from None
    if not rows:
        raise ExportError(f"`{path}` is empty. Download it again from the platform.")
    newline = "\r\n" if "\r\n" in body else "\n"
    return Sheet(tuple(rows), tuple(texts), delimiter, newline, text != body)


def render_sheet(sheet: Sheet, rows: Sequence[Sequence[str]]) -> bytes:
    """The file with new rows; a row that has not changed stays byte for byte."""
    out = io.StringIO(newline="")
    table = csv.writer(out, delimiter=sheet.delimiter, lineterminator=sheet.newline)
    for cells, old, text in zip(rows, sheet.rows, sheet.texts, strict=True):
        if tuple(cells) == old:
            out.write(text)
        else:
            table.writerow(cells)
    return ((MARK if sheet.marked else "") + out.getvalue()).encode("utf-8")


def find_column(header: Sequence[str], name: str) -> int | None:
    """The number of a column by its name, whatever its case; None if there is none."""
    names = [cell.strip().casefold() for cell in header]
    return names.index(name.casefold()) if name.casefold() in names else None


def cell_of(header: Sequence[str], cells: Sequence[str], name: str) -> str:
    """A row's cell in the column of that name; empty where there is none."""
    at = find_column(header, name)
    return "" if at is None or at >= len(cells) else cells[at]


def put(cells: list[str], at: int, text: str) -> None:
    """Write into a row, which may be shorter than the header."""
    cells += [""] * (at + 1 - len(cells))
    cells[at] = text


def number(cell: str) -> float | None:
    """What a cell says, with a point or a comma; None where that is no number."""
    try:
        return float(cell.strip().replace(",", "."))
    except ValueError:
        return None


def told(points: float) -> str:
    """Points as platforms write them: at most two digits after the point."""
    return f"{round(points, 2):.10g}"


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(DELIMITERS, key=first.count)
