"""What the columns of a table are in a workbook: numbers, shares, dates, links into the report.

A text stays a text but for two kinds: ids of documents, where every one is a whole number
as a spreadsheet would write it, and dates.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import compress, islice
from typing import Any, Final, Literal
from urllib.parse import quote

import numpy as np

from pipeline.report.lists import Lists, join
from pipeline.report.table import CHANCE, Column, Table, rounded

Look = Literal["text", "whole", "number", "chance", "share", "day", "month", "year"]
"""How a value is shown."""

SHARES: Final = {
    "share", "share_of_topic", "share_of_theme", "share_of_others", "second_share", "low", "high",
    "overlap", "decoys_beaten",
}  # fmt: skip
"""Columns of numbers that are parts of a whole: shown as percent, with bars."""

DATES: Final = {"documents": "date", "document_topics": "date", "over_time": "period"}
"""The column of a sheet that holds dates: days, months or years."""

IDS: Final = (
    {"documents": ("id", "copy_of"), "theme_documents": ("id",), "dropped": ("id",)},
    {"documents": ("parent",), "document_topics": ("parent",)},
)
"""Columns of sheets that hold ids of the same things, which are all numbers or all texts."""

_NUMBER = re.compile(r"0|[1-9]\d{0,14}")
"""A whole number that a spreadsheet keeps to its last digit, and nothing else could be."""

LOOKS: Final[dict[int, tuple[str, Look]]] = {
    4: ("%Y", "year"), 7: ("%Y-%m", "month"), 10: ("%Y-%m-%d", "day"),
}  # fmt: skip
"""By the length of a date: how it is written, and shown."""

FIRST_YEAR = 1901
"""Spreadsheets count days from 1900, and take that for a leap year."""

LINKS: Final = {
    "documents": ("id", "document"),
    "topics": ("label", "topic"),
    "themes": ("theme", "theme"),
}
"""The column of a sheet that leads into the report, and what its places there begin with."""

MOST_LINKS = 5_000
"""Rows of a sheet that are links: each takes a part of the file of its own."""

LONGEST_LINK = 255


LEVEL = "_level_"
"""What stands between the name of a table and the level that a sheet shows of it."""


def number_columns(tables: Mapping[str, Table]) -> set[tuple[str, str]]:
    """Sheets and columns of ids that are numbers in the whole workbook."""
    found = set()
    for family in IDS:
        places = [
            (sheet, name)
            for sheet, names in family.items()
            for name in names
            if name in tables.get(sheet, ())
        ]
        texts = {str(text) for sheet, name in places for text in tables[sheet][name] if text}
        if texts and all(_NUMBER.fullmatch(text) for text in texts):
            found |= set(places)
    return found


def cells(
    sheet: str, name: str, column: Column, *, number: bool = False
) -> Iterator[tuple[Any, Look]]:
    """Each value of a column as Python's own and how it is shown; "" for what is unknown.

    ``number`` is whether its texts are numbers.
    """
    if isinstance(column, Lists):
        yield from ((join(map(str, row)), "text") for row in column)
    elif isinstance(column, np.ndarray):
        yield from _numbers(name, column)
    elif number:
        yield from ((int(text), "whole") if text else ("", "text") for text in column)
    elif DATES.get(sheet) == name:
        yield from map(_date, column)
    else:
        yield from ((text, "text") for text in column)


def is_share(name: str, column: Column) -> bool:
    """Whether a column holds parts of a whole."""
    return name in SHARES and isinstance(column, np.ndarray) and column.dtype.kind == "f"


def links(sheet: str, table: Table) -> tuple[str, Sequence[str]]:
    """The column that leads into the report, and where each of its rows leads: "" for nowhere."""
    name, place = LINKS.get(sheet, ("", ""))
    if name not in table:
        return "", ()
    n = min(len(table[name]), MOST_LINKS)
    known: dict[str, Iterable[Any]] = {
        "document": table.get("id", ()), "topic": table.get("topic", ()), "theme": range(n),
    }  # fmt: skip
    ids = islice(known[place], n)
    whole = [f"report.html#{place}-{quote(str(each), safe='', errors='replace')}" for each in ids]
    return name, [link if len(link) <= LONGEST_LINK else "" for link in whole]


def by_level(table: Table, shown: int) -> dict[str, Table]:
    """The table of topics in one for each level, that of the level shown first."""
    levels = np.asarray(table["level"])
    others = sorted({*levels.tolist()} - {shown})
    names = {"topics": shown} | {f"topics{LEVEL}{level}": level for level in others}
    return {name: _rows(table, levels == level) for name, level in names.items()}


def _rows(table: Table, chosen: Any) -> Table:
    return {
        name: column[chosen] if isinstance(column, np.ndarray) else _part(column, chosen)
        for name, column in table.items()
    }


def _part(column: Any, chosen: Any) -> Any:
    kept = compress(column, chosen)
    return type(column)(kept) if isinstance(column, Lists) else list(kept)


def _numbers(name: str, column: Any) -> Iterator[tuple[Any, Look]]:
    if column.dtype.kind != "f":
        yield from ((value, "whole") for value in column.tolist())
        return
    look: Look = "chance" if name == CHANCE else "share" if name in SHARES else "number"
    for value in rounded(name, column).tolist():
        if np.isnan(value):
            yield "", "text"
        elif np.isinf(value):  # which a sheet has no number for
            yield str(value), "text"
        else:
            yield (float(f"{value:.2g}") if look == "chance" else value), look


def _date(text: str) -> tuple[Any, Look]:
    spelling, look = LOOKS.get(len(text), ("", "text"))
    try:
        found = datetime.strptime(text, spelling) if spelling else None
    except ValueError:
        found = None
    return (found, look) if found and found.year >= FIRST_YEAR else (text, "text")
