"""Write what became of new documents into a folder of its own, beside the run."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.core.corpus import Dropped
from pipeline.core.durable import drafts, settle
from pipeline.predict.batch import Placed
from pipeline.predict.drift import Drift
from pipeline.predict.page import page
from pipeline.report.growing import GrowingTable, growing_table
from pipeline.report.table import write_csv, write_parquet
from pipeline.store.files import machine_errors, write_json
from pipeline.store.stages import Written

if TYPE_CHECKING:
    import pandas as pd

RECORD = "predicted.json"

DROPPED = ("record", "id", "reason", "detail", "excerpt")
"""The columns of dropped.csv."""


class Draft:
    """A folder of tables that grow, and one for what is only needed while they do (``parts``)."""

    def __init__(self, place: Path, *, byte_order_mark: bool) -> None:
        self.parts, self._folder = place / "parts", place / "folder"
        self._mark, self._open = byte_order_mark, ExitStack()
        for folder in (self.parts, self._folder):
            folder.mkdir()
        self._documents = self._growing("documents")
        self._theme_documents = self._growing("theme_documents")
        self._dropped = self._growing("dropped", parquet=False)

    def _growing(self, name: str, *, parquet: bool = True) -> GrowingTable:
        path = self._folder / f"{name}.csv"
        exact = path.with_suffix(".parquet") if parquet else None
        return self._open.enter_context(growing_table(path, exact, byte_order_mark=self._mark))

    def close(self) -> None:
        """Let go of the files."""
        self._open.close()

    def append(self, placed: Placed) -> None:
        """Write the rows of a batch."""
        documents, theme_documents = placed.tables
        with self._writing():
            self._documents.append(documents)
            self._theme_documents.append(theme_documents)

    def refuse(self, *records: Dropped) -> None:
        """Write records that are no documents."""
        rows = {name: [getattr(r, name) for r in records] for name in DROPPED}
        with self._writing():
            self._dropped.append(rows)

    def finish(
        self, folder: Path, drift: Drift, outside: "pd.DataFrame", made: Mapping[str, Any]
    ) -> None:
        """Write the rest and the record; the folder appears whole or not at all.

        ``outside`` are the first rows of documents that fit nowhere.
        """
        with self._writing():
            self.refuse()
            self.close()
            tables = {"topics": drift.topics, "themes": drift.themes, "new_words": drift.words}
            for name, table in tables.items():
                write_csv(table, self._folder / f"{name}.csv", byte_order_mark=self._mark)
                if name != "new_words":  # it is there for reading only
                    write_parquet(table, self._folder / f"{name}.parquet")
            told = page(drift, outside)
            (self._folder / "drift.md").write_text(told, encoding="utf-8", newline="\n")
            paths = sorted(self._folder.iterdir())
            files = {path.name: Written.of(path).model_dump() for path in paths}
            record = {"run": drift.run, **made, **_facts(drift), "files": files}
            write_json(self._folder / RECORD, record)
            settle(self._folder, folder)

    def _writing(self) -> AbstractContextManager[None]:
        return machine_errors("cannot write the folder of predictions", self._folder)


@contextmanager
def drafted(store: Path, *, byte_order_mark: bool) -> Iterator[Draft]:
    """A draft in the store, which is gone in the end, finished or not."""
    with drafts(store) as place:
        draft = Draft(place, byte_order_mark=byte_order_mark)
        try:
            yield draft
        finally:
            draft.close()


def _facts(drift: Drift) -> dict[str, Any]:
    """What can be counted, and the verdict."""
    counts = ("in_run", "documents", "known", "edited", "new", "unseen", "outside")
    numbers = {name: getattr(drift, name) for name in counts}
    return {
        "counts": {**numbers, "dropped": sum(drift.dropped.values())},
        "share_outside_interval": [round(end, 4) for end in drift.interval],
        "share_outside_expected": round(drift.expected, 4),
        "similarity_needed": round(drift.similarity, 4),
        "rerun": drift.rerun,
        "verdict": drift.verdict,
    }
