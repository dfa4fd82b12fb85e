"""Subjects: the themes and the topics shown, counted alike."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from pipeline.core.artifacts import IntArray
from pipeline.numerics.contingency import crosstab
from pipeline.report.layout import lay_out
from pipeline.report.palette import LIGHT
from pipeline.report.results import Story

Kind = Literal["theme", "topic"]
KINDS: tuple[Kind, ...] = ("theme", "topic")


@dataclass(frozen=True)
class Subject:
    """A theme or a topic: ``place`` is its column among the themes or its label as a topic."""

    kind: Kind
    place: int
    name: str
    size: int


def subjects(story: Story) -> tuple[Subject, ...]:
    """The themes, then the topics of the level shown, each the largest first."""
    named = enumerate(zip(story.themes.names, story.theme_sizes, strict=True))
    themes = [Subject("theme", place, name, size) for place, (name, size) in named]
    topics = [Subject("topic", each.topic, each.label, each.size) for each in story.shown_topics]
    return (*_largest_first(themes), *_largest_first(topics))


def tally(story: Story, parts: IntArray, k: int) -> IntArray:
    """Documents of each of r subjects in each of k parts: (r, k); the part -1 is not counted."""
    counted = np.flatnonzero(parts >= 0)
    part, labels = parts[counted], story.clustering.labels[counted]
    document, theme = np.nonzero(story.themes.assigned[counted])
    rows = {
        "theme": crosstab(theme, part[document], (len(story.themes.names), k)),
        "topic": crosstab(labels, part, (len(story.shown_topics), k)),
    }
    chosen = [rows[each.kind][each.place] for each in subjects(story)]
    return np.array(chosen, dtype=np.int32).reshape(len(chosen), k)


def _largest_first(found: list[Subject]) -> list[Subject]:
    return sorted(found, key=lambda each: -each.size)


def topic_number(story: Story, subject: Subject) -> int:
    """The number that a topic is shown under, -1 for a theme."""
    return story.identities.ids[subject.place] if subject.kind == "topic" else -1


def colours_of(story: Story) -> dict[Kind, list[int]]:
    """The palette number of every subject, by kind and place, as it is on the map."""
    return {
        "theme": [place % len(LIGHT) for place in range(len(story.themes.names))],
        "topic": lay_out(story).colours,
    }
