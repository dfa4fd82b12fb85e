"""topic_sizes: how many documents each topic has, and how well it holds."""

from typing import TYPE_CHECKING

import numpy as np

from pipeline.core.artifacts import Topic
from pipeline.core.stability import holds, shown
from pipeline.report.figures.bars import Bar, bars
from pipeline.report.figures.canvas import Form
from pipeline.report.results import Results
from pipeline.report.table import Table
from pipeline.report.wording import count

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST = 40


def table(results: Results) -> Table:
    """Topics by falling size, documents without one last.

    ``stability`` and the word for it, ``holds``, are empty where the method does not tell.
    """
    topics = results.shown_topics
    stabilities = [results.stability_of(topic) for topic in topics]
    sizes = np.array([*(topic.size for topic in topics), results.without_topic], dtype=np.int32)
    return {
        "topic": np.array([*results.identities.ids, -1], dtype=np.int32),
        "label": [*(topic.label for topic in topics), ""],
        "documents": sizes,
        "share": sizes / max(len(results), 1),
        "stability": np.array([*stabilities, None], dtype=np.float64),
        "holds": [*map(holds, stabilities), ""],
    }


def draw(results: Results, form: Form) -> "list[Figure]":
    """A bar for each of the largest topics, one for the rest together, one for none."""
    topics = results.shown_topics
    if not topics:
        return []
    rows = [_bar(results, topic) for topic in topics[:MOST]]
    rest = topics[MOST:]
    if rest:
        size = sum(topic.size for topic in rest)
        rows.append(Bar(count(len(rest), "smaller topic"), size, plain=True))
    rows.append(Bar("No topic", results.without_topic, plain=True))
    n = len(results)
    how = (
        " Then how much comes back when some are left out."
        if results.clustering.stabilities
        else ""
    )
    note = f"Documents, and their share of all {n:,}.{how}"
    return bars(form, rows, n, f"{count(len(topics), 'topic')} by size", note)


def _bar(results: Results, topic: Topic) -> Bar:
    stability = results.stability_of(topic)
    said = "" if stability is None else f", {holds(stability)} {shown(stability)}"
    return Bar(topic.label, topic.size, said=said)
