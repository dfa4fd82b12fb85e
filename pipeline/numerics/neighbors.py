"""The rows most like a row, and the graph of them: exact search, a block at a time, by an engine.

Blocks do not depend on the engine, and each is computed by one thread, so that neither do
the answers.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipeline.core.artifacts import FloatArray, Neighbors
from pipeline.core.engine import Engine
from pipeline.core.threads import one_thread
from pipeline.engines.local import Local
from pipeline.numerics.duplicates import distinct_rows
from pipeline.numerics.normalize import unit_rows
from pipeline.numerics.sampling import sampled

if TYPE_CHECKING:
    from scipy.sparse import csr_array

ALONE = Local()

BLOCK = 40_000_000
"""Similarities computed at once."""

CHOICE = 4_000_000
"""Similarities that the best are chosen of at once: where all are equal, that takes ten times
their memory."""

SAMPLE = 20_000
"""Rows that neighbours are looked for among, where there are more."""

SETTLED = 0
"""The seed of that sample, which no seed of a run changes: another seed is to find the same rows
in another way, not other rows."""

GROUPS = 16
"""Groups that a row is looked at in, for each one that is wanted."""

Found = tuple[NDArray[np.intp], FloatArray]


@dataclass(frozen=True)
class Search:
    """The ``count`` rows of ``among`` nearest to some rows; a partition function."""

    among: FloatArray
    count: int
    apart: bool = False

    def __call__(self, block: tuple[int, FloatArray]) -> Found:
        """Search for a block of rows, given where it starts."""
        start, rows = block
        similarities = rows @ self.among.T
        if self.apart:
            here = np.arange(len(rows))
            similarities[here, start + here] = -np.inf
        return _largest(similarities, self.count)


def nearest(
    rows: FloatArray,
    among: FloatArray,
    count: int,
    *,
    apart: bool = False,
    engine: Engine = ALONE,
) -> Found:
    """The ``count`` rows of ``among`` nearest to each unit row: positions and cosines, (n, count).

    Nearest first. With ``apart``, both are the same rows, and none is its own neighbour. Call
    it within ``one_thread``: BLAS must not start threads of its own in each of these.
    """
    index = np.empty((len(rows), count), dtype=np.intp)
    similarity = np.empty((len(rows), count), dtype=np.float32)
    size = max(1, BLOCK // len(among))
    starts = range(0, len(rows), size)
    blocks = ((start, rows[start : start + size]) for start in starts)
    found = engine.map(Search(among, count, apart), blocks)
    for start, (places, cosines) in zip(starts, found, strict=True):
        part = slice(start, start + size)
        index[part], similarity[part] = places, cosines
    return index, similarity


def neighbors_of(
    values: FloatArray, count: int, subsample: int = SAMPLE, engine: Engine = ALONE
) -> Neighbors:
    """The ``count`` neighbours of (n, d) rows by cosine; all there are, where these are fewer.

    They are exact. Of more than ``subsample`` different rows, those of a sample alone are
    neighbours: of these, and of the rest.
    """
    first, node = distinct_rows(values)
    among = sampled(len(first), subsample, SETTLED)
    count = min(count, max(len(among) - 1, 0))
    index = np.empty((len(first), count), dtype=np.int32)
    similarity = np.empty((len(first), count), dtype=np.float32)
    if count:
        rest = np.setdiff1d(np.arange(len(first)), among)
        with one_thread():
            rows = unit_rows(values[first])
            sample = rows[among]
            for nodes, apart in ((among, True), (rest, False)):
                places, cosines = nearest(rows[nodes], sample, count, apart=apart, engine=engine)
                index[nodes], similarity[nodes] = among[places], cosines
    return Neighbors(node.astype(np.int32), among.astype(np.int32), index, similarity)


def graph_among(neighbors: Neighbors, count: int) -> "csr_array":
    """The graph of the a nodes that neighbours were looked for among: (a, a); see ``tied``.

    Raises ``ValueError`` where ``neighbors`` has fewer than ``count`` of each, and there are more.
    """
    among = neighbors.among
    count = enough(neighbors, count)
    places = np.searchsorted(among, neighbors.index[among, :count])
    return tied(places, neighbors.similarity[among, :count])


def enough(neighbors: Neighbors, count: int) -> int:
    """How many neighbours are to be had where ``count`` are asked for: all there are at most.

    Raises ``ValueError`` where more were not looked for.
    """
    found: int = neighbors.index.shape[1]
    if found < min(count, len(neighbors.among) - 1):
        raise ValueError(f"{count} neighbours are asked for, and {found} were looked for")
    return min(count, found)


def neighbor_graph(rows: FloatArray, n_neighbors: int, engine: Engine = ALONE) -> "csr_array":
    """The graph of n unit rows: (n, n); see ``tied``. ``n_neighbors`` must be below n."""
    return tied(*nearest(rows, rows, n_neighbors, apart=True, engine=engine))


def tied(index: NDArray[np.integer], similarity: FloatArray) -> "csr_array":
    """Tie each of n rows to its k nearest by cosine: (n, n), symmetric, weights in (0, 1].

    The weight of the nearest neighbour is 1 and fades with the distance beyond it, at a rate
    of the row's own; two opinions of one tie are united. The shape of these weights is UMAP's
    (McInnes, Healy & Melville 2018, arXiv:1802.03426), the rate the mean excess distance.
    Neighbours that are no more alike than chance (a cosine of 0 or less) make no tie; a row may
    have none. ``index`` and ``similarity`` (n, k) are nearest first.
    """
    from scipy.sparse import csr_array

    n, n_neighbors = index.shape
    excess = similarity[:, :1] - similarity
    rate = np.maximum(excess.mean(axis=1, keepdims=True), 1e-3)
    weights = np.exp(-excess / rate).astype(np.float64)
    weights[similarity <= 0] = 0  # what has nothing in common is tied to nothing
    places = (np.repeat(np.arange(n), n_neighbors), index.ravel())
    directed = csr_array((weights.ravel(), places), shape=(n, n))
    return csr_array(directed + directed.T - directed * directed.T)


def _largest(block: FloatArray, count: int) -> Found:
    """The largest of every row and where they are, falling; of equals the first."""
    if count == 1:
        best = block.argmax(axis=1)[:, None]
        return best, np.take_along_axis(block, best, axis=1)
    size = max(1, CHOICE // block.shape[1])
    parts = [_chosen(block[i : i + size], count) for i in range(0, len(block), size)]
    index, values = zip(*parts, strict=True)
    return np.concatenate(index), np.concatenate(values)


def _chosen(block: FloatArray, count: int) -> Found:
    """The same of a block that is small.

    Of so many groups as are wanted each has one that is as large as the least of their largest:
    what is smaller is not looked at again.
    """
    largest = _largest_of_groups(block, count)
    least = np.partition(largest, -count, axis=1)[:, -count, None]
    row, place = np.nonzero(block >= least)
    value = block[row, place]
    order = np.lexsort((place, -value, row))
    first = np.searchsorted(row, np.arange(len(block)))
    best = order[first[:, None] + np.arange(count)]
    return place[best], value[best]


def _largest_of_groups(block: FloatArray, count: int) -> FloatArray:
    """The largest of each of at least ``count`` groups of columns: (rows, groups)."""
    size = max(1, block.shape[1] // (GROUPS * count))
    whole = block.shape[1] // size * size
    parts = block[:, :whole].reshape(len(block), -1, size).max(axis=2)
    return np.hstack([parts, block[:, whole:]])
