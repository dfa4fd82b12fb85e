"""Themes by meaning: cosine similarity of document and theme in the embedder's space."""

from typing import Annotated, ClassVar

import numpy as np
from pydantic import Field

from pipeline.assign.outcome import Scored, asked_vectors, judged_texts, outcome, read
from pipeline.assign.threshold import otsu_threshold, standing
from pipeline.core.artifacts import Check, FloatArray, Themes, Vectors
from pipeline.core.context import BY_ITSELF, Context
from pipeline.core.contracts import Assigner, Embedder
from pipeline.core.corpus import Corpus
from pipeline.core.method import Auto
from pipeline.core.threads import one_thread
from pipeline.numerics.normalize import unit_rows


class Similarity(Assigner):
    """Embed what is known of each theme and compare it with every document."""

    embeds_words: ClassVar[bool] = True

    threshold: Auto | Annotated[float, Field(ge=0, le=1)] = Field(
        "auto",
        description="lowest score that assigns a theme; auto: where Otsu's method splits "
        "the theme's scores in two (1979, doi:10.1109/TSMC.1979.4310076)",
    )

    def __call__(
        self,
        corpus: Corpus,
        vectors: Vectors,
        embedder: Embedder,
        context: Context = BY_ITSELF,
    ) -> Themes:
        reading, names = (
            read(corpus, self.words, context.learned.get(self), context.only),
            tuple(theme.name for theme in self.themes),
        )
        scores = np.zeros((len(reading.documents), len(names)), dtype=np.float32)
        checks: tuple[Check, ...] = ()
        if names:
            asked = asked_vectors(self.themes, embedder, corpus, context)
            scores = _cosines(vectors.values[reading.documents], asked)
            checks = _silent_themes(names, asked)
        thresholds = np.array([self._threshold(column) for column in scores.T])
        scored = Scored(scores, thresholds, standing(scores), {"meaning": standing(scores)})
        judged = judged_texts(corpus, reading, self.themes, self.labels)
        crosses = embedder.crosses_languages(corpus)
        return outcome(
            corpus,
            reading,
            self.themes,
            scored,
            judged,
            checks,
            crosses=crosses,
            only=context.only,
        )

    def _threshold(self, scores: FloatArray) -> float:
        return otsu_threshold(scores) if self.threshold == "auto" else float(self.threshold)


def _cosines(documents: FloatArray, themes: FloatArray) -> FloatArray:
    """(n, t) float32 in [0, 1]; what points away from a theme scores 0."""
    with one_thread():
        cosines = unit_rows(documents) @ themes.T
    return np.asarray(np.clip(cosines, 0, 1), dtype=np.float32)


def _silent_themes(names: tuple[str, ...], asked: FloatArray) -> tuple[Check, ...]:
    unknown = [name for name, row in zip(names, asked, strict=True) if not row.any()]
    if not unknown:
        return ()
    message = f"The embedder knows no word of {len(unknown)} of the themes: {', '.join(unknown)}."
    return (Check("A01", "problem", message, "Describe them in words that the corpus uses."),)
