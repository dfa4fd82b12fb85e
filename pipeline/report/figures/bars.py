"""Horizontal bars with their names beside them, or above where there is little width."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.report.figures.canvas import (
    EDGE,
    HIGHEST,
    LINE_HEIGHT,
    TEXT,
    Form,
    canvas,
    in_pages,
    key,
    of_pages,
    write,
)
from pipeline.report.lettering import text_width, wrap
from pipeline.report.palette import LIGHT, MUTED, NONE
from pipeline.report.wording import percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BAR, GAP, AIR, LINES = 14.0, 7.0, 6.0, 2
"""In units of the canvas: how thick a bar is, what is beside it, and between two; lines of a
name."""

BESIDE = 0.4
"""The part of the width that names take at most."""

PALE = 0.45
"""The opacity of the rest of a bar."""

KEY = 1.7 * LINE_HEIGHT


@dataclass(frozen=True)
class Bar:
    """One bar: ``size`` documents, ``part`` of them drawn darker (all, where None).

    A plain bar is grey: what it counts is neither a topic nor a theme. ``said`` stands after
    its numbers, and ``indent`` is how many steps it is moved in.
    """

    name: str
    size: int
    part: int | None = None
    plain: bool = False
    said: str = ""
    indent: int = 0


@dataclass(frozen=True)
class Frame:
    """Where the parts of a row stand: the beginning of its bar, and the units of a document."""

    above: bool
    left: float
    unit: float
    total: int


def bars(
    form: Form,
    rows: Sequence[Bar],
    total: int,
    title: str,
    note: str,
    parts: tuple[str, str] | None = None,
) -> "list[Figure]":
    """Draw the bars from top to bottom; shares are of ``total`` documents.

    A plain bar without documents is left out. ``parts`` are the words for the darker and the
    paler part of a bar.
    """
    rows = [row for row in rows if row.size or not row.plain]
    above = form.narrow
    room = form.width - 2 * EDGE if above else BESIDE * form.width
    names = [wrap(row.name, (room - STEP * row.indent) / TEXT, LINES) for row in rows]
    widest = max(text_width(line) for lines in names for line in lines)
    left = EDGE if above else EDGE + TEXT * widest + GAP
    numbers = max(text_width(_numbers(row, total)) for row in rows) * TEXT + GAP + EDGE
    longest = max(*(row.size for row in rows), 1)
    frame = Frame(above, left, (form.width - left - numbers) / longest, total)
    heights = [_height(lines, above) for lines in names]
    pages = in_pages(heights, HIGHEST)
    figures = []
    for number, page in enumerate(pages, start=1):
        y = KEY if parts else 0.0
        headed = of_pages(title, number, len(pages))
        figure, axes = canvas(form, y + sum(heights[page]) + EDGE, headed, note)
        if parts:
            marks = ((LIGHT[0], 1.0, parts[0]), (LIGHT[0], PALE, parts[1]))
            key(axes, EDGE, LINE_HEIGHT / 2, marks)
        for row, lines, height in zip(rows[page], names[page], heights[page], strict=True):
            _draw(axes, row, lines, frame, (y, height))
            y += height
        figures.append(figure)
    return figures


STEP = 14.0
"""How far a step moves a row in."""


def _height(lines: Sequence[str], above: bool) -> float:
    text = LINE_HEIGHT * len(lines)
    return AIR + (text + BAR if above else max(text, BAR))


def _numbers(row: Bar, total: int) -> str:
    return f"{row.size:,} ({percent(row.size, total)}){row.said}"


def _draw(
    axes: "Axes", row: Bar, lines: Sequence[str], frame: Frame, place: tuple[float, float]
) -> None:
    y, height = place
    left = frame.left + STEP * row.indent * frame.above
    middle = y + height - AIR - BAR / 2 if frame.above else y + (height - AIR) / 2
    part = row.size if row.part is None else row.part
    colour = NONE if row.plain else LIGHT[0]
    end, paler = left + frame.unit * part, frame.unit * (row.size - part)
    axes.barh(middle, frame.unit * part, left=left, color=colour, height=BAR)
    axes.barh(middle, paler, left=end, color=colour, height=BAR, alpha=PALE)
    if frame.above:
        write(axes, left, y, lines, part=0.0)
    else:
        write(axes, left - GAP, middle, lines, "right")
    write(axes, end + paler + GAP, middle, [_numbers(row, frame.total)], colour=MUTED)
