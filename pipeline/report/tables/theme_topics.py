"""theme_topics: one row per theme and topic of the level shown."""

import numpy as np

from pipeline.report.results import Results
from pipeline.report.table import Table


def table(results: Results) -> Table:
    """How many documents a theme and a topic share, and how that compares with chance.

    ``share_of_topic`` and ``share_of_theme`` are of the documents that each has; ``lift`` is
    how many times more they share than if they had nothing to do with each other. The topic -1
    holds the documents without one.
    """
    counts, names = results.crossing, results.themes.names
    labels = results.clustering.labels
    topics = [*range(len(results.shown_topics)), -1]
    sizes = np.array([(labels == topic).sum() for topic in topics])
    own = np.array(results.theme_sizes)
    rows, columns = np.meshgrid(np.arange(len(topics)), np.arange(len(names)), indexing="ij")
    row, column = rows.T.ravel(), columns.T.ravel()
    shared = counts[row, column]
    expected = sizes[row] * own[column] / max(len(results), 1)
    titles = [*(topic.label for topic in results.shown_topics), ""]
    return {
        "theme": [names[theme] for theme in column],
        "topic": results.numbered(np.array(topics, dtype=np.int32))[row],
        "topic_label": [titles[place] for place in row],
        "documents": shared.astype(np.int32),
        "share_of_topic": shared / np.maximum(sizes[row], 1),
        "share_of_theme": shared / np.maximum(own[column], 1),
        "lift": shared / np.where(expected > 0, expected, 1),
    }
