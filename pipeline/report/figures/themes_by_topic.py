"""themes_by_topic: which part of each topic belongs to each theme, and where that stands out."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipeline.report.figures.canvas import EDGE, HEAD, TEXT, canvas, heading
from pipeline.report.lettering import text_width, wrap
from pipeline.report.palette import MUTED, PAPER
from pipeline.report.results import Results
from pipeline.report.table import Table
from pipeline.report.theme_grid import clear_lifts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_TOPICS, MOST_THEMES = 40, 24
MOST_NUMBERS = 400
"""In a grid of more cells only the shades show."""

Cells = NDArray[np.float64]

LEFT, SIZES, ROW, TITLES = 360.0, 64.0, 36.0, 76.0
"""In units of the canvas; ``SIZES`` is the width of the column of sizes."""

NARROW, WIDE, AIR = 96.0, 168.0, 20.0
"""The narrowest and the widest column, and what a column has beside its longest word."""

NAME_WIDTH = (LEFT - SIZES - EDGE) / TEXT

TIMES = "\u00d7"
LIFT = "twice as frequent as in all documents, clearly more than chance"

FULL = "#7eaede"
"""The shade of a cell that holds the whole topic; ink is readable on it."""


def table(results: Results) -> Table:
    """One row per topic and theme, topic -1 for none: documents, and their share of the topic.

    ``lift`` is how many times as often as by chance, 0 where that is not clearly more.
    """
    topics = [(results.id_of(topic), topic.label, topic.size) for topic in results.shown_topics]
    rows = [*topics, (-1, "", results.without_topic)]
    t = len(results.themes.names)
    counts = results.crossing.ravel()
    sizes = np.repeat(np.array([size for *_, size in rows], dtype=np.int32), t)
    return {
        "topic": np.repeat(np.array([topic for topic, *_ in rows], dtype=np.int32), t),
        "label": [label for _, label, _ in rows for _ in range(t)],
        "theme": list(results.themes.names) * len(rows),
        "documents": counts,
        "share": counts / np.maximum(sizes, 1),
        "lift": clear_lifts(results).ravel(),
    }


def draw(results: Results) -> "Figure | None":
    """A grid of shares: the darker a cell, the more of the topic belongs to the theme."""
    if not results.themes.names or not results.shown_topics:
        return None
    rows, shares, lifts = _rows(results)
    columns = results.themes.names[:MOST_THEMES]
    top = HEAD + TITLES
    column = _column_width(columns)
    width = max(LEFT + column * len(columns) + EDGE, 720.0)
    figure, axes = canvas(width, top + ROW * len(rows) + EDGE)
    heading(axes, "Share of each topic in each theme", _note(results, shares.size > MOST_NUMBERS))
    axes.text(LEFT - 10, top - 8, "n", color=MUTED, ha="right", va="bottom")
    for place, name in enumerate(columns):
        x, lines = LEFT + column * (place + 0.5), wrap(name, (column - AIR) / TEXT, 4)
        axes.text(x, top - 8, "\n".join(lines), ha="center", va="bottom")
    for place, (name, size) in enumerate(rows):
        y, lines = top + ROW * (place + 0.5), wrap(name, NAME_WIDTH, 2)
        axes.text(LEFT - SIZES, y, "\n".join(lines), ha="right", va="center")
        axes.text(LEFT - 10, y, f"{size:,}", color=MUTED, ha="right", va="center")
    _cells(axes, shares, lifts, top, column)
    return figure


def _column_width(names: Sequence[str]) -> float:
    """As wide as the longest word of the names asks for, within bounds."""
    longest = max((text_width(word) for name in names for word in name.split()), default=0.0)
    return float(np.clip(longest * TEXT + AIR, NARROW, WIDE))


def _rows(results: Results) -> tuple[list[tuple[str, int]], Cells, Cells]:
    """Name and size, shares, lifts of the largest topics, then of the documents without one."""
    topics = results.shown_topics[:MOST_TOPICS]
    rows = [*((topic.label, topic.size) for topic in topics), ("No topic", results.without_topic)]
    chosen = [*range(len(topics)), -1]
    counts = results.crossing[chosen, :MOST_THEMES]
    sizes = np.array([size for _, size in rows])
    lifts = clear_lifts(results)[chosen, :MOST_THEMES]
    return rows, counts / np.maximum(sizes, 1)[:, None], lifts


def _note(results: Results, many: bool) -> str:
    topics = max(len(results.shown_topics) - MOST_TOPICS, 0)
    themes = max(len(results.themes.names) - MOST_THEMES, 0)
    left = [
        f"{number} {what}" for number, what in ((topics, "topics"), (themes, "themes")) if number
    ]
    more = f" Only in the table: {' and '.join(left)}." if left else ""
    shades = "the darker, the more" if many else f"an empty cell is none.\n2.0{TIMES}: {LIFT}"
    return f"Percent of each topic's documents; {shades}.{more}"


def _cells(axes: "Axes", shares: Cells, lifts: Cells, top: float, column: float) -> None:
    from matplotlib.colors import LinearSegmentedColormap

    shading = LinearSegmentedColormap.from_list("themeline", [PAPER, FULL])
    across, down = (
        LEFT + column * np.arange(shares.shape[1] + 1),
        top + ROW * np.arange(len(shares) + 1),
    )
    axes.pcolormesh(
        across, down, shares, cmap=shading, vmin=0, vmax=1, edgecolors="#e9ebee", linewidth=0.8
    )
    if shares.size > MOST_NUMBERS:
        return
    for row, place in np.argwhere(shares > 0):
        x, y = LEFT + column * (place + 0.5), top + ROW * (row + 0.5)
        share = 100 * shares[row, place]
        lift = f"   {lifts[row, place]:.1f}{TIMES}" if lifts[row, place] else ""
        text = f"{share:.0f}{lift}" if share >= 1 else f"<1{lift}"
        axes.text(x, y, text, ha="center", va="center")
