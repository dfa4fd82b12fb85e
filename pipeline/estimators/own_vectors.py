"""An embedder for vectors of one's own, and for a model of one's own that makes them."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from pipeline.core.artifacts import Check, FloatArray, Vectors
from pipeline.core.context import BY_ITSELF, Context
from pipeline.core.contracts import Embedder
from pipeline.core.corpus import Corpus
from pipeline.core.threads import one_thread
from pipeline.embed.precomputed import ALIKE, PROBES
from pipeline.estimators.texts import vectors_in
from pipeline.numerics.normalize import unit_rows


class OwnVectors(Embedder):
    """What ``model.encode(texts)`` gives; without a model no text can be embedded."""

    model: Any = None

    @property
    def encodes(self) -> bool:
        return self.model is not None

    def __call__(self, corpus: Corpus, context: Context = BY_ITSELF) -> Vectors:
        firsts = self.encode(corpus.full_texts, corpus, context)
        return Vectors(firsts[corpus.first_copy])

    def encode(
        self, texts: Sequence[str], corpus: Corpus, context: Context = BY_ITSELF
    ) -> FloatArray:
        return unit_rows(vectors_in(self.model.encode(list(texts)), len(texts)))


def encoder_check(embedder: Embedder, corpus: Corpus, unit: FloatArray) -> tuple[Check, ...]:
    """E13: what embeds themes does not make the vectors (n, d) that were given.

    Raises ``ValueError`` where its vectors have another length.
    """
    if not embedder.encodes:
        return ()
    places = np.linspace(0, len(corpus) - 1, min(len(corpus), PROBES)).astype(np.intp)
    again = embedder.encode([corpus.full_texts[place] for place in places], corpus)
    if again.shape[1] != unit.shape[1]:
        raise ValueError(
            f"embeddings: {unit.shape[1]} dimensions, and embed makes {again.shape[1]}; name what "
            "made them, or leave embed out"
        )
    with one_thread():
        alike = float(np.einsum("ij,ij->i", unit_rows(again), unit[places]).mean())
    if alike >= ALIKE:
        return ()
    message = (
        f"The vectors that embed makes of {len(places)} texts have a mean cosine of {alike:.2f} to "
        f"those given, where {ALIKE} is the least: themes and new texts that it embeds lie "
        "elsewhere."
    )
    advice = "Name what made the vectors, or leave embed out."
    return (Check("E13", "warning" if alike > 0.9 else "problem", message, advice),)
