"""Delimited text: CSV and TSV files, read strictly (RFC 4180, doi:10.17487/RFC4180).

A row with a field too many or too few is dropped whole: moving its values to the columns
they happen to fall under would be a guess. Values stay the strings they are.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from pipeline.core.artifacts import Strings
from pipeline.core.corpus import Dropped, first_words
from pipeline.core.errors import InputError
from pipeline.load.decode import Encoded, check_text, open_text, read_head
from pipeline.load.records import drop
from pipeline.load.table import Contents, Row, Table

Fields = tuple[int, list[str]]
"""The number of a row's first line, and its fields."""

_DELIMITERS = {"\t": "tab", ";": '";"', ",": '","', "|": '"|"'}
_Sign = Annotated[str, Field(pattern=r"^[^\r\n]$")]


class Delimited(Encoded, Table):
    """Reads a CSV or TSV file whose first row names the columns."""

    delimiter: Literal["auto", "tab"] | _Sign = Field(
        "auto",
        description="the character between fields; auto: a tab for .tsv and .tab, else a comma",
    )
    quote: Literal[""] | _Sign = Field(
        '"',
        description="the character around a field that holds delimiters or line ends; "
        'empty ("") where no field is quoted',
    )

    @model_validator(mode="after")
    def _differ(self) -> Self:
        if self.quote == self._separator():
            raise ValueError(f"delimiter and quote are both {self.quote!r}")
        return self

    def parameters(self) -> dict[str, Any]:
        """The deciding values; ``auto`` hangs on the file's name, so its outcome is one."""
        return {**super().parameters(), "delimiter": self._separator()}

    def contents(self) -> Contents:
        """The columns that the first row names, and the rest; blank lines stand for nothing."""
        check_text(self.path, self.encoding)
        _, header = next(self._read_rows(), (0, None))
        if header is None:
            raise InputError(f"{self.path}: every line is blank; the first names the columns")

        def rows(names: Strings) -> Iterator[Row]:
            columns = {name: header.index(name) for name in names}
            for line, fields in islice(self._read_rows(), 1, None):
                yield f"line {line}", _values(line, fields, len(header), columns)

        return Contents(header, rows)

    def header(self) -> list[str] | None:
        text, whole = read_head(self.path, self.encoding)
        if not whole and not text.endswith("\n"):  # not even the first line is
            return None
        _, names = next(self._rows(io.StringIO(text, newline="")), (0, None))
        return names

    def hint(self, header: Sequence[str]) -> str:
        others = [spelled for sign, spelled in _DELIMITERS.items() if sign in header[0]]
        if len(header) > 1 or not others:
            return ""
        return f"; if they are several, set load.delimiter: {others[0]}"

    def _separator(self) -> str:
        if self.delimiter not in {"auto", "tab"}:
            return self.delimiter
        tab = self.delimiter == "tab" or self.path.suffix.lower() in {".tsv", ".tab"}
        return "\t" if tab else ","

    def _read_rows(self) -> Iterator[Fields]:
        """Every row of the file that is not blank."""
        with open_text(self.path, self.encoding, newline="") as lines:
            yield from self._rows(lines)

    def _rows(self, lines: Iterable[str]) -> Iterator[Fields]:
        """Every row that is not blank."""
        reader = csv.reader(
            lines,
            delimiter=self._separator(),
            quotechar=self.quote or None,
            quoting=csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
            strict=True,
        )
        first = 1
        try:
            while (row := _next(reader)) is not None:
                if row:
                    yield first, row
                first = reader.line_num + 1
        except csv.Error as error:
            raise InputError(self._misquoted(first, reader.line_num, error)) from error

    def _misquoted(self, first: int, last: int, error: csv.Error) -> str:
        lines = f"line {first}" if first == last else f"lines {first} to {last}"
        what = (
            f"a quote opened in the row at line {first} is not closed before the file ends"
            if "unexpected end" in str(error)
            else f"{lines}: a quote inside a quoted field is not doubled ({error})"
        )
        return (
            f"{self.path}: {what}, so where rows begin is unknown from there on; mend the row, "
            'or set load.quote: "" if no field of this file is quoted'
        )


def _next(reader: Iterator[list[str]]) -> list[str] | None:
    """The next row, None for no more; who stops in between leaves no limit lifted."""
    with any_field_size():
        return next(reader, None)


def _values(
    line: int, fields: list[str], width: int, columns: Mapping[str, int]
) -> Mapping[str, str] | Dropped:
    if len(fields) != width:
        reason = "too many fields" if len(fields) > width else "too few fields"
        detail = f"{len(fields)} fields, the header names {width}"
        return drop(f"line {line}", reason, detail, text=_glimpse(fields))
    return {name: fields[column] for name, column in columns.items()}


def _glimpse(fields: list[str]) -> str:
    """The first words of every field, or of the last 12: they tell where the row went wrong."""
    last = fields[-12:]
    return " ".join(first_words(field, 12 // len(last)) for field in last)


@contextmanager
def any_field_size() -> Iterator[None]:
    """Lift the csv module's limit on a field, which is one for the whole process."""
    limit = csv.field_size_limit(2**31 - 1)
    try:
        yield
    finally:
        csv.field_size_limit(limit)
