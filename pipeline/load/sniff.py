"""What a file seems to be: its reader, how that has to be set, and its columns.

For ``themeline init``. All of the file is read, by the reader that a run will use; whatever is
found is a proposal that ends up in a config for a person to read.
"""

import csv
import io
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, cast

from pipeline.core.discovery import method_class
from pipeline.core.errors import InputError
from pipeline.core.method import Method
from pipeline.load.column import Column, measure
from pipeline.load.decode import Encoded, read_head
from pipeline.load.delimited import SEPARATOR_LINE, Delimited, any_field_size
from pipeline.load.encodings import Likely, likely_encodings
from pipeline.load.formats import FORMATS, method_for
from pipeline.load.header import is_record
from pipeline.load.json import JSON
from pipeline.load.look import Readable
from pipeline.load.table import Table

ROWS = 1000
"""Rows that tell the delimiter."""

LEAST_ROWS, NEARLY_ALL, LONGEST_NAME = 3, 0.95, 80
"""Rows of a table, the share of them that has as many fields as the header, and characters of the
names in that, for a text file to be one."""

_DELIMITERS = (",", "\t", ";", "|")


@dataclass(frozen=True)
class Sniffed:
    """What a file seems to be.

    method     its reader
    settings   of the reader that are not its defaults
    columns    of a table; none for other kinds
    nameless   columns without a name of their own, which a config cannot ask for
    encodings  in which it may be, the likeliest first; none where it is UTF-8
    """

    method: str
    settings: Mapping[str, Any]
    columns: tuple[Column, ...] = ()
    nameless: int = 0
    encodings: tuple[Likely, ...] = ()

    def reader(self, path: Path, **roles: Any) -> Method:
        """The reader of the file, with columns for their roles."""
        kind = method_class("load", self.method)
        return kind.model_validate({"path": path, **self.settings, **roles})


def sniff(path: Path, encoding: str | None = None) -> Sniffed:
    """Look at a file, in an encoding that is known or as it seems.

    Raises ``InputError`` where no reader fits, or where it cannot be read.
    """
    method = method_for(path)
    if method is None:
        known = ", ".join(ending for each in FORMATS for ending in each.endings)
        raise InputError(
            f"{path}: not a format that can be read; use {known}, or a folder of texts"
        )
    kind = method_class("load", method)
    settings: dict[str, Any] = {}
    encodings: tuple[Likely, ...] = ()
    if issubclass(kind, Encoded) and path.is_file():
        settings, encodings = _encoded(path, encoding)
    if issubclass(kind, Delimited):
        first = Delimited(path=path).each()[0][1].path if path.is_dir() else path
        settings |= _delimited(first, settings.get("encoding", "utf-8"))
    table = _table_in(path, settings) if method == "page" and path.is_file() else None
    if table is not None:
        method, settings = Delimited.name(), table
    found = Sniffed(method, settings, encodings=encodings)
    reader = found.reader(path)
    if isinstance(reader, JSON):
        settings = settings | reader.proposed()
        found = Sniffed(method, settings, encodings=encodings)
        reader = found.reader(path)
    if not isinstance(reader, Table):
        return found
    contents = (reader.each()[0][1] if path.is_dir() else reader).contents()
    columns = tuple(measure(contents))
    return Sniffed(method, settings, columns, len(contents.header) - len(columns), encodings)


def as_lines(path: Path, found: Sniffed) -> Sniffed:
    """The same; of a text file that is no page, each line is taken for a document."""
    if found.method != "page":
        return found
    try:
        cast("Readable", found.reader(path)).read()
    except InputError:
        return replace(found, method="lines")
    return found


def _table_in(path: Path, settings: Mapping[str, Any]) -> dict[str, Any] | None:
    """How a text file is set to be read as a table; None where it is none."""
    text, _ = read_head(path, settings.get("encoding", "utf-8"))
    # R parts fields by spaces, and quotes what is no number
    signs = (*_DELIMITERS, " ") if text.startswith('"') else _DELIMITERS
    counts = {delimiter: _agreeing(text, delimiter) for delimiter in signs}
    best = max(counts, key=lambda delimiter: counts[delimiter])
    rows = _first_rows(text, best)
    alike = len(rows) >= LEAST_ROWS and counts[best] >= NEARLY_ALL * len(rows)
    names = [name.strip() for name in rows[0]] if rows else []
    named = all(0 < len(name) <= LONGEST_NAME and not name.endswith(".") for name in names[1:])
    if not alike or not named or is_record(names, rows[1:]):
        return None
    return {**settings, "delimiter": "tab" if best == "\t" else best}


def _encoded(path: Path, encoding: str | None) -> tuple[dict[str, Any], tuple[Likely, ...]]:
    if encoding is not None:
        return {"encoding": encoding}, ()
    found = likely_encodings(path)
    if not found:
        raise InputError(
            f"{path}: is not UTF-8, and no other encoding makes a text of it; name it: "
            f"themeline init {path} --encoding NAME, cp1252 for example"
        )
    if found[0].encoding == "utf-8":
        return {}, ()
    return {"encoding": found[0].encoding}, tuple(found)


def _delimited(path: Path, encoding: str) -> dict[str, Any]:
    """The delimiter that parts most rows into as many fields, where it is not the usual one."""
    text, _ = read_head(path, encoding)
    lines = text.splitlines(keepends=True)
    if lines and SEPARATOR_LINE.match(lines[0]):
        return {}
    usual = Delimited(path=path).parameters()["delimiter"]
    counts = {delimiter: _agreeing(text, delimiter) for delimiter in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda delimiter: (counts[delimiter], delimiter == usual))
    if best == usual or not counts[best]:
        return {}
    return {"delimiter": "tab" if best == "\t" else best}


def _agreeing(text: str, delimiter: str) -> int:
    """The first rows that have as many fields as most of them, read without complaint."""
    widths = Counter(map(len, _first_rows(text, delimiter))).most_common(1)
    return widths[0][1] if widths and widths[0][0] > 1 else 0


def _first_rows(text: str, delimiter: str) -> list[list[str]]:
    with any_field_size():
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return list(islice((row for row in reader if row), ROWS))
