"""theme_documents: one row per document and theme."""

import numpy as np

from pipeline.report.story import Story
from pipeline.report.table import Table


def table(story: Story) -> Table:
    """The score of every document on every theme, and whether it was enough."""
    themes = story.themes
    n, t = themes.scores.shape
    return {
        "id": [document for document in story.corpus.ids for _ in range(t)],
        "theme": list(themes.names) * n,
        "score": themes.scores.ravel(),
        "assigned": themes.assigned.ravel(),
        "primary": (themes.primary[:, None] == np.arange(t)).ravel(),
    }
