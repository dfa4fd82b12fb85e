"""Naming: topics are called what the user calls them, and no two are called the same."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from pipeline.core.artifacts import Topic
from pipeline.overrides.level import Level
from pipeline.overrides.settings import Overrides


def renamed(level: Level, overrides: Overrides) -> Level:
    """Give the topics that are there their new names; see ``with_unique_labels``."""
    named = {
        each.topic: replace(level.topics[each.topic], label=each.name, found_by_name=None)
        for each in overrides.topics
        if each.name is not None and each.topic in level.topics
    }
    if not named:
        return level
    return replace(level, topics=with_unique_labels({**level.topics, **named}, named))


def with_unique_labels(topics: Mapping[int, Topic], given: Collection[int]) -> dict[int, Topic]:
    """The topics by id; a ``given`` one whose label is taken has its id beside the label.

    The others keep theirs; of two given ones, the first does.
    """
    taken = {each.label.casefold() for topic, each in topics.items() if topic not in given}
    unique = dict(topics)
    for topic in given:
        label = topics[topic].label
        while label.casefold() in taken:
            label = f"{label} ({topic})"
        taken.add(label.casefold())
        unique[topic] = replace(topics[topic], label=label)
    return unique
