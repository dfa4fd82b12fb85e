"""theme_topics: one row per theme and topic of the level shown."""

import numpy as np

from pipeline.report.results import Results
from pipeline.report.schema import Field, Schema
from pipeline.report.table import Table

SCHEMA: Schema = (
    Field("theme", "string", "which theme"),
    Field("topic", "int32", "which topic", "from 0", "-1: the documents without one"),
    Field("topic_label", "string", "its name", empty="the documents without a topic"),
    Field("documents", "int32", "those that both have", "from 0"),
    Field("share_of_topic", "float64", "their share of the topic's documents", "0 to 1"),
    Field("share_of_theme", "float64", "their share of the theme's documents", "0 to 1"),
    Field(
        "lift",
        "float64",
        "how many times more they share than if they had nothing to do with each other",
        "from 0; 1 is chance",
    ),
)


def table(results: Results) -> Table:
    """How many documents a theme and a topic share, and how that compares with chance."""
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
