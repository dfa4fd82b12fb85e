"""map: every document where the two-dimensional reduction puts it, and the topics' names."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import IntArray
from pipeline.report.figures.canvas import POINT, TEXT, Form, canvas
from pipeline.report.figures.density import MOST_POINTS, draw_density
from pipeline.report.figures.markers import area, curve, marker
from pipeline.report.layout import (
    LINE_HEIGHT,
    WIDTH,
    Label,
    Layout,
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

SMALLEST = 1.2
"""The radius of a point on paper, in points, at least."""

TINTED = 0.11
"""How much of its colour each of a topic's two regions has."""

DARKENED = 0.45
"""The share of a topic's colour in that of its name."""

HALO = 2.4
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


def draw(results: Results, form: Form) -> "list[Figure]":
    """Points in the colours of their topics, names of topics on top."""
    if not len(results):
        return []
    layout = lay_out(results)
    shown = named(results, layout, form)
    what = "coloured by topic" if results.shown_topics else "no topics found"
    title = f"{count(len(results), 'document')}, {what}"
    figure, axes = blank_map(form, layout, title, note(results, shown, "topic"))
    draw_points(axes, form, layout, results.clustering.labels, layout.colours, shaded=True)
    name_topics(axes, layout, shown, coloured=True)
    return [figure]


def blank_map(
    form: Form, layout: Layout, title: str, note: str, foot: float = 0.0
) -> tuple["Figure", "Axes"]:
    """A canvas in the units of the map, with room for a heading and a foot (in units of paper)."""
    zoom = WIDTH / form.width
    return canvas(form, layout.height + foot * zoom, title, note, across=WIDTH)


def named(results: Results, layout: Layout, form: Form) -> tuple[Label, ...]:
    """The names of topics that have room at this width."""
    return names(layout, results, TEXT * WIDTH / form.width)


def note(results: Results, shown: Sequence[Label], what: str) -> str:
    """How to read the map, and what is missing from it."""
    unnamed = len(results.shown_topics) - len(shown)
    more = f" No room for the names of {count(unnamed, 'topic')}." if unnamed else ""
    dense = (
        " Where documents are many the colour is that of most, the stronger the more they are."
        if len(results) > MOST_POINTS
        else ""
    )
    return f"Near means similar; directions mean nothing. Grey: no {what}.{dense}{more}"


def shade(axes: "Axes", layout: Layout) -> None:
    """Draw the regions of the topics, to go behind the points."""
    from matplotlib.patches import PathPatch

    for colour, region in zip(layout.colours, layout.regions, strict=True):
        for rings in region.rings:
            if rings:
                axes.add_patch(
                    PathPatch(curve(rings), facecolor=LIGHT[colour], alpha=TINTED, linewidth=0)
                )


def draw_points(
    axes: "Axes",
    form: Form,
    layout: Layout,
    kinds: IntArray,
    colours: Sequence[int],
    *,
    shaded: bool = False,
) -> None:
    """Every document in the colour and form of its kind, grey where that is -1.

    ``colours`` are palette numbers by kind. ``shaded`` has the regions of topics behind the points.
    Of very many documents the density is drawn.
    """
    if len(layout.points) > MOST_POINTS:
        inks = [NONE, *(LIGHT[colour] for colour in colours)]
        draw_density(axes, layout.points, kinds + 1, inks, (WIDTH, layout.height))
        return
    if shaded:
        shade(axes, layout)
    _scatter(axes, form, layout, kinds < 0, NONE, alpha=0.5)
    for kind, colour in enumerate(colours):
        _scatter(axes, form, layout, kinds == kind, LIGHT[colour], FORM_OF[colour])


def _scatter(
    axes: "Axes",
    form: Form,
    layout: Layout,
    chosen: NDArray[np.bool_],
    colour: str,
    shape: int = 0,
    alpha: float = 0.9,
) -> None:
    radius = max(layout.radius * POINT * form.width / WIDTH, SMALLEST)
    axes.scatter(
        layout.points[chosen, 0],
        layout.points[chosen, 1],
        s=area(shape, radius),
        color=colour,
        marker=marker(shape),
        alpha=alpha,
        edgecolors=PAPER,
        linewidths=0.3,
    )


def name_topics(
    axes: "Axes", layout: Layout, shown: Sequence[Label], *, coloured: bool = False
) -> None:
    """Write the topics' names, in dark tints of their colours."""
    for label in shown:
        colour = LIGHT[layout.colours[label.topic]]
        _name(axes, label, tint(colour, DARKENED) if coloured else INK)


def _name(axes: "Axes", label: Label, colour: str) -> None:
    """The letters are text of their own over their halo, which a file holds as outlines."""
    from matplotlib.patheffects import Stroke

    if label.line:
        x1, y1, x2, y2 = label.line
        axes.plot([x1, x2], [y1, y2], color=INK, linewidth=0.6)
    look: dict[str, Any] = {"weight": "bold", "linespacing": LINE_HEIGHT, "ha": "center"}
    text = "\n".join(label.lines)
    halo = [Stroke(linewidth=HALO, foreground=PAPER)]
    axes.text(label.x, label.y, text, va="center", color=PAPER, path_effects=halo, **look)
    axes.text(label.x, label.y, text, va="center", color=colour, **look)
