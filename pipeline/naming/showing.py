"""What a model is shown of topics: typical sentences of each, and the topics beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import Clustering, Topic, Topics, Vectors
from pipeline.core.corpus import Corpus
from pipeline.naming.instructions import sentences_apart, speaks_to_a_model

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

TYPICAL = 6
"""Documents that are shown of a topic."""

BESIDE, QUOTED = 6, 3
"""Topics beside it that are shown, and how many of them with a sentence."""

LONGEST_TITLE, LONGEST_SENTENCE = 120, 300
"""Characters."""


@dataclass(frozen=True)
class Excerpt:
    """A document as it is shown: its position, its title and its most telling sentence.

    ``passed_over`` is whether it has a sentence that speaks to a model, which is not shown.
    """

    document: int
    title: str
    sentence: str
    passed_over: bool


@dataclass(frozen=True)
class Level:
    """The topics of one level among n documents.

    depth   how many levels it is below the one shown
    labels  (n,) the topic of each, -1 for none
    """

    corpus: Corpus
    vectors: Vectors
    depth: int
    labels: NDArray[np.int32]
    topics: Sequence[Topic]

    def members(self, topic: int) -> Ints:
        """The positions of a topic's documents, of identical texts the first."""
        inside = np.flatnonzero(self.labels == topic)
        _, first = np.unique(self.corpus.first_copy[inside], return_index=True)
        found: Ints = inside[np.sort(first)]
        return found

    @cached_property
    def centres(self) -> Floats:
        """(topics, dimensions): the mean vector of each topic, of length 1 or 0."""
        values, found = self.vectors.values, []
        for topic in self.topics:
            rows = values[np.flatnonzero(self.labels == topic.topic)]
            found.append(rows.mean(axis=0, dtype=np.float64) if len(rows) else values[0] * 0.0)
        centres = np.array(found).reshape(len(found), values.shape[1])
        lengths = np.linalg.norm(centres, axis=1, keepdims=True)
        return np.asarray(centres / np.where(lengths > 0, lengths, 1.0))

    def typical(self, topic: Topic, count: int = TYPICAL) -> list[Excerpt]:
        """The documents nearest to the middle of a topic, ties by position."""
        members = self.members(topic.topic)
        cosines = self.vectors.values[members].astype(np.float64) @ self.centres[topic.topic]
        nearest = np.lexsort((members, -np.round(cosines, 6)))
        return [self._excerpt(int(members[place]), topic) for place in nearest[:count]]

    def beside(self, topic: Topic) -> list[Topic]:
        """The topics nearest to one, the nearest first."""
        cosines = np.round(self.centres @ self.centres[topic.topic], 6)
        order = np.lexsort((np.arange(len(self.topics)), -cosines))
        return [self.topics[place] for place in order if place != topic.topic][:BESIDE]

    def _excerpt(self, document: int, topic: Topic) -> Excerpt:
        title, text = self.corpus.own_titles[document], self.corpus.own_texts[document]
        words = [keyword.word.casefold() for keyword in topic.keywords]
        told = list(sentences_apart(text))
        to_model = speaks_to_a_model(title)
        return Excerpt(
            document,
            "" if to_model else _cut(title, LONGEST_TITLE),
            _cut(_telling([said for said, speaks in told if not speaks], words), LONGEST_SENTENCE),
            to_model or any(speaks for _, speaks in told),
        )


def levels_of(
    corpus: Corpus, vectors: Vectors, clustering: Clustering, topics: Topics
) -> list[Level]:
    """The levels of a clustering, the one shown first."""
    order = sorted(range(len(clustering.levels)), key=lambda level: level != clustering.level)
    return [
        Level(
            corpus,
            vectors,
            level - clustering.level,
            clustering.levels[level],
            topics.at(level),
        )
        for level in order
    ]


def _telling(sentences: Sequence[str], words: Sequence[str]) -> str:
    """The sentence with most keywords, the first of equals; empty where there is none."""
    folded = [sentence.casefold() for sentence in sentences]
    return max(
        zip(folded, sentences, strict=True),
        key=lambda pair: sum(word in pair[0] for word in words),
        default=("", ""),
    )[1]


def _cut(text: str, longest: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
