"""What all describers share: from documents to candidates, from valued candidates to topics."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np

from pipeline.core.artifacts import (
    Clustering,
    IntArray,
    Strings,
    Topic,
    Topics,
    Vectors,
)
from pipeline.core.contracts import Embedder
from pipeline.core.corpus import Corpus, without_parts
from pipeline.core.word_choice import WordChoice
from pipeline.describe.candidates import Level, find_candidates, support
from pipeline.describe.checks import cannot_embed, check_names, named_in_one
from pipeline.describe.choice import keywords, label_topics, name_phrases, score
from pipeline.describe.document_words import read_words
from pipeline.describe.keyness import Floats
from pipeline.describe.phrases import find_phrases
from pipeline.describe.reading import Reading, known_words, languages_of, read_best
from pipeline.describe.representatives import centroids, representatives
from pipeline.describe.translation import Meanings
from pipeline.numerics.handles import handle_parts
from pipeline.numerics.own_words import own_words
from pipeline.numerics.stemming import stemming
from pipeline.numerics.stop_words import stop_words

Relevance = Sequence[Sequence[Floats]]
"""By level and topic, the relevance of the topic's candidates; 0 or less is none."""

_FEW_DOCUMENTS = 100
"""Below this number, phrases of a single document may have to do."""


class Settings(Protocol):
    """The parameters of a describer that are used here."""

    @property
    def n_keywords(self) -> int: ...
    @property
    def n_representatives(self) -> int: ...
    @property
    def n_candidates(self) -> int: ...
    @property
    def max_ngram(self) -> int: ...
    @property
    def words(self) -> WordChoice: ...


def describe(
    settings: Settings,
    corpus: Corpus,
    vectors: Vectors,
    clustering: Clustering,
    value: Callable[[tuple[Level, ...]], Relevance],
    meanings: Meanings | None = None,
) -> Topics:
    """Name the topics of all levels after the candidates that ``value`` finds relevant.

    ``meanings`` embeds words, to find those of other languages that mean the same.
    """
    levels, in_one = _find_levels(settings, corpus, clustering, meanings)
    parts = zip(clustering.levels, levels, value(levels), strict=True)
    topics = tuple(
        topic
        for number, part in enumerate(parts)
        for topic in _build_level(settings, corpus, vectors, number, *part)
    )
    checks = check_names(corpus, clustering, topics, settings.words)
    if in_one:
        checks += (named_in_one(in_one, read_best(corpus), translated=meanings is not None),)
    return Topics(topics, checks)


def describe_without_words(
    settings: Settings,
    corpus: Corpus,
    vectors: Vectors,
    clustering: Clustering,
    embedder: Embedder,
) -> Topics:
    """Name the topics by c-TF-IDF because the embedder has no vectors for words."""
    topics = describe(settings, corpus, vectors, clustering, by_weight)
    return replace(topics, checks=(*topics.checks, cannot_embed(embedder)))


def by_weight(levels: Sequence[Level]) -> Relevance:
    """c-TF-IDF as the relevance."""
    return [
        [np.array([one.weight for one in candidates]) for candidates in level] for level in levels
    ]


def _find_levels(
    settings: Settings, corpus: Corpus, clustering: Clustering, meanings: Meanings | None
) -> tuple[tuple[Level, ...], int]:
    """The candidates of every topic of every level, and how many topics are in several languages.

    Copies of a text count once.
    """
    if clustering.levels.max(initial=-1) < 0:
        return ((),) * len(clustering.levels), 0
    first = np.flatnonzero(corpus.first_copy == np.arange(len(corpus)))
    columns = (corpus.own_titles, corpus.own_texts)
    titles, texts = (_without_handles([column[one] for one in first]) for column in columns)
    left_out = stop_words(settings.words, corpus.spoken)
    words = read_words(titles, texts, left_out, own_words(settings.words))
    labels = clustering.levels[:, first]
    least = _min_documents(labels)
    phrases = find_phrases(words, len(first), settings.max_ngram, least)
    levels = tuple(
        find_candidates(phrases, row, int(whole.max()) + 1, settings.n_candidates)
        for row, whole in zip(labels, clustering.levels, strict=True)
    )
    best = read_best(corpus)
    if not best:
        return _with_stems(levels, corpus.spoken), 0
    reading = Reading(
        words,
        languages_of(corpus, first),
        best,
        settings.max_ngram,
        least,
        settings.n_candidates,
        known_words(best, stop_words(settings.words, (best,))),
        meanings,
    )
    levels, in_one = reading.renamed(tuple(labels), levels)
    return _with_stems(levels, (best,)), in_one


def _with_stems(levels: Sequence[Level], languages: Strings) -> tuple[Level, ...]:
    """The candidates with the stems of their words, but of English, whose plurals are known."""
    if not languages or languages[0] == "en":
        return tuple(levels)
    stem = stemming(languages[0])
    return tuple(
        tuple(
            tuple(replace(one, stems=tuple(map(stem, one.words))) for one in candidates)
            for candidates in level
        )
        for level in levels
    )


def _without_handles(texts: Sequence[str]) -> Strings:
    """The texts with spaces in place of handles, which would tell people, not topics."""
    return without_parts(tuple(texts), handle_parts(texts))


def _min_documents(levels: IntArray) -> int:
    """In how many documents a phrase must occur to have a chance in the smallest topic."""
    if levels.shape[1] < _FEW_DOCUMENTS:
        return 1
    sizes = [np.bincount(labels[labels >= 0]) for labels in levels if labels.max() >= 0]
    smallest = min(int(size[size > 0].min()) for size in sizes)
    return max(2, support(smallest))


def _build_level(
    settings: Settings,
    corpus: Corpus,
    vectors: Vectors,
    number: int,
    labels: IntArray,
    level: Level,
    relevance: Sequence[Floats],
) -> list[Topic]:
    members = [np.flatnonzero(labels == topic) for topic in range(len(level))]
    scored = [
        (candidates, score(candidates, values), len(np.unique(corpus.first_copy[inside])))
        for candidates, values, inside in zip(level, relevance, members, strict=True)
    ]
    names = label_topics([name_phrases(*one) for one in scored])
    middle = centroids(vectors.values, labels)
    return [
        Topic(
            number,
            topic,
            names[topic],
            keywords(*scored[topic], settings.n_keywords),
            len(inside),
            representatives(
                vectors.values,
                inside,
                middle[topic],
                corpus.first_copy,
                settings.n_representatives,
            ),
        )
        for topic, inside in enumerate(members)
    ]
