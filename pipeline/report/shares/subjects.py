"""Subjects: the themes and the topics shown, counted alike."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from pipeline.core.artifacts import IntArray
from pipeline.numerics.contingency import crosstab
from pipeline.report.layout import lay_out
from pipeline.report.palette import LIGHT
from pipeline.report.results import Results

Kind = Literal["theme", "topic"]
KINDS: tuple[Kind, ...] = ("theme", "topic")


@dataclass(frozen=True)
class Subject:
    """A theme or a topic: ``place`` is its column among the themes or its label as a topic."""

    kind: Kind
    place: int
    name: str
    size: int


def subjects(results: Results) -> tuple[Subject, ...]:
    """The themes, then the topics of the level shown, each the largest first."""
    named = enumerate(zip(results.themes.names, results.theme_sizes, strict=True))
    themes = [Subject("theme", place, name, size) for place, (name, size) in named]
    topics = [Subject("topic", each.topic, each.label, each.size) for each in results.shown_topics]
    return (*_largest_first(themes), *_largest_first(topics))


def tally(results: Results, parts: IntArray, k: int) -> IntArray:
    """Documents of each of r subjects in each of k parts: (r, k); the part -1 is not counted."""
    counted = np.flatnonzero(parts >= 0)
    part, labels = parts[counted], results.clustering.labels[counted]
    document, theme = np.nonzero(results.themes.assigned[counted])
    rows = {
        "theme": crosstab(theme, part[document], (len(results.themes.names), k)),
        "topic": crosstab(labels, part, (len(results.shown_topics), k)),
    }
    chosen = [rows[each.kind][each.place] for each in subjects(results)]
    return np.array(chosen, dtype=np.int32).reshape(len(chosen), k)


def _largest_first(found: list[Subject]) -> list[Subject]:
    return sorted(found, key=lambda each: -each.size)


def topic_number(results: Results, subject: Subject) -> int:
    """The number that a topic is shown under, -1 for a theme."""
    return results.identities.ids[subject.place] if subject.kind == "topic" else -1


def colours_of(results: Results) -> dict[Kind, list[int]]:
    """The palette number of every subject, by kind and place, as it is on the map."""
    return {
        "theme": [place % len(LIGHT) for place in range(len(results.themes.names))],
        "topic": lay_out(results).colours,
    }
