"""Tables of a run as they are read, whichever version wrote them.

Version 0.1 joined lists into one text, spelled numbers that may be unknown as texts, and all
signals as one. Such columns are told by their type and read as today's; a value that held the
separator is in two parts there, since what was joined so cannot be told apart.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.core.parquet import read_parquet
from pipeline.report.lists import CountLists, Lists
from pipeline.report.table import SIGNAL, Table, arrow_array

if TYPE_CHECKING:
    import pandas as pd

Mend = Callable[[str, list[str]], Table]
"""From the name and the texts of an early column to today's columns."""


def read_columns(path: Path, only: Sequence[str] | None = None) -> dict[str, Any]:
    """The columns of a table, all or ``only`` some: lists of strings or lists, arrays of numbers.

    A number that is unknown is NaN. For those who do not want to wait for pandas. Raises
    ``OSError`` or ``ValueError`` where the file is damaged.
    """
    table = _read(path, only)
    return {
        name: column.to_pylist() if _is_text(column) or _is_list(column) else column.to_numpy()
        for name, column in zip(table.column_names, table.columns, strict=True)
    }


def read_frame(path: Path) -> "pd.DataFrame":
    """A table as a data frame, whose columns of lists hold lists; raises as ``read_columns``."""
    return frame_of(_read(path, None))


def frame_of(table: Any) -> "pd.DataFrame":
    """An Arrow table as a data frame, whose columns of lists hold lists."""
    import pandas as pd

    columns = {
        name: pd.Series(column.to_pylist(), dtype=object)
        if _is_list(column)
        else column.to_pandas()
        for name, column in zip(table.column_names, table.columns, strict=True)
    }
    return pd.DataFrame(columns)


def _read(path: Path, only: Sequence[str] | None) -> Any:
    table = read_parquet(path, only or None)
    early = [
        name
        for name in table.column_names
        if (path.stem, name) in EARLY and _is_text(table.column(name))
    ]
    mended = _mended(path.stem, table) if early else table
    return mended if only else _completed(path.stem, mended)


def _completed(name: str, table: Any) -> Any:
    """A table of an earlier version with the columns that came later, which say nothing."""
    for heading, (before, unknown) in LATER.get(name, {}).items():
        if heading not in table.column_names and before in table.column_names:
            values = (
                [unknown] * len(table) if isinstance(unknown, str) else np.full(len(table), unknown)
            )
            place = table.column_names.index(before)
            table = table.add_column(place, heading, arrow_array(values))
    return table


def _mended(name: str, table: Any) -> Any:
    """A table of version 0.1 with the columns that today's has."""
    import pyarrow as pa

    columns: dict[str, Any] = {}
    for heading, column in zip(table.column_names, table.columns, strict=True):
        mend = EARLY.get((name, heading))
        if mend is None or not _is_text(column):
            columns[heading] = column
            continue
        for today, values in mend(heading, column.to_pylist()).items():
            columns[today] = arrow_array(values)
    return pa.table(columns)


def _parted(separator: str) -> Mend:
    def mend(name: str, cells: list[str]) -> Table:
        return {name: Lists(_parts(cell, separator) for cell in cells)}

    return mend


def _counted(counts: str) -> Mend:
    """Of names with how many each has: "dynamics (9);robots (3)"."""

    def mend(name: str, cells: list[str]) -> Table:
        pairs = [[part.rpartition(" ")[::2] for part in _parts(cell, ";")] for cell in cells]
        numbers = [[int(number.strip("()")) for _, number in row] for row in pairs]
        return {
            name: Lists([text for text, _ in row] for row in pairs),
            counts: CountLists(numbers),
        }

    return mend


def _number(name: str, cells: list[str]) -> Table:
    return {name: np.array([float(cell) if cell else np.nan for cell in cells], dtype=np.float64)}


def _signals(_: str, cells: list[str]) -> Table:
    """A column for each signal: "meaning +1.2; words -0.3" has two."""
    rows = [[part.rpartition(" ")[::2] for part in _parts(cell, "; ")] for cell in cells]
    names = [name for name, _ in rows[0]] if rows else []
    values = np.array([[float(value) for _, value in row] for row in rows], dtype=np.float32)
    return {f"{SIGNAL}{name}": values[:, place] for place, name in enumerate(names)}


def _parts(cell: str, separator: str) -> list[str]:
    return cell.split(separator) if cell else []


def _is_text(column: Any) -> bool:
    from pyarrow import types

    return bool(types.is_large_string(column.type))


def _is_list(column: Any) -> bool:
    from pyarrow import types

    return bool(types.is_large_list(column.type))


EARLY: dict[tuple[str, str], Mend] = {
    ("documents", "themes"): _parted(";"),
    ("topics", "keywords"): _parted(", "),
    ("topics", "representatives"): _parted(";"),
    ("topics", "themes"): _counted("theme_counts"),
    ("topics", "stability"): _number,
    ("themes", "separation"): _number,
    ("themes", "found_words"): _parted(", "),
    ("themes", "top_topics"): _counted("top_topic_counts"),
    ("themes", "keywords"): _parted(", "),
    ("theme_documents", "words"): _parted("; "),
    ("theme_documents", "signals"): _signals,
    ("over_time", "p"): _number,
    ("by_group", "p"): _number,
}
"""What version 0.1 wrote otherwise, by table and column."""

LATER: dict[str, dict[str, tuple[str, str | float | np.int32]]] = {
    "theme_documents": {"named": ("judged", "")},
    "documents": {
        "second_topic": ("topic_holds", np.int32(-1)),
        "second_share": ("topic_holds", np.nan),
    },
    "topics": {"seed_stability": ("holds", np.nan), "found_by_name": ("stability", np.nan)},
    "themes": {"verdict": ("threshold", ""), "decoys_beaten": ("threshold", np.nan)},
}
"""Columns by table that earlier versions did not write: before which, and what is unknown."""
