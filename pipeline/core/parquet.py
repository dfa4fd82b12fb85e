"""Parquet, read by the thread that asks."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any


def read_parquet(
    path: Path, columns: Sequence[str] | None = None, groups: Sequence[int] | None = None
) -> Any:
    """A Parquet file as an Arrow table: all of it, or only some columns or groups of rows.

    pyarrow's own threads outlive a reading and may still hold the file that Python has opened;
    where the process ends meanwhile, they abort it (github.com/apache/arrow, issue 34314).
    Raises ``OSError`` or pyarrow's ``ArrowException``, of which most are ``ValueError``, where
    the file is damaged.
    """
    from pyarrow import parquet

    with path.open("rb") as file:  # pyarrow itself opens no path that is not UTF-8
        whole = parquet.ParquetFile(file, pre_buffer=False, page_checksum_verification=True)
        chosen = range(whole.num_row_groups) if groups is None else groups
        names = None if columns is None else list(columns)
        return whole.read_row_groups(list(chosen), columns=names, use_threads=False)
