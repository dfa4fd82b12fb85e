"""Resampling: the same question asked again and again, each time without some of the nodes.

What comes back when a part is left out is there; what does not was an accident (Monti et al.
2003, doi:10.1023/A:1023949509487).
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipeline.cluster.spectral import Labels, cut, directions
from pipeline.core.artifacts import FloatArray
from pipeline.numerics.contingency import crosstab, jaccard

if TYPE_CHECKING:
    from scipy.sparse import csr_array

LEFT_OUT = -1
"""The label of a node that a resample does not have."""

PAIRS = 150
"""Pairs of resamples that are compared at most."""


def resample(
    graph: "csr_array",
    granularities: Sequence[int],
    times: int,
    fraction: float,
    seed: int,
    threads: int = 1,
) -> Iterator[NDArray[np.int32]]:
    """Cut a random fraction of n nodes, ``times`` over, at every granularity.

    Yields one (granularities, n) array a resample; what it leaves out is ``LEFT_OUT``. Each is
    drawn and computed by itself, so that several ``threads`` find what one would.
    """
    n = graph.shape[0]

    def once(number: int) -> NDArray[np.int32]:
        draw = np.random.default_rng((seed, number))
        kept = np.sort(draw.choice(n, round(fraction * n), replace=False))
        rows = directions(graph[kept][:, kept], max(granularities))
        labels = np.full((len(granularities), n), LEFT_OUT, dtype=np.int32)
        for place, k in enumerate(granularities):
            labels[place, kept] = cut(rows, k)
        return labels

    with ThreadPoolExecutor(threads) as pool:
        yield from pool.map(once, range(times))


def pairs(resamples: int) -> NDArray[np.intp]:
    """Which of so many resamples are compared with which: (2, pairs), evenly spread."""
    every = list(combinations(range(resamples), 2))
    step = max(1, len(every) // PAIRS)
    return np.array(every[::step], dtype=np.intp).T


def likenesses(resamples: NDArray[np.int32]) -> NDArray[np.float64]:
    """How alike (r, n) cuts of the same nodes are, from 0 to 1, for each of the ``pairs``.

    The mean Jaccard similarity of each group to the likest one of another resample, weighted
    by size (Hennig 2007, doi:10.1016/j.csda.2006.11.025).
    """
    one, other = pairs(len(resamples))
    return np.array(
        [_likeness(resamples[i], resamples[j]) for i, j in zip(one, other, strict=True)]
    )


def agreement(resamples: NDArray[np.int32]) -> float:
    """How alike (r, n) cuts are on average."""
    return float(likenesses(resamples).mean())


def stability(labels: Labels, resamples: NDArray[np.int32]) -> FloatArray:
    """How well each group comes back, from 0 to 1: (groups,).

    The Jaccard similarity to the likest group of a resample, over the nodes that both have,
    as a mean over the (r, n) resamples (Hennig 2007). ``core.stability`` has
    words for it.
    """
    likest = [_overlaps(labels, others).max(axis=1) for others in resamples]
    return np.asarray(np.mean(likest, axis=0), dtype=np.float32)


def _likeness(one: Labels, other: Labels) -> float:
    overlaps = _overlaps(one, other)
    both = (one != LEFT_OUT) & (other != LEFT_OUT)
    here, there = np.bincount(one[both]), np.bincount(other[both])
    total = (here * overlaps.max(axis=1)[: len(here)]).sum()
    total += (there * overlaps.max(axis=0)[: len(there)]).sum()
    return float(total / (2 * both.sum()))


def _overlaps(one: Labels, other: Labels) -> NDArray[np.float64]:
    """The Jaccard similarity of every group of one to every group of the other."""
    shared = crosstab(one, other)
    return jaccard(shared, shared.sum(axis=1), shared.sum(axis=0))
