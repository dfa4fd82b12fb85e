"""What references hold in every format: the same columns, and dates as far as they can be read."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from pipeline.core.artifacts import Strings
from pipeline.core.corpus import Dropped
from pipeline.core.errors import InputError
from pipeline.load.dates import iso_date
from pipeline.load.table import Contents, Row

COLUMNS = (
    "id",
    "title",
    "abstract",
    "date",
    "type",
    "journal",
    "authors",
    "keywords",
    "language",
    "doi",
)
"""The columns of every format of references."""

NAMED: Mapping[str, str] = {"id": "id", "title": "title", "text": "abstract", "date": "date"}
"""The columns that are read where the config names no others."""

BETWEEN: Mapping[str, str] = {"title": " ", "abstract": " "} | dict.fromkeys(
    ("type", "authors", "keywords", "language"), "; "
)
"""What stands between several values of a column; of the other columns the first value counts."""

# fmt: off
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)
# fmt: on

Rows = Callable[[Strings], Iterator[Row]]

_GAPS = re.compile(r"[/\s]+")


def identified(rows: Rows, nothing: str) -> Contents:
    """References, each with an id.

    Where none of them has one, they count: 1, 2, 3, ...; where only some have none, these are
    called by their place. Raises ``InputError``, which says ``nothing``, where there are none.
    """
    ids = (bool(row["id"]) for _, row in rows(("id",)) if not isinstance(row, Dropped))
    first = next(ids, None)
    if first is None:
        raise InputError(nothing)
    return Contents(COLUMNS, partial(_identified, rows, not first and not any(ids)))


def _identified(rows: Rows, counted: bool, names: Strings) -> Iterator[Row]:
    number = 0
    for place, row in rows(names):
        if isinstance(row, Dropped):
            yield place, row
            continue
        number += 1
        fallback = str(number) if counted else place
        yield place, {**row, "id": row["id"] or fallback} if "id" in row else row


def joined(column: str, values: list[str]) -> str:
    """Several values of one column as one."""
    return BETWEEN[column].join(values) if column in BETWEEN else "".join(values[:1])


def partial_date(value: str) -> str:
    """A date that begins with its year, such as 2003/05/01, 2003/// or 2003 Mar 5, in ISO 8601.

    It ends where it can no longer be read: of 2003 Spring the year is left, of 2003 Mar 5-12 the
    month. What does not begin with a year stays as it is spelled.
    """
    parts = _GAPS.split(value.strip())[:3]
    numbers = [parts[0], *map(_two_digits, parts[1:])]
    until = numbers.index("") if "" in numbers else len(numbers)
    longest_first = ("-".join(numbers[:length]) for length in range(until, 0, -1))
    return next((date for date in longest_first if iso_date(date) is not None), value)


def first_date(values: list[str]) -> str:
    """The first of several dates that can be read, else the first of them; empty for none."""
    dates = [partial_date(value) for value in values]
    return next((date for date in dates if iso_date(date) is not None), "".join(dates[:1]))


def _two_digits(part: str) -> str:
    """A month or a day as ISO 8601 has it; empty where it is neither."""
    word = part.rstrip(".,").casefold()
    if word.isascii() and word.isdigit() and len(word) <= 2:
        return word.zfill(2)
    named = (f"{number:02}" for number, month in enumerate(_MONTHS, 1) if month.startswith(word))
    return next(named, "") if len(word) >= 3 else ""
