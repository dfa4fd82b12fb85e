"""themes: one row per theme, in the config's order."""

import numpy as np

from pipeline.report.health import Health
from pipeline.report.lists import Counts, Lists
from pipeline.report.results import Story
from pipeline.report.table import Table

TOPICS_NAMED = 3


def table(story: Story) -> Table:
    """How many documents each theme has, how sure it is of them, and where they lie.

    ``borderline`` documents are close to the threshold; ``separation`` is the mean score of
    its documents less that of the rest, empty where either is nothing; ``overlap`` is the share of
    documents that it has in common with ``overlaps_with``, of all that either has.
    ``found_words`` tell its documents from the rest. ``top_topics`` have most of its documents,
    ``top_topic_counts`` says how many each.
    """
    health = [Health(story, theme) for theme in range(len(story.asked))]
    overlaps = [each.overlap or ("", 0.0) for each in health]
    top = [story.topics_of(theme)[:TOPICS_NAMED] for theme in range(len(story.asked))]
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
        "parent": [theme.parent for theme in story.asked],
        "borderline": np.array([len(each.borderline) for each in health], dtype=np.int32),
        "nearly_in": np.array([len(each.nearly_in) for each in health], dtype=np.int32),
        "separation": np.array([each.separation for each in health], dtype=np.float64),
        "overlaps_with": [name for name, _ in overlaps],
        "overlap": np.array([share for _, share in overlaps], dtype=np.float64),
        "found_words": Lists(story.themes.keywords),
        "top_topics": Lists([topic.label for topic, _ in found] for found in top),
        "top_topic_counts": Counts([count for _, count in found] for found in top),
        "description": [theme.description for theme in story.asked],
        "keywords": Lists(theme.keywords for theme in story.asked),
    }
