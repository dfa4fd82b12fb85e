"""map: every document where the two-dimensional reduction puts it, and the topics' names."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipeline.report.figures.canvas import HEAD, POINT, canvas, heading
from pipeline.report.layout import (
    LINE_HEIGHT,
    NAME_DOT,
    NAME_INDENT,
    WIDTH,
    Label,
    Layout,
    font_size,
    lay_out,
    names,
)
from pipeline.report.palette import INK, LIGHT, NONE, PAPER
from pipeline.report.results import Results
from pipeline.report.table import Table
from pipeline.report.wording import count

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

TOO_MANY_FOR_VECTORS = 5000


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
    colours = [LIGHT[colour] for colour in layout.colours]
    scatter(axes, layout, labels < 0, NONE, alpha=0.5)
    scatter(axes, layout, labels >= 0, [colours[topic] for topic in labels[labels >= 0]])
    unnamed = name_topics(axes, results, layout, colours)
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


def scatter(
    axes: "Axes",
    layout: Layout,
    chosen: NDArray[np.bool_],
    colour: str | list[str],
    marker: str = "o",
    alpha: float = 0.9,
) -> None:
    """Draw some of the points."""
    axes.scatter(
        layout.points[chosen, 0],
        layout.points[chosen, 1],
        s=(2 * layout.radius * POINT) ** 2,
        color=colour,
        marker=marker,
        alpha=alpha,
        linewidths=0,
        rasterized=len(layout.points) > TOO_MANY_FOR_VECTORS,
    )


def name_topics(
    axes: "Axes", results: Results, layout: Layout, colours: Sequence[str] | None = None
) -> int:
    """Write the topics' names, with marks in these colours; returns how many found no room."""
    size = font_size(len(results.shown_topics))
    shown = names(layout, results)
    for label in shown:
        _name(axes, label, size)
    if colours and shown:
        left = [label.x - label.width / 2 + NAME_DOT * size for label in shown]
        axes.scatter(
            left,
            [label.y for label in shown],
            s=(0.44 * size) ** 2,
            color=[colours[label.topic] for label in shown],
            marker="s",
            linewidths=0,
            zorder=3,
        )
    return len(results.shown_topics) - len(shown)


def _name(axes: "Axes", label: Label, size: float) -> None:
    if label.line:
        x1, y1, x2, y2 = label.line
        axes.plot([x1, x2], [y1, y2], color=INK, linewidth=0.6)
    axes.text(
        label.x - label.width / 2 + NAME_INDENT * size,
        label.y,
        "\n".join(label.lines),
        size=size * POINT,
        linespacing=LINE_HEIGHT,
        va="center",
        bbox={"boxstyle": "square,pad=0.1", "facecolor": PAPER, "edgecolor": "none", "alpha": 0.8},
    )
