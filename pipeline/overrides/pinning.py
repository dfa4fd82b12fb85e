"""Pinning: documents keep the topic that they had in the last run."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from pipeline.core.artifacts import IntArray, Topic
from pipeline.overrides.level import Level, moved
from pipeline.overrides.naming import with_unique_labels
from pipeline.overrides.settings import Overrides


@dataclass(frozen=True)
class Before:
    """What the documents of this run had in the last one.

    topics  what each topic was, by id; representatives, if any, are positions in this corpus
    of      (n,) int32, the id of each document's topic; -1 for none, and for a new document
    """

    topics: Mapping[int, Topic]
    of: IntArray


def pinned_topics(level: Level, overrides: Overrides, before: Before) -> tuple[int, ...]:
    """The ids of the pinned topics that documents of this run had in the last one."""
    known = (level.topics.keys() | before.topics.keys()) & set(before.of.tolist())
    return tuple(each.topic for each in overrides.topics if each.pin and each.topic in known)


def pinned(level: Level, overrides: Overrides, before: Before) -> Level:
    """Give documents back the pinned topics that they had; the same object if all have them.

    A document of a topic that is merged into the pinned one stays: the merge will bring it.
    The run does not vouch for what is given back: the strength is 0, and so is the distance
    unless the topic was the nearest. A topic that no other continues comes back as it was
    called, with stability 0.
    """
    pins = pinned_topics(level, overrides, before)
    bound_for = moved(level.of, overrides.destinations(level.topics.keys()))
    given = np.isin(before.of, pins) & (before.of != bound_for)
    if not given.any():
        return level
    of = np.where(given, before.of, level.of)
    back = {pin: before.topics[pin] for pin in pins if pin not in level.topics}
    far = given & (level.nearest != of)
    return replace(
        level,
        topics=with_unique_labels({**level.topics, **back}, back),
        stabilities={**level.stabilities, **dict.fromkeys(back, 0.0)},
        of=of,
        strengths=np.where(given, np.float32(0), level.strengths),
        distances=np.where(far, np.float32(0), level.distances),
    )
