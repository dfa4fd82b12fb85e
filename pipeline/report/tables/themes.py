"""themes: one row per theme, in the config's order."""

import numpy as np

from pipeline.report.health import Health
from pipeline.report.lists import CountLists, Lists
from pipeline.report.results import Results
from pipeline.report.table import Table

TOPICS_NAMED = 3


def table(results: Results) -> Table:
    """How many documents each theme has, how sure it is of them, and where they lie.

    ``borderline`` documents are close to the threshold; ``separation`` is the mean score of
    its documents less that of the rest, empty where either is nothing; ``overlap`` is the share of
    documents that it has in common with ``overlaps_with``, of all that either has.
    ``verdict`` says whether the corpus holds the theme (there, only named, not found, negated), and
    ``decoys_beaten`` which share of the subjects that nobody asked for is farther from their
    nearest documents than the theme is; empty where the method does not ask.
    ``found_words`` tell its documents from the rest. ``top_topics`` have most of its documents,
    ``top_topic_counts`` says how many each.
    """
    health = [Health(results, theme) for theme in range(len(results.asked))]
    overlaps = [each.overlap or ("", 0.0) for each in health]
    top = [results.topics_of(theme)[:TOPICS_NAMED] for theme in range(len(results.asked))]
    sizes = np.array(results.theme_sizes, dtype=np.int32)
    primary = results.themes.primary
    return {
        "theme": results.themes.names,
        "documents": sizes,
        "share": sizes / max(len(results), 1),
        "verdict": results.themes.verdicts or [""] * len(sizes),
        "decoys_beaten": np.array(results.themes.beaten or [np.nan] * len(sizes), dtype=np.float64),
        "threshold": results.themes.thresholds,
        "primary_documents": np.array(
            [(primary == theme).sum() for theme in range(len(sizes))], dtype=np.int32
        ),
        "parent": [theme.parent for theme in results.asked],
        "borderline": np.array([len(each.borderline) for each in health], dtype=np.int32),
        "nearly_in": np.array([len(each.nearly_in) for each in health], dtype=np.int32),
        "separation": np.array([each.separation for each in health], dtype=np.float64),
        "overlaps_with": [name for name, _ in overlaps],
        "overlap": np.array([share for _, share in overlaps], dtype=np.float64),
        "found_words": Lists(results.themes.keywords),
        "top_topics": Lists([topic.label for topic, _ in found] for found in top),
        "top_topic_counts": CountLists([count for _, count in found] for found in top),
        "description": [theme.description for theme in results.asked],
        "keywords": Lists(theme.keywords for theme in results.asked),
    }
