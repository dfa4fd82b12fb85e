"""A table as files: CSV for people and their spreadsheets, Parquet as the exact copy.

Both have the same columns and rows. Only the CSV changes what it shows: numbers are rounded
to four decimals, line ends inside a cell become line feeds, control characters are replaced,
and a text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, "CSV
Injection").
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.report.lettering import without_controls

Column = Sequence[str] | NDArray[Any]
Table = Mapping[str, Column]
"""Columns by name, all of one length: strings, or an array of numbers or booleans."""

# The last four are what a spreadsheet set to a Chinese or Japanese locale reads as the first four.
FORMULA_STARTS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


def spreadsheet_text(text: str) -> str:
    """A text as a cell that no spreadsheet takes for a formula."""
    return plain_text(f"'{text}" if text.startswith(FORMULA_STARTS) else text)


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
    yield from zip(*map(_cells, table.values()), strict=True)


def write_parquet(table: Table, path: Path) -> Path:
    """Write every value as it is, with a checksum on each page."""
    from pyarrow import parquet

    whole = arrow_table(table)
    with path.open("wb") as file:  # pyarrow itself opens no path that is not UTF-8
        parquet.write_table(whole, file, compression="zstd", write_page_checksum=True)
    return path


def arrow_table(table: Table) -> Any:
    """The table in Arrow's form."""
    import pyarrow as pa

    return pa.table([_array(column) for column in table.values()], names=list(table))


def _array(column: Column) -> Any:
    """As an Arrow array, straight from its bytes: ``pa.array`` would import pandas for this."""
    import pyarrow as pa

    if not isinstance(column, np.ndarray):
        texts = [text.encode() for text in column]
        offsets = np.cumsum([0, *map(len, texts)], dtype=np.int64)
        buffers = [None, pa.py_buffer(offsets), pa.py_buffer(b"".join(texts))]
        return pa.Array.from_buffers(pa.large_string(), len(texts), buffers)
    packed = np.packbits(column, bitorder="little") if column.dtype.kind == "b" else column
    buffers = [None, pa.py_buffer(np.ascontiguousarray(packed))]
    return pa.Array.from_buffers(pa.from_numpy_dtype(column.dtype), len(column), buffers)


def _cells(column: Column) -> list[str]:
    if not isinstance(column, np.ndarray):
        return [spreadsheet_text(text) for text in column]
    if column.dtype.kind == "b":
        return ["true" if value else "false" for value in column.tolist()]
    if column.dtype.kind == "f":
        # Adding zero turns -0.0 into 0.0.
        return [f"{value:.4f}" for value in (column.astype(np.float64).round(4) + 0.0).tolist()]
    return [str(value) for value in column.tolist()]
