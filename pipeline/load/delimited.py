"""Delimited text: CSV and TSV files (RFC 4180, doi:10.17487/RFC4180), as tools export them.

A row with a field too many or too few is dropped whole: moving its values to the columns they
happen to fall under would be a guess. What is no guess is read, and told: a title above the
header, a line ``sep=;``, a last column that only the header does not name, and quotes that are not
doubled where every row has the width of the header once they are read as meant. Values stay the
strings they are.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from pipeline.core.artifacts import Check, Strings
from pipeline.core.corpus import Dropped, first_words
from pipeline.core.errors import InputError
from pipeline.load.compressed import named
from pipeline.load.decode import Encoded, check_text, open_text, read_head
from pipeline.load.formats import endings_of
from pipeline.load.header import HEAD, Header, HeaderRows, find_header, header_checks, is_record
from pipeline.load.loose_quotes import MisquotedError, loose_rows
from pipeline.load.records import drop
from pipeline.load.row_widths import RowWidths
from pipeline.load.table import Contents, Row, Table, is_named_like_text, names_asked_for

Fields = tuple[int, list[str]]
"""The number of a row's first line, and its fields."""

_DELIMITERS = {"\t": "tab", ";": '";"', ",": '","', "|": '"|"'}
SEPARATOR_LINE = re.compile(r"\A\"?sep=(.)\"?[ \t,;]*\r?\n?\Z", re.IGNORECASE)
_Sign = Annotated[str, Field(pattern=r"^[^\r\n]$")]


Reading = Callable[..., Iterator[Fields]]
"""A way to read lines as rows: by a delimiter, after so many lines that are ``skipped``."""

ESCAPED = "Quotes inside fields are written with a backslash before them, and are read so."
LOOSE = (
    "Quotes inside fields are not doubled; read as signs of the text, every row has the fields "
    "that the header names."
)
UNQUOTED = (
    "No field is quoted: read with quotes as signs like any other, every row has the fields that "
    "the header names."
)
ADVICE = (
    "If rows are not read as they are meant, see load.skip_rows, load.header_rows, load.delimiter "
    "and load.quote."
)


@dataclass(frozen=True)
class Layout:
    """How a file is laid out.

    header   where its header is
    names    of the columns, also of one that the header does not name
    delimiter
             between its fields
    reading  how its quotes are read
    joins    whether fields that begin with a space belong to the one before, in rows too long
    ragged   rows that have too many or too few fields
    checks   what a reader of the result should know of that
    """

    header: Header
    names: list[str]
    delimiter: str
    reading: Reading
    joins: bool
    ragged: int
    checks: tuple[Check, ...]


