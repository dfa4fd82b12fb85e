"""Themes by words: TF-IDF cosine of document and theme.

Salton & Buckley (1988), doi:10.1016/0306-4573(88)90021-0.
"""

from collections.abc import Sequence

import numpy as np
from pydantic import Field

from pipeline.assign.outcome import Scored, judged_texts, outcome, read
from pipeline.assign.threshold import standing
from pipeline.core.artifacts import Check, FloatArray, Themes, Vectors
from pipeline.core.context import BY_ITSELF, Context
from pipeline.core.contracts import Assigner, Embedder
from pipeline.core.corpus import Corpus
from pipeline.core.threads import one_thread
from pipeline.numerics.own_words import OwnWords, own_words
from pipeline.numerics.stop_words import stop_words
from pipeline.numerics.word_weights import word_weights


class Words(Assigner):
    """Compare the words of each theme with those of every document; no embedder needed."""

    threshold: float = Field(0.05, ge=0, le=1, description="lowest score that assigns a theme")

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
        texts = [corpus.full_texts[document] for document in reading.documents]
        scores = _scores(
            texts,
            [theme.text for theme in self.themes],
            stop_words(self.words, corpus.spoken),
            own_words(self.words),
        )
        thresholds = np.full(len(names), self.threshold)
        scored = Scored(scores, thresholds, standing(scores), {"words": standing(scores)})
        judged = judged_texts(corpus, reading, self.themes, self.labels)
        checks = _unheard(names, scores)
        return outcome(corpus, reading, self.themes, scored, judged, checks, only=context.only)


def _scores(
    texts: Sequence[str], themes: Sequence[str], left_out: frozenset[str], own: OwnWords
) -> FloatArray:
    learned = word_weights(texts, left_out, max_ngram=2, own=own) if themes else None
    if learned is None:  # no document has a word that is not a stop word
        return np.zeros((len(texts), len(themes)), dtype=np.float32)
    with one_thread():
        cosines = (learned.weights @ learned.learned.rows(themes).T).toarray()
    return np.asarray(np.clip(cosines, 0, 1), dtype=np.float32)


def _unheard(names: tuple[str, ...], scores: FloatArray) -> tuple[Check, ...]:
    unheard = [name for name, column in zip(names, scores.T, strict=True) if not column.any()]
    if not unheard:
        return ()
    message = f"No document has a word of {len(unheard)} of the themes: {', '.join(unheard)}."
    return (Check("A01", "problem", message, "Give them keywords that the corpus uses."),)
