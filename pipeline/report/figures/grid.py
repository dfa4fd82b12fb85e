"""A grid of shares: rows by columns, the darker the more, in as many pages as it takes."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipeline.report.figures.canvas import (
    EDGE,
    HIGHEST,
    LINE_HEIGHT,
    TEXT,
    Form,
    canvas,
    in_pages,
    of_pages,
    write,
)
from pipeline.report.lettering import pieces, text_width, wrap
from pipeline.report.palette import INK, LINE, MUTED, PAPER

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.colors import Colormap
    from matplotlib.figure import Figure

FULL = "#7eaede"
"""The shade of the largest share; ink is readable on it."""

NAMES, AIR, WIDEST = 0.38, 7.0, 130.0
"""The part of the width that names of rows take, what a cell has beside its text, and the widest
column, in units of the canvas."""

EDGES = "#e9ebee"

HEAD_LINES, ROW_LINES = 4, 4

UPRIGHT, FEWEST_LINES = 150.0, 2
"""How high names of columns are that are written upwards, and lines that have room at least."""

KEY = 2.5 * LINE_HEIGHT
STRIP, STEPS = 90.0, 10
"""The key: how wide its shades are, and how many."""


@dataclass(frozen=True)
class Grid:
    """What a grid shows.

    rows     (r) names, each with a number that stands after it
    columns  (c) names
    under    (c) what stands under each name of a column, in grey
    shares   (r, c) from 0 to 1
    said     (r, c) the text of each cell
    strong   (r, c) whether a cell is one to look at
    key      what a shade is the share of
    parted   before which row a line is drawn, 0 for none
    """

    rows: Sequence[tuple[str, str]]
    columns: Sequence[str]
    under: Sequence[str]
    shares: NDArray[np.float64]
    said: NDArray[np.str_]
    strong: NDArray[np.bool_]
    key: str
    parted: int = 0

    @property
    def top(self) -> float:
        """The share that has the full shade, a whole tenth."""
        return max(math.ceil(10 * float(self.shares.max(initial=0.0)) - 1e-9) / 10, 0.1)


@dataclass(frozen=True)
class Frame:
    """Where things stand: names, numbers and cells, and how wide and high these are.

    ``upright`` heads are written from below upwards, because they would not fit side by side.
    """

    names: float
    left: float
    widths: list[float]
    lines: Sequence[Sequence[str]]
    heights: list[float]
    heads: Sequence[Sequence[str]]
    head: float
    upright: bool


def grid(form: Form, shown: Grid, title: str, note: str) -> "list[Figure]":
    """Draw it; columns and rows that do not fit go to further pages."""
    frame = _frame(form, shown)
    across = in_pages(frame.widths, form.width - EDGE - frame.left + 0.1)
    down = in_pages(frame.heights, HIGHEST - frame.head)
    pages = [(rows, columns) for rows in down for columns in across]
    figures = []
    for number, (rows, columns) in enumerate(pages, start=1):
        height = frame.head + sum(frame.heights[rows]) + KEY
        figure, axes = canvas(form, height, of_pages(title, number, len(pages)), note)
        _heads(axes, shown, frame, columns)
        _cells(axes, shown, frame, rows, columns)
        _key(axes, shown, frame, height)
        figures.append(figure)
    return figures


def shading() -> "Colormap":
    """From paper to the full shade."""
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("themeline", [PAPER, FULL])


def _frame(form: Form, shown: Grid) -> Frame:
    numbers = max(text_width(number) for _, number in shown.rows) * TEXT
    room = NAMES * form.width - numbers - 2 * AIR
    lines = [wrap(name, room / TEXT, ROW_LINES) for name, _ in shown.rows]
    names = EDGE + max(text_width(line) for each in lines for line in each) * TEXT
    left = names + AIR + (numbers + AIR if numbers else 0.0)
    room = form.width - EDGE - left
    widths = _widths(shown, room, [_longest(name) for name in shown.columns])
    upright = sum(widths) > room
    if upright:
        widths = _widths(shown, room, [LINE_HEIGHT / TEXT * FEWEST_LINES] * len(shown.columns))
        heads = [
            wrap(name, UPRIGHT / TEXT, int(width / LINE_HEIGHT))
            for name, width in zip(shown.columns, widths, strict=True)
        ]
        head = max(text_width(line) for each in heads for line in each) * TEXT
    else:
        pairs = zip(shown.columns, widths, strict=True)
        heads = [wrap(name, (width - AIR) / TEXT, HEAD_LINES) for name, width in pairs]
        head = LINE_HEIGHT * max(map(len, heads))
    tall = [max(map(len, map(_lines, row))) for row in shown.said.tolist()]
    heights = [
        LINE_HEIGHT * max(len(each), most) + AIR for each, most in zip(lines, tall, strict=True)
    ]
    head += LINE_HEIGHT * any(shown.under) + AIR
    return Frame(names, left, widths, lines, heights, heads, head, upright)


def _longest(name: str) -> float:
    """The width of the longest word of a name in em."""
    return max(map(text_width, pieces(name)), default=0.0)


def _lines(said: str) -> list[str]:
    return said.split("\n") if said else []


def _widths(shown: Grid, room: float, heads: Sequence[float]) -> list[float]:
    """Each column as wide as its head and its cells ask for; what room is left is shared."""
    needed = []
    for place, head in enumerate(heads):
        cells = [line for said in shown.said[:, place].tolist() for line in _lines(said)]
        texts = map(text_width, (shown.under[place], *cells, "100"))
        needed.append(min(max(head, *texts) * TEXT + AIR, WIDEST, room))
    more = (room - sum(needed)) / max(len(needed), 1)
    return [max(width, min(width + more, WIDEST)) for width in needed] if more > 0 else needed


def _heads(axes: "Axes", shown: Grid, frame: Frame, columns: slice) -> None:
    x, bottom = frame.left, frame.head - AIR / 2
    for width, lines, under in zip(
        frame.widths[columns], frame.heads[columns], shown.under[columns], strict=True
    ):
        middle, base = x + width / 2, bottom - LINE_HEIGHT * bool(under)
        write(axes, middle, bottom, [under] if under else [], "center", 1.0, MUTED)
        if frame.upright:
            text = "\n".join(lines)
            axes.text(middle, base, text, rotation=90, ha="center", va="bottom")
        else:
            write(axes, middle, base, lines, "center", 1.0)
        x += width


def _cells(axes: "Axes", shown: Grid, frame: Frame, rows: slice, columns: slice) -> None:
    down = frame.head + np.cumsum([0.0, *frame.heights[rows]])
    across = frame.left + np.cumsum([0.0, *frame.widths[columns]])
    axes.pcolormesh(
        across, down, shown.shares[rows, columns], cmap=shading(), vmin=0, vmax=shown.top,
        edgecolors=EDGES, linewidth=0.6,
    )  # fmt: skip
    middles = (across[:-1] + across[1:]) / 2
    for place, row in enumerate(range(len(shown.rows))[rows]):
        y = (down[place] + down[place + 1]) / 2
        write(axes, frame.names, y, frame.lines[row], "right")
        if number := shown.rows[row][1]:
            write(axes, frame.left - AIR, y, [number], "right", colour=MUTED)
        cells = zip(middles, shown.said[row, columns], shown.strong[row, columns], strict=True)
        for x, said, strong in cells:
            write(axes, x, y, _lines(str(said)), "center", colour=INK if strong else MUTED)
        if place and row == shown.parted:
            axes.hlines(down[place], EDGE, across[-1], color=LINE, linewidth=1.2)


def _key(axes: "Axes", shown: Grid, frame: Frame, height: float) -> None:
    """The shades from none to the most, with their ends and what they mean."""
    y = height - KEY / 2
    shades = np.linspace(0, 1, STEPS)[None, :]
    said = f"{100 * shown.top:.0f}% {shown.key}"
    most = axes.get_xlim()[1] - STRIP - EDGE - text_width(said) * TEXT
    left = min(frame.left, most)
    across = left + STRIP / STEPS * np.arange(STEPS + 1)
    axes.pcolormesh(
        across, [y - 5, y + 5], shades, cmap=shading(), vmin=0, vmax=1,
        edgecolors=EDGES, linewidth=0.4,
    )  # fmt: skip
    write(axes, left - 4, y, ["0%"], "right", colour=MUTED)
    write(axes, left + STRIP + 4, y, [said], colour=MUTED)
