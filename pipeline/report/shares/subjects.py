"""Subjects: the themes and the topics shown, counted alike."""

from dataclasses import dataclass

import numpy as np

from pipeline.core.artifacts import IntArray
from pipeline.numerics.contingency import crosstab
from pipeline.report.layout import lay_out
from pipeline.report.palette import LIGHT
from pipeline.report.results import Results
from pipeline.report.shares.wholes import Held, Kind, wholes


@dataclass(frozen=True)
class Subject:
    """A theme or a topic: ``place`` is its column among the themes or its label as a topic.

    ``size`` is how many whole documents have it.
    """

    kind: Kind
    place: int
    name: str
    size: int


def subjects(results: Results) -> tuple[Subject, ...]:
    """The themes, then the topics of the level shown, each the largest first."""
    whole = np.zeros(len(wholes(results)), dtype=np.int32)
    sizes = {kind: rows[:, 0].tolist() for kind, rows in _counted(results, whole, 1).items()}
    named = enumerate(results.themes.names)
    themes = [Subject("theme", place, name, sizes["theme"][place]) for place, name in named]
    topics = [
        Subject("topic", each.topic, each.label, sizes["topic"][each.topic])
        for each in results.shown_topics
    ]
    return (*_largest_first(themes), *_largest_first(topics))


def tally(results: Results, parts: IntArray, k: int) -> IntArray:
    """Whole documents of each of r subjects in each of k parts: (r, k).

    ``parts`` (m,) is the part of each whole document; -1 is not counted.
    """
    rows = _counted(results, parts, k)
    chosen = [rows[each.kind][each.place] for each in subjects(results)]
    return np.array(chosen, dtype=np.int32).reshape(len(chosen), k)


def _counted(results: Results, parts: IntArray, k: int) -> dict[Kind, IntArray]:
    """Whole documents of every theme and every topic in each part."""
    found = wholes(results)
    rows: dict[Kind, IntArray] = {}
    kinds: tuple[tuple[Kind, Held, int], ...] = (
        ("theme", found.themes, len(results.themes.names)),
        ("topic", found.topics, len(results.shown_topics)),
    )
    for kind, held, many in kinds:
        counts = held.counts & (parts[held.whole] >= 0)
        part = parts[held.whole[counts]]
        rows[kind] = crosstab(held.place[counts], part, (many, k)).astype(np.int32)
    return rows


def _largest_first(found: list[Subject]) -> list[Subject]:
    return sorted(found, key=lambda each: -each.size)


def topic_number(results: Results, subject: Subject) -> int:
    """The number that a topic is shown under, -1 for a theme."""
    return results.identities.ids[subject.place] if subject.kind == "topic" else -1


def conditions_of(results: Results, subject: Subject) -> dict[str, object]:
    """What a view asks for to show the documents of a subject."""
    if subject.kind == "theme":
        return {"theme": results.themes.names[subject.place]}
    return {"topic": topic_number(results, subject)}


def colours_of(results: Results) -> dict[Kind, list[int]]:
    """The palette number of every subject, by kind and place, as it is on the map."""
    return {
        "theme": [place % len(LIGHT) for place in range(len(results.themes.names))],
        "topic": lay_out(results).colours,
    }
