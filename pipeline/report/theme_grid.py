"""Themes by topic: what they share, where that is more than chance, what themes hardly cover."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import BoolArray, IntArray
from pipeline.core.theme import UNCOVERED
from pipeline.report.results import Results
from pipeline.report.tables import theme_topics

CLEARLY = 3.0
"""Standard deviations above what chance would give; one cell in 700 is that far by accident."""

OFTENER = 1.5
"""How many times as often as by chance a theme must be in a topic for it to be marked."""

FEWEST = 3
"""Documents that a topic and a theme must share for it to be marked."""


@dataclass(frozen=True)
class Cell:
    """What a topic and a theme share.

    ``lift`` is how many times as often as by chance, 0 where that is not clearly more; ``tenth``
    the share of the topic in tenths, for a shade.
    """

    documents: int
    tenth: int
    lift: float


@dataclass(frozen=True)
class Row:
    """A topic, or the documents without one (id None), and a cell for every theme.

    ``held`` of its documents have any theme.
    """

    id: int | None
    label: str
    size: int
    held: int
    cells: list[Cell]


def rows(results: Results) -> list[Row]:
    """One for each topic shown, the last for the documents without where there are any."""
    sizes, lifts = _sizes(results), clear_lifts(results)
    tenths = np.round(10 * results.crossing / np.maximum(sizes, 1)[:, None]).astype(int)
    cells = [
        [Cell(*values) for values in zip(*columns, strict=True)]
        for columns in zip(results.crossing.tolist(), tenths.tolist(), lifts.tolist(), strict=True)
    ]
    names = [(results.id_of(topic), topic.label) for topic in results.shown_topics]
    found = zip((*names, (None, "No topic")), sizes.tolist(), _held(results), cells, strict=True)
    return [Row(*name, *rest) for name, *rest in found if name[0] is not None or rest[0]]


def clear_lifts(results: Results) -> NDArray[np.float64]:
    """(topics + 1, themes): how many times as often as by chance, 0 where that is not clear."""
    return np.where(more_than_chance(results), _lifts(results), 0.0)


def more_than_chance(results: Results) -> BoolArray:
    """(topics + 1, themes): where a theme is clearly more frequent than chance, and often enough.

    By the adjusted residual of the table of two by two (Haberman 1973, doi:10.2307/2529686). The
    last row, of documents without a topic, is never marked.
    """
    n, sizes, own = max(len(results), 1), _sizes(results)[:, None], np.array(results.theme_sizes)
    expected = sizes * own / n
    spread = np.sqrt(expected * (1 - sizes / n) * (1 - own / n))
    ahead = (results.crossing - expected) > CLEARLY * spread
    often = (results.crossing >= FEWEST) & (_lifts(results) >= OFTENER)
    topics = np.arange(len(sizes))[:, None] < len(results.shown_topics)
    marked: BoolArray = ahead & often & topics & (spread > 0)
    return marked


def uncovered(rows: Sequence[Row]) -> list[Row]:
    """The topics that themes hardly cover."""
    return [row for row in rows if row.id is not None and row.held <= UNCOVERED * row.size]


def shared(results: Results) -> IntArray:
    """Documents that two themes have in common: (themes, themes), their own on the diagonal."""
    assigned = results.themes.assigned.astype(np.float64)
    return np.asarray((assigned.T @ assigned).round(), dtype=np.int32)


def _held(results: Results) -> list[int]:
    """Documents of each topic, and of those without, that have any theme."""
    labels = results.clustering.labels[results.themes.assigned.any(axis=1)]
    counts: list[int] = np.bincount(labels + 1, minlength=len(results.shown_topics) + 1).tolist()
    return [*counts[1:], counts[0]]


def _sizes(results: Results) -> IntArray:
    sizes = [*(topic.size for topic in results.shown_topics), results.without_topic]
    return np.array(sizes, dtype=np.int32)


def _lifts(results: Results) -> NDArray[np.float64]:
    lifts = np.asarray(theme_topics.table(results)["lift"], dtype=np.float64)
    return lifts.reshape(len(results.themes.names), len(results.shown_topics) + 1).T
