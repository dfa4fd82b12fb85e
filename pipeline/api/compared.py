"""Two runs held against each other, as Python asks for it."""

from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.api.saving import run_meant
from pipeline.api.showing import in_lines, items, show_page
from pipeline.compare.comparison import Comparison, compare
from pipeline.compare.moves import Move, moves
from pipeline.compare.run_tables import RunTables, require_comparable
from pipeline.compare.sentences import sentences
from pipeline.compare.tables import TABLES
from pipeline.compare.write import write_beside
from pipeline.report.table import arrow_array
from pipeline.runs.run import Run
from pipeline.runs.tables import frame_of

if TYPE_CHECKING:
    import pandas as pd


class ComparedRuns:
    """What is different in a run from one before, with its tables as DataFrames."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison

    @property
    def verdict(self) -> str:
        """What to make of it, in a few words, such as "no change beyond seed noise"."""
        return self.comparison.verdict

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """What changed, the verdict last."""
        return tuple(sentences(self.comparison, self._moves))

    @cached_property
    def topics(self) -> "pd.DataFrame":
        """One row per pair of topics that belong together, and per topic that is new or gone."""
        return self._table("topics")

    @cached_property
    def documents(self) -> "pd.DataFrame":
        """One row per document that differs, the most surprising of each kind first."""
        return self._table("documents")

    @cached_property
    def measures(self) -> "pd.DataFrame":
        """One row per measure, with its value in either run; NaN where it has none."""
        return self._table("measures")

    def write(self) -> Path:
        """Write compare.html, a summary and the tables beside the run; returns the folder."""
        return write_beside(self.comparison)

    def report(self) -> None:
        """Write the comparison, and open its page or show it below the cell."""
        show_page(self.write() / "compare.html", self._heading)

    def __repr__(self) -> str:
        return in_lines([f"{self._heading}:", *self.sentences])

    def _repr_html_(self) -> str:
        return items(self.sentences, self._heading)

    @property
    def _heading(self) -> str:
        return f"{self.comparison.after.name} compared with {self.comparison.before.name}"

    @cached_property
    def _moves(self) -> list[Move]:
        return list(moves(self.comparison))

    def _table(self, name: str) -> "pd.DataFrame":
        import pyarrow as pa

        table = TABLES[name](self.comparison, self._moves)
        return frame_of(pa.table({key: arrow_array(column) for key, column in table.items()}))


def compared(run: Run, other: Run | str | PathLike[str]) -> ComparedRuns:
    """Hold a run against another one, which is taken for the one before."""
    before = run_meant(other, run.folder.absolute().parent)
    for side in (before, run):
        require_comparable(side)
    return ComparedRuns(compare(RunTables(before), RunTables(run)))
