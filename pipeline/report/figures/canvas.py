"""A blank figure measured in hundredths of an inch, x to the right and y down from its heading.

Everything on it stands where it is put, so nothing depends on a layout engine and nothing
overlaps that was given room.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from pipeline.report.lettering import text_width, wrap
from pipeline.report.palette import INK, MUTED
from pipeline.report.settings import FigureSettings

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

POINT = 0.72
"""Points of type in a unit."""

SIZE = 8
"""The size of all text, in points: what journals ask for."""

TEXT = SIZE / POINT
"""The same in units, and a line of it."""

LINE_HEIGHT = 1.25 * TEXT

BASELINE = 0.74
"""How far down a line its letters stand, as a part of the line."""

EDGE = 6.0
HIGHEST = 905.0
"""A page of a figure is no higher: 230 mm, as much as a page of a journal has room for."""

BOLD = 1.12
"""How much wider bold letters are."""


@dataclass(frozen=True)
class Form:
    """How figures are drawn: so many units wide, and whether they say above what they show."""

    width: float = FigureSettings().width_mm * 100 / 25.4
    titled: bool = True

    @classmethod
    def of(cls, settings: FigureSettings) -> "Form":
        """As the config has it."""
        return cls(settings.width_mm * 100 / 25.4, settings.title)

    @property
    def narrow(self) -> bool:
        """Whether it is nearer to one column of a journal than to two."""
        return self.width < NARROW


NARROW: Final = 450.0


def canvas(
    form: Form, height: float, title: str, note: str, across: float | None = None
) -> tuple["Figure", "Axes"]:
    """An empty figure with its heading, and the axes to draw on from y = 0 to ``height``.

    ``across`` are the units of the axes from left to right, where these are not those of the
    form. The heading is kept beside the figure, too, for the files to say what they show.
    """
    from matplotlib.figure import Figure

    zoom = (across or form.width) / form.width
    titles, notes = _heading(form, title, note)
    head = _height(len(titles) + len(notes)) * zoom if form.titled else 0.0
    figure = Figure(figsize=(form.width / 100, (height + head) / zoom / 100))
    figure.set_label("\n".join((" ".join(titles), " ".join(notes))))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, form.width * zoom), ylim=(height, -head), autoscale_on=False)
    axes.axis("off")
    if form.titled:
        step = LINE_HEIGHT * zoom
        for place, line in enumerate((*titles, *notes)):
            bold = place < len(titles)
            y = -head + EDGE * zoom + step * place
            weight, colour = ("bold", INK) if bold else ("normal", MUTED)
            axes.text(EDGE * zoom, y, line, va="top", weight=weight, color=colour)
    return figure, axes


def _heading(form: Form, title: str, note: str) -> tuple[Sequence[str], Sequence[str]]:
    """What the figure shows, and in lines of their own how to read it."""
    room = (form.width - 2 * EDGE) / TEXT
    notes = [line for part in note.split("\n") if part for line in wrap(part, room, 6)]
    return wrap(title, room / BOLD, 3), notes


def _height(lines: int) -> float:
    return 2 * EDGE + LINE_HEIGHT * lines


def write(
    axes: "Axes",
    x: float,
    y: float,
    lines: Sequence[str],
    side: Literal["left", "center", "right"] = "left",
    part: float = 0.5,
    colour: str = INK,
) -> None:
    """Lines of text whose letters stand on evenly spaced baselines, whatever letters they are.

    ``side`` of them is at ``x``; so much of their height is above ``y``: 0 all below, 1 all above.
    """
    top = y - part * LINE_HEIGHT * len(lines)
    for place, line in enumerate(lines):
        base = top + LINE_HEIGHT * place + BASELINE * LINE_HEIGHT
        axes.text(x, base, line, color=colour, ha=side, va="baseline")


def key(
    axes: "Axes", x: float, y: float, marks: Sequence[tuple[str, float, str]], size: float = 10.0
) -> None:
    """What colours mean, in a row from ``x`` on: for each colour and opacity a square and a word.

    The squares stand in the middle of a line at ``y``.
    """
    for colour, alpha, word in marks:
        axes.barh(y, size, left=x, height=size, color=colour, alpha=alpha, linewidth=0)
        write(axes, x + size + 4, y, [word])
        x += size + 4 + text_width(word) * TEXT + 14


def in_pages(heights: Sequence[float], room: float) -> list[slice]:
    """Parts of a column of things of these heights, none of them higher than ``room``."""
    pages, start, used = [], 0, 0.0
    for place, height in enumerate(heights):
        if used + height > room and place > start:
            pages.append(slice(start, place))
            start, used = place, 0.0
        used += height
    return [*pages, slice(start, len(heights))]


def of_pages(title: str, page: int, pages: int) -> str:
    """A title with its number, where the figure has several pages."""
    return f"{title} ({page} of {pages})" if pages > 1 else title
