"""Gather what drift is told from, batch by batch: counts, and a few rows to show."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from pipeline.core.corpus import Dropped
from pipeline.numerics.own_words import own_words
from pipeline.numerics.sampling import sampled
from pipeline.numerics.stop_words import stop_words
from pipeline.predict.batch import Placed
from pipeline.predict.batches import Batch
from pipeline.predict.drift import Drift
from pipeline.predict.growth import Tally, theme_growth, topic_growth
from pipeline.predict.page import LISTED
from pipeline.predict.training import Training
from pipeline.predict.vocabulary import WordCounts, new_words
from pipeline.report.lettering import printable

if TYPE_CHECKING:
    import pandas as pd

COUNTED = 20_000
"""Documents of the run whose words are held against the new ones, drawn where there are more."""


class Gathering:
    """Counts over the batches of a file so far.

    outside  the first rows of documents that fit nowhere
    """

    outside: "pd.DataFrame"

    def __init__(self, training: Training) -> None:
        self._training = training
        self._counts: Counter[str] = Counter()
        self._dropped: Counter[str] = Counter()
        self._topics: Counter[int] = Counter()
        self._themes = np.zeros(len(training.config.themes), dtype=np.int64)
        words = training.config.words
        self._words = WordCounts(stop_words(words, training.corpus.spoken), own_words(words))
        self.outside = training.documents.iloc[:0]

    def refuse(self, record: Dropped) -> None:
        """Count a record that is no document."""
        self._dropped[record.reason] += 1

    def add(self, batch: Batch, placed: Placed) -> None:
        """Count a batch."""
        import pandas as pd

        new, matched = batch.new, batch.matched
        unseen, t = matched.unseen, len(self._themes)
        self._counts["documents"] += len(new)
        for name in ("known", "edited", "unseen"):
            self._counts[name] += int(getattr(matched, name).sum())
        self._counts["outside"] += int(placed.outside.sum())
        self._topics.update(placed.documents["topic"].to_numpy()[unseen].tolist())
        assigned = placed.theme_documents["assigned"].to_numpy(dtype=np.bool_)
        self._themes += assigned.reshape(len(new), t)[unseen].sum(axis=0)
        self._words.add(new.part(matched.fresh(new)))
        room = LISTED - len(self.outside)
        if room and placed.outside.any():
            more = placed.documents[placed.outside].head(room)
            self.outside = pd.concat([self.outside, more]) if len(self.outside) else more

    def drift(self, file: Path) -> Drift:
        """What the counts say."""
        training, held = self._training, self._training.held_out
        run, unseen = training.run, self._counts["unseen"]
        own = np.flatnonzero(training.corpus.first_copy == np.arange(len(training))).tolist()
        before = WordCounts(self._words.stop_words, self._words.own)
        counted = sampled(len(own), COUNTED, seed=0)
        before.add(training.corpus.part([own[place] for place in counted]))
        names = [theme.name for theme in training.config.themes]
        usual = held.topics(run.documents["topic"].to_numpy())
        return Drift(
            run=run.folder.name,
            file=printable(file.name),
            in_run=len(training),
            dropped=self._dropped,
            **{name: self._counts[name] for name in ("documents", "known", "edited")},
            unseen=unseen,
            outside=self._counts["outside"],
            similarity=held.border.similarity,
            expected=held.border.expected,
            topics=topic_growth(run.documents, usual, self._topics, unseen),
            themes=theme_growth(names, run.theme_documents, Tally(unseen, self._themes)),
            words=new_words(before, self._words),
            sent_to=training.sent_to,
        )
