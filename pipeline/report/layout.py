"""Where everything stands on the map, for the figure and for the page alike.

The canvas is ``WIDTH`` units wide, x to the right and y down. Both axes of the map keep one
scale: on a map only distances mean something.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import IntArray, Strings
from pipeline.report.label_placement import attach, place
from pipeline.report.lettering import text_width, wrap
from pipeline.report.regions import Region, regions
from pipeline.report.results import Results
from pipeline.report.topic_colours import coarse_of, colours_for, hues_by

Array = NDArray[np.float64]

WIDTH = 1000.0
LOWEST, HIGHEST = 520.0, 760.0
MARGIN = 40.0
LINE_HEIGHT = 1.2
BOLD = 1.12
"""How much wider names are, which are set in bold."""
MANY = 24


@dataclass(frozen=True)
class Label:
    """A topic's name or number on the map.

    ``x`` and ``y`` are the centre of its box, ``width`` units wide; ``line`` leads from the
    box to the middle of the topic (x1, y1, x2, y2) where the two are far apart.
    """

    topic: int
    lines: Strings
    x: float
    y: float
    width: float
    line: tuple[float, float, float, float] | None


@dataclass(frozen=True)
class Layout:
    """The map on its canvas.

    points   (n, 2)
    radius   of a point
    regions  where each of the k topics lies
    colours  k palette numbers
    """

    height: float
    points: Array
    radius: float
    regions: list[Region]
    colours: list[int]

    @property
    def anchors(self) -> Array:
        """Where each topic is densest: (k, 2)."""
        return places_of(self.regions)


def lay_out(results: Results) -> Layout:
    """Place the points, find the middle of each topic and give it a colour."""
    return results.memory.once(Layout, lambda: _laid_out(results))


def _laid_out(results: Results) -> Layout:
    points, height = fit(results.map.values.astype(np.float64))
    labels, k = results.clustering.labels, len(results.shown_topics)
    found = regions(points, labels, k, (WIDTH, height))
    identities = results.identities
    colours = colours_for(
        coarse_at(results, results.clustering.level),
        places_of(found),
        identities.colours,
        identities.reserved,
    )
    radius = float(np.clip(90 / np.sqrt(max(len(points), 1)), 1.2, 5.0))
    return Layout(height, points, radius, found, colours)


def colours_at(results: Results, level: int, places: Array) -> list[int]:
    """The palette numbers of another level's topics, at ``places`` (k, 2): hues as on the map.

    A topic that is mostly one of those of the default level has its colour.
    """
    layout, default = lay_out(results), results.clustering.level
    coarse = coarse_at(results, default) if default else range(len(layout.colours))
    known = _continued(results, layout, results.clustering.levels[level], len(places))
    hues = hues_by(coarse, layout.colours)
    return colours_for(coarse_at(results, level), places, known, hues=hues)


def coarse_at(results: Results, level: int) -> list[int]:
    """The coarsest level's topic that each topic of a level is in; -1 where it has its own hue."""
    clustering, k = results.clustering, len(results.topics.at(level))
    if level == clustering.level == 0:
        return [-1] * k
    return coarse_of(clustering.levels[level], clustering.levels[0], k)


def _continued(results: Results, layout: Layout, labels: IntArray, topics: int) -> list[int]:
    """The colours of a level's topics that are mostly one of those shown; -1 for others."""
    told = results.clustering.labels
    colours = [-1] * topics
    for topic in range(topics):
        own = labels == topic
        within = np.bincount(told[own & (told >= 0)], minlength=1)
        best = int(within.argmax())
        either = int(own.sum()) + int((told == best).sum()) - int(within[best])
        if 2 * within[best] > either:
            colours[topic] = layout.colours[best]
    return colours


def places_of(found: Sequence[Region]) -> Array:
    """The densest place of each region: (k, 2)."""
    return np.array([each.densest for each in found]).reshape(-1, 2)


def font_size(topics: int) -> float:
    """How large names are set: smaller where there are many."""
    return 13.0 if topics <= MANY else 11.0


def names(layout: Layout, results: Results, size: float = 0.0) -> tuple[Label, ...]:
    """The topics' names, clear of each other and of the points as far as there is room.

    A topic whose name finds no place has no label; the largest choose first. ``size`` is that of
    the letters in units of the map, 0 for what suits the number of topics.
    """
    topics = results.shown_topics
    lines = [wrap(topic.label, 16.0 if len(topics) <= MANY else 11.0, 2) for topic in topics]
    size = size or font_size(len(topics))
    return _labels(layout, lines, size, layout.points)


def numbers(layout: Layout, results: Results, size: float) -> tuple[Label, ...]:
    """The topics' numbers, for where there is no room for names."""
    lines = [(str(topic),) for topic in results.identities.ids]
    return _labels(layout, lines, size, layout.points[:0])


def fit(values: Array) -> tuple[Array, float]:
    """Places (n, 2) on the canvas, in one scale for both axes, and how high the canvas is."""
    low = values.min(axis=0, initial=np.inf)
    span = values.max(axis=0, initial=-np.inf) - low
    if not (span > 0).any():
        return np.full(values.shape, (WIDTH / 2, LOWEST / 2)), LOWEST
    across, down = span
    inner = WIDTH - 2 * MARGIN
    height = float(np.clip(inner * down / max(across, 1e-12) + 2 * MARGIN, LOWEST, HIGHEST))
    room = np.array([inner, height - 2 * MARGIN])
    scale = float((room[span > 0] / span[span > 0]).min())
    offset = (np.array([WIDTH, height]) - span * scale) / 2
    points = (values - low) * scale + offset
    points[:, 1] = height - points[:, 1]
    return points, height


def _labels(
    layout: Layout, lines: Sequence[Strings], size: float, avoid: Array
) -> tuple[Label, ...]:
    boxes = np.array([_box(each, size) for each in lines]).reshape(-1, 2)
    places = place(layout.anchors, boxes, (WIDTH, layout.height), avoid, layout.radius)
    return tuple(
        Label(
            topic,
            lines[topic],
            *centre,
            width=float(boxes[topic, 0]),
            line=_line(centre, boxes[topic], layout.anchors[topic]),
        )
        for topic, centre in enumerate(places)
        if centre is not None
    )


def _box(lines: Strings, size: float) -> tuple[float, float]:
    width = max(text_width(line) for line in lines)
    return (BOLD * width + 0.4) * size, (LINE_HEIGHT * len(lines) + 0.2) * size


def _line(
    centre: tuple[float, float], size: Array, anchor: Array
) -> tuple[float, float, float, float] | None:
    edge = attach(centre, size, anchor)
    if edge is None:
        return None
    return float(edge[0]), float(edge[1]), float(anchor[0]), float(anchor[1])
