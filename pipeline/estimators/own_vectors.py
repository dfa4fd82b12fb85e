"""An embedder for vectors of one's own, and for a model of one's own that makes them."""

from collections.abc import Sequence
from typing import Any

from pipeline.core.artifacts import Check, FloatArray, Vectors
from pipeline.core.context import BY_ITSELF, Context
from pipeline.core.contracts import Embedder
from pipeline.core.corpus import Corpus
from pipeline.embed.precomputed import ALIKE, elsewhere_check, embedded_again
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
    again = embedded_again(embedder, corpus, unit)
    if again.alike is None:
        raise ValueError(
            f"embeddings: {unit.shape[1]} dimensions, and embed makes {again.dimensions}; name "
            "what made them, or leave embed out"
        )
    message = (
        f"The vectors that embed makes of {again.texts} texts have a mean cosine of "
        f"{again.alike:.2f} to those given, where {ALIKE} is the least: themes and new texts that "
        "it embeds lie elsewhere."
    )
    return elsewhere_check(again.alike, message, "Name what made the vectors, or leave embed out.")
