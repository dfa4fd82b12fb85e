"""over_time: the share of each theme and of the largest topics, period by period."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from pipeline.report.figures.canvas import EDGE, HEAD, TEXT, canvas, heading
from pipeline.report.lettering import wrap
from pipeline.report.palette import LIGHT, LINE, MUTED
from pipeline.report.results import Results
from pipeline.report.shares.periods import Periods
from pipeline.report.shares.scale import top_of
from pipeline.report.shares.subjects import colours_of
from pipeline.report.shares.timeline import Course, timeline
from pipeline.report.shares.wholes import KINDS
from pipeline.report.tables import over_time
from pipeline.report.wording import count, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST = 12
"""Charts of a kind; the table has the rest."""

ACROSS = 4
CHART, PLOT, BETWEEN, SCALE = 240.0, 90.0, 28.0, 40.0
"""In units of the canvas: the width of a chart, the height of its plot, the room to the next
chart, and the room for the numbers on its left."""

TITLE, FOOT, ABOVE = 40.0, 50.0, 40.0
"""Room above a plot for its name, below for its periods and trend, and for the name of a kind."""

table = over_time.table


def draw(results: Results) -> "Figure | None":
    """A small chart for each, all of a kind on one scale; bands are 95 % intervals."""
    time = timeline(results)
    if time is None or len(time.periods.told) < 2 or not time.courses:
        return None
    cut = time.periods
    of_kind = {kind: [each for each in time.courses if each.subject.kind == kind] for kind in KINDS}
    kinds = {kind: courses for kind, courses in of_kind.items() if courses}
    colours = colours_of(results)
    rows = [-(-len(courses[:MOST]) // ACROSS) for courses in kinds.values()]
    row = TITLE + PLOT + FOOT
    height = HEAD + sum(ABOVE + row * each for each in rows) + EDGE
    figure, axes = canvas(2 * EDGE + ACROSS * CHART + (ACROSS - 1) * BETWEEN, height)
    heading(axes, f"Shares by {cut.unit}, {cut.names[0]} to {cut.names[-1]}", _note(cut))
    top = HEAD
    for (kind, courses), each in zip(kinds.items(), rows, strict=True):
        _kind(axes, f"{kind.capitalize()}s", courses, cut, top, colours[kind])
        top += ABOVE + row * each
    return figure


def _note(cut: Periods) -> str:
    n = count(int(cut.sizes.sum()), "document")
    few = "; crosses: too few documents" if not cut.enough.all() else ""
    return f"Share of {n} with a date; bands: 95% intervals{few}."


def _kind(
    axes: "Axes",
    name: str,
    courses: Sequence[Course],
    cut: Periods,
    top: float,
    colours: Sequence[int],
) -> None:
    """The charts of the themes, or those of the topics, under their common name and scale."""
    scale = top_of(courses)
    more = len(courses) - MOST
    rest = f" ({more} smaller ones only in the table)" if more > 0 else ""
    axes.text(EDGE, top + 14, f"{name}{rest}", size=10, weight="bold", va="top")
    for place, course in enumerate(courses[:MOST]):
        down, across = divmod(place, ACROSS)
        left = EDGE + across * (CHART + BETWEEN)
        under = top + ABOVE + down * (TITLE + PLOT + FOOT) + TITLE
        colour = LIGHT[colours[course.subject.place]]
        _chart(axes, course, cut, scale, (left + SCALE, under), colour)


def _chart(
    axes: "Axes",
    course: Course,
    cut: Periods,
    scale: float,
    corner: tuple[float, float],
    colour: str,
) -> None:
    left, top = corner
    width, foot = CHART - SCALE, top + PLOT
    x = left + width * (np.arange(len(cut.names)) + 0.5) / len(cut.names)
    shares, low, high = (
        foot - PLOT * np.minimum(values / scale, 1)
        for values in (course.shares, course.low, course.high)
    )
    axes.hlines([top, (top + foot) / 2, foot], left, left + width, color=LINE, linewidth=0.8)
    for run in cut.runs():
        axes.fill_between(x[run], low[run], high[run], color=colour, alpha=0.2, linewidth=0)
        axes.plot(x[run], shares[run], color=colour, linewidth=1.4)
    axes.scatter(x[cut.told], shares[cut.told], color=colour, s=9, zorder=3)
    few = np.flatnonzero(~cut.enough)
    axes.scatter(x[few], np.full(len(few), foot), color=MUTED, s=12, marker="x", linewidth=0.8)
    _letters(axes, course, cut, scale, corner)


def _letters(
    axes: "Axes", course: Course, cut: Periods, scale: float, corner: tuple[float, float]
) -> None:
    """The name above, the ends of both scales, and what became of it."""
    left, top = corner
    right, foot = left + CHART - SCALE, top + PLOT
    lines = wrap(course.subject.name, CHART / TEXT, 2)
    axes.text(left - SCALE, top - 9, "\n".join(lines), va="bottom")
    axes.text(left - 5, top, percent(round(100 * scale), 100), color=MUTED, ha="right", va="center")
    axes.text(left - 5, foot, "0", color=MUTED, ha="right", va="center")
    axes.text(left, foot + 4, cut.names[0], color=MUTED, va="top", size=8)
    axes.text(right, foot + 4, cut.names[-1], color=MUTED, ha="right", va="top", size=8)
    said = f"{course.turn}, n = {int(course.counts.sum()):,}"
    axes.text(left, foot + 20, said, color=MUTED, va="top", size=8)
