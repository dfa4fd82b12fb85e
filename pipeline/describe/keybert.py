"""KeyBERT: the phrases nearest in meaning (Grootendorst 2020, doi:10.5281/zenodo.4461265)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.core.artifacts import Clustering, FloatArray, Topics, Vectors
from pipeline.core.context import BY_ITSELF, Context
from pipeline.core.contracts import Embedder
from pipeline.core.corpus import Corpus
from pipeline.describe.phrase_describer import PhraseDescriber

if TYPE_CHECKING:
    from pipeline.describe.candidates import Level
    from pipeline.describe.topics import Relevance


class KeyBERT(PhraseDescriber):
    """Choose phrases by c-TF-IDF, then rank them by likeness to the topic's documents."""

    def __call__(
        self,
        corpus: Corpus,
        vectors: Vectors,
        clustering: Clustering,
        embedder: Embedder,
        context: Context = BY_ITSELF,
    ) -> Topics:
        """Describe every topic of every level; by counts alone if the embedder reads no words."""
        from pipeline.describe.representation import embed_phrases, keybert
        from pipeline.describe.representatives import centroids
        from pipeline.describe.topics import describe, describe_without_words
        from pipeline.numerics.name_test import with_found_by_name

        if not embedder.encodes:
            return describe_without_words(self, corpus, vectors, clustering, embedder)

        def value(levels: "Sequence[Level]") -> "Relevance":
            names = [one.name for level in levels for topic in level for one in topic]
            book = embed_phrases(embedder, corpus, names, context)
            return [
                keybert(level, centroids(vectors.values, labels), book)
                for level, labels in zip(levels, clustering.levels, strict=True)
            ]

        def meanings(texts: Sequence[str]) -> FloatArray:
            return embedder.encode(texts, corpus, context)

        topics = describe(self, corpus, vectors, clustering, value, meanings)
        return with_found_by_name(topics, vectors, clustering, meanings)
