"""Resampling: the same question asked again and again, each time without some of the nodes.

What comes back when a part is left out is there; what does not was an accident (Monti et al.
2003, doi:10.1023/A:1023949509487).
"""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipeline.cluster.spectral import (
    BESIDE,
    DENSE,
    Labels,
    Spectrum,
    cut,
    spectrum,
    spectrum_of_part,
)
from pipeline.core.artifacts import FloatArray
from pipeline.numerics.contingency import crosstab, jaccard

if TYPE_CHECKING:
    from scipy.sparse import csr_array

LEFT_OUT = -1
"""The label of a node that a resample does not have."""


def resample(
    graph: "csr_array",
    granularities: Sequence[int],
    times: int,
    fraction: float,
    seed: int,
    threads: int = 1,
    whole: Spectrum | None = None,
) -> Iterator[NDArray[np.int32]]:
    """Cut a random fraction of n nodes, ``times`` over, at every granularity.

    Yields one (granularities, n) array a resample; what it leaves out is ``LEFT_OUT``. Each is
    drawn and computed by itself, so that several ``threads`` find what one would. ``whole`` is the
    spectrum of the graph with at least ``BESIDE`` more than the finest cut takes; who has it saves
    looking for it.
    """
    n, most = graph.shape[0], max(granularities)
    size = round(fraction * n)
    many = size > DENSE
    whole = (whole or spectrum(graph, most + BESIDE)).leading(most + BESIDE) if many else None

    def once(number: int) -> NDArray[np.int32]:
        draw = np.random.default_rng((seed, number))
        kept = np.sort(draw.choice(n, size, replace=False))
        part = graph[kept][:, kept]
        found = spectrum_of_part(part, whole, kept) if whole else spectrum(part, most)
        rows = found.directions(most)
        labels = np.full((len(granularities), n), LEFT_OUT, dtype=np.int32)
        for place, k in enumerate(granularities):
            labels[place, kept] = cut(rows, k)
        return labels

    with ThreadPoolExecutor(threads) as pool:
        yield from pool.map(once, range(times))


def all_likenesses(
    cuts: Iterable[NDArray[np.int32]], threads: int = 1
) -> list[NDArray[np.float64]]:
    """The ``likenesses`` of each of some cuts, several at once."""
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(likenesses, cuts))


def likenesses(resamples: NDArray[np.int32]) -> NDArray[np.float64]:
    """How alike (r, n) cuts of the same nodes are, each to each other, from 0 to 1: (r, r).

    The mean Jaccard similarity of each group to the likest one of another resample, over the
    nodes that both have, weighted by size (Hennig 2007, doi:10.1016/j.csda.2006.11.025). The
    diagonal is 0: what a cut has with itself says nothing.
    """
    times, n = resamples.shape
    groups = int(resamples.max()) + 1
    there = (resamples != LEFT_OUT).astype(np.float32)
    member = np.zeros((times, groups, n), dtype=np.float32)
    resample, node = there.nonzero()
    member[resample, resamples[resample, node], node] = 1
    flat = member.reshape(times * groups, n)
    # counts below 2 ** 24 are exact as float32, in whatever order they are summed
    sizes = (flat @ there.T).reshape(times, groups, times)
    both = np.maximum(there @ there.T, 1)
    found = np.zeros((times, times))
    for one in range(times - 1):
        others = slice(one + 1, times)
        shared = (member[one] @ flat[(one + 1) * groups :].T).reshape(groups, -1, groups)
        mine, theirs = sizes[one, :, others], sizes[others, :, one]
        overlaps = shared / np.maximum(mine[:, :, None] + theirs[None] - shared, 1)
        likest = (mine * overlaps.max(axis=2)).sum(axis=0) + (theirs * overlaps.max(axis=0)).sum(
            axis=1
        )
        found[one, others] = found[others, one] = likest / (2 * both[one, others])
    return found


def stability(labels: Labels, resamples: NDArray[np.int32]) -> FloatArray:
    """How well each group comes back, from 0 to 1: (groups,).

    The Jaccard similarity to the likest group of a resample, over the nodes that both have,
    as a mean over the (r, n) resamples (Hennig 2007). ``core.stability`` has
    words for it.
    """
    likest = [_overlaps(labels, others).max(axis=1) for others in resamples]
    return np.asarray(np.mean(likest, axis=0), dtype=np.float32)


def _overlaps(one: Labels, other: Labels) -> NDArray[np.float64]:
    """The Jaccard similarity of every group of one to every group of the other."""
    shared = crosstab(one, other)
    return jaccard(shared, shared.sum(axis=1), shared.sum(axis=0))
