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
from pipeline.report.palette import spread
from pipeline.report.results import Results

Array = NDArray[np.float64]

WIDTH = 1000.0
LOWEST, HIGHEST = 520.0, 760.0
MARGIN = 40.0
LINE_HEIGHT = 1.2
NAME_DOT, NAME_INDENT = 0.5, 1.1
"""Em from the left edge of a name's box: its mark in the topic's colour, and its letters."""
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
    anchors  (k, 2), the document in the middle of each topic
    colours  k palette numbers
    """

    height: float
    points: Array
    radius: float
    anchors: Array
    colours: list[int]


def lay_out(results: Results) -> Layout:
    """Place the points, find the middle of each topic and give it a colour."""
    return results.memory.once(Layout, lambda: _laid_out(results))


def _laid_out(results: Results) -> Layout:
    points, height = fit(results.map.values.astype(np.float64))
    labels = results.clustering.labels
    anchors = middles(points, labels, len(results.shown_topics))
    identities = results.identities
    colours = spread(anchors, identities.colours, identities.reserved)
    radius = float(np.clip(90 / np.sqrt(max(len(points), 1)), 1.2, 5.0))
    return Layout(height, points, radius, anchors, colours)


def middles(points: Array, labels: IntArray, topics: int) -> Array:
    """The document in the middle of each of so many topics: (topics, 2)."""
    found = [_middle(points[labels == topic]) for topic in range(topics)]
    return np.array(found).reshape(-1, 2)


def font_size(topics: int) -> float:
    """How large names are set: smaller where there are many."""
    return 13.0 if topics <= MANY else 11.0


def names(layout: Layout, results: Results) -> tuple[Label, ...]:
    """The topics' names, clear of each other and of the points as far as there is room.

    A topic whose name finds no place has no label; the largest choose first.
    """
    topics = results.shown_topics
    lines = [wrap(topic.label, 16.0 if len(topics) <= MANY else 11.0, 2) for topic in topics]
    return _labels(layout, lines, font_size(len(topics)), NAME_INDENT, layout.points)


def numbers(layout: Layout, results: Results, size: float) -> tuple[Label, ...]:
    """The topics' numbers, for where there is no room for names."""
    lines = [(str(topic),) for topic in results.identities.ids]
    return _labels(layout, lines, size, 0.0, layout.points[:0])


def _middle(points: Array) -> Array:
    """The point nearest to the median of all."""
    distances = np.linalg.norm(points - np.median(points, axis=0), axis=1)
    middle: Array = points[distances.argmin()]
    return middle


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
    layout: Layout, lines: Sequence[Strings], size: float, indent: float, avoid: Array
) -> tuple[Label, ...]:
    boxes = np.array([_box(each, size, indent) for each in lines]).reshape(-1, 2)
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


def _box(lines: Strings, size: float, indent: float) -> tuple[float, float]:
    width = max(text_width(line) for line in lines)
    return (indent + width + 0.4) * size, (LINE_HEIGHT * len(lines) + 0.2) * size


def _line(
    centre: tuple[float, float], size: Array, anchor: Array
) -> tuple[float, float, float, float] | None:
    edge = attach(centre, size, anchor)
    if edge is None:
        return None
    return float(edge[0]), float(edge[1]), float(anchor[0]), float(anchor[1])
