"""Combined: meaning, words and the documents alike, together, as a probability.

Calibrated on the corpus itself, without labels; where the user judged documents, those that
are like them learn from it.
"""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from pipeline.assign.calibration import SLOPE, probability
from pipeline.assign.feedback import Judgements, judgements, taught, validation
from pipeline.assign.outcome import DistinctTexts, Scored, judged_texts, outcome, read
from pipeline.assign.phrases import mentions, phrase_places
from pipeline.assign.signals import find_signals
from pipeline.core.artifacts import Check, Corpus, Themes, Vectors
from pipeline.core.context import BY_ITSELF, Context
from pipeline.core.contracts import Assigner, Embedder
from pipeline.core.method import Seed
from pipeline.numerics.normalize import unit_rows

Floats = NDArray[np.float64]

RARE, HANDFUL = 0.02, 4
"""Share of the texts, and number of them, up to which a theme is hardly there."""

FEW = 20
"""Different texts below which scores cannot be compared with those of the rest."""


class Combined(Assigner):
    """Score meaning, words and the documents alike together, as a probability."""

    embeds_words: ClassVar[bool] = True
    imports: ClassVar[tuple[str, ...]] = ("sklearn.feature_extraction.text", "snowballstemmer")

    threshold: float = Field(0.5, gt=0, le=1, description="lowest probability that assigns a theme")
    seed: int = Seed()

    def __call__(
        self,
        corpus: Corpus,
        vectors: Vectors,
        embedder: Embedder,
        context: Context = BY_ITSELF,
    ) -> Themes:
        reading = read(corpus)
        judged = judged_texts(corpus, reading, self.themes, self.labels)
        if not self.themes or len(reading.documents) < FEW:
            scored, checks = self._by_words(reading)
        else:
            asked = embedder.encode([theme.text for theme in self.themes], corpus, context)
            rows = unit_rows(vectors.values[reading.documents])
            own = [judgements(column) for column in judged.T]
            scored, checks = self._by_signals(reading, rows, unit_rows(asked), own)
        return outcome(corpus, reading, self.themes, scored, judged, checks)

    def _by_words(self, reading: DistinctTexts) -> tuple[Scored, tuple[Check, ...]]:
        """Too few texts to compare: a text has the themes that it names."""
        counts = np.zeros((len(reading.documents), len(self.themes)))
        for column, theme in enumerate(self.themes):
            places = phrase_places(reading.stems, theme, reading.stemmer)
            counts[:, column] = mentions(reading.stems, places)
        scores = counts / (counts + 1)
        checks = _few(len(scores)) if scores.size else ()
        return self._scored(scores, scores, {"words": counts}), checks

    def _by_signals(
        self,
        reading: DistinctTexts,
        rows: NDArray[np.float32],
        asked: NDArray[np.float32],
        judged: Sequence[Judgements],
    ) -> tuple[Scored, tuple[Check, ...]]:
        found = find_signals(reading, self.themes, rows, asked)
        names = [theme.name for theme in self.themes]
        columns = list(zip(names, found.odds.T, judged, strict=True))
        odds = np.column_stack([taught(rows, column, own) for _, column, own in columns])
        absent = (found.known == 0) & [not len(own) for own in judged]
        scores = np.where(absent, 0, probability(odds))
        # what was taught moves the standing as it moves the odds
        standing = found.above + (odds - found.odds) / SLOPE
        signals = {"meaning": found.meaning, "words": found.words, "alike": found.alike}
        checks = [
            check
            for name, column, own in columns
            for check in validation(name, rows, column, own, self.seed)
        ]
        told = (*_nowhere(names, absent), *_rare(names, found.known, len(rows)), *checks)
        return self._scored(scores, standing, signals), told

    def _scored(self, scores: Floats, standing: Floats, signals: dict[str, Floats]) -> Scored:
        thresholds = np.full(len(self.themes), self.threshold)
        return Scored(scores.astype(np.float32), thresholds, standing, signals)


def _nowhere(names: Sequence[str], absent: NDArray[np.bool_]) -> tuple[Check, ...]:
    nowhere = [name for name, is_absent in zip(names, absent, strict=True) if is_absent]
    if not nowhere:
        return ()
    message = f"No document names {', '.join(map(repr, nowhere))}, and none is near in meaning."
    advice = "Give the theme keywords that the texts use, or leave it out."
    return (Check("A01", "warning", message, advice),)


def _rare(names: Sequence[str], known: NDArray[np.int64], texts: int) -> list[Check]:
    rare = [
        f"{name!r} ({count})"
        for name, count in zip(names, known.tolist(), strict=True)
        if 0 < count <= max(RARE * texts, HANDFUL)
    ]
    if not rare:
        return []
    message = (
        f"Of {texts} different texts few name these themes or are near them: {', '.join(rare)}. "
        "What else they have was taken for its likeness to these few."
    )
    advice = "Read all of their documents, or give them keywords that the texts use."
    return [Check("A04", "warning", message, advice)]


def _few(texts: int) -> tuple[Check, ...]:
    message = (
        f"{texts} different texts are too few to compare scores among them ({FEW} are needed): "
        "a document has the themes that it names."
    )
    return (Check("A02", "info", message),)
