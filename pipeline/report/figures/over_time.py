"""over_time: the share of each theme and of the largest topics, period by period."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

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
from pipeline.report.figures.time_axis import Ticks, ticks_of
from pipeline.report.lettering import wrap
from pipeline.report.palette import LIGHT, LINE, MUTED
from pipeline.report.results import Results
from pipeline.report.shares.periods import Periods
from pipeline.report.shares.scale import top_of
from pipeline.report.shares.subjects import colours_of
from pipeline.report.shares.timeline import Course, timeline
from pipeline.report.shares.wholes import KINDS, Kind
from pipeline.report.tables import over_time
from pipeline.report.wording import count, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST = 12
"""Charts of a kind; the table has the rest."""

NARROWEST, BETWEEN, SCALE = 125.0, 14.0, 34.0
"""In units of the canvas: the least width of a chart, the room to the next one, and that for the
numbers on the left of a row."""

FLAT, LOWEST, HIGHEST_PLOT = 0.45, 60.0, 110.0
"""How high a plot is by its width, and in units of the canvas."""

FOOT = 3 * LINE_HEIGHT
"""Room below a plot for years, trend and air."""

ABOVE = 1.9 * LINE_HEIGHT
"""Room for the name of a kind."""

table = over_time.table


@dataclass(frozen=True)
class Row:
    """Charts side by side, of one kind and one scale; ``head`` is the kind where it begins."""

    head: str
    courses: Sequence[Course]
    scale: float
    colours: Sequence[str]


@dataclass(frozen=True)
class Frame:
    """Where the charts of every row stand: their width and height, how many fit, lines of names."""

    width: float
    plot: float
    across: int
    ticks: Ticks
    lines: int

    def height(self, row: Row) -> float:
        """Of a row with its names and its foot."""
        return ABOVE * bool(row.head) + self.lines * LINE_HEIGHT + self.plot + FOOT


def draw(results: Results, form: Form) -> "list[Figure]":
    """A small chart for each, all of a kind on one scale; bands are 95 % intervals."""
    time = timeline(results)
    if time is None or len(time.periods.told) < 2 or not time.courses:
        return []
    cut = time.periods
    frame = _frame(form, cut, max(len(found[:MOST]) for _, found in _kinds(time.courses)))
    colours = colours_of(results)
    rows = [
        row
        for kind, found in _kinds(time.courses)
        for row in _rows(f"{kind.capitalize()}s", found, frame, [LIGHT[n] for n in colours[kind]])
    ]
    heights = [frame.height(row) for row in rows]
    pages = in_pages(heights, HIGHEST)
    title, figures = f"Shares by {cut.unit}, {cut.names[0]} to {cut.names[-1]}", []
    for number, page in enumerate(pages, start=1):
        headed = of_pages(title, number, len(pages))
        figure, axes = canvas(form, sum(heights[page]), headed, _note(cut))
        y = 0.0
        for row, height in zip(rows[page], heights[page], strict=True):
            _row(axes, row, cut, frame, y)
            y += height
        figures.append(figure)
    return figures


def _kinds(courses: Sequence[Course]) -> Iterator[tuple[Kind, list[Course]]]:
    for kind in KINDS:
        if found := [each for each in courses if each.subject.kind == kind]:
            yield kind, found


def _frame(form: Form, cut: Periods, most: int) -> Frame:
    """As many charts in a row as fit, and no more than it takes to fill the rows evenly."""
    room = form.width - 2 * EDGE - SCALE + BETWEEN
    fits = max(int(room / (NARROWEST + BETWEEN)), 1)
    across = -(-most // -(-most // fits))
    width = room / across - BETWEEN
    plot = float(np.clip(FLAT * width, LOWEST, HIGHEST_PLOT))
    return Frame(width, plot, across, ticks_of(cut, width), 3 if form.narrow else 2)


def _rows(
    kind: str, courses: Sequence[Course], frame: Frame, colours: Sequence[str]
) -> Iterator[Row]:
    more = len(courses) - MOST
    rest = f" ({more} smaller ones only in the table)" if more > 0 else ""
    shown, scale = courses[:MOST], top_of(courses)
    for start in range(0, len(shown), frame.across):
        part = shown[start : start + frame.across]
        own = [colours[each.subject.place] for each in part]
        yield Row("" if start else f"{kind}{rest}", part, scale, own)


def _note(cut: Periods) -> str:
    n = count(int(cut.sizes.sum()), "document")
    few = "; crosses: too few documents" if not cut.enough.all() else ""
    return f"Share of {n} with a date; bands: 95% intervals{few}."


def _row(axes: "Axes", row: Row, cut: Periods, frame: Frame, top: float) -> None:
    if row.head:
        axes.text(EDGE, top + EDGE, row.head, weight="bold", va="top")
        top += ABOVE
    top += frame.lines * LINE_HEIGHT
    left = EDGE + SCALE
    for share, y in ((row.scale, top), (0.0, top + frame.plot)):
        said = percent(round(100 * share), 100)
        write(axes, left - 5, y, [said], "right", colour=MUTED)
    for course, colour in zip(row.courses, row.colours, strict=True):
        _chart(axes, course, cut, frame, row.scale, (left, top), colour)
        left += frame.width + BETWEEN


def _chart(
    axes: "Axes",
    course: Course,
    cut: Periods,
    frame: Frame,
    scale: float,
    corner: tuple[float, float],
    colour: str,
) -> None:
    left, top = corner
    right, foot = left + frame.width, top + frame.plot
    x = left + frame.width * (np.arange(len(cut.names)) + 0.5) / len(cut.names)
    shares, low, high = (
        foot - frame.plot * values / scale for values in (course.shares, course.low, course.high)
    )
    axes.hlines([top, (top + foot) / 2, foot], left, right, color=LINE, linewidth=0.6)
    for run in cut.runs():
        axes.fill_between(x[run], low[run], high[run], color=colour, alpha=0.2, linewidth=0)
        axes.plot(x[run], shares[run], color=colour, linewidth=1.2)
        if len(run) == 1:
            axes.vlines(x[run], high[run], low[run], color=colour, alpha=0.35, linewidth=1.6)
    axes.scatter(x[cut.told], shares[cut.told], color=colour, s=6, zorder=3)
    few = np.flatnonzero(~cut.enough)
    axes.scatter(x[few], np.full(len(few), foot - 4), color=MUTED, s=9, marker="x", linewidth=0.6)
    _letters(axes, course, frame, corner)


def _letters(axes: "Axes", course: Course, frame: Frame, corner: tuple[float, float]) -> None:
    """The name above, the years below, and what became of it."""
    left, top = corner
    foot = top + frame.plot
    lines = wrap(course.subject.name, frame.width / TEXT, frame.lines)
    write(axes, left, top - 3, lines, part=1.0)
    marks = left + frame.width * frame.ticks.marks
    axes.vlines(marks, foot, foot + 3, color=MUTED, linewidth=0.6)
    for place, side, name in frame.ticks.names:
        write(axes, left + frame.width * place, foot + 3, [name], side, 0.0, MUTED)
    said = f"{course.turn}, n = {int(course.counts.sum()):,}"
    write(axes, left, foot + 3 + LINE_HEIGHT, [said], part=0.0, colour=MUTED)
