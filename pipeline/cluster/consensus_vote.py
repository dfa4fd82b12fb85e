"""Voting: one partition from many, and how surely each node belongs to its group.

Bagged clustering (Dudoit & Fridlyand 2003, doi:10.1093/bioinformatics/btg038) with the
cumulative vote of Ayad & Kamel (2008, doi:10.1109/TPAMI.2007.1138).
"""

import numpy as np
from numpy.typing import NDArray

from pipeline.cluster.levels import compact
from pipeline.cluster.resampling import LEFT_OUT
from pipeline.cluster.spectral import Labels
from pipeline.core.artifacts import FloatArray
from pipeline.numerics.contingency import crosstab

ROUNDS = 3
"""Rounds of voting at most; the groups that a round elects are what the next one votes on."""


def elect(resamples: NDArray[np.int32], reference: Labels) -> FloatArray:
    """Of the resamples that have a node, the share that puts it in each group: (n, groups).

    ``resamples`` are (r, n) labels with ``LEFT_OUT`` for what they do not have; the groups
    are those of ``reference`` (n,). Each resample's groups are first paired with them, one
    to one, so that as many nodes as can be agree. A node in no resample keeps its group.
    """
    shares = _ballots(resamples, reference)
    for _ in range(ROUNDS - 1):
        elected = shares.argmax(axis=1).astype(np.int32)
        if np.array_equal(elected, reference):
            break
        reference = elected
        shares = _ballots(resamples, reference)
    return shares


def winners(shares: FloatArray, least: int) -> tuple[Labels, FloatArray]:
    """The group of every node, numbered without gaps, and the shares of the votes: (n, groups).

    A group of fewer than ``least`` nodes is dissolved, the smallest first, and its nodes take
    the next best.
    """
    standing = shares.copy()
    while True:
        labels = standing.argmax(axis=1)
        sizes = np.bincount(labels, minlength=shares.shape[1])
        small = np.flatnonzero((sizes > 0) & (sizes < least))
        if not len(small) or (sizes > 0).sum() == 1:
            break
        # below every vote, so that a node without votes for others still finds a group
        standing[:, small[sizes[small].argmin()]] = -1
    return compact(labels), shares[:, np.unique(labels)]


def behind(shares: FloatArray, labels: Labels) -> FloatArray:
    """The share of the votes that every node's own group has: (n,)."""
    return shares[np.arange(len(labels)), labels]


def _ballots(resamples: NDArray[np.int32], reference: Labels) -> FloatArray:
    groups = int(reference.max()) + 1
    votes = np.zeros((len(reference), groups))
    for labels in resamples:
        there = np.flatnonzero(labels != LEFT_OUT)
        votes[there, _paired(labels[there], reference[there], groups)] += 1
    cast = votes.sum(axis=1)
    votes[cast == 0, reference[cast == 0]] = 1
    return np.asarray(votes / np.maximum(cast, 1)[:, None], dtype=np.float32)


def _paired(labels: Labels, reference: Labels, groups: int) -> NDArray[np.intp]:
    """The labels in the numbers of the reference; a group without partner takes the likest."""
    from scipy.optimize import linear_sum_assignment

    counts = crosstab(labels, reference, (int(labels.max()) + 1, groups))
    number: NDArray[np.intp] = counts.argmax(axis=1)
    mine, theirs = linear_sum_assignment(counts, maximize=True)
    number[mine] = theirs
    return np.asarray(number[labels])
