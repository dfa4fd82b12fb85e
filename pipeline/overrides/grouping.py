"""Grouping: topics become part of others, or are hidden."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np

from pipeline.core.artifacts import Topic
from pipeline.overrides.level import Level, moved
from pipeline.overrides.settings import Overrides

T = TypeVar("T")


def merged(level: Level, overrides: Overrides) -> Level:
    """Count documents of merged topics as those of the topic that theirs is merged into.

    It keeps its label. Its stability is the mean of its parts', weighted by their sizes; a
    document keeps the strength and the distance that it has in its part, and a topic that comes
    second the share of its part.
    """
    into = overrides.destinations(level.topics.keys())
    parts: dict[int, list[int]] = defaultdict(list)
    for topic in sorted(into, key=lambda topic: into[topic] != topic):  # what stays comes first
        parts[into[topic]].append(topic)
    if len(parts) == len(level.topics):
        return level
    wholes = [topic for topic in level.topics if topic in parts]
    rated = wholes if level.stabilities else []
    return replace(
        level,
        topics={topic: _joined([level.topics[part] for part in parts[topic]]) for topic in wholes},
        stabilities={topic: _stability(level, parts[topic]) for topic in rated},
        of=moved(level.of, into),
        nearest=moved(level.nearest, into),
        second=moved(level.second, into),
    )


def hidden(level: Level, overrides: Overrides) -> Level:
    """Take away the topics that the reader is not to see; their documents are told why."""
    names = {
        each.topic: each.name or level.topics[each.topic].label
        for each in overrides.topics
        if each.hide and each.topic in level.topics
    }
    if not names:
        return level
    why = {
        topic: f'its topic "{name}" is hidden by {overrides.file}' for topic, name in names.items()
    }
    reasons = zip(level.of.tolist(), level.reasons, strict=True)
    return replace(
        level,
        topics={topic: each for topic, each in level.topics.items() if topic not in names},
        of=np.where(np.isin(level.of, list(names)), np.int32(-1), level.of),
        reasons=tuple(why.get(topic, reason) for topic, reason in reasons),
    )


def _joined(parts: Sequence[Topic]) -> Topic:
    """Several topics as one, called what the first is; its documents are counted later."""
    if len(parts) == 1:
        return parts[0]
    return replace(
        parts[0],
        keywords=_interleaved([part.keywords for part in parts], lambda key: key.word.casefold()),
        representatives=_interleaved([part.representatives for part in parts], lambda key: key),
    )


def _interleaved(lists: Sequence[Sequence[T]], key: Callable[[T], Hashable]) -> tuple[T, ...]:
    """The first of each list, then the second of each, without repeats.

    As many as the longest list has.
    """
    longest = max(map(len, lists))
    ranked = [values[rank] for rank in range(longest) for values in lists if rank < len(values)]
    found: dict[Hashable, T] = {}
    for value in ranked:
        found.setdefault(key(value), value)
    return tuple(found.values())[:longest]


def _stability(level: Level, parts: Sequence[int]) -> float:
    """NaN where it is known of no part."""
    known = [part for part in parts if not np.isnan(level.stabilities[part])]
    if not known:
        return float("nan")
    values = [level.stabilities[part] for part in known]
    return float(np.average(values, weights=[level.topics[part].size for part in known]))
