"""Candidates: the phrases that may speak for a topic, chosen by counting alone."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pipeline.core.artifacts import IntArray, Strings
from pipeline.describe.class_tfidf import class_tfidf
from pipeline.describe.document_words import Bools, Ints
from pipeline.describe.keyness import Floats, excess, keyness
from pipeline.describe.phrases import Phrases

if TYPE_CHECKING:
    from scipy.sparse import csc_array, csr_array

KEYNESS = 2.58
"""One chance in a hundred that a phrase is as frequent elsewhere."""

EXCESS = 1.5
"""A phrase must be this many times likelier inside the topic than outside."""

SHARED = 0.2
"""A single word that this share of the other documents has belongs to the whole corpus."""

SWALLOWED = 2 / 3
"""A phrase is a fragment if a longer one holds this share of its documents."""


SEVERAL = 1.6
"""How much more a phrase of several words says than one word."""

FEW = 6
"""Where fewer phrases than this pass, phrases of less keyness are let in."""

_LEAST_WEIGHT = 1e-9
"""Added where c-TF-IDF may be 0: where topics have less than one phrase on average."""


@dataclass(frozen=True)
class Candidate:
    """A phrase that may speak for a topic.

    name       as the corpus spells it
    words      its folded words
    weight     its c-TF-IDF in the topic, above 0
    worth      how good a name it would be as far as counting can tell, above 0
    documents  which of the topic's documents have it, as positions among them
    stems      its words without their endings; no entries where these are known to be of one form
    """

    name: str
    words: Strings
    weight: float
    worth: float
    documents: Ints
    stems: Strings = ()


Candidates = tuple[Candidate, ...]
"""The candidates of one topic, by falling c-TF-IDF."""

Level = tuple[Candidates, ...]
"""The candidates of every topic of one level, by topic number."""


def support(size: int) -> int:
    """In how many documents of a topic a phrase must occur: 2 of 10, 3 of 30, 5 of 100."""
    return max(min(2, size), math.floor(math.sqrt(size) / 2 + 0.5))


def find_candidates(phrases: Phrases, labels: IntArray, n_topics: int, many: int) -> Level:
    """Choose at most ``many`` candidates a topic.

    Where too few pass the test of keyness, the next likeliest join them. ``labels`` are
    the topics of the documents that ``phrases`` were found in; those without a topic
    serve as a contrast.
    """
    if not n_topics or not phrases.names:
        return ((),) * n_topics
    tables = _tables(phrases, labels, n_topics)
    return tuple(_of_topic(topic, phrases, tables, many) for topic in range(n_topics))


class _Tables(NamedTuple):
    """What the topics of a level share; sparse rows are topics, columns are phrases."""

    has: "csc_array"
    total: Floats
    aptness: Floats
    inside: "csr_array"
    weights: "csr_array"
    labels: IntArray


def _tables(phrases: Phrases, labels: IntArray, n_topics: int) -> _Tables:
    from scipy.sparse import csr_array

    n = len(labels)
    classes = np.where(labels < 0, n_topics, labels)
    # a topic may have none of these documents, all of its own being copies of others
    rows = max(int(classes.max()) + 1, n_topics)
    members = csr_array((np.ones(n), (classes, np.arange(n))), shape=(rows, n))
    has = (phrases.mentions > 0).astype(np.float64)
    inside = members @ has
    weights = class_tfidf(members @ phrases.mentions) + _LEAST_WEIGHT * inside
    inside.sort_indices()
    weights.sort_indices()
    total = np.asarray(has.sum(axis=0), dtype=np.float64).ravel()
    return _Tables(has.tocsc(), total, _aptness(phrases, total), inside, weights, labels)


def _aptness(phrases: Phrases, total: Floats) -> Floats:
    """What makes a name of a phrase, whatever the topic.

    Texts come back to what they are about, names stand by themselves, and two words say
    more than one.
    """
    mentions = np.asarray(phrases.mentions.sum(axis=0)).ravel() / total
    several = np.array([SEVERAL if len(words) > 1 else 1.0 for words in phrases.words])
    return np.asarray(several * np.cbrt(mentions * (phrases.standing + 0.1)))


def _of_topic(topic: int, phrases: Phrases, tables: _Tables, many: int) -> Candidates:
    row = slice(*tables.inside.indptr[topic : topic + 2])
    phrase, inside = tables.inside.indices[row], tables.inside.data[row]
    weight = tables.weights.data[row]
    members = np.flatnonzero(tables.labels == topic)
    single = np.array([len(phrases.words[one]) == 1 for one in phrase], dtype=np.bool_)
    likely, passes = _judge(inside, len(members), tables.total[phrase], len(tables.labels), single)
    pool = np.flatnonzero(likely > 0)
    order = np.lexsort((np.where(passes, -weight, -likely)[pool], ~passes[pool]))
    pool = pool[order][: 10 * many]
    pool = pool[_whole([phrases.words[phrase[one]] for one in pool], inside[pool])]
    chosen = pool[: max(FEW, int(passes[pool].sum()))]
    chosen = chosen[np.argsort(-weight[chosen], kind="stable")][:many]
    return tuple(
        Candidate(
            phrases.names[phrase[one]],
            phrases.words[phrase[one]],
            float(weight[one]),
            float(likely[one] * tables.aptness[phrase[one]]),
            _rows_with(tables.has, phrase[one], members),
        )
        for one in chosen
    )


def _rows_with(has: "csc_array", phrase: int, members: Ints) -> Ints:
    documents = has.indices[has.indptr[phrase] : has.indptr[phrase + 1]]
    return np.flatnonzero(np.isin(members, documents))


def _judge(inside: Floats, size: int, total: Floats, n: int, single: Bools) -> tuple[Floats, Bools]:
    """How likely each phrase belongs to the topic (0: not at all), and whether it passes.

    The demands are lowered where no phrase meets them.
    """
    supported = inside >= support(size)
    if not supported.any():
        supported = inside > 0
    if size == n:
        return supported.astype(np.float64), supported
    key = keyness(inside, size, total, n)
    shared = single & (total - inside >= SHARED * (n - size))
    demands = (supported & (key > 0) & ~shared, supported & (key > 0), supported)
    allowed = next((demand for demand in demands if demand.any()), supported)
    passes = allowed & (key >= KEYNESS) & (excess(inside, size, total, n) >= EXCESS)
    return np.where(allowed, np.maximum(key, _LEAST_WEIGHT), 0.0), passes


def _whole(words: Sequence[Strings], inside: Floats) -> Bools:
    """Which phrases are no mere fragment of a longer one."""
    longer: dict[Strings, float] = {}
    for phrase, documents in zip(words, inside, strict=True):
        for length in range(1, len(phrase)):
            for start in range(len(phrase) - length + 1):
                part = phrase[start : start + length]
                longer[part] = max(longer.get(part, 0.0), documents)
    held = np.array([longer.get(phrase, 0.0) for phrase in words], dtype=np.float64)
    return held < SWALLOWED * inside
