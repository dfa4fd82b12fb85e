"""topic_sizes: how many documents each topic has."""

from typing import TYPE_CHECKING

import numpy as np

from pipeline.report.figures.bars import Bar, bars
from pipeline.report.story import Story
from pipeline.report.table import Table
from pipeline.report.wording import count

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST = 40


def table(story: Story) -> Table:
    """Topics by falling size, documents without one last."""
    topics = story.shown_topics
    sizes = np.array([*(topic.size for topic in topics), story.without_topic], dtype=np.int32)
    return {
        "topic": np.array([*story.identities.ids, -1], dtype=np.int32),
        "label": [*(topic.label for topic in topics), ""],
        "documents": sizes,
        "share": sizes / max(len(story), 1),
    }


def draw(story: Story) -> "Figure | None":
    """A bar for each of the largest topics, one for the rest together, one for none."""
    topics = story.shown_topics
    if not topics:
        return None
    rows = [Bar(topic.label, topic.size) for topic in topics[:MOST]]
    rest = topics[MOST:]
    if rest:
        size = sum(topic.size for topic in rest)
        rows.append(Bar(count(len(rest), "smaller topic"), size, plain=True))
    rows.append(Bar("No topic", story.without_topic, plain=True))
    n = len(story)
    note = f"Documents, and their share of all {n:,}."
    return bars(rows, n, f"{count(len(topics), 'topic')} by size", note)
