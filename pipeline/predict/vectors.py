"""Vectors of new documents that were made elsewhere, as those of the run were."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from pipeline.core.artifacts import FloatArray
from pipeline.core.corpus import Corpus
from pipeline.core.errors import InputError
from pipeline.embed.vector_files import VectorFile, read_table
from pipeline.numerics.normalize import unit_rows


@dataclass(frozen=True)
class GivenVectors:
    """A Parquet file with a vector for each new document, by ``id_column``.

    ``dimensions`` is how long the vectors of the run are.
    """

    path: Path
    id_column: str
    dimensions: int

    def of(self, documents: Corpus) -> FloatArray:
        """The vectors of m documents: (m, dimensions), unit length or all zero.

        Raises ``InputError`` where one has none, or the file is not as it must be.
        """
        missing = [name for name in documents.ids if name not in self._row_of]
        if missing:
            some = ", ".join(missing[:3]) + (", ..." if len(missing) > 3 else "")
            raise InputError(
                f"{self.path}: has no vector of {len(missing):,} new documents ({some}); column "
                f"{self.id_column!r} must hold the id of each"
            )
        places = [self._row_of[name] for name in documents.ids]
        with np.errstate(over="ignore"):
            values = np.asarray(self._file.values[places], dtype=np.float32)
        bad = int((~np.isfinite(values)).any(axis=1).sum())
        if bad:
            raise InputError(
                f"{self.path}: {bad} of {len(values)} vectors hold a value that is missing or "
                "infinite; make them again"
            )
        return unit_rows(values.reshape(len(places), self.dimensions))

    @cached_property
    def _file(self) -> VectorFile:
        if self.path.suffix != ".parquet":
            raise InputError(
                f"{self.path}: ends in {self.path.suffix!r}; vectors of new documents are a "
                ".parquet file with ids"
            )
        file = read_table(self.path, self.id_column)
        if file.values.shape[1] != self.dimensions:
            raise InputError(
                f"{self.path}: vectors of {file.values.shape[1]} dimensions, and those of the run "
                f"have {self.dimensions}; make them with the same model"
            )
        return file

    @cached_property
    def _row_of(self) -> dict[str, int]:
        ids = self._file.ids or ()
        again = [name for name, times in Counter(ids).items() if times > 1]
        if again:
            raise InputError(
                f"{self.path}: {len(again)} ids occur more than once ({', '.join(again[:3])})"
            )
        return {name: row for row, name in enumerate(ids)}
