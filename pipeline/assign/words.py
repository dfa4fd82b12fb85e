"""Themes by words: TF-IDF cosine of document and theme.

Salton & Buckley (1988), doi:10.1016/0306-4573(88)90021-0.
"""

from typing import ClassVar

import numpy as np
from pydantic import Field

from pipeline.artifacts import Check, Corpus, FloatArray, Themes, Vectors
from pipeline.assign.threshold import apply_thresholds
from pipeline.contracts import Assigner, Embedder
from pipeline.threads import one_thread


class Words(Assigner):
    """Compare the words of each theme with those of every document; no embedder needed."""

    imports: ClassVar[tuple[str, ...]] = ("sklearn.feature_extraction.text",)

    threshold: float = Field(0.05, ge=0, le=1, description="lowest score that assigns a theme")

    def __call__(self, corpus: Corpus, vectors: Vectors, embedder: Embedder) -> Themes:
        names = tuple(theme.name for theme in self.themes)
        thresholds = np.full(len(names), self.threshold)
        if not names:
            return apply_thresholds((), np.zeros((len(corpus), 0), np.float32), thresholds)
        scores = _scores(corpus, [theme.text for theme in self.themes])
        return apply_thresholds(names, scores, thresholds, _unheard(names, scores))


def _scores(corpus: Corpus, themes: list[str]) -> FloatArray:
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = corpus.full_texts
    vectorizer = TfidfVectorizer(sublinear_tf=True, stop_words="english", ngram_range=(1, 2))
    try:
        with one_thread():
            documents = vectorizer.fit_transform([texts[first] for first in corpus.first_copy])
            cosines = (documents @ vectorizer.transform(themes).T).toarray()
    except ValueError:  # no document has a word that is not a stop word
        return np.zeros((len(texts), len(themes)), dtype=np.float32)
    return np.asarray(np.clip(cosines, 0, 1), dtype=np.float32)


def _unheard(names: tuple[str, ...], scores: FloatArray) -> tuple[Check, ...]:
    unheard = [name for name, column in zip(names, scores.T, strict=True) if not column.any()]
    if not unheard:
        return ()
    message = f"No document has a word of {len(unheard)} themes: {', '.join(unheard)}."
    return (Check("A01", "problem", message, "Give them keywords that the corpus uses."),)
