"""Levels: the same topics seen from further away, and from nearer by."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from pipeline.cluster.spectral import Labels
from pipeline.numerics.contingency import crosstab


def merged(labels: Labels, groups: Labels) -> Labels:
    """A coarser level: every topic goes whole to the group that most of its documents are in."""
    counts = crosstab(labels, groups)
    return compact(counts.argmax(axis=1)[labels])


def split(labels: Labels, groups: Labels, least: int) -> Labels:
    """A finer level: every topic is divided as the groups divide it.

    Parts of fewer than ``least`` documents stay with the largest part of their topic.
    """
    counts = crosstab(labels, groups)
    largest = counts.argmax(axis=1)
    kept = np.where((counts >= least)[labels, groups], groups, largest[labels])
    return compact(labels.astype(np.int64) * counts.shape[1] + kept)


def telling(levels: Mapping[int, Labels], default: int) -> list[int]:
    """The levels that tell something beside the default one, from coarse to fine.

    ``levels`` are labels by the number of topics that was aimed at. One that should be coarser
    must have fewer topics than the default, and two; one that should be finer must have more.
    """
    topics = {number: int(labels.max()) + 1 for number, labels in levels.items()}
    own = topics[default]
    return [
        number
        for number in sorted(levels)
        if number == default
        or (number < default and 1 < topics[number] < own)
        or (number > default and topics[number] > own)
    ]


def compact(labels: NDArray[np.integer]) -> Labels:
    """The same groups numbered 0, 1, ... without gaps, in the order of their numbers."""
    return np.asarray(np.unique(labels, return_inverse=True)[1], dtype=np.int32)
