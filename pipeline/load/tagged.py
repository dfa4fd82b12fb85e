"""References as tagged lines: a tag opens a line, lines without one continue the one above.

The formats of reference managers and databases differ in how a tag is spelled, which tags open
and end a record, and what each tag means; a ``Dialect`` is all of that.
"""

import re
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import ClassVar

from pipeline.core.artifacts import Strings
from pipeline.core.corpus import Dropped
from pipeline.load.decode import Encoded, check_text, open_text
from pipeline.load.records import BANNER, drop
from pipeline.load.references import COLUMNS, NAMED, first_date, identified, joined
from pipeline.load.table import Contents, Row, Table

Fields = dict[str, list[list[str]]]
"""The tags of a reference, in their order, each with the lines of each time that it occurs."""

Parsed = tuple[str, Fields | Dropped]
"""The place of a reference, and what it holds."""


@dataclass(frozen=True)
class Dialect:
    """How a format spells references.

    name     of the format, for people
    tagged   matches the line of a tag: the tag and the value
    opens    the tag that every reference should begin with
    closes   the tags that are part of no reference, but end one
    columns  the tags of each column; the first that has a value is it
    listed   the tags of which every line is a value of its own, not a part of one
    marked   what the values of a column end with, where its tags have others, too
    """

    name: str
    tagged: re.Pattern[str]
    opens: str
    columns: Mapping[str, Strings]
    closes: frozenset[str] = frozenset()
    listed: frozenset[str] = frozenset()
    marked: Mapping[str, str] = field(default_factory=dict)


class Tagged(Encoded, Table):
    """Reads the references of a file, of which any may lack any column."""

    named: ClassVar[Mapping[str, str]] = NAMED

    @abstractmethod
    def dialect(self) -> Dialect:
        """How the format spells them."""

    def header(self) -> Strings:
        return COLUMNS

    def contents(self) -> Contents:
        """The references of the file; raises ``InputError`` where there is none."""
        dialect = self.dialect()
        check_text(self.path, self.encoding)
        return identified(
            partial(_rows, self.path, self.encoding, dialect),
            f"{self.path}: no reference in it; {dialect.name} has each begin with "
            f"{dialect.opens!r}",
        )


def parse(lines: Iterable[str], dialect: Dialect) -> Iterator[Parsed]:
    """Every reference, cut off or not; a line that is a part of none is dropped.

    A reference that does not begin with the tag that it should ends at a blank line.
    """
    place, fields, last = "", Fields(), list[str]()
    outside, blank = BANNER, True
    for number, line in enumerate(lines, 1):
        text = line.strip()
        found = dialect.tagged.match(line)
        tag = found[1] if found else ""
        closes = tag in dialect.closes
        another = blank and tag and next(iter(fields), dialect.opens) != dialect.opens
        if fields and (closes or another or tag == dialect.opens):
            yield place, fields
            fields, outside = {}, "outside of a reference"
        if found and not closes:
            place = place if fields else f"line {number}"
            last = [found[2].strip()]
            fields.setdefault(tag, []).append(last)
        elif fields and text:
            last.append(text)
        elif text and not closes:
            yield f"line {number}", drop(f"line {number}", outside, text=text)
        blank = not text
    if fields:
        yield place, fields


def _rows(path: Path, encoding: str, dialect: Dialect, names: Strings) -> Iterator[Row]:
    with open_text(path, encoding, newline="") as lines:
        for place, item in parse(lines, dialect):
            if isinstance(item, Dropped):
                yield place, item
            else:
                yield place, {name: _value(item, name, dialect) for name in names}


def _value(fields: Fields, column: str, dialect: Dialect) -> str:
    """What a reference has in a column; empty where that is nothing."""
    by_tag = (_values(fields, tag, column, dialect) for tag in dialect.columns[column])
    if column == "date":
        return first_date([value for values in by_tag for value in values])
    return joined(column, next(filter(None, by_tag), []))


def _values(fields: Fields, tag: str, column: str, dialect: Dialect) -> list[str]:
    occurrences = fields.get(tag, [])
    values = (
        [line for lines in occurrences for line in lines]
        if tag in dialect.listed
        else [" ".join(filter(None, lines)) for lines in occurrences]
    )
    mark = dialect.marked.get(column, "")
    return [value.removesuffix(mark) for value in values if value and value.endswith(mark)]
