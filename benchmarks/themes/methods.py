"""The ways to bring documents under themes that are held against each other."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from pipeline.assign.combined import Combined
from pipeline.assign.outcome import Scored, outcome, read
from pipeline.assign.similarity import Similarity
from pipeline.assign.words import Words
from pipeline.config import Config
from pipeline.core.artifacts import Corpus, Themes, Vectors
from pipeline.core.contracts import Assigner
from pipeline.core.theme import Theme
from pipeline.embed.joined import Joined
from pipeline.numerics.normalize import unit_rows

ZERO_SHOT = 0.7
"""BERTopic's ``zeroshot_min_similarity`` unless it is told otherwise."""


@dataclass(frozen=True)
class Timed:
    """Themes and the seconds they took."""

    themes: Themes
    seconds: float


Method = Callable[[Config, Corpus, Vectors], Timed]


def vectors_of(config: Config, corpus: Corpus) -> Vectors:
    """The vectors of the config's embedder."""
    if isinstance(config.embed, Joined):
        return config.embed(*(part.method(corpus) for part in config.embed.parts))
    return config.embed(corpus)


def _timed(assigner: Assigner, config: Config, corpus: Corpus, vectors: Vectors) -> Timed:
    clock = time.perf_counter()
    themes = assigner(corpus, vectors, config.embed)
    return Timed(themes, time.perf_counter() - clock)


def _combined(config: Config, corpus: Corpus, vectors: Vectors) -> Timed:
    return _timed(Combined(themes=config.themes), config, corpus, vectors)


def _names_only(config: Config, corpus: Corpus, vectors: Vectors) -> Timed:
    names = tuple(Theme(name=theme.name) for theme in config.themes)
    return _timed(Combined(themes=names), config, corpus, vectors)


def _similarity(config: Config, corpus: Corpus, vectors: Vectors) -> Timed:
    return _timed(Similarity(themes=config.themes), config, corpus, vectors)


def _words(config: Config, corpus: Corpus, vectors: Vectors) -> Timed:
    return _timed(Words(themes=config.themes), config, corpus, vectors)


def _zero_shot(config: Config, corpus: Corpus, vectors: Vectors) -> Timed:
    """BERTopic's zero-shot topics with its default threshold."""
    return _nearest(config, corpus, vectors, ZERO_SHOT)


def _zero_shot_all(config: Config, corpus: Corpus, vectors: Vectors) -> Timed:
    """The same with a threshold that none fails."""
    return _nearest(config, corpus, vectors, 0.0)


def _nearest(config: Config, corpus: Corpus, vectors: Vectors, limit: float) -> Timed:
    """As BERTopic's zero-shot topics: each document joins the theme most like it, or none.

    The rule is that of ``BERTopic(zeroshot_topic_list=..., zeroshot_min_similarity=limit)``,
    on the same vectors; scores are the cosines.
    """
    clock = time.perf_counter()
    reading = read(corpus)
    asked = config.embed.encode([theme.text for theme in config.themes], corpus)
    cosines = unit_rows(vectors.values[reading.documents]) @ unit_rows(asked).T
    best = cosines >= cosines.max(axis=1, keepdims=True)
    scores = np.clip(np.where(best, cosines, 0), 0, 1).astype(np.float32)
    limits = np.full(len(config.themes), limit)
    scored = Scored(scores, limits, cosines, {"meaning": cosines})
    judged = np.zeros(scores.shape, dtype=np.int8)
    themes = outcome(corpus, reading, config.themes, scored, judged)
    return Timed(themes, time.perf_counter() - clock)


METHODS: dict[str, Method] = {
    "combined": _combined,
    "combined, names only": _names_only,
    "similarity": _similarity,
    "words": _words,
    "BERTopic zero-shot": _zero_shot,
    "BERTopic zero-shot, min similarity 0": _zero_shot_all,
}
