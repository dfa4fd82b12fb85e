"""A table that grows: the files of ``report.table``, written batch by batch."""

import csv
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from pipeline.report.table import Table, arrow_table, csv_rows


class GrowingTable:
    """Files that batches of rows are written to; Parquet gets a row group for each batch."""

    def __init__(
        self, files: ExitStack, csv_path: Path, encoding: str, parquet: Path | None
    ) -> None:
        self._files, self._parquet_path = files, parquet
        self._csv = csv.writer(
            files.enter_context(csv_path.open("w", encoding=encoding, newline="")),
            lineterminator="\n",
        )
        self._parquet: Any = None
        self._begun = False

    def append(self, batch: Table) -> None:
        """Write a batch, which has the columns of the one before."""
        header, *rows = csv_rows(batch)
        if self._begun and not rows:
            return
        self._csv.writerows(rows if self._begun else [header, *rows])
        self._begun = True
        if self._parquet_path:
            self._append_to(self._parquet_path, batch)

    def _append_to(self, path: Path, batch: Table) -> None:
        from pyarrow import parquet

        table = arrow_table(batch)
        if self._parquet is None:
            file = self._files.enter_context(path.open("wb"))
            writer = parquet.ParquetWriter(
                file, table.schema, compression="zstd", write_page_checksum=True
            )
            self._parquet = self._files.enter_context(writer)
        self._parquet.write_table(table)


@contextmanager
def growing_table(
    csv_path: Path, parquet: Path | None = None, *, byte_order_mark: bool = False
) -> Iterator[GrowingTable]:
    """A table without rows yet; its files are whole when the context ends."""
    with ExitStack() as files:
        encoding = "utf-8-sig" if byte_order_mark else "utf-8"
        yield GrowingTable(files, csv_path, encoding, parquet)
