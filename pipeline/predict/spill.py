"""What was placed already, in files, so that copies in later batches get the same rows."""

from bisect import bisect_right
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from pipeline.core.artifacts import BoolArray
from pipeline.core.parquet import read_parquet
from pipeline.predict.batch import Placed
from pipeline.predict.reading import Positions
from pipeline.report.table import Table, arrow_table
from pipeline.runs.tables import frame_of

if TYPE_CHECKING:
    import pandas as pd

GROUP = 500
"""Documents that are read at least to find one again."""


class Parts:
    """The rows of all documents so far: a part for each batch, under a folder; t themes."""

    def __init__(self, folder: Path, t: int) -> None:
        self._folder, self._t = folder, t
        self._starts = [0]
        self._outside: list[BoolArray] = []

    def __len__(self) -> int:
        return self._starts[-1]

    def add(self, placed: Placed) -> None:
        """Write the documents that follow those so far."""
        part = len(self._outside)
        documents, theme_documents = placed.tables
        _write(documents, self._folder / f"{part}-documents.parquet", GROUP)
        if self._t:
            themes = self._folder / f"{part}-theme_documents.parquet"
            _write(theme_documents, themes, GROUP * self._t)
        self._outside.append(placed.outside)
        self._starts.append(self._starts[-1] + len(placed.documents))

    def rows(self, numbers: Positions, nothing: Placed) -> Placed:
        """The documents of these numbers, which rise; ``nothing`` where there are none."""
        import pandas as pd

        part_of = np.array([bisect_right(self._starts, number) - 1 for number in numbers.tolist()])
        found = [self._read(part, numbers[part_of == part]) for part in np.unique(part_of).tolist()]
        if not found:
            return nothing
        themes = [each.theme_documents for each in found] if self._t else [nothing.theme_documents]
        return Placed(
            pd.concat([each.documents for each in found], ignore_index=True),
            pd.concat(themes, ignore_index=True),
            np.concatenate([each.outside for each in found]),
        )

    def _read(self, part: int, numbers: Positions) -> Placed:
        places = numbers - self._starts[part]
        documents = _rows(self._folder / f"{part}-documents.parquet", places, 1)
        themes = documents.iloc[:0]
        if self._t:
            themes = _rows(self._folder / f"{part}-theme_documents.parquet", places, self._t)
        return Placed(documents, themes, self._outside[part][places])


def _write(table: Table, path: Path, rows: int) -> None:
    from pyarrow import parquet

    with path.open("wb") as file:
        parquet.write_table(arrow_table(table), file, row_group_size=rows, compression="zstd")


def _rows(path: Path, places: Positions, each: int) -> "pd.DataFrame":
    """The rows of some documents, so many each."""
    groups, group = np.unique(places // GROUP, return_inverse=True)
    whole = read_parquet(path, groups=groups.tolist())
    first = (group * GROUP + places % GROUP) * each
    return frame_of(whole).iloc[(first[:, None] + np.arange(each)).ravel()]
