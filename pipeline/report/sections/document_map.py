"""Map: the documents as points, drawn by the reader's browser in the colours of the page.

With script the map answers (static/map.js); what is made here stands where there is none.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pipeline.report.forms import REACH
from pipeline.report.layout import (
    LINE_HEIGHT,
    WIDTH,
    Label,
    Layout,
    font_size,
    lay_out,
    names,
    numbers,
)
from pipeline.report.palette import LIGHT
from pipeline.report.regions import path_of
from pipeline.report.results import Results

NUMBER_SIZE = 34.0
"""Units: about 12 pixels on a telephone, where numbers stand for names."""

MOST_CIRCLES = 4000
"""Above this many documents, points with equal topic and theme are drawn as one path."""


@dataclass(frozen=True)
class Mark:
    """One point, or one path of points with the same topic and theme (-1 for none)."""

    topic: int
    theme: int
    x: float = 0.0
    y: float = 0.0
    path: str = ""


@dataclass(frozen=True)
class LegendLine:
    """A line of the legend: a topic or a theme, its palette number and its documents.

    ``shown`` is the number that readers see; None for what has none.
    """

    number: int
    name: str
    colour: int | None
    size: int
    shown: int | None = None


@dataclass(frozen=True)
class MapView:
    """The map's marks, names and legends, for print and for readers without script.

    Colours are palette numbers: of each topic by its label, and of each theme by its place.
    ``outlines`` are those of the topics' regions as paths, each with its colour.
    """

    name: str
    layout: Layout
    marks: list[Mark]
    names: tuple[Label, ...]
    numbers: tuple[Label, ...]
    name_size: float
    topic_colours: list[int]
    theme_colours: list[int]
    topic_entries: list[LegendLine]
    theme_entries: list[LegendLine]
    outlines: list[tuple[int, str]]
    number_size: float = NUMBER_SIZE
    width: float = WIDTH
    line_height: float = LINE_HEIGHT
    reach: float = REACH


def view(results: Results) -> MapView | None:
    """The map as it stands without script; None where there are no documents."""
    if not len(results):
        return None
    layout = lay_out(results)
    many = len(results) > MOST_CIRCLES
    return MapView(
        name=results.name,
        layout=layout,
        marks=list(_paths(results, layout) if many else _points(results, layout)),
        names=names(layout, results),
        numbers=numbers(layout, results, NUMBER_SIZE),
        name_size=font_size(len(results.shown_topics)),
        topic_colours=layout.colours,
        theme_colours=_theme_colours(results),
        topic_entries=_topic_entries(results, layout),
        theme_entries=_theme_entries(results),
        outlines=[
            (colour, path_of(rings))
            for colour, region in zip(layout.colours, layout.regions, strict=True)
            for rings in region.rings
            if rings
        ],
    )


def missing(view: MapView | None) -> str:
    """Why there is no map."""
    return "" if view else "there are no documents"


def _points(results: Results, layout: Layout) -> Iterator[Mark]:
    labels, primary = results.clustering.labels, results.themes.primary
    for document, (x, y) in enumerate(layout.points):
        yield Mark(int(labels[document]), int(primary[document]), x, y)


def _paths(results: Results, layout: Layout) -> Iterator[Mark]:
    """Each path visits the whole units of the canvas where such a document stands, once."""
    pairs = np.column_stack([results.clustering.labels, results.themes.primary])
    kinds, kind_of = np.unique(pairs, axis=0, return_inverse=True)
    for kind, (topic, theme) in enumerate(kinds):
        places = np.unique(layout.points[kind_of == kind].round().astype(int), axis=0)
        path = "".join(f"M{x} {y}h0" for x, y in places)
        yield Mark(int(topic), int(theme), path=path)


def _theme_colours(results: Results) -> list[int]:
    return [theme % len(LIGHT) for theme in range(len(results.themes.names))]


def _topic_entries(results: Results, layout: Layout) -> list[LegendLine]:
    pairs = zip(results.shown_topics, layout.colours, strict=True)
    found = [
        LegendLine(topic.topic, topic.label, colour, topic.size, results.id_of(topic))
        for topic, colour in pairs
    ]
    return [*found, LegendLine(-1, "No topic", None, results.without_topic)]


def _theme_entries(results: Results) -> list[LegendLine]:
    primary = results.themes.primary
    triples = zip(
        range(len(primary) + 1), results.themes.names, _theme_colours(results), strict=False
    )
    found = [
        LegendLine(theme, name, colour, int((primary == theme).sum()))
        for theme, name, colour in triples
    ]
    return [*found, LegendLine(-1, "No theme", None, results.without_theme)] if found else []
