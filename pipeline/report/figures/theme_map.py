"""map_by_theme: the same map in the colours of the themes."""

from typing import TYPE_CHECKING

from pipeline.report.figures.canvas import EDGE, LINE_HEIGHT, TEXT, Form
from pipeline.report.figures.markers import area, marker
from pipeline.report.figures.topic_map import (
    blank_map,
    draw_points,
    name_topics,
    named,
    note,
    table,
)
from pipeline.report.layout import WIDTH, Layout, lay_out
from pipeline.report.lettering import text_width, wrap
from pipeline.report.palette import FORM_OF, LIGHT, NONE
from pipeline.report.results import Results
from pipeline.report.wording import count

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["draw", "table"]

KEY_RADIUS = 2.6

Entry = tuple[str, str, int]
"""A theme in the key: name, colour, form."""


def draw(results: Results, form: Form) -> "list[Figure]":
    """Points in the colours of the theme that fits best, names of topics for orientation."""
    if not len(results) or not results.themes.names:
        return []
    layout = lay_out(results)
    primary = results.themes.primary
    colours = [theme % len(LIGHT) for theme in range(len(results.themes.names))]
    entries = [
        (name, LIGHT[colour], FORM_OF[colour])
        for name, colour in zip(results.themes.names, colours, strict=True)
    ]
    if results.without_theme:
        entries.append(("no theme", NONE, 0))
    shown = named(results, layout, form)
    columns, rows = _columns(form, entries)
    foot = LINE_HEIGHT * rows + 2 * EDGE
    told = note(results, shown, "theme")
    title = f"{count(len(results), 'document')} by primary theme, the one that fits each best"
    figure, axes = blank_map(form, layout, title, told, foot)
    draw_points(axes, form, layout, primary, colours)
    name_topics(axes, layout, shown)
    _key(axes, form, layout, entries, columns)
    return [figure]


def _columns(form: Form, entries: list[Entry]) -> tuple[int, int]:
    """Columns and rows of the key."""
    widest = max(text_width(name) for name, *_ in entries) * TEXT + 30
    columns = max(min(int((form.width - EDGE) / widest), len(entries)), 1)
    return columns, -(-len(entries) // columns)


def _key(axes: "Axes", form: Form, layout: Layout, entries: list[Entry], columns: int) -> None:
    zoom = WIDTH / form.width
    across = (form.width - EDGE) / columns
    for place, (name, colour, shape) in enumerate(entries):
        row, column = divmod(place, columns)
        x, y = EDGE + 5 + column * across, EDGE + LINE_HEIGHT * (row + 0.5)
        told = wrap(name, (across - 26) / TEXT, 1)[0]
        size = area(shape, KEY_RADIUS)
        axes.scatter(
            x * zoom,
            layout.height + y * zoom,
            s=size,
            color=colour,
            marker=marker(shape),
            linewidths=0,
        )
        axes.text((x + 9) * zoom, layout.height + y * zoom, told, va="center")