class Delimited(HeaderRows, Encoded, Table):
    """Reads a CSV or TSV file with a row that names the columns."""

    delimiter: Literal["auto", "tab"] | _Sign = Field(
        "auto",
        description="the character between fields; auto: what a first line sep=; says, else a tab "
        "for .tsv and .tab, or where a file of another ending has one in its first line, else a "
        "comma",
    )
    quote: Literal[""] | _Sign = Field(
        '"',
        description="the character around a field that holds delimiters or line ends; "
        'empty ("") where no field is quoted',
    )

    @model_validator(mode="after")
    def _differ(self) -> Self:
        if self.quote == self._usual_delimiter():
            raise ValueError(f"delimiter and quote are both {self.quote!r}")
        return self

    def parameters(self) -> dict[str, Any]:
        """The deciding values; ``auto`` hangs on the file's name, so its outcome is one."""
        return {**super().parameters(), "delimiter": self._usual_delimiter()}

    def contents(self) -> Contents:
        """The columns that the header names, and the rows; blank lines stand for nothing."""
        check_text(self.path, self.encoding)
        layout = self._layout()
        names, widths = layout.names, RowWidths(layout.names, layout.delimiter)

        def rows(asked: Strings) -> Iterator[Row]:
            columns = {name: names.index(name) for name in asked}
            for line, fields in islice(self._rows(layout.reading), layout.header.end, None):
                if layout.joins and not widths.fits(fields):
                    fields = widths.joined(fields)
                yield f"line {line}", _values(line, fields, widths, columns)

        return Contents(names, rows, layout.checks, layout.header.labels)

    def header(self) -> list[str] | None:
        text, whole = read_head(self.path, self.encoding)
        if not whole and not text.endswith("\n"):  # not even the first line is
            return None
        head: list[list[str]] = []
        with suppress(MisquotedError):  # the head may end within a row
            for _, fields in islice(
                self._read(io.StringIO(text, newline=""), self._usual_reading), HEAD
            ):
                head.append(fields)
        return self._header(head).names if head else None

    def hint(self, header: Sequence[str]) -> str:
        others = [spelled for sign, spelled in _DELIMITERS.items() if sign in header[0]]
        if len(header) > 1 or not others:
            return ""
        return f"; if they are several, set load.delimiter: {others[0]}"

    def _usual_delimiter(self) -> str:
        """The delimiter, unless the first line tells another."""
        if self.delimiter not in {"auto", "tab"}:
            return self.delimiter
        tab = self.delimiter == "tab" or named(self.path).suffix.lower() in {".tsv", ".tab"}
        return "\t" if tab else ","

    def _ends_as_a_table(self) -> bool:
        """Whether the file's name tells a delimiter."""
        return named(self.path).suffix.lower() in endings_of(self.name())

    @property
    def _usual_reading(self) -> Reading:
        return partial(_csv_rows, quote=self.quote)

    @property
    def _other_readings(self) -> tuple[tuple[Reading, str], ...]:
        """Other ways to write quotes in fields, and how each is told."""
        return (
            (partial(_csv_rows, quote=self.quote, escape="\\"), ESCAPED),
            (partial(loose_rows, quote=self.quote), LOOSE),
            (partial(_csv_rows, quote=""), UNQUOTED),
        )

    def _layout(self) -> Layout:
        """How the file is laid out; all of it is read to see that.

        Raises ``InputError`` where no reading of its quotes gives rows.
        """
        try:
            return self._measured(self._usual_reading)
        except MisquotedError as error:
            refusal = InputError(self._refusal(error))
        for reading, told in self._other_readings:
            with suppress(MisquotedError):
                found = self._measured(reading)
                if not found.ragged and not found.joins and not self._wraps(reading):
                    return replace(found, checks=(*found.checks, _told(told)))
        raise refusal

    def _wraps(self, reading: Reading) -> bool:
        """Whether fields that begin with a quote mostly end with one: they are quoted after all."""
        head = islice(self._rows(reading), HEAD)
        opened = [cell for _, fields in head for cell in fields if cell.startswith(self.quote)]
        return 2 * sum(cell.endswith(self.quote) for cell in opened) >= max(len(opened), 1)

    def _measured(self, reading: Reading) -> Layout:
        rows = self._rows(reading)
        head = list(islice(rows, HEAD))
        if not head:
            raise InputError(f"{self.path}: every line is blank; the first names the columns")
        header = self._header([fields for _, fields in head])
        texts = {*self.text, *filter(is_named_like_text, header.names)}
        first = self._first_line()
        delimiter, _ = self._opening(first)
        widths = RowWidths(header.names, delimiter, texts)
        for line, fields in chain(head[header.end :], rows):
            widths.add(line, fields)
        names = _with_one_more(header.names, widths.more)
        below = [fields for _, fields in head[header.end :]]
        checks = (
            *_named_delimiter(first),
            *_above(head[: header.above]),
            *header_checks(names, header.rows, header.rows == 1 and is_record(names, below)),
            *_one_more(names, widths),
            *_cut(widths),
        )
        return Layout(header, names, delimiter, reading, widths.joins, widths.ragged, checks)

    def _first_line(self) -> str:
        with open_text(self.path, self.encoding, newline="") as lines:
            return next(lines, "")

    def _header(self, head: Sequence[Sequence[str]]) -> Header:
        above = None if self.skip_rows == "auto" else 0
        return find_header(head, names_asked_for(self), above, self.rows_that_name)

    def _rows(self, reading: Reading) -> Iterator[Fields]:
        with open_text(self.path, self.encoding, newline="") as lines:
            yield from self._read(lines, reading)

    def _read(self, lines: Iterable[str], reading: Reading) -> Iterator[Fields]:
        """Every row that is not blank, below the lines that are skipped."""
        rest = iter(lines)
        first = next(rest, "")
        delimiter, skipped = self._opening(first)
        return reading(islice(chain([first], rest), skipped, None), delimiter, skipped=skipped)

    def _opening(self, first: str) -> tuple[str, int]:
        """The delimiter and how many lines are skipped, by the first line."""
        told = SEPARATOR_LINE.match(first)
        delimiter = self._usual_delimiter()
        if self.delimiter == "auto" and told:
            delimiter = told[1]
        elif self.delimiter == "auto" and "\t" in first and not self._ends_as_a_table():
            delimiter = "\t"
        skipped = int(told is not None) if self.skip_rows == "auto" else self.skip_rows
        return delimiter, skipped

    def _refusal(self, error: MisquotedError) -> str:
        first, last = error.first, error.last
        lines = f"line {first}" if first == last else f"lines {first} to {last}"
        what = (
            f"a quote opened in the row at line {first} is not closed before the file ends"
            if "unexpected end" in error.what
            else f"{lines}: a quote inside a quoted field is not doubled ({error.what})"
        )
        return (
            f"{self.path}: {what}, so where rows begin is unknown from there on; mend the row, "
            'or set load.quote: "" if no field of this file is quoted'
        )


