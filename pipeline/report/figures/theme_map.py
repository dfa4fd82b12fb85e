"""map_by_theme: the same map in the colours of the themes."""

from typing import TYPE_CHECKING

from pipeline.report.figures.canvas import EDGE, heading
from pipeline.report.figures.markers import area, marker
from pipeline.report.figures.topic_map import blank_map, name_topics, note, scatter, table
from pipeline.report.layout import WIDTH, Layout, lay_out
from pipeline.report.lettering import wrap
from pipeline.report.palette import FORM_OF, LIGHT, NONE
from pipeline.report.results import Results
from pipeline.report.wording import count

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["draw", "table"]

COLUMNS, ROW = 4, 26.0


def draw(results: Results) -> "Figure | None":
    """Points in the colours of the theme that fits best, names of topics for orientation."""
    if not len(results) or not results.themes.names:
        return None
    layout = lay_out(results)
    rows = -(-len(results.themes.names) // COLUMNS)
    figure, axes = blank_map(layout, foot=ROW * rows + EDGE)
    primary = results.themes.primary
    scatter(axes, layout, primary < 0, NONE, alpha=0.5)
    for theme, name in enumerate(results.themes.names):
        colour, form = LIGHT[theme % len(LIGHT)], FORM_OF[theme % len(LIGHT)]
        scatter(axes, layout, primary == theme, colour, form)
        _legend(axes, layout, theme, name, colour, form)
    unnamed = name_topics(axes, results, layout)
    heading(axes, f"{count(len(results), 'document')}, coloured by theme", note("theme", unnamed))
    return figure


def _legend(axes: "Axes", layout: Layout, theme: int, name: str, colour: str, form: int) -> None:
    row, column = divmod(theme, COLUMNS)
    x = EDGE + 6 + column * (WIDTH - EDGE) / COLUMNS
    y = layout.height + ROW * (row + 0.5)
    axes.scatter(x, y, s=area(form, 3), color=colour, marker=marker(form), linewidths=0)
    axes.text(x + 12, y, wrap(name, 17, 1)[0], va="center")
