"""BERTopic's representation models, fed with our candidates and our embedder.

The models ask a fitted BERTopic for its vocabulary, its embedding backend and a few small
helpers. They get an unfitted one that holds the candidates of one level and a backend
that looks vectors up, so that all phrases are embedded in one call.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.core.context import Context
from pipeline.core.contracts import Embedder
from pipeline.core.corpus import Corpus
from pipeline.core.threads import one_thread
from pipeline.describe.candidates import Candidates, Level
from pipeline.describe.class_tfidf import load_bertopic

Floats = NDArray[np.float64]
Book = Mapping[str, Floats]
"""A vector for every text that a representation model will ask for."""


def embed_phrases(
    embedder: Embedder, corpus: Corpus, texts: Sequence[str], context: Context
) -> Book:
    """Embed distinct texts in one call; their order does not matter."""
    distinct = sorted(set(texts))
    if not distinct:
        return {}
    vectors = embedder.encode(distinct, corpus, context).astype(np.float64)
    return dict(zip(distinct, vectors, strict=True))


def keybert(level: Level, centroids: Floats, book: Book) -> list[Floats]:
    """Cosine of each candidate with the centroid of its topic, by KeyBERTInspired.

    ``centroids`` (topics, dimensions). A topic without candidates gets an empty array.
    """
    load_bertopic()
    from bertopic.representation import KeyBERTInspired

    most = max(map(len, level), default=0)
    model = KeyBERTInspired(top_n_words=most, nr_candidate_words=most)

    def extract(topic_model: Any, weights: Any, words: Any, topics: list[int]) -> Any:
        return model.extract_topics(topic_model, None, weights, words, centroids[topics])

    return _represent(level, book, extract)


def maximal_marginal_relevance(
    level: Level, book: Book, diversity: float, n_keywords: int
) -> list[Floats]:
    """The c-TF-IDF of the candidates that MaximalMarginalRelevance keeps, 0 for the others.

    ``book`` holds every candidate and, for every topic, ``all_words`` of it.
    """
    load_bertopic()
    from bertopic.representation import MaximalMarginalRelevance

    def extract(topic_model: Any, weights: Any, words: Any, _: list[int]) -> Any:
        few = min(n_keywords, min(map(len, words.values())))
        model = MaximalMarginalRelevance(diversity=diversity, top_n_words=few)
        return model.extract_topics(topic_model, None, weights, words)

    return [_represent((candidates,), book, extract)[0] for candidates in level]


def all_words(candidates: Candidates) -> str:
    """The text whose vector stands for the topic in maximal marginal relevance."""
    return " ".join(candidate.name for candidate in candidates)


def _represent(
    level: Level, book: Book, extract: Callable[[Any, Any, Any, list[int]], Any]
) -> list[Floats]:
    """Let a representation model value the candidates of all topics that have any."""
    from scipy.sparse import csr_matrix

    topics = [topic for topic, candidates in enumerate(level) if candidates]
    names = sorted({candidate.name for candidates in level for candidate in candidates})
    column = {name: index for index, name in enumerate(names)}
    words = {
        row: [(candidate.name, candidate.weight) for candidate in level[topic]]
        for row, topic in enumerate(topics)
    }
    weights = csr_matrix((len(topics), len(names)))
    cells = [(row, column[name], weight) for row in words for name, weight in words[row]]
    if cells:
        rows, columns, values = zip(*cells, strict=True)
        weights = csr_matrix((values, (rows, columns)), shape=weights.shape)
    valued: dict[int, list[tuple[str, float]]] = {}
    if topics:
        with one_thread():
            valued = extract(_topic_model(names, book, len(topics)), weights, words, topics)
    by_topic = {topic: dict(valued[row]) for row, topic in enumerate(topics)}
    return [
        np.array([by_topic[topic].get(candidate.name, 0.0) for candidate in candidates])
        for topic, candidates in enumerate(level)
    ]


def _topic_model(names: Sequence[str], book: Book, n_topics: int) -> Any:
    """An unfitted BERTopic that knows the vocabulary and one representative a topic."""
    from bertopic import BERTopic
    from bertopic.backend import BaseEmbedder
    from bertopic.cluster import BaseCluster
    from bertopic.dimensionality import BaseDimensionalityReduction
    from sklearn.feature_extraction.text import CountVectorizer

    nothing = np.zeros_like(next(iter(book.values())))

    class Lookup(BaseEmbedder):  # type: ignore[misc]
        """Answers from the book; BERTopic fills short rows with empty words."""

        def embed(self, documents: Sequence[str], verbose: bool = False) -> Floats:
            return np.stack([book[text] if text else nothing for text in documents])

    class Prepared(BERTopic):  # type: ignore[misc]
        """Hands out the centroids instead of sampling documents by c-TF-IDF."""

        def _extract_representative_docs(self, *_: Any, **__: Any) -> Any:
            return {}, [], [[row] for row in range(n_topics)], []

    return Prepared(
        embedding_model=Lookup(),
        umap_model=BaseDimensionalityReduction(),
        hdbscan_model=BaseCluster(),
        vectorizer_model=CountVectorizer(vocabulary=list(names)),
    )