def _csv_rows(
    lines: Iterable[str], delimiter: str, quote: str, skipped: int, escape: str | None = None
) -> Iterator[Fields]:
    """Every row that is not blank, by the csv module.

    A quote in a field is written twice, or after the sign ``escape``. Raises ``MisquotedError``.
    """
    reader = csv.reader(
        lines,
        delimiter=delimiter,
        quotechar=quote or None,
        escapechar=escape,
        quoting=csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE,
        strict=True,
    )
    first = 1
    try:
        while (row := _next(reader)) is not None:
            if row:
                yield skipped + first, row
            first = reader.line_num + 1
    except csv.Error as error:
        raise MisquotedError(skipped + first, skipped + reader.line_num, str(error)) from error


def _next(reader: Iterator[list[str]]) -> list[str] | None:
    """The next row, None for no more; who stops in between leaves no limit lifted."""
    with any_field_size():
        return next(reader, None)


def _values(
    line: int, fields: list[str], widths: RowWidths, columns: Mapping[str, int]
) -> Mapping[str, str] | Dropped:
    if not widths.fits(fields):
        reason = "too many fields" if len(fields) > widths.width else "too few fields"
        detail = f"{len(fields)} fields, the header names {widths.width}"
        return drop(f"line {line}", reason, detail, text=_glimpse(fields))
    # of columns without a name rows may leave out the last
    return {name: fields[place] if place < len(fields) else "" for name, place in columns.items()}


def _glimpse(fields: list[str]) -> str:
    """The first words of every field, or of the last 12: they tell where the row went wrong."""
    last = fields[-12:]
    return " ".join(first_words(field, 12 // len(last)) for field in last)


def _with_one_more(names: list[str], more: str) -> list[str]:
    if more == "first":
        return ["row", *names]
    return [*names, f"column {len(names) + 1}"] if more else names


def _named_delimiter(first: str) -> Iterator[Check]:
    """L19 for a first line that names the delimiter."""
    told = SEPARATOR_LINE.match(first)
    if told:
        yield _told(f"The first line names the delimiter, {told[1]!r}, and is no record.")


def _above(rows: Sequence[Fields]) -> Iterator[Check]:
    """L19 for rows above the header."""
    if rows:
        first, last = rows[0][0], rows[-1][0]
        lines = f"Line {first} is" if first == last else f"Lines {first} to {last} are"
        words = first_words(" ".join(rows[0][1]), 12)
        yield _told(f"{lines} above the header, and not read: {words!r}.")


def _one_more(names: Sequence[str], widths: RowWidths) -> Iterator[Check]:
    """L19 for a column that the header does not name."""
    if widths.more:
        name = names[0] if widths.more == "first" else names[-1]
        yield _told(
            f"{len(widths.wider):,} of {widths.rows:,} rows (the first at line {widths.wider[0]}) "
            f"have one field more than the header names; it is read as the {widths.more} column, "
            f"{name!r}."
        )


def _cut(widths: RowWidths) -> Iterator[Check]:
    """L19 for texts that hold a delimiter, unquoted."""
    if widths.joins:
        rows = "1 row has" if len(widths.cut) == 1 else f"{len(widths.cut):,} rows have"
        why = (
            "and the header names one column; they are read as one text"
            if widths.width == 1
            else "one of them beginning with a space as no other field does; it is read as part of "
            "the field before"
        )
        yield _told(f"{rows} too many fields (the first at line {widths.cut[0]}), {why}.")


def _told(message: str) -> Check:
    return Check("L19", "info", message, ADVICE)


@contextmanager
def any_field_size() -> Iterator[None]:
    """Lift the csv module's limit on a field, which is one for the whole process."""
    limit = csv.field_size_limit(2**31 - 1)
    try:
        yield
    finally:
        csv.field_size_limit(limit)
