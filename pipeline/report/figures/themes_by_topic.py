"""themes_by_topic: which part of each topic belongs to each theme, and where that stands out."""

from typing import TYPE_CHECKING

import numpy as np

from pipeline.report.figures.canvas import Form
from pipeline.report.figures.grid import Grid, grid
from pipeline.report.results import Results
from pipeline.report.table import Table
from pipeline.report.theme_grid import clear_lifts

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST_TOPICS, MOST_THEMES = 40, 24
"""The table has the rest."""

TIMES = "\u00d7"


def table(results: Results) -> Table:
    """One row per topic and theme, topic -1 for none: documents, and their share of the topic.

    ``lift`` is how many times as often as by chance, 0 where that is not clearly more.
    """
    topics = [(results.id_of(topic), topic.label, topic.size) for topic in results.shown_topics]
    rows = [*topics, (-1, "", results.without_topic)]
    t = len(results.themes.names)
    counts = results.crossing.ravel()
    sizes = np.repeat(np.array([size for *_, size in rows], dtype=np.int32), t)
    return {
        "topic": np.repeat(np.array([topic for topic, *_ in rows], dtype=np.int32), t),
        "label": [label for _, label, _ in rows for _ in range(t)],
        "theme": list(results.themes.names) * len(rows),
        "documents": counts,
        "share": counts / np.maximum(sizes, 1),
        "lift": clear_lifts(results).ravel(),
    }


def draw(results: Results, form: Form) -> "list[Figure]":
    """A grid of shares: the darker a cell, the more of the topic belongs to the theme."""
    if not results.themes.names or not results.shown_topics:
        return []
    topics = results.shown_topics[:MOST_TOPICS]
    rows = [(topic.label, topic.size) for topic in topics]
    chosen = list(range(len(topics)))
    if results.without_topic:
        rows.append(("No topic", results.without_topic))
        chosen.append(-1)
    sizes = np.array([size for _, size in rows])
    shares = results.crossing[chosen, :MOST_THEMES] / np.maximum(sizes, 1)[:, None]
    lifts = clear_lifts(results)[chosen, :MOST_THEMES]
    themes = results.themes.names[:MOST_THEMES]
    between = "\n" if form.narrow else "  "
    whole = Grid(
        rows=[(name, f"{size:,}") for name, size in rows],
        columns=themes,
        under=[""] * len(themes),
        shares=shares,
        said=np.array(
            [
                [_said(*cell, between) for cell in zip(*row, strict=True)]
                for row in zip(shares.tolist(), lifts.tolist(), strict=True)
            ]
        ),
        strong=lifts > 0,
        key="of a topic's documents",
    )
    return grid(form, whole, "Share of each topic in each theme", _note(results))


def _said(share: float, lift: float, between: str) -> str:
    """A cell: the share in percent, and how many times as often as by chance where that is told."""
    if not share:
        return ""
    told = f"{100 * share:.0f}" if share >= 0.01 else "<1"
    return f"{told}{between}{lift:.1f}{TIMES}" if lift else told


def _note(results: Results) -> str:
    topics = max(len(results.shown_topics) - MOST_TOPICS, 0)
    themes = max(len(results.themes.names) - MOST_THEMES, 0)
    left = [
        f"{number} {what}" for number, what in ((topics, "topics"), (themes, "themes")) if number
    ]
    more = f" Only in the table: {' and '.join(left)}." if left else ""
    return (
        f"Percent of each topic's documents; an empty cell is none. 2.0{TIMES}: twice as frequent "
        f"as in all documents, clearly more than chance.{more}"
    )
