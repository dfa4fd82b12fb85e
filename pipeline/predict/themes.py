"""Themes of new documents: the run's own assigner, on the run's documents and a few new ones."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from pipeline.cluster.numbering import no_topics
from pipeline.core.artifacts import (
    FloatArray,
    Learned,
    Quality,
    Strings,
    Themes,
    Topics,
    Vectors,
)
from pipeline.core.context import Context, Progress
from pipeline.core.contracts import Assigner, Embedder
from pipeline.core.corpus import Corpus
from pipeline.core.engine import Engine
from pipeline.core.method import Method
from pipeline.core.provenance import Provenance
from pipeline.numerics.neighbors import ALONE
from pipeline.predict.training import Training
from pipeline.report.identities import first_identities
from pipeline.report.results import Results
from pipeline.report.tables import theme_documents

if TYPE_CHECKING:
    import pandas as pd

AT_ONCE = 20
"""The run's documents for each new one that is scored with them."""


@dataclass(frozen=True)
class ThemesBeside:
    """The themes of some new documents beside n of a run; a partition function.

    rows      (n, d) the vectors of the run's documents
    assign    the run's assigner
    embedder  the run's embedder, which keeps to the space of its documents
    learned   what methods learned of the run's documents
    """

    corpus: Corpus
    rows: FloatArray
    assign: Assigner
    embedder: Embedder
    learned: Mapping[Method, Learned] = field(default_factory=dict)

    def __call__(self, some: tuple[Corpus, FloatArray]) -> Themes:
        """The themes of some documents, given these and their vectors (m, d)."""
        new, rows = some
        joint, vectors = _joint(self.corpus, new), Vectors(np.concatenate([self.rows, rows]))
        asked = Context(only=range(len(self.corpus), len(joint)), learned=self.learned)
        return _last(self.assign(joint, vectors, self.embedder, asked), len(new))


def theme_rows(
    training: Training, new: Corpus, rows: FloatArray, progress: Progress, engine: Engine = ALONE
) -> "pd.DataFrame":
    """The rows of theme_documents for f new documents, of which ``rows`` (f, d) are the vectors."""
    import pandas as pd

    if not training.config.themes or not len(new):
        return training.run.theme_documents.iloc[:0]
    assignment = ThemesBeside(
        training.corpus,
        training.rows,
        training.config.assign,
        training.embedder,
        training.learned,
    )
    tables = []
    for some, themes in themes_in_parts(assignment, new, rows, engine):
        results = _results(training, new.part(some), themes)
        tables.append(pd.DataFrame(theme_documents.table(results)))
        progress(some.stop, len(new))
    return pd.concat(tables, ignore_index=True)


def themes_in_parts(
    beside: ThemesBeside, new: Corpus, rows: FloatArray, engine: Engine = ALONE
) -> Iterator[tuple[range, Themes]]:
    """The themes of f new documents, of which ``rows`` (f, d) are the vectors, some at a time.

    Scores are standardised over all documents. So few new ones at a time join those of the
    run that they hardly move its means, and a thousand do not count as a theme's due.
    """
    size = texts_at_once(len(beside.corpus))
    chunks = [range(start, min(start + size, len(new))) for start in range(0, len(new), size)]
    parts = ((new.part(chunk), rows[chunk.start : chunk.stop]) for chunk in chunks)
    return zip(chunks, engine.map(beside, parts), strict=True)


def texts_at_once(documents: int) -> int:
    """New texts that are scored together with so many documents of a run."""
    return max(1, documents // AT_ONCE)


def _joint(run: Corpus, some: Corpus) -> Corpus:
    """The run's documents under their ids, which labels refer to, then the new ones."""
    n = len(run)
    shift = np.array([n, 0, 0], np.int32)
    copies = np.arange(n, n + len(some), dtype=np.int32)
    return Corpus(
        ids=(*run.ids, *_other_ids(run.ids, len(some))),
        titles=(*run.titles, *some.titles),
        texts=(*run.texts, *some.texts),
        first_copy=np.concatenate([run.first_copy, copies]),
        left_out=np.concatenate([run.left_out, some.left_out + shift]),
        masked=np.concatenate([run.masked, some.masked + shift]),
        masked_titles=np.concatenate([run.masked_titles, some.masked_titles + shift]),
    )


def _other_ids(taken: Strings, count: int) -> Strings:
    """Ids longer than all that are taken."""
    width = max(map(len, taken), default=0) + 1
    return tuple(str(number).zfill(width) for number in range(count))


def _last(themes: Themes, count: int) -> Themes:
    """The same of the last documents."""
    t = len(themes.names)
    return replace(
        themes,
        scores=themes.scores[-count:],
        assigned=themes.assigned[-count:],
        named=themes.named[-count:],
        primary=themes.primary[-count:],
        margins=themes.margins[-count:],
        evidence=themes.evidence[-count:],
        words=themes.words[len(themes.words) - count * t :],
        judged=themes.judged[-count:],
        signals=themes.signals[-count:],
    )


def _results(training: Training, some: Corpus, themes: Themes) -> Results:
    """Results of which only the themes are told."""
    nowhere = no_topics(len(some), "", "")
    return Results(
        name=training.config.name,
        title="",
        corpus=some,
        map=Vectors(np.zeros((len(some), 2), dtype=np.float32)),
        clustering=nowhere,
        topics=Topics(()),
        themes=themes,
        asked=training.config.themes,
        quality=Quality(()),
        checks=(),
        provenance=Provenance(),
        identities=first_identities(nowhere.labels),
    )
