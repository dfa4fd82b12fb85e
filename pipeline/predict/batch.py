"""Place a batch of new documents: from texts to the rows of the tables."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.core.artifacts import BoolArray
from pipeline.core.context import Progress
from pipeline.core.engine import Engine
from pipeline.core.threads import usable_cores
from pipeline.engines.local import Local
from pipeline.numerics.neighbors import ALONE
from pipeline.predict.batches import Batch
from pipeline.predict.tables import (
    Fresh,
    documents,
    fresh_documents,
    joined,
    theme_documents,
    written,
)
from pipeline.predict.themes import theme_rows
from pipeline.predict.topics import near
from pipeline.predict.training import Training
from pipeline.report.table import Table

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Placed:
    """What became of m documents, of which those ``outside`` (m,) fit nowhere.

    documents        one row each, with the columns of the run's table
    theme_documents  one row for each and theme
    """

    documents: "pd.DataFrame"
    theme_documents: "pd.DataFrame"
    outside: BoolArray

    @property
    def tables(self) -> tuple[Table, Table]:
        """Both as what the report writes."""
        return written(self.documents, "themes"), written(self.theme_documents, "words")


def nothing_placed(training: Training) -> Placed:
    """What became of no documents."""
    run = training.run
    return Placed(run.documents.iloc[:0], run.theme_documents.iloc[:0], np.zeros(0, dtype=np.bool_))


def place(
    training: Training,
    batch: Batch,
    earlier: Placed,
    progress: Progress,
    engine: Engine | None = None,
) -> Placed:
    """Topics and themes of a batch; texts that the run has keep what they have there.

    ``earlier`` are the documents of earlier batches that ``batch.matched.repeated`` numbers;
    ``engine`` runs what can be done in parts, None is this process.
    """
    new, matched = batch.new, batch.matched
    texts = new.part(matched.fresh(new))
    rows = training.embed(texts, engine)
    nearest = near(rows, training.rows, engine or Local(usable_cores()))
    fresh = Fresh(rows, nearest, training.held_out.border)
    themes = theme_rows(training, texts, rows, progress, engine or ALONE)
    source = matched.sources(new, len(training))
    table = joined(fresh_documents(training, fresh, themes), earlier.documents)
    inside = np.zeros(len(training), dtype=np.bool_)
    return Placed(
        documents(training, batch, table, source),
        theme_documents(training, new, joined(themes, earlier.theme_documents), source),
        np.concatenate([inside, fresh.outside, earlier.outside])[source],
    )
