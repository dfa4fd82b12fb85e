"""The default level by topic id, on which corrections work before topics are numbered anew.

A topic's number is its place among the topics of a run; its id stays when others come and go.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from pipeline.core.artifacts import (
    Clustering,
    FloatArray,
    IntArray,
    Strings,
    Topic,
    Topics,
)

Ids = tuple[int, ...]
"""The id of each topic of the default level, by number; unique, in any order."""


@dataclass(frozen=True)
class Level:
    """The default level of a clustering, told by ids.

    topics       each by its id, in the order of their numbers
    stabilities  by id, NaN for a topic that the user made; none at all where the method does
                 not tell
    of           (n,) the id of the topic of each document, -1 for none
    nearest      (n,) the id of the topic that it is nearest to, -1 where unknown
    second       (n,) the id of the topic that comes second for it, -1 for none
    strengths, distances, reasons, second_shares
                 as in ``Clustering``
    """

    topics: Mapping[int, Topic]
    stabilities: Mapping[int, float]
    of: IntArray
    nearest: IntArray
    strengths: FloatArray
    distances: FloatArray
    reasons: Strings
    second: IntArray
    second_shares: FloatArray


def opened(topic_ids: Ids, clustering: Clustering, topics: Topics) -> Level:
    """The default level by ids; raises ``ValueError`` where ids and topics differ in number."""
    by_number = np.array([*topic_ids, -1], dtype=np.int32)  # -1 is the last place, too
    stabilities = clustering.stabilities[clustering.level] if clustering.stabilities else ()
    return Level(
        topics=dict(zip(topic_ids, topics.at(clustering.level), strict=True)),
        stabilities=dict(zip(topic_ids, stabilities, strict=False)),
        of=by_number[clustering.labels],
        nearest=by_number[clustering.nearest],
        strengths=clustering.strengths,
        distances=clustering.distances,
        reasons=clustering.reasons,
        second=by_number[clustering.second],
        second_shares=clustering.second_shares,
    )


def closed(level: Level, clustering: Clustering, topics: Topics) -> tuple[Ids, Clustering, Topics]:
    """The level in its clustering again, its topics numbered by falling size, ties in their order.

    A topic without documents is none any more. A document with a topic is nearest to that one
    and needs no reason; one without has strength 0, and where the topic that it was nearest to
    is gone, which is nearest now is not known: nearest is -1 and the distance 0. Nor is which is
    second where that topic is gone or has become the first: second is -1 and its share 0.
    """
    sizes = Counter(level.of.tolist())
    standing = [topic for topic in level.topics if sizes[topic]]
    ids = tuple(sorted(standing, key=lambda topic: -sizes[topic]))
    labels = numbered(level.of, ids)
    outside = labels < 0
    nearest = np.where(outside, numbered(level.nearest, ids), labels)
    second = numbered(level.second, ids)
    second = np.where(second == nearest, np.int32(-1), second)
    levels = clustering.levels.copy()
    levels[clustering.level] = labels
    changed = replace(
        clustering,
        labels=labels,
        levels=levels,
        nearest=nearest,
        strengths=np.where(outside, np.float32(0), level.strengths),
        distances=np.where(nearest < 0, np.float32(0), level.distances),
        reasons=tuple(
            reason if without else ""
            for reason, without in zip(level.reasons, outside.tolist(), strict=True)
        ),
        second=second,
        second_shares=np.where(second < 0, np.float32(0), level.second_shares),
        stabilities=_with_stabilities(level, ids, clustering),
    )
    return ids, changed, _with_topics(level, ids, clustering, topics)


def numbered(of: IntArray, ids: Sequence[int]) -> IntArray:
    """The place of each id among ``ids``, -1 for one that is not there."""
    place = {topic: number for number, topic in enumerate(ids)}
    return np.array([place.get(topic, -1) for topic in of.tolist()], dtype=np.int32)


def moved(of: IntArray, into: Mapping[int, int]) -> IntArray:
    """The ids with those that have become another one replaced."""
    return np.array([into.get(topic, topic) for topic in of.tolist()], dtype=np.int32)


def _with_stabilities(
    level: Level, ids: Ids, clustering: Clustering
) -> tuple[tuple[float, ...], ...]:
    if not clustering.stabilities:
        return ()
    changed = list(clustering.stabilities)
    changed[clustering.level] = tuple(level.stabilities[topic] for topic in ids)
    return tuple(changed)


def _with_topics(level: Level, ids: Ids, clustering: Clustering, topics: Topics) -> Topics:
    row = clustering.level
    shown = [_as_numbered(level, topic, number, clustering) for number, topic in enumerate(ids)]
    others = [topic for topic in topics.topics if topic.level != row]
    # sorting is stable: each level keeps its order
    return replace(topics, topics=tuple(sorted([*others, *shown], key=lambda each: each.level)))


def _as_numbered(level: Level, topic: int, number: int, before: Clustering) -> Topic:
    """A topic with what is true of its documents now.

    Of its representatives those are left that are still its own, and how many found it by its
    name is known as long as they are the ones that it had.
    """
    told, inside = level.topics[topic], level.of == topic
    own = set(np.flatnonzero(inside).tolist())
    same = np.array_equal(inside, before.labels == told.topic)
    return replace(
        told,
        level=before.level,
        topic=number,
        size=len(own),
        representatives=tuple(each for each in told.representatives if each in own),
        found_by_name=told.found_by_name if same else None,
    )
