"""Apache Parquet files (parquet.apache.org): typed columns, read as the strings they mean."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.core.artifacts import Strings
from pipeline.core.errors import InputError
from pipeline.load.compressed import check_expansion
from pipeline.load.decode import check_file
from pipeline.load.table import Contents, Row, Table

ROWS = 5000
"""Rows that are held at once."""

UNPACKED = 10**9
"""Bytes up to which the columns of a file may expand, however small it is."""


class Parquet(Table):
    """Reads one Parquet file; a null is empty, dates and times are spelled as ISO 8601."""

    def header(self) -> list[str]:
        with open_parquet(self.path) as file:
            return _names(file)

    def contents(self) -> Contents:
        """The columns of the file, and its rows."""
        return Contents(self.header(), self._rows)

    def _rows(self, names: Strings) -> Iterator[Row]:
        for number, values in enumerate(self._values(names), 1):
            yield f"row {number}", dict(zip(names, values, strict=True))

    def _values(self, names: Strings) -> Iterator[Strings]:
        with open_parquet(self.path) as file:
            for batch in file.iter_batches(ROWS, columns=list(names), use_threads=False):
                columns = [values_of(batch.column(name), name, self.path) for name in names]
                yield from zip(*columns, strict=True)


def _unpacked(metadata: Any) -> int:
    """Bytes of the columns of a file, as it says itself."""
    groups = map(metadata.row_group, range(metadata.num_row_groups))
    return sum(group.total_byte_size for group in groups)


def _names(file: Any) -> list[str]:
    return list(file.schema_arrow.names)


@contextmanager
def open_parquet(path: Path) -> Iterator[Any]:
    """The file, opened by pyarrow; ``InputError`` where it turns out to be unreadable."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    check_file(path)
    try:
        with pq.ParquetFile(path, pre_buffer=False) as file:
            check_expansion(path, path.stat().st_size, _unpacked(file.metadata), UNPACKED)
            yield file
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
        raise InputError(f"{path}: is not a Parquet file that can be read: {error}") from error


def values_of(column: Any, name: str, path: Path) -> list[str]:
    """The values of an Arrow column as strings, without loss; a null is empty.

    Raises ``InputError`` where a value of this type is no text: lists, structures, raw bytes.
    """
    import pyarrow as pa

    kind = column.type
    try:
        return spelled(column)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, UnicodeDecodeError) as error:
        raise InputError(
            f"{path}: column {name!r} ({kind}) cannot be read as text: {error}; "
            "choose a column of text, numbers, dates or truth values"
        ) from error


def spelled(column: Any) -> list[str]:
    """The values of an Arrow column as strings; raises what pyarrow does where they are no text."""
    import pyarrow as pa

    kind = column.type
    if pa.types.is_dictionary(kind):
        return spelled(column.cast(kind.value_type))
    if pa.types.is_timestamp(kind):
        zone = "" if kind.tz is None else "+00:00"
        column = column.cast(pa.timestamp(kind.unit))
        values = column.cast(pa.string()).to_pylist()
        return ["" if value is None else value.replace(" ", "T") + zone for value in values]
    values = column.cast(pa.large_string()).to_pylist()
    return ["" if value is None else value for value in values]
