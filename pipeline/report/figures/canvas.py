"""A blank figure measured in hundredths of an inch, x to the right and y down.

Everything on it stands where it is put, so nothing depends on a layout engine and nothing
overlaps that was given room.
"""

from typing import TYPE_CHECKING

from pipeline.report.palette import MUTED

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

POINT = 0.72
"""Points of type in a unit."""

TEXT = 12.5
"""The size of ordinary text, in units: 9 points."""

HEAD = 64.0
EDGE = 18.0


def canvas(width: float, height: float) -> tuple["Figure", "Axes"]:
    """An empty figure of this size in units, and the axes to draw on."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width / 100, height / 100))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(height, 0))
    axes.axis("off")
    return figure, axes


def heading(axes: "Axes", title: str, note: str) -> None:
    """What the figure shows, and in a second line how to read it."""
    _, top = axes.get_ylim()
    axes.text(EDGE, top + 14, title, size=11, weight="bold", va="top")
    axes.text(EDGE, top + 37, note, color=MUTED, va="top")
