"""Near topics: which topics a reader should look at next.

Where other seeds were tried, two topics are near that these put together: the chance that a
document of each would share a topic (as in the consensus matrix of Monti et al. 2003,
doi:10.1023/A:1023949509487). Then come those under the same coarser topic, those that share
keywords, and those beside each other on the map.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import BoolArray, IntArray, Topic
from pipeline.numerics.contingency import crosstab
from pipeline.report.results import Results
from pipeline.report.tree import grow, walk
from pipeline.report.wording import listing, quoted

NEAREST = 3
"""Topics named for each."""

MIXED, KIN = 0.05, 0.2
"""The least chance of being together, and the least cosine of keywords, that tell anything."""

Square = NDArray[np.float64]


@dataclass(frozen=True)
class Neighbour:
    """A near topic and what makes it so, in a few words."""

    topic: Topic
    why: str


def near(results: Results, anchors: NDArray[np.float64]) -> list[list[Neighbour]]:
    """The nearest of each of the k topics shown, ``anchors`` (k, 2) being their places."""
    topics = results.shown_topics
    mixed = together(results.clustering.labels, results.clustering.replicas, len(topics))
    siblings = _siblings(results)
    words = _kinship(topics)
    distances = np.linalg.norm(anchors[:, None] - anchors, axis=2)
    nearness = (
        distances,
        -np.floor(words / KIN),
        -siblings.astype(float),
        -np.floor(mixed / MIXED),
    )
    return [
        [
            Neighbour(topics[other], _why(topics[topic], topics[other], mixed, siblings))
            for other in np.lexsort([each[topic] for each in nearness]).tolist()
            if other != topic
        ][:NEAREST]
        for topic in range(len(topics))
    ]


def together(labels: IntArray, replicas: IntArray, topics: int) -> Square:
    """How often a document of one topic and one of another share a topic of a replica.

    (topics, topics), from 0 to 1; 0 where there are no replicas.
    """
    shares = np.zeros((topics, topics))
    sizes = np.maximum(np.bincount(labels[labels >= 0], minlength=topics), 1)[:, None]
    for groups in replicas:
        inside = crosstab(labels, groups, (topics, int(groups.max(initial=-1)) + 1)) / sizes
        shares += inside @ inside.T
    return shares / max(len(replicas), 1)


def _kinship(topics: tuple[Topic, ...]) -> Square:
    """The cosine of the topics' weighted keywords: (k, k)."""
    numbers: dict[str, int] = {}
    for topic in topics:
        for keyword in topic.keywords:
            numbers.setdefault(keyword.word.casefold(), len(numbers))
    weights = np.zeros((len(topics), max(len(numbers), 1)))
    for place, topic in enumerate(topics):
        for keyword in topic.keywords:
            weights[place, numbers[keyword.word.casefold()]] = keyword.weight
    lengths = np.linalg.norm(weights, axis=1, keepdims=True)
    unit = weights / np.where(lengths > 0, lengths, 1)
    return np.asarray(unit @ unit.T)


def _siblings(results: Results) -> BoolArray:
    """Whether two topics stand under the same coarser one: (k, k)."""
    parents = {
        branch.topic.topic: -1 - branch.topic.topic if parent is None else parent.topic
        for branch, parent in walk(grow(results))
        if branch.topic.level == results.clustering.level
    }
    above = np.array([parents[topic.topic] for topic in results.shown_topics], dtype=np.int32)
    same: BoolArray = above[:, None] == above
    return same


def _why(topic: Topic, other: Topic, mixed: Square, siblings: BoolArray) -> str:
    place = topic.topic, other.topic
    if mixed[place] >= MIXED:
        return f"{100 * mixed[place]:.0f}% together"
    if siblings[place]:
        return "same coarser topic"
    own = {keyword.word.casefold() for keyword in topic.keywords}
    shared = [keyword.word for keyword in other.keywords if keyword.word.casefold() in own]
    return f"shares {listing([quoted(word) for word in shared[:2]])}" if shared else "on the map"
