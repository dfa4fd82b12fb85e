"""by_group: the share of each theme and of the largest topics in each group of a column."""

from typing import TYPE_CHECKING

import numpy as np

from pipeline.report.figures.canvas import EDGE, HEAD, TEXT, canvas, heading
from pipeline.report.lettering import printable, wrap
from pipeline.report.palette import LINE, MUTED, PAPER
from pipeline.report.results import Results
from pipeline.report.shares.groups import Grouping, groupings
from pipeline.report.shares.wholes import KINDS
from pipeline.report.table import Table
from pipeline.report.tables import by_group
from pipeline.report.wording import percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_GROUPS, MOST_ROWS = 12, 20
"""Groups, and rows of a kind; the table has the rest."""

LEFT, COLUMN, ROW, LINE_HEIGHT = 300.0, 88.0, 36.0, 17.0
"""In units of the canvas; the last is of the names of the groups."""

AIR, NARROWEST = 10.0, 660.0

FULL = "#7eaede"
"""The shade of the largest share; ink is readable on it."""

SIGNS = ("", " ▲", " ▼")
"""By the mark of a cell: 0, 1, -1."""


def table(results: Results) -> Table:
    """The first column that tells groups: all its groups, with all themes and topics."""
    return by_group.rows(results, groupings(results)[:1])


def draw(results: Results) -> "Figure | None":
    """A grid of shares, where arrows mark what is beyond chance."""
    found = groupings(results)
    if not found or not found[0].subjects:
        return None
    shown = found[0]
    rows = _rows(shown)
    names = [wrap(name, (COLUMN - AIR) / TEXT, 3) for name in shown.names[:MOST_GROUPS]]
    top = HEAD + 30 + LINE_HEIGHT * max(map(len, names))
    width = max(LEFT + COLUMN * len(names) + EDGE, NARROWEST)
    figure, axes = canvas(width, top + ROW * len(rows) + EDGE)
    (title,) = wrap(f"Shares by {printable(shown.column)}", width / TEXT / 1.4, 1)
    heading(axes, title, _note(shown, rows))
    for place, lines in enumerate(names):
        x = LEFT + COLUMN * (place + 0.5)
        size = f"n = {shown.sizes[place]:,}"
        axes.text(x, top - 22, "\n".join(lines), ha="center", va="bottom")
        axes.text(x, top - 6, size, color=MUTED, ha="center", va="bottom", size=8)
    for place, row in enumerate(rows):
        y, lines = top + ROW * (place + 0.5), wrap(shown.subjects[row].name, (LEFT - 40) / TEXT, 2)
        axes.text(LEFT - AIR, y, "\n".join(lines), ha="right", va="center")
    _cells(axes, shown, rows, top)
    return figure


def _rows(shown: Grouping) -> list[int]:
    """The largest themes, then the largest topics."""
    kinds = [[i for i, each in enumerate(shown.subjects) if each.kind == kind] for kind in KINDS]
    return [row for found in kinds for row in found[:MOST_ROWS]]


def _note(shown: Grouping, rows: list[int]) -> str:
    left = (len(shown.names) > MOST_GROUPS) or (len(rows) < len(shown.subjects))
    more = " Smaller ones only in the table." if left else ""
    return f"Share of a group's n. ▲ more, ▼ fewer than among the others, beyond chance.{more}"


def _cells(axes: "Axes", shown: Grouping, rows: list[int], top: float) -> None:
    from matplotlib.colors import LinearSegmentedColormap

    shading = LinearSegmentedColormap.from_list("themeline", [PAPER, FULL])
    sizes = shown.sizes[:MOST_GROUPS]
    counts, marks = shown.counts[rows, : len(sizes)], shown.marks[rows, : len(sizes)]
    across, down = LEFT + COLUMN * np.arange(len(sizes) + 1), top + ROW * np.arange(len(rows) + 1)
    axes.pcolormesh(
        across, down, counts / sizes, cmap=shading, vmin=0, edgecolors="#e9ebee", linewidth=0.8
    )
    themes = sum(shown.subjects[row].kind == "theme" for row in rows)
    axes.hlines(top + ROW * themes, EDGE, across[-1], color=LINE, linewidth=1.2)
    for (row, place), part in np.ndenumerate(counts):
        x, y = LEFT + COLUMN * (place + 0.5), top + ROW * (row + 0.5)
        said = f"{percent(int(part), int(sizes[place]))}{SIGNS[marks[row, place]]}"
        axes.text(x, y, said, ha="center", va="center")
