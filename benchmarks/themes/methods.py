"""The ways to bring documents under themes that are held against each other."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from pipeline.assign.combined import Combined
from pipeline.assign.outcome import Scored, outcome, read
from pipeline.assign.similarity import Similarity
from pipeline.assign.words import Words
from pipeline.config import Config
from pipeline.core.artifacts import Themes, Vectors
from pipeline.core.context import Context, Memory
from pipeline.core.contracts import Assigner
from pipeline.core.corpus import Corpus
from pipeline.core.theme import Theme
from pipeline.embed.precomputed import Precomputed
from pipeline.numerics.normalize import unit_rows

ZERO_SHOT = 0.7
"""BERTopic's ``zeroshot_min_similarity`` unless it is told otherwise."""


@dataclass(frozen=True)
class Given:
    """What every method starts from; the context remembers the model that ``embedded`` loaded."""

    config: Config
    corpus: Corpus
    vectors: Vectors
    context: Context


@dataclass(frozen=True)
class Timed:
    """Themes and the seconds they took."""

    themes: Themes
    seconds: float


Method = Callable[[Given], Timed]


def embedded(config: Config, corpus: Corpus) -> Given:
    """A corpus with the vectors of the config's embedder."""
    context = Context(memory=Memory())
    return Given(config, corpus, config.embed(corpus, context), context)


def _timed(assigner: Assigner, given: Given) -> Timed:
    clock = time.perf_counter()
    themes = assigner(given.corpus, given.vectors, given.config.embed, given.context)
    return Timed(themes, time.perf_counter() - clock)


def _combined(given: Given) -> Timed:
    return _timed(Combined(themes=given.config.themes), given)


def _names_only(given: Given) -> Timed:
    names = tuple(Theme(name=theme.name) for theme in given.config.themes)
    return _timed(Combined(themes=names), given)


def _own_vectors(given: Given) -> Timed:
    """The same vectors without what made them, as a user may give them."""
    return _combined(_without_encoder(given))


def _own_vectors_names_only(given: Given) -> Timed:
    return _names_only(_without_encoder(given))


def _without_encoder(given: Given) -> Given:
    own = Precomputed.model_construct(path=Path("none.npy"))  # not read: the vectors are there
    return replace(given, config=replace(given.config, embed=own))


def _similarity(given: Given) -> Timed:
    return _timed(Similarity(themes=given.config.themes), given)


def _words(given: Given) -> Timed:
    return _timed(Words(themes=given.config.themes), given)


def _zero_shot(given: Given) -> Timed:
    """BERTopic's zero-shot topics with its default threshold."""
    return _nearest(given, ZERO_SHOT)


def _zero_shot_all(given: Given) -> Timed:
    """The same with a threshold that none fails."""
    return _nearest(given, 0.0)


def _nearest(given: Given, limit: float) -> Timed:
    """As BERTopic's zero-shot topics: each document joins the theme most like it, or none.

    The rule is that of ``BERTopic(zeroshot_topic_list=..., zeroshot_min_similarity=limit)``,
    on the same vectors; scores are the cosines.
    """
    clock = time.perf_counter()
    config, corpus = given.config, given.corpus
    reading = read(corpus, config.words)
    asked = config.embed.encode([theme.text for theme in config.themes], corpus, given.context)
    cosines = unit_rows(given.vectors.values[reading.documents]) @ unit_rows(asked).T
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
    "combined, vectors without an encoder": _own_vectors,
    "combined, names only, vectors without an encoder": _own_vectors_names_only,
    "similarity": _similarity,
    "words": _words,
    "BERTopic zero-shot": _zero_shot,
    "BERTopic zero-shot, min similarity 0": _zero_shot_all,
}
