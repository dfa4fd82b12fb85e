"""A table as files: CSV for people and their spreadsheets, Parquet as the exact copy.

Both have the same columns and rows. Only the CSV changes what it shows: numbers are rounded
to four decimals, a chance (``p``) to two digits that count, what is unknown is empty, lists are
joined (see ``report.lists``), line ends inside a cell become line feeds, control characters are
replaced, and a text that a spreadsheet would run as a formula gets an apostrophe in front
(OWASP, "CSV Injection"), in a list, too.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence, Sized
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.report.lettering import without_controls
from pipeline.report.lists import Lists, join

Column = Sequence[str] | NDArray[Any] | Lists
Table = Mapping[str, Column]
"""Columns by name, all of one length: strings, lists, or an array of numbers or booleans.

A float that is unknown is NaN: empty in CSV, null in Parquet.
"""

CHANCE = "p"
"""What a column of chances is called, of which most are far below the fourth decimal."""

SIGNAL = "signal_"
"""What the name of a column begins with that holds what a theme's score was made of."""

_FORMULA = re.compile(
    r"\A(?:[\t\r\n]"
    # what a spreadsheet passes over: white space, controls, and what has no width
    r"|[\s\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*"
    # small and wide forms are signs, too, where it is set to a Chinese or Japanese locale
    r"[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b])"
)


def spreadsheet_text(text: str) -> str:
    """A text as a cell that no spreadsheet takes for a formula."""
    return plain_text(f"'{text}" if _FORMULA.match(text) else text)


def plain_text(text: str) -> str:
    """A text with line feeds as line ends and no control characters beside them and tabs."""
    if text.isprintable():  # as most of millions of cells are
        return text
    return without_controls(text.replace("\r\n", "\n").replace("\r", "\n"))


def write_csv(table: Table, path: Path, *, byte_order_mark: bool = False) -> Path:
    """Write comma-separated UTF-8 with line feeds as line ends, the header even without rows."""
    encoding = "utf-8-sig" if byte_order_mark else "utf-8"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(csv_rows(table))
    return path


def csv_rows(table: Table) -> Iterator[tuple[str, ...]]:
    """The header and the rows, as a spreadsheet may have them."""
    yield tuple(spreadsheet_text(name) for name in table)
    yield from zip(*(_cells(*column) for column in table.items()), strict=True)


def write_parquet(table: Table, path: Path) -> Path:
    """Write every value as it is, with a checksum on each page."""
    return write_arrow(arrow_table(table), path)


def write_arrow(whole: Any, path: Path) -> Path:
    """The same of a table of Arrow, which may hold what ours do not."""
    from pyarrow import parquet

    with path.open("wb") as file:  # pyarrow itself opens no path that is not UTF-8
        parquet.write_table(whole, file, compression="zstd", write_page_checksum=True)
    return path


def arrow_table(table: Table) -> Any:
    """The table in Arrow's form."""
    import pyarrow as pa

    return pa.table([arrow_array(column) for column in table.values()], names=list(table))


def arrow_array(column: Column) -> Any:
    """As an Arrow array, straight from its bytes: ``pa.array`` would import pandas for this."""
    import pyarrow as pa

    if isinstance(column, Lists):
        values = arrow_array(column.values)
        return pa.LargeListArray.from_arrays(_offsets(column), values)
    if not isinstance(column, np.ndarray):
        texts = [text.encode() for text in column]
        buffers = [None, pa.py_buffer(_offsets(texts)), pa.py_buffer(b"".join(texts))]
        return pa.Array.from_buffers(pa.large_string(), len(texts), buffers)
    buffers = [_known(column), pa.py_buffer(_bits(column))]
    return pa.Array.from_buffers(pa.from_numpy_dtype(column.dtype), len(column), buffers)


def _offsets(rows: Sequence[Sized]) -> NDArray[np.int64]:
    """Where each row begins in all of them, and where the last ends."""
    return np.cumsum([0, *map(len, rows)], dtype=np.int64)


def _known(column: NDArray[Any]) -> Any:
    """Which values are not null; None where all are known."""
    import pyarrow as pa

    if column.dtype.kind != "f" or not np.isnan(column).any():
        return None
    return pa.py_buffer(_bits(~np.isnan(column)))


def _bits(column: NDArray[Any]) -> NDArray[Any]:
    packed = np.packbits(column, bitorder="little") if column.dtype.kind == "b" else column
    return np.ascontiguousarray(packed)


def _cells(name: str, column: Column) -> list[str]:
    if isinstance(column, Lists):
        # each value is spelled as in a column of its own, so that one can be found in the other
        cells = iter(_cells(name, column.values))
        return [join(islice(cells, len(row))) for row in column]
    if not isinstance(column, np.ndarray):
        return [spreadsheet_text(text) for text in column]
    if column.dtype.kind == "b":
        return ["true" if value else "false" for value in column.tolist()]
    if column.dtype.kind == "f":
        spelling = "{:.2g}" if name == CHANCE else "{:.4f}"
        values = rounded(name, column).tolist()
        return ["" if value != value else spelling.format(value) for value in values]
    return [str(value) for value in column.tolist()]


def rounded(name: str, column: NDArray[Any]) -> NDArray[np.float64]:
    """Numbers as they are shown, but for chances, whose digits are counted when spelled."""
    values = column.astype(np.float64)
    # adding zero turns -0.0 into 0.0
    return values if name == CHANCE else values.round(4) + 0.0
