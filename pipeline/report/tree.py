"""A tree of topics: those of the coarsest level, and what each of them splits into.

A topic stands under the topic of the coarser level that most of its documents are in; levels
need not be nested for that.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from pipeline.core.artifacts import Topic
from pipeline.report.results import Results


@dataclass(frozen=True)
class Branch:
    """A topic and those under it, by falling size.

    ``inside`` is the number of its documents that are in the topic it stands under; all of
    them where it stands under none.
    """

    topic: Topic
    inside: int
    branches: tuple["Branch", ...] = ()


def grow(results: Results) -> tuple[Branch, ...]:
    """The whole tree, every topic of every level in it; without levels one row of topics.

    A topic none of whose documents is in a coarser topic stands under none.
    """
    under: dict[tuple[int, int], list[Branch]] = defaultdict(list)
    tops: list[Branch] = []
    for level in reversed(range(len(results.clustering.levels))):
        for topic in results.topics.at(level):
            parent, inside = _parent(results, topic)
            branch = Branch(topic, inside, tuple(under[level, topic.topic]))
            (under[level - 1, parent] if parent >= 0 else tops).append(branch)
    return tuple(sorted(tops, key=lambda branch: (branch.topic.level, branch.topic.topic)))


def prune(branch: Branch, level: int) -> Branch:
    """A topic that goes on unchanged on the next level told once, there as at ``level``."""
    while len(branch.branches) == 1 and _unchanged(branch, branch.branches[0]):
        (only,) = branch.branches
        topic = only.topic if only.topic.level == level else branch.topic
        branch = replace(branch, topic=topic, branches=only.branches)
    return replace(branch, branches=tuple(prune(each, level) for each in branch.branches))


def walk(
    branches: Sequence[Branch], parent: Topic | None = None
) -> Iterator[tuple[Branch, Topic | None]]:
    """Every branch and the topic it stands under, from the top down."""
    for branch in branches:
        yield branch, parent
        yield from walk(branch.branches, branch.topic)


def _parent(results: Results, topic: Topic) -> tuple[int, int]:
    if topic.level == 0:
        return -1, topic.size
    levels = results.clustering.levels
    above = levels[topic.level - 1][levels[topic.level] == topic.topic]
    counts = np.bincount(above[above >= 0])
    return (int(counts.argmax()), int(counts.max())) if len(counts) else (-1, topic.size)


def _unchanged(branch: Branch, only: Branch) -> bool:
    return only.inside == only.topic.size == branch.topic.size
