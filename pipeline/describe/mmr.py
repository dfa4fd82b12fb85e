"""Maximal marginal relevance (Carbonell & Goldstein 1998, doi:10.1145/290941.291025)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pydantic import Field

from pipeline.core.artifacts import Clustering, FloatArray, Topics, Vectors
from pipeline.core.context import BY_ITSELF, Context
from pipeline.core.contracts import Embedder
from pipeline.core.corpus import Corpus
from pipeline.describe.phrase_describer import PhraseDescriber

if TYPE_CHECKING:
    from pipeline.describe.candidates import Level
    from pipeline.describe.topics import Relevance


class MMR(PhraseDescriber):
    """Choose phrases by c-TF-IDF, then keep those that differ most in meaning."""

    diversity: float = Field(
        0.3, ge=0, le=1, description="0: all like the topic, 1: all unlike each other"
    )

    def __call__(
        self,
        corpus: Corpus,
        vectors: Vectors,
        clustering: Clustering,
        embedder: Embedder,
        context: Context = BY_ITSELF,
    ) -> Topics:
        """Describe every topic of every level; by counts alone if the embedder reads no words."""
        from pipeline.describe.representation import (
            all_words,
            embed_phrases,
            maximal_marginal_relevance,
        )
        from pipeline.describe.topics import describe, describe_without_words
        from pipeline.numerics.name_test import with_found_by_name

        if not embedder.encodes:
            return describe_without_words(self, corpus, vectors, clustering, embedder)

        def value(levels: "Sequence[Level]") -> "Relevance":
            topics = [topic for level in levels for topic in level if topic]
            names = [one.name for topic in topics for one in topic]
            asked = [*names, *map(all_words, topics)]
            book = embed_phrases(embedder, corpus, asked, context)
            return [
                maximal_marginal_relevance(level, book, self.diversity, self.n_keywords)
                for level in levels
            ]

        def meanings(texts: Sequence[str]) -> FloatArray:
            return embedder.encode(texts, corpus, context)

        topics = describe(self, corpus, vectors, clustering, value, meanings)
        return with_found_by_name(topics, vectors, clustering, meanings)
