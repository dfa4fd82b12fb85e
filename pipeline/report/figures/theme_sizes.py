"""theme_sizes: how many documents each theme has, alone or among others."""

from typing import TYPE_CHECKING

import numpy as np

from pipeline.report.figures.bars import Bar, bars
from pipeline.report.figures.canvas import Form
from pipeline.report.results import Results
from pipeline.report.table import Table
from pipeline.report.wording import count

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def table(results: Results) -> Table:
    """Themes in the config's order, then documents with several themes and with none.

    ``only`` counts the documents that have no other theme.
    """
    found = rows(results)
    sizes = np.array([row.size for row in found], dtype=np.int32)
    return {
        "theme": [row.name for row in found],
        "documents": sizes,
        "only": np.array([row.part or 0 for row in found], dtype=np.int32),
        "share": sizes / max(len(results), 1),
    }


def draw(results: Results, form: Form) -> "list[Figure]":
    """A bar for each theme; what it shares with others is lighter."""
    if not results.themes.names:
        return []
    n = len(results)
    title = f"Documents of {count(len(results.themes.names), 'theme')}"
    note = f"Share of {count(n, 'document')}; one may count for several themes."
    return bars(form, rows(results), n, title, note, ("this theme alone", "others, too"))


def rows(results: Results) -> list[Bar]:
    """Documents of each theme, and how many of them have no other; then of several and of none."""
    alone = results.themes.assigned.sum(axis=1) == 1
    only = results.themes.assigned[alone].sum(axis=0)
    names_sizes = zip(results.themes.names, results.theme_sizes, only, strict=True)
    found = [Bar(name, size, int(part)) for name, size, part in names_sizes]
    several = Bar("Several themes", results.several_themes, plain=True)
    return [*found, several, Bar("No theme", results.without_theme, plain=True)]
