"""Horizontal bars with names on the left and numbers at their ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.report.figures.canvas import EDGE, HEAD, TEXT, canvas, heading
from pipeline.report.lettering import text_width, wrap
from pipeline.report.palette import LIGHT, MUTED, NONE
from pipeline.report.wording import percent

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH, ROW, BAR, GAP, NUMBERS = 800.0, 36.0, 22.0, 10.0, 110.0
"""In units of the canvas; ``NUMBERS`` is the room kept right of the longest bar for numbers."""

NAME_WIDTH, NAME_LINES = 24.0, 2
PALE = 0.45


@dataclass(frozen=True)
class Bar:
    """One bar: ``size`` documents, ``part`` of them drawn darker (all, where None).

    A plain bar is grey: what it counts is neither a topic nor a theme. ``said`` stands after
    its numbers.
    """

    name: str
    size: int
    part: int | None = None
    plain: bool = False
    said: str = ""


def bars(rows: Sequence[Bar], total: int, title: str, note: str) -> "Figure":
    """Draw the bars from top to bottom; shares are of ``total`` documents."""
    names = [wrap(row.name, NAME_WIDTH, NAME_LINES) for row in rows]
    left = EDGE + TEXT * max(text_width(line) for lines in names for line in lines) + GAP
    room = NUMBERS + TEXT * max(text_width(row.said) for row in rows)
    unit = (WIDTH - left - room) / max(*(row.size for row in rows), 1)
    figure, axes = canvas(WIDTH, HEAD + ROW * len(rows) + EDGE)
    heading(axes, title, note)
    for place, (row, lines) in enumerate(zip(rows, names, strict=True)):
        y = HEAD + ROW * (place + 0.5)
        part = row.size if row.part is None else row.part
        colour = NONE if row.plain else LIGHT[0]
        axes.barh(y, unit * part, left=left, color=colour, height=BAR)
        end = left + unit * part
        axes.barh(y, unit * row.size - unit * part, left=end, color=colour, height=BAR, alpha=PALE)
        numbers = f"{row.size:,} ({percent(row.size, total)}){row.said}"
        axes.text(left - GAP, y, "\n".join(lines), ha="right", va="center")
        axes.text(left + unit * row.size + GAP, y, numbers, color=MUTED, va="center")
    axes.set_xlim(0, WIDTH)
    return figure
