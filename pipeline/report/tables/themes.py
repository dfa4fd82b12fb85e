"""themes: one row per theme, in the config's order."""

import numpy as np

from pipeline.report.health import Health
from pipeline.report.results import Story
from pipeline.report.table import Table

TOPICS_NAMED = 3


def table(story: Story) -> Table:
    """How many documents each theme has, how sure it is of them, and where they lie.

    ``borderline`` documents are close to the threshold; ``separation`` is the mean score of
    its documents less that of the rest; ``overlap`` is the share of documents that it has in
    common with ``overlaps_with``, of all that either has. ``found_words`` tell its documents
    from the rest.
    """
    health = [Health(story, theme) for theme in range(len(story.asked))]
    overlaps = [each.overlap or ("", 0.0) for each in health]
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
        "separation": [
            "" if each.separation is None else f"{each.separation:.4f}" for each in health
        ],
        "overlaps_with": [name for name, _ in overlaps],
        "overlap": np.array([share for _, share in overlaps]),
        "found_words": [", ".join(words) for words in story.themes.keywords],
        "top_topics": [";".join(top_topics(story, theme)) for theme in range(len(sizes))],
        "description": [theme.description for theme in story.asked],
        "keywords": [", ".join(theme.keywords) for theme in story.asked],
    }


def top_topics(story: Story, theme: int) -> list[str]:
    """The topics with most documents of a theme, each with how many."""
    found = story.topics_of(theme)[:TOPICS_NAMED]
    return [f"{topic.label} ({number})" for topic, number in found]
