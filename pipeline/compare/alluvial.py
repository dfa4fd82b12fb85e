"""Flow: topics before and after as two columns, with bands for the documents between them.

An alluvial diagram (Rosvall & Bergstrom 2010, doi:10.1371/journal.pone.0008694).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.compare.comparison import Comparison
from pipeline.compare.run_tables import RunTables
from pipeline.core.artifacts import IntArray, Strings
from pipeline.report.doors import places
from pipeline.report.lettering import text_width, wrap

WIDTH = 1000.0
LEFT, RIGHT, BAR = 320.0, 668.0, 12.0
"""Where the columns stand, and how wide their bars are."""

SLOT, GAP, LETTERS, SIZE = 36.0, 7.0, 17.0, 14.0
"""Units between two names at least, between two bars; em that a line of a name may be wide, which
has two; and how many units an em is."""

OUTSIDE = -2
"""Stands for the other run where a document is in one alone."""


@dataclass(frozen=True)
class Node:
    """A bar: a topic (-1 for none, ``OUTSIDE`` for documents of one run alone).

    ``name`` has a line or two, the middle of which is ``name_y``.
    """

    topic: int
    name: Strings
    documents: int
    colour: int | None
    y: float
    height: float
    name_y: float


@dataclass(frozen=True)
class Band:
    """Documents that went one way; ``path`` is its outline, ``kept`` the way of its topic.

    ``places`` are where they stand in the run after, or in the run before where they are in that
    alone.
    """

    title: str
    places: str
    gone: bool
    path: str
    colour: int | None
    kept: bool


@dataclass(frozen=True)
class Flow:
    """The whole figure, ``WIDTH`` by ``height`` units; ``numbers`` is how wide the widest is."""

    height: float
    numbers: float
    before: tuple[Node, ...]
    after: tuple[Node, ...]
    bands: tuple[Band, ...]


def draw(comparison: Comparison) -> Flow:
    """Lay the figure out: topics before by size, those after so that bands cross little."""
    was, now = _ways(comparison)
    stand = _standing(comparison)
    counts = _counts(was, now)
    left = _by_size(was)
    right = _by_origin(now, counts, left)
    n = max(len(was), 1)
    height = max(SLOT * (max(len(left), len(right)) + 1), 420.0)
    room = height - GAP * max(len(left), len(right))
    before = _column(comparison.before, left, was, room / n, height, "only after")
    after = _column(comparison.after, right, now, room / n, height, "only before")
    ways = {way: places(stand[(was == way[0]) & (now == way[1])].tolist()) for way in counts}
    bands = _bands(comparison, counts, ways, before, after, room / n)
    numbers = SIZE * max(
        (text_width(f"{node.documents:,}") for node in (*before, *after)), default=0
    )
    return Flow(height, numbers, before, after, tuple(bands))


def _ways(comparison: Comparison) -> tuple[IntArray, IntArray]:
    """Where every document of either run was and is."""
    matching = comparison.matching
    before, after = comparison.before.topics, comparison.after.topics
    was = [
        before[matching.before],
        before[matching.removed],
        np.full(len(matching.added), OUTSIDE),
    ]
    now = [
        after[matching.after],
        np.full(len(matching.removed), OUTSIDE),
        after[matching.added],
    ]
    return np.concatenate(was).astype(np.int32), np.concatenate(now).astype(np.int32)


def _standing(comparison: Comparison) -> IntArray:
    """Where every document of either run stands after, or before where it is there alone."""
    matching = comparison.matching
    return np.concatenate([matching.after, matching.removed, matching.added]).astype(np.int32)


def _counts(was: IntArray, now: IntArray) -> dict[tuple[int, int], int]:
    ways, counts = np.unique(np.column_stack([was, now]), axis=0, return_counts=True)
    return {(int(a), int(b)): int(count) for (a, b), count in zip(ways, counts, strict=True)}


def _by_size(topics: IntArray) -> list[int]:
    found, counts = np.unique(topics, return_counts=True)
    order = np.lexsort((found, -counts, found < 0))
    return [int(topic) for topic in found[order]]


def _by_origin(
    topics: IntArray, counts: Mapping[tuple[int, int], int], left: Sequence[int]
) -> list[int]:
    """Topics by the mean place of where their documents come from."""
    place = {topic: rank for rank, topic in enumerate(left)}
    found = np.unique(topics).tolist()

    def origin(topic: int) -> float:
        own = [(place[a], count) for (a, b), count in counts.items() if b == topic]
        return sum(rank * count for rank, count in own) / sum(count for _, count in own)

    return sorted(found, key=lambda topic: (topic < 0, origin(topic), topic))


def _column(
    side: RunTables, topics: Sequence[int], own: IntArray, unit: float, height: float, outside: str
) -> tuple[Node, ...]:
    sizes = [int((own == topic).sum()) for topic in topics]
    heights = [unit * size for size in sizes]
    tops = np.cumsum([0.0, *(each + GAP for each in heights)])[:-1] + GAP / 2
    middles = tops + np.array(heights) / 2
    names = [outside if topic == OUTSIDE else side.label(topic) for topic in topics]
    return tuple(
        Node(
            topic,
            wrap(name, LETTERS, 2),
            size,
            side.colours.get(topic),
            float(top),
            each,
            float(at),
        )
        for topic, name, size, top, each, at in zip(
            topics, names, sizes, tops, heights, _apart(middles, height), strict=True
        )
    )


def _apart(middles: NDArray[np.float64], height: float) -> NDArray[np.float64]:
    """Places for names, at least ``SLOT`` apart, whole within the height, as near as can be."""
    places = np.maximum(middles, SLOT / 2)
    for rank in range(1, len(places)):
        places[rank] = max(places[rank], places[rank - 1] + SLOT)
    if len(places):
        places[-1] = min(places[-1], height - SLOT / 2)
    for rank in range(len(places) - 2, -1, -1):
        places[rank] = min(places[rank], places[rank + 1] - SLOT)
    return places


def _bands(
    comparison: Comparison,
    counts: Mapping[tuple[int, int], int],
    stand: Mapping[tuple[int, int], str],
    before: Sequence[Node],
    after: Sequence[Node],
    unit: float,
) -> list[Band]:
    down = {node.topic: node.y for node in before}
    arrived = {node.topic: node.y for node in after}
    colours = {node.topic: node.colour for node in after}
    goes_on = {-1: -1, **comparison.alignment.continued}
    bands = []
    for one in before:
        for other in after:
            number = counts.get((one.topic, other.topic), 0)
            if not number:
                continue
            thick = unit * number
            path = _band(down[one.topic], arrived[other.topic], thick)
            down[one.topic] += thick
            arrived[other.topic] += thick
            kept = goes_on.get(one.topic) == other.topic
            title = f"{number:,} from {one.name} to {other.name}"
            where, gone = stand[one.topic, other.topic], other.topic == OUTSIDE
            bands.append(Band(title, where, gone, path, colours[other.topic], kept))
    return bands


def _band(y0: float, y1: float, thick: float) -> str:
    x0, x1 = LEFT + BAR, RIGHT
    middle = (x0 + x1) / 2
    return (
        f"M{x0:.1f} {y0:.1f}C{middle:.1f} {y0:.1f} {middle:.1f} {y1:.1f} {x1:.1f} {y1:.1f}"
        f"v{thick:.1f}C{middle:.1f} {y1 + thick:.1f} {middle:.1f} {y0 + thick:.1f} "
        f"{x0:.1f} {y0 + thick:.1f}Z"
    )
