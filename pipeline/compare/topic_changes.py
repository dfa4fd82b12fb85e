"""Topic changes: what became of each topic, with the evidence."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from pipeline.compare.alignment import Alignment

Change = Literal["kept", "split", "merged", "new", "gone"]

ORDER: Final[tuple[Change, ...]] = ("split", "merged", "new", "gone", "kept")


@dataclass(frozen=True)
class TopicChange:
    """A topic before and one after that belong together; None where there is no other.

    kept    the same topic
    split   one of the several topics that the one before is now mostly found in
    merged  one of the several topics before that the one after is mostly made of
    new     the topic after continues none
    gone    no topic continues the one before
    """

    change: Change
    before: int | None
    after: int | None
    shared: int = 0
    jaccard: float = 0.0
    share_of_before: float = 0.0
    share_of_after: float = 0.0
    common_words: float = 0.0


def topic_changes(alignment: Alignment) -> list[TopicChange]:
    """What became of every topic, the most telling changes first."""
    found = [*_related(alignment), *_alone(alignment)]
    return sorted(found, key=_rank)


def _rank(each: TopicChange) -> tuple[int, int, int]:
    """Parts of one topic together, and sources of one topic; the largest of them first."""
    group = each.after if each.change == "merged" else each.before
    return ORDER.index(each.change), -1 if group is None else group, -each.shared


def _related(alignment: Alignment) -> Iterator[TopicChange]:
    related, jaccard = alignment.related, alignment.jaccard
    for row, column in zip(*np.nonzero(related), strict=True):
        shared = int(alignment.shared[row, column])
        yield TopicChange(
            _change(alignment, int(row), int(column)),
            int(alignment.before[row]),
            int(alignment.after[column]),
            shared,
            float(jaccard[row, column]),
            shared / max(int(alignment.sizes_before[row]), 1),
            shared / max(int(alignment.sizes_after[column]), 1),
            float(alignment.common_words[row, column]),
        )


def _change(alignment: Alignment, row: int, column: int) -> Change:
    parts = int(alignment.related[row].sum())
    sources = int(alignment.related[:, column].sum())
    if parts > 1 and sources <= 1:
        return "split"
    if sources > 1 and parts <= 1:
        return "merged"
    if alignment.same[row, column]:
        return "kept"
    # neither is the other, and yet the smaller lies mostly in the larger
    return "split" if alignment.sizes_before[row] > alignment.sizes_after[column] else "merged"


def _alone(alignment: Alignment) -> Iterator[TopicChange]:
    for topic in alignment.before[~alignment.related.any(axis=1)].tolist():
        yield TopicChange("gone", topic, None)
    for topic in alignment.after[~alignment.related.any(axis=0)].tolist():
        yield TopicChange("new", None, topic)
