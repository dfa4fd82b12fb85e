"""The figures of a run, one module each.

``table(results)`` gives the numbers a figure shows and ``draw(results, form)`` its pages,
of which there are none where there is nothing to draw.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from pipeline.report.figures import (
    by_group,
    over_time,
    theme_map,
    theme_sizes,
    themes_by_topic,
    topic_map,
    topic_sizes,
    topic_tree,
)
from pipeline.report.figures.canvas import Form
from pipeline.report.results import Results
from pipeline.report.table import Table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Draw = Callable[[Results, Form], "Sequence[Figure]"]

FIGURES: Final[dict[str, tuple[Callable[[Results], Table], Draw]]] = {
    "map": (topic_map.table, topic_map.draw),
    "map_by_theme": (theme_map.table, theme_map.draw),
    "topic_sizes": (topic_sizes.table, topic_sizes.draw),
    "topic_tree": (topic_tree.table, topic_tree.draw),
    "theme_sizes": (theme_sizes.table, theme_sizes.draw),
    "themes_by_topic": (themes_by_topic.table, themes_by_topic.draw),
    "over_time": (over_time.table, over_time.draw),
    "by_group": (by_group.table, by_group.draw),
}
