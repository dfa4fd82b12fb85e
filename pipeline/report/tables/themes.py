"""themes: one row per theme, in the config's order."""

import numpy as np

from pipeline.report.story import Story
from pipeline.report.table import Table

TOPICS_NAMED = 3


def table(story: Story) -> Table:
    """How many documents each theme has, and the topics where most of them lie."""
    sizes = np.array(story.theme_sizes, dtype=np.int32)
    primary = story.themes.primary
    return {
        "theme": story.themes.names,
        "documents": sizes,
        "share": sizes / max(len(story), 1),
        "threshold": story.themes.thresholds,
        "primary_documents": np.array(
            [(primary == theme).sum() for theme in range(len(sizes))], dtype=np.int32
        ),
        "top_topics": [_top_topics(story, theme) for theme in range(len(sizes))],
        "description": [theme.description for theme in story.asked],
        "keywords": [", ".join(theme.keywords) for theme in story.asked],
    }


def _top_topics(story: Story, theme: int) -> str:
    counts = story.crossing[:-1, theme]
    best = np.argsort(-counts, kind="stable")[:TOPICS_NAMED]
    return ";".join(
        f"{story.shown_topics[topic].label} ({counts[topic]})" for topic in best if counts[topic]
    )
