"""What a file seems to be: its reader, its columns, and what each column may be good for.

For ``themeline init`` and for configs that name no method. Only the head of a file is read;
whatever is found is a proposal that ends up in a config for a person to read.
"""

import csv
import io
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

from pipeline.core.corpus import first_words
from pipeline.core.errors import InputError
from pipeline.load.dates import iso_date
from pipeline.load.decode import read_head
from pipeline.load.delimited import any_field_size
from pipeline.load.formats import method_for
from pipeline.load.jsonl import keys_of, objects_of, parse_lines, value_of
from pipeline.load.parquet import open_parquet, values_of
from pipeline.load.table import TEXT_NAMES

Role = Literal["id", "title", "text", "date", "groups"]

ROWS = 1000
"""Rows of a file that are looked at."""

_DELIMITERS = (",", "\t", ";", "|")
_ID_NAMES = frozenset({"id", "key", "uuid", "guid", "doi", "uid", "number", "index"})
_TITLE_NAMES = frozenset({"title", "titles", "headline", "heading", "subject", "name"})
_DATE_NAMES = frozenset({"date", "day", "month", "year", "time", "created", "published", "updated"})


@dataclass(frozen=True)
class Column:
    """What the head of a file shows of one column.

    samples   up to three different values, shortened
    filled    share of rows with a value, 0 to 1
    length    mean characters of the values that are there
    distinct  share of those values that differ from all before, 0 to 1
    spaced    share of those values that hold a space, 0 to 1
    dated     share of those values that are ISO 8601 dates, 0 to 1
    """

    name: str
    samples: tuple[str, ...]
    filled: float
    length: float
    distinct: float
    spaced: float
    dated: float


@dataclass(frozen=True)
class Guess:
    """A column that may serve as ``role``, and why."""

    role: Role
    column: str
    reason: str


def columns_of(path: Path, encoding: str = "utf-8") -> list[Column]:
    """The columns of a table, from the head of its file; none for pages and folders.

    Columns that no reader can spell as text (lists, structures) are left out. Raises
    ``InputError`` where the file is empty, damaged or not in the encoding.
    """
    method = method_for(path)
    if method == "parquet":
        return _measure_all(_parquet_head(path))
    if method == "jsonl":
        return _measure_all(_jsonl_head(path, encoding))
    if method == "delimited":
        text, _ = read_head(path, encoding)
        rows = _rows(text, delimiter_of(path, encoding))
        header, values = rows[0], [row for row in rows[1:] if len(row) == len(rows[0])]
        return _measure_all({name: [row[i] for row in values] for i, name in enumerate(header)})
    return []


def delimiter_of(path: Path, encoding: str = "utf-8") -> str:
    """The character that parts most rows of a text file into as many fields as the header has."""
    text, _ = read_head(path, encoding)

    def agreement(delimiter: str) -> int:
        header, *rows = _rows(text, delimiter)
        agreeing = sum(len(row) == len(header) for row in rows) + 1
        return agreeing * (len(header) > 1)

    best = max(_DELIMITERS, key=agreement)
    usual = "\t" if path.suffix.lower() in {".tsv", ".tab"} else ","
    return best if agreement(best) > agreement(usual) else usual


def guess_roles(columns: Sequence[Column]) -> list[Guess]:
    """Propose columns for the text, the title, the id, the date and the groups, with reasons."""
    text = _guess_text(columns)
    guesses = [text] if text else []
    for column in columns:
        taken = {guess.role for guess in guesses if guess.role != "groups"}
        found = None if text and column.name == text.column else _guess_other(column)
        if found and found.role not in taken:
            guesses.append(found)
    return guesses


def _guess_text(columns: Sequence[Column]) -> Guess | None:
    named = [column for column in columns if column.name.strip().casefold() in TEXT_NAMES]
    longest = max(named or columns, key=lambda column: column.length, default=None)
    if longest is None or not longest.samples:
        return None
    size = f"{longest.length:.0f} characters on average"
    if longest in named:
        return Guess("text", longest.name, f"named like a text; {size}")
    sentences = longest.length > 20 and longest.distinct > 0.8 and longest.spaced > 0.8
    if longest.length > 50 or sentences:
        return Guess("text", longest.name, f"the longest values; {size}")
    return None


def _guess_other(column: Column) -> Guess | None:
    words = set(re.findall("[A-Z]?[a-z]+|[A-Z]+", column.name.strip()))
    words = {word.casefold() for word in words}
    if column.distinct == column.filled == 1 and words & _ID_NAMES:
        return Guess("id", column.name, "named like an id; every value is there and different")
    if words & _TITLE_NAMES:
        return Guess("title", column.name, "named like a title")
    if column.dated > 0.9 and (words & _DATE_NAMES or column.length > len("YYYY")):
        return Guess("date", column.name, f"{column.dated:.0%} of its values are ISO 8601 dates")
    if column.filled > 0.5 and column.distinct <= 0.5 and column.length <= 40:
        return Guess("groups", column.name, "short values that come again and again")
    return None


def _measure_all(table: dict[str, list[str]]) -> list[Column]:
    return [_measure(name, values) for name, values in table.items()]


def _measure(name: str, values: list[str]) -> Column:
    there = [value for value in values if value.strip()]
    count = max(len(there), 1)
    different = list(dict.fromkeys(there))
    return Column(
        name=name,
        samples=tuple(first_words(value[:200]) for value in different[:3]),
        filled=len(there) / max(len(values), 1),
        length=sum(map(len, there)) / count,
        distinct=len(different) / count,
        spaced=sum(" " in value.strip() for value in there) / count,
        dated=sum(iso_date(value) is not None for value in there) / count,
    )


def _rows(text: str, delimiter: str) -> list[list[str]]:
    """The first rows, read without complaint, the header first."""
    with any_field_size():
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return list(islice((row for row in rows if row), ROWS + 1)) or [[]]


def _jsonl_head(path: Path, encoding: str) -> dict[str, list[str]]:
    text, _ = read_head(path, encoding)
    objects = list(objects_of(islice(parse_lines(text.split("\n")), ROWS)))
    flat = [
        key
        for key in keys_of(objects)
        if not any(isinstance(i.get(key), list | dict) for i in objects)
    ]
    return {key: [value_of(item, key) for item in objects] for key in flat}


def _parquet_head(path: Path) -> dict[str, list[str]]:
    with open_parquet(path) as file:
        names = file.schema_arrow.names
        head = next(file.iter_batches(batch_size=ROWS), None)
    if head is None:
        return {name: [] for name in names}
    table = {}
    for name, column in zip(names, head, strict=True):
        with suppress(InputError):  # a column of lists is of no use here
            table[name] = values_of(column, name, path)
    return table
