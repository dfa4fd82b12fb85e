"""The tables of a comparison."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.compare.comparison import Comparison
from pipeline.compare.moves import Move
from pipeline.compare.run_tables import RunTables
from pipeline.compare.topic_changes import topic_changes
from pipeline.core.artifacts import Strings
from pipeline.report.lists import Lists
from pipeline.report.table import Table

NONE = -1


def topics_table(comparison: Comparison) -> Table:
    """One row per pair of topics that belong together, and per topic that is new or gone.

    ``change`` is kept, split, merged, new or gone; ``shared`` counts the documents that both
    have, of those that both runs have, and ``jaccard`` is their share of all that either has;
    ``common_words`` is the Jaccard similarity of the words in the keywords. -1 is no topic.
    """
    found = topic_changes(comparison.alignment)
    before = [NONE if each.before is None else each.before for each in found]
    after = [NONE if each.after is None else each.after for each in found]
    one, other = comparison.before, comparison.after
    return {
        "change": [each.change for each in found],
        "from_topic": np.array(before, dtype=np.int32),
        "from_label": [one.labels.get(topic, "") for topic in before],
        "from_documents": _sizes(one, before),
        "to_topic": np.array(after, dtype=np.int32),
        "to_label": [other.labels.get(topic, "") for topic in after],
        "to_documents": _sizes(other, after),
        "shared": np.array([each.shared for each in found], dtype=np.int32),
        "jaccard": np.array([each.jaccard for each in found], dtype=np.float64),
        "share_of_from": np.array([each.share_of_before for each in found], dtype=np.float64),
        "share_of_to": np.array([each.share_of_after for each in found], dtype=np.float64),
        "common_words": np.array([each.common_words for each in found], dtype=np.float64),
        "from_keywords": Lists(one.keywords.get(topic, ()) for topic in before),
        "to_keywords": Lists(other.keywords.get(topic, ()) for topic in after),
        "from_stability": _numbers(one.stabilities.get(topic) for topic in before),
        "to_stability": _numbers(other.stabilities.get(topic) for topic in after),
    }


def documents_table(comparison: Comparison, moves: Sequence[Move]) -> Table:
    """One row per document that differs, the most surprising of each kind first.

    ``change`` is moved (another topic), other themes (the same topic), edited, added or
    removed. ``surprise`` is from 0 to 1 (see ``compare.moves``), for other themes the largest
    change of a score. ``nearest_documents`` are ids, nearest first.
    """
    before, after = comparison.before, comparison.after
    sides = [(before, move.before) if move.after is None else (after, move.after) for move in moves]
    return {
        "change": [move.kind for move in moves],
        "id": [side.ids[position or 0] for side, position in sides],
        "title": [side.titles[position or 0] for side, position in sides],
        "from_topic": np.array([move.from_topic for move in moves], dtype=np.int32),
        "from_label": [before.labels.get(move.from_topic, "") for move in moves],
        "to_topic": np.array([move.to_topic for move in moves], dtype=np.int32),
        "to_label": [after.labels.get(move.to_topic, "") for move in moves],
        "from_strength": np.array([move.strengths[0] for move in moves], dtype=np.float64),
        "to_strength": np.array([move.strengths[1] for move in moves], dtype=np.float64),
        "from_themes": Lists(_themes(before, move.before) for move in moves),
        "to_themes": Lists(_themes(after, move.after) for move in moves),
        "surprise": np.array([move.surprise for move in moves], dtype=np.float64),
        "nearest_documents": Lists(move.neighbours for move in moves),
        "why": [move.why for move in moves],
    }


def measures_table(comparison: Comparison) -> Table:
    """One row per measure: its value in either run, empty where it is undefined."""
    before, after = comparison.before.measures, comparison.after.measures
    names = list(dict.fromkeys([*before, *after]))
    return {
        "measure": names,
        "before": _numbers(before.get(name) for name in names),
        "after": _numbers(after.get(name) for name in names),
    }


TABLES: dict[str, Callable[[Comparison, Sequence[Move]], Table]] = {
    "topics": lambda comparison, _: topics_table(comparison),
    "documents": documents_table,
    "measures": lambda comparison, _: measures_table(comparison),
}


def _sizes(side: RunTables, topics: Sequence[int]) -> "np.typing.NDArray[np.int32]":
    found, counts = np.unique(side.topics, return_counts=True)
    sizes = dict(zip(found.tolist(), counts.tolist(), strict=True))
    return np.array([sizes.get(topic, 0) if topic >= 0 else 0 for topic in topics], dtype=np.int32)


def _themes(side: RunTables, position: int | None) -> Strings:
    return () if position is None else side.theme_names_of(position)


def _numbers(values: Iterable[float | None]) -> NDArray[np.float64]:
    """NaN for what is unknown."""
    return np.array(list(values), dtype=np.float64)
