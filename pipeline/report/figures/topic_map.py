"""map: every document where the two-dimensional reduction puts it, and the topics' names."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipeline.report.figures.canvas import HEAD, POINT, canvas, heading
from pipeline.report.figures.markers import area, curve, marker
from pipeline.report.layout import (
    LINE_HEIGHT,
    WIDTH,
    Label,
    Layout,
    font_size,
    lay_out,
    names,
)
from pipeline.report.palette import FORM_OF, INK, LIGHT, NONE, PAPER, tint
from pipeline.report.results import Results
from pipeline.report.table import Table
from pipeline.report.wording import count

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

TOO_MANY_FOR_VECTORS = 5000
"""Points; those of more are pixels within the drawing, and all discs, as on the page."""

TINTED = 0.11
"""How much of its colour each of a topic's two regions has."""

DARKENED = 0.45
"""The share of a topic's colour in that of its name."""

HALO = 3.0
"""Points of paper round the letters of a name."""


def table(results: Results) -> Table:
    """Place, topic and theme of each document."""
    themes = (*results.themes.names, "")
    return {
        "id": results.corpus.ids,
        "title": results.headings,
        "x": results.map.values[:, 0],
        "y": results.map.values[:, 1],
        "topic": results.numbered(results.clustering.labels),
        "topic_label": results.topic_labels,
        "theme": [themes[theme] for theme in results.themes.primary],
    }


def draw(results: Results) -> "Figure | None":
    """Points in the colours of their topics, names of topics on top."""
    if not len(results):
        return None
    layout = lay_out(results)
    figure, axes = blank_map(layout)
    labels = results.clustering.labels
    shade(axes, layout)
    scatter(axes, layout, labels < 0, NONE, alpha=0.5)
    for topic, colour in enumerate(layout.colours):
        scatter(axes, layout, labels == topic, LIGHT[colour], FORM_OF[colour])
    unnamed = name_topics(axes, results, layout, coloured=True)
    what = "coloured by topic" if results.shown_topics else "no topics found"
    heading(axes, f"{count(len(results), 'document')}, {what}", note("topic", unnamed))
    return figure


def blank_map(layout: Layout, foot: float = 0.0) -> tuple["Figure", "Axes"]:
    """A canvas whose origin is that of the map, with room for a heading and a foot."""
    figure, axes = canvas(WIDTH, HEAD + layout.height + foot)
    axes.set_ylim(layout.height + foot, -HEAD)
    return figure, axes


def note(what: str, unnamed: int) -> str:
    """How to read the map, and what is missing from it."""
    more = f" No room for the names of {count(unnamed, 'topic')}." if unnamed else ""
    return f"Near means similar; directions mean nothing. Grey: no {what}.{more}"


def shade(axes: "Axes", layout: Layout) -> None:
    """Draw the regions of the topics, to go behind the points."""
    from matplotlib.patches import PathPatch

    for colour, region in zip(layout.colours, layout.regions, strict=True):
        for rings in region.rings:
            if rings:
                axes.add_patch(
                    PathPatch(curve(rings), facecolor=LIGHT[colour], alpha=TINTED, linewidth=0)
                )


def scatter(
    axes: "Axes",
    layout: Layout,
    chosen: NDArray[np.bool_],
    colour: str,
    form: int = 0,
    alpha: float = 0.9,
) -> None:
    """Draw some of the points, as one of ``FORMS`` where they are few enough to be told apart."""
    many = len(layout.points) > TOO_MANY_FOR_VECTORS
    axes.scatter(
        layout.points[chosen, 0],
        layout.points[chosen, 1],
        s=area(0 if many else form, layout.radius * POINT),
        color=colour,
        marker=marker(0 if many else form),
        alpha=alpha,
        edgecolors=PAPER,
        linewidths=0 if many else 0.4,
        rasterized=many,
    )


def name_topics(axes: "Axes", results: Results, layout: Layout, *, coloured: bool = False) -> int:
    """Write the topics' names, in dark tints of their colours; returns how many found no room."""
    size = font_size(len(results.shown_topics))
    shown = names(layout, results)
    for label in shown:
        colour = LIGHT[layout.colours[label.topic]]
        _name(axes, label, size, tint(colour, DARKENED) if coloured else INK)
    return len(results.shown_topics) - len(shown)


def _name(axes: "Axes", label: Label, size: float, colour: str) -> None:
    from matplotlib.patheffects import withStroke

    if label.line:
        x1, y1, x2, y2 = label.line
        axes.plot([x1, x2], [y1, y2], color=INK, linewidth=0.6)
    axes.text(
        label.x,
        label.y,
        "\n".join(label.lines),
        size=size * POINT,
        weight="bold",
        color=colour,
        linespacing=LINE_HEIGHT,
        ha="center",
        va="center",
        path_effects=[withStroke(linewidth=HALO, foreground=PAPER)],
    )
