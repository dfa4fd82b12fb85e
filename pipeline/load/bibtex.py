"""BibTeX and BibLaTeX: entries of fields, as LaTeX spells them (Patashnik 1988, BibTeXing).

The file is split by bibtexparser 2. What stands between the entries is a comment, as it is to
BibTeX; an entry that is damaged ends where the next begins.
"""

import logging
import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from pipeline.core.artifacts import Strings
from pipeline.core.corpus import Dropped
from pipeline.load.decode import Encoded, read_text
from pipeline.load.latex import plain
from pipeline.load.records import drop
from pipeline.load.references import COLUMNS, NAMED, first_date, identified, joined
from pipeline.load.table import Contents, Row, Table

if TYPE_CHECKING:
    from bibtexparser.library import Library
    from bibtexparser.model import Block, Entry

FIELDS: Mapping[str, Strings] = {
    "title": ("title",),
    "abstract": ("abstract",),
    "journal": ("journal", "journaltitle", "booktitle"),
    "authors": ("author", "editor"),
    "keywords": ("keywords", "keyword"),
    "language": ("language", "langid"),
    "doi": ("doi",),
}
"""The fields of each column; the first that is there counts."""

INVALID = "invalid BibTeX"
"""The reason for entries that cannot be parsed."""

_MARKS = re.compile(r'(?<!\\)[{}"#=]')


class BibTeX(Encoded, Table):
    """Reads the entries of a BibTeX file; the key is the id, and LaTeX becomes plain text."""

    named: ClassVar[Mapping[str, str]] = NAMED

    def header(self) -> Strings:
        return COLUMNS

    def contents(self) -> Contents:
        """The entries of the file, of which any may lack any column."""
        library = _split(read_text(self.path, self.encoding))
        rows = partial(_rows, library)
        lost = next(
            (f"; {place}: {row.detail}" for place, row in rows(()) if isinstance(row, Dropped)), ""
        )
        return identified(rows, f"{self.path}: no BibTeX entry in it that can be read{lost}")


def unquoted(value: str, strings: Mapping[str, str]) -> str:
    """The value of a field without what is around it and between its parts.

    ``strings`` are the abbreviations that a part may be, by name in lower case. Raises
    ``ValueError`` where the value runs on into the next field.
    """
    parts, start, depth, quoted = [], 0, 0, False
    for mark in _MARKS.finditer(value):
        if mark[0] in "#=":
            if depth or quoted:
                continue
            if mark[0] == "=":
                raise ValueError("a comma is missing")
            parts.append(value[start : mark.start()])
            start = mark.end()
        elif mark[0] == '"':
            quoted = quoted != (depth == 0)
        else:
            depth += {"{": 1, "}": -1}.get(mark[0], 0)
    return "".join(_part(part.strip(), strings) for part in (*parts, value[start:]))


def _part(part: str, strings: Mapping[str, str]) -> str:
    if part[:1] + part[-1:] in ("{}", '""') and len(part) > 1:
        return part[1:-1]
    return strings.get(part.lower(), part)


def _split(text: str) -> "Library":
    from bibtexparser.entrypoint import parse_string

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # load tells what is damaged
    return parse_string(text, parse_stack=[])


def _rows(library: "Library", names: Strings) -> Iterator[Row]:
    strings = {string.key.lower(): string.value[1:-1] for string in library.strings}
    for block in library.blocks:
        place = f"line {(block.start_line or 0) + 1}"
        entry = _entry(block)
        if isinstance(entry, str):
            yield place, drop(place, INVALID, entry, text=block.raw or "")
        elif entry is not None:
            yield place, _values(entry, strings, place, names)


def _entry(block: "Block") -> "Entry | str | None":
    """The entry that a block is, or why it cannot be read; None for what was never one."""
    from bibtexparser.model import Entry, ParsingFailedBlock

    if not isinstance(block, ParsingFailedBlock):
        return block if isinstance(block, Entry) else None
    # a key or a field that occurs twice makes no entry unreadable
    read = block.ignore_error_block
    if read is None:
        return str(getattr(block.error, "abort_reason", block.error))
    return read if isinstance(read, Entry) else None


def _values(
    entry: "Entry", strings: Mapping[str, str], place: str, names: Strings
) -> Mapping[str, str] | Dropped:
    fields: dict[str, list[str]] = {}
    for field in entry.fields:
        try:
            value = unquoted(field.value, strings)
        except ValueError as error:
            detail = f"field {field.key!r}: {error}"
            return drop(place, INVALID, detail, key=entry.key, text=entry.raw or "")
        if value.strip():
            fields.setdefault(field.key.lower(), []).append(value)
    return {name: _value(entry, fields, name) for name in names}


def _value(entry: "Entry", fields: Mapping[str, list[str]], column: str) -> str:
    match column:
        case "id":
            return entry.key
        case "type":
            return entry.entry_type
        case "date":
            month = "".join(fields.get("month", [])[:1])
            years = (f"{year} {month}" for year in fields.get("year", []))
            return first_date([plain(date) for date in (*fields.get("date", []), *years)])
    values = next((fields[name] for name in FIELDS[column] if name in fields), [])
    if column == "doi":
        return joined(column, values).replace("\\", "")
    text = joined(column, [plain(value) for value in values])
    return text.replace(" and ", "; ") if column == "authors" else text
